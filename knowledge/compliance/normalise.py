"""Reads a text as a customer would hear it, and remembers where every character came from.

Parting the items of a list, folding a character (NFKC, case, traditional, look-alike, emoji),
closing the gaps that were put between letters, and reading split glyphs, phrases, pinyin,
homophones and look-alikes back to their words. Each step keeps the offsets in the text as given, so
a finding can quote it exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from knowledge.chinese import simplified
from knowledge.compliance.cells import Cells
from knowledge.compliance.gaps import HARD, SOFT, gaps_in
from knowledge.compliance.listing import list_numbers
from knowledge.compliance.spelling import Spelling
from knowledge.compliance.tables import Tables, load_tables

_FORMATTING = frozenset({"Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn"})


@dataclass(frozen=True)
class Normalised:
    """The reading of a text: `chars[i]` was read from `source[starts[i]:ends[i]]`."""

    source: str
    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    steps: tuple[str, ...] = field(default=())

    @property
    def items(self) -> list[int]:
        """Where the items of a list begin in the reading: behind each number read as a line end."""
        found = (match.start() for match in re.finditer("\n", self.text))
        return [at + 1 for at in found if self.source[self.starts[at]] != "\n"]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of the reading's `start:end`; `end` must be past `start`."""
        return self.starts[start], max(self.ends[start:end])


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

    def apply(self, cells: Cells, steps: list[str]) -> None:
        """Read every whole occurrence of a key as its word."""
        text = cells.text
        swaps = [
            (start, end, self._table[self._keys[pattern]])
            for pattern, start, end in self._finder.find_matches_as_indexes(text)
            if _is_whole(text, start, end)
        ]
        steps.extend(f"phrase:{word}" for _, _, word in swaps)
        cells.replace(swaps)


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
        steps: list[str] = []
        cells = self._fold(text, steps)
        if gaps := gaps_in(cells.text):
            cells.drop(gaps)
            steps.append(f"gap:{len(gaps)}")
        self._written.apply(cells, steps)
        self._spelling.pinyin(cells, steps)
        self._spelling.homophones(cells, steps)
        starts, ends = cells.offsets
        return Normalised(text, cells.text, starts, ends, tuple(steps))

    def _fold(self, text: str, steps: list[str]) -> Cells:
        numbers = list(list_numbers(text))
        if not numbers and text.translate(self._folded) == text:
            return Cells(text)
        parts = [self._folded[ord(char)] for char in text]
        for start, end in numbers:
            parts[start:end] = ["\n" if start else "", *[""] * (end - start - 1)]
        steps.extend(
            f"fold:{part}"
            for char, part in zip(text, parts, strict=True)
            if part != char and char > "\x7f"
        )
        if numbers:
            steps.append(f"list:{len(numbers)}")
        return Cells.folded(parts)

    def _fold_char(self, char: str) -> str:
        if char == "\n" or char in HARD:
            return char
        if char in self._tables.emoji:
            return self._tables.emoji[char]
        digit = unicodedata.digit(char, None)
        read = unicodedata.normalize("NFKC", char).casefold() if digit is None else str(digit)
        read = "".join(self._tables.chars.get(part, part) for part in read)
        read = simplified(read)
        return "".join(part for part in read if not _is_ornament(part))


@cache
def normaliser() -> Normaliser:
    """The one over the shipped tables, made when first asked for."""
    return Normaliser(load_tables())


def _is_ornament(char: str) -> bool:
    """Formatting, combining marks and emoji that carry no word."""
    category = unicodedata.category(char)
    return category in _FORMATTING or (category in {"So", "Sk"} and char not in SOFT)
