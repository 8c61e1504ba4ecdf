"""Reads a text as a customer would hear it, and remembers where every character came from.

Folding a character (NFKC, case, traditional, look-alike, emoji), closing the gaps that were put
between letters, and reading split glyphs, phrases, pinyin and homophones back to their words. Each
step keeps the offsets in the text as given, so a finding can quote it exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from knowledge.chinese import simplified
from knowledge.compliance.spelling import Spelling
from knowledge.compliance.tables import Tables

Cell = tuple[str, int, int]
"""One character of the reading with the start and end of its source."""

_SOFT = frozenset(" \t\u3000*·•・_~|^`'\"#.-+/\\=°★☆■□●◆◇▲△※→—–丨¦、,;:…")
_HARD = frozenset("…，。！？：；()（）【】[]「」『』《》<>“”‘’{}!?")
_CLAUSE_MARKS = frozenset("，。！？；：、,;:!?\n")
_SPELLED_RUNS = 7
_GAPS = "".join(re.escape(char) for char in sorted(_SOFT - set("、,;:")))
_SUSPECT = re.compile(
    rf"[{_GAPS}\n\[\](){{}}<>“”‘’「」【】]|(?:[\u3400-\u9fff][^\w\s]{{1,2}}){{3}}[\u3400-\u9fff]"
)
_FORMATTING = frozenset({"Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn"})


@dataclass(frozen=True)
class Normalised:
    """The reading of a text: `chars[i]` was read from `source[starts[i]:ends[i]]`."""

    source: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    steps: tuple[str, ...] = field(default=())

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of the reading's `start:end`; `end` must be past `start`."""
        return self.starts[start], max(self.ends[start:end])


def kind(char: str) -> str:
    """h hanzi, d digit, l letter, s soft separator, p punctuation, o anything else."""
    if "\u3400" <= char <= "\u9fff":
        return "h"
    if char in _SOFT:
        return "s"
    if char.isdigit():
        return "d"
    if char.isalpha():
        return "l"
    return "p" if char in _HARD or char == "\n" else "o"


class _Folding(dict[int, str]):
    """What each character reads, worked out when it is first met; a table for `str.translate`."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, code: int) -> str:
        read = self[code] = self._fold(chr(code))
        return read


class Rewriter:
    """Replaces split glyphs, English and messenger slang by the word they stand for."""

    def __init__(self, table: dict[str, str]) -> None:
        self._keys = list(table)
        self._table = table
        self._finder = AhoCorasick(self._keys, matchkind=MatchKind.LeftmostLongest)

    def finds(self, text: str) -> bool:
        """Whether any key occurs, whole or not."""
        return bool(self._finder.find_matches_as_indexes(text))

    def apply(self, cells: list[Cell], steps: list[str]) -> list[Cell]:
        """The cells with every whole occurrence of a key read as its word."""
        text = "".join(cell[0] for cell in cells)
        for pattern, start, end in reversed(self._finder.find_matches_as_indexes(text)):
            if not _is_whole(text, start, end):
                continue
            word = self._table[self._keys[pattern]]
            steps.append(f"phrase:{word}")
            first, last = cells[start][1], max(cell[2] for cell in cells[start:end])
            cells[start:end] = [(char, first, last) for char in word]
        return cells


def _is_whole(text: str, start: int, end: int) -> bool:
    """A Latin key must not sit inside a longer Latin word."""
    before = start > 0 and text[start].isascii() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isascii() and text[end - 1].isalnum()
    joined_before = before and text[start - 1].isascii() and text[start - 1].isalnum()
    return not joined_before and not (after and text[end].isascii() and text[end].isalpha())


class Normaliser:
    """Turns a text as given into its `Normalised` reading; holds only tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._folded = _Folding(self._fold_char)
        self._spelling = Spelling(tables)
        self._written = Rewriter(tables.splits | tables.phrases)

    def read(self, text: str) -> Normalised:
        """The reading of `text`, offsets kept."""
        if self._is_plain(text):
            return Normalised(text, text, range(len(text)), range(1, len(text) + 1))
        steps: list[str] = []
        cells = self._fold(text, steps)
        cells = _close_gaps(cells, steps)
        cells = self._written.apply(cells, steps)
        cells = self._spelling.pinyin(cells, steps)
        cells = self._spelling.homophones(cells, steps)
        return _reading(text, cells, steps)

    def _is_plain(self, text: str) -> bool:
        """Whether a text reads as it stands: no step would change it."""
        return (
            text.translate(self._folded) == text
            and not _SUSPECT.search(text)
            and not self._written.finds(text)
            and self._spelling.leaves(text)
        )

    def _fold(self, text: str, steps: list[str]) -> list[Cell]:
        cells: list[Cell] = []
        for at, char in enumerate(text):
            read = self._folded[ord(char)]
            if read != char and char > "\x7f":
                steps.append(f"fold:{read}")
            cells.extend((part, at, at + 1) for part in read)
        return cells

    def _fold_char(self, char: str) -> str:
        if char == "\n" or char in _HARD:
            return char
        if char in self._tables.emoji:
            return self._tables.emoji[char]
        read = unicodedata.normalize("NFKC", char).casefold()
        read = "".join(self._tables.chars.get(part, part) for part in read)
        read = simplified(read)
        return "".join(part for part in read if not _is_ornament(part))


