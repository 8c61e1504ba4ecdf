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
            kind = table.get(words[at : at + size])
            if kind is not None:
                covered.append(_mark(kind))
                kinds.append(kind)
                at += size
                break
        else:
            covered.append(words[at])
            at += 1
    return Scene("".join(covered), tuple(each for each in kinds if each != THING))


def _mark(kind: str) -> str:
    return _MARKS[list(load("reports/scenes")).index(kind)]


@cache
def _table() -> tuple[Mapping[str, str], int]:
    """Every word with its kind, and the length of the longest."""
    table: dict[str, str] = {}
    for kind, rows in load("reports/scenes").items():
        for word in "|".join(rows).split("|"):
            table.setdefault(word, kind)
    return table, max(map(len, table))
