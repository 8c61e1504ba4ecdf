"""Words that show how a contact was made, each kind seen as one: 在走廊碰到 reads 在▲▲."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.understanding.cues import load

THING = "thing"
"""The kind of words that sound like a channel and are something else (短信费)."""
_MARKS = "■▲□●★◆▼♠♥"


@dataclass(frozen=True)
class Scene:
    """Words with those of a kind covered by its mark, and the kinds in the order they stand."""

    covered: str
    kinds: tuple[str, ...]


def scene_of(words: str) -> Scene:
    """What words show of a channel; `words` are plain, without spaces. The longest word counts."""
    table, longest = _table()
    covered, kinds, at = [], [], 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 1, -1):
            if found := table.get(words[at : at + size]):
                kind, mark = found
                covered.append(mark)
                kinds.append(kind)
                at += size
                break
        else:
            covered.append(words[at])
            at += 1
    return Scene("".join(covered), tuple(each for each in kinds if each != THING))


@cache
def _table() -> tuple[Mapping[str, tuple[str, str]], int]:
    """Every word with its kind and the mark of that, and the length of the longest."""
    table: dict[str, tuple[str, str]] = {}
    for at, (kind, rows) in enumerate(load("reports/scenes").items()):
        for word in "|".join(rows).split("|"):
            table.setdefault(word, (kind, _MARKS[at]))
    return table, max(map(len, table))