def _is_ornament(char: str) -> bool:
    """Formatting, combining marks and emoji that carry no word."""
    category = unicodedata.category(char)
    return category in _FORMATTING or (category in {"So", "Sk"} and char not in _SOFT)


def _runs(kinds: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    start = 0
    for at in range(1, len(kinds) + 1):
        if at == len(kinds) or kinds[at] != kinds[start]:
            yield kinds[start], start, at
            start = at


def _close_gaps(cells: list[Cell], steps: list[str]) -> list[Cell]:
    """Drops what was put between the letters of a word, keeps what separates clauses."""
    if not _SUSPECT.search("".join(cell[0] for cell in cells)):
        return cells
    kinds = [_coarse_kind(char) for char, _, _ in cells]
    runs = list(_runs(kinds))
    dropped: set[int] = set()
    spelled_out = _spelled_out(runs, cells)
    for index in range(1, len(runs) - 1):
        what, start, end = runs[index]
        gap = [cells[at][0] for at in range(start, end)]
        if what != "x":
            continue
        if index in spelled_out:
            kept = _CLAUSE_MARKS - {spelled_out[index]}
            dropped.update(at for at in range(start, end) if cells[at][0] not in kept)
        elif _closes(gap, runs[index - 1], runs[index + 1]):
            dropped.update(range(start, end))
    if dropped:
        steps.append(f"gap:{len(dropped)}")
    return [cell for at, cell in enumerate(cells) if at not in dropped]


@lru_cache(maxsize=8192)
def _coarse_kind(char: str) -> str:
    found = kind(char)
    return "x" if found in "sp" else found


def _closes(gap: list[str], left: tuple[str, int, int], right: tuple[str, int, int]) -> bool:
    if len(gap) > 4 or "\n" in gap:
        return False
    if len(gap) == 1 and gap[0] in _HARD:
        return False
    spaces_only = all(char.isspace() for char in gap)
    soft = all(kind(char) == "s" and char not in "、,;:" for char in gap)
    short = min(left[2] - left[1], right[2] - right[1])
    if left[0] == right[0] == "h":
        return soft and short <= 2
    if left[0] == right[0]:
        return spaces_only and short == 1
    return spaces_only


def _spelled_out(runs: list[tuple[str, int, int]], cells: list[Cell]) -> dict[int, str]:
    """Gaps inside four or more single hanzi in a row, with what mostly fills them."""
    found: dict[int, str] = {}
    chain: list[int] = []
    for index, (what, start, end) in enumerate([*runs, ("", 0, 0)]):
        if what == "x" or (what == "h" and end - start == 1):
            chain.append(index)
            continue
        if len(chain) >= _SPELLED_RUNS:
            filler = _filler([cells[runs[at][1]][0] for at in chain if runs[at][0] == "x"])
            found.update(dict.fromkeys(chain, filler))
        chain = []
    return found


def _filler(gaps: list[str]) -> str:
    """The character that most gaps begin with."""
    return Counter(gaps).most_common(1)[0][0]


def _reading(text: str, cells: list[Cell], steps: list[str]) -> Normalised:
    return Normalised(
        source=text,
        text="".join(cell[0] for cell in cells),
        starts=tuple(cell[1] for cell in cells),
        ends=tuple(cell[2] for cell in cells),
        steps=tuple(steps),
    )
