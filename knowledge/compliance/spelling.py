"""Reads pinyin (`bao本`, `tuibao`), homophones (`宝本`) and look-alikes (`兜氐`) as their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from knowledge.compliance.cells import Cells, Swap
from knowledge.compliance.tables import Tables, load_tables

_LATIN = re.compile(r"[a-z]+")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_WORD = 4
_LONGEST_SYLLABLE, _LONGEST_RUN = 6, 24
_PAIRS_TO_SKIP = frozenset({"没问题", "一定", "可疑", "规则", "问卷", "题目"})


@dataclass(frozen=True)
class _Unit:
    """One character or one pinyin syllable over `cells[start:end]`."""

    sound: str
    char: str
    start: int
    end: int


class Spelling:
    """Finds the lexicon's words under other spellings; built once from the tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._words_from: dict[tuple[int, str], list[tuple[str, list[str]]]] = {}
        for word, sounds in tables.lexicon.items():
            for first in {word[0], sounds[0]}:
                self._words_from.setdefault((len(word), first), []).append((word, sounds))
        self._variants = dict(self._all_variants()) | {word: word for word in tables.lexicon}
        self._finder = AhoCorasick(list(self._variants), matchkind=MatchKind.LeftmostLongest)
        self._spellings = list(self._variants)

    def pinyin(self, cells: Cells, steps: list[str]) -> None:
        """Read Latin syllables that spell a word of the lexicon, alone or beside hanzi, as it."""
        text = cells.text
        if all(syllables_of(run.group()) is None for run in _LATIN.finditer(text)):
            return
        units = list(self._units(text))
        spelled = list(self._spelled(units))
        steps.extend(f"pinyin:{word}" for _, _, word in spelled)
        cells.replace(
            (unit.start, unit.end, char)
            for at, size, word in spelled
            for unit, char in zip(units[at : at + size], word, strict=True)
        )

    def homophones(self, cells: Cells, steps: list[str]) -> None:
        """Read a misspelt word rightly unless its odd character belongs to a common neighbour."""
        text = cells.text
        swaps: list[Swap] = []
        for pattern, start, end in self._finder.find_matches_as_indexes(text):
            variant = self._spellings[pattern]
            word = self._variants[variant]
            if word == variant:
                continue
            odd = next(i for i, (a, b) in enumerate(zip(variant, word, strict=True)) if a != b)
            if not self._belongs_elsewhere(text, start, end, start + odd):
                steps.append(f"homophone:{word}")
                swaps.append((start + odd, start + odd + 1, word[odd]))
        cells.replace(swaps)

    def _units(self, text: str) -> Iterator[_Unit]:
        at = 0
        for run in _LATIN.finditer(text):
            yield from (_Unit("", text[i], i, i + 1) for i in range(at, run.start()))
            position = run.start()
            for syllable in syllables_of(run.group()) or [run.group()]:
                yield _Unit(syllable, "", position, position + len(syllable))
                position += len(syllable)
            at = run.end()
        yield from (_Unit("", text[i], i, i + 1) for i in range(at, len(text)))

    def _spelled(self, units: list[_Unit]) -> Iterator[tuple[int, int, str]]:
        latin = (at for at, unit in enumerate(units) if unit.sound)
        near = {start for at in latin for start in range(at - _LONGEST_WORD + 1, at + 1)}
        at = 0
        while at < len(units):
            size, word = self._longest_word(units, at) if at in near else (1, "")
            if not word and units[at].sound and self._is_chinese_around(units, at):
                size, word = 1, self._tables.syllable_chars.get(units[at].sound, "")
            if word:
                yield at, size, word
            at += size if word else 1

    def _longest_word(self, units: list[_Unit], at: int) -> tuple[int, str]:
        for size in range(min(_LONGEST_WORD, len(units) - at), 1, -1):
            window = units[at : at + size]
            if not any(unit.sound for unit in window):
                continue
            word = self._match(window)
            if word:
                return size, word
        return 1, ""

    def _match(self, window: list[_Unit]) -> str:
        """The lexicon word whose hanzi and syllables are exactly those of the window."""
        for word, sounds in self._words_from.get(
            (len(window), window[0].sound or window[0].char), ()
        ):
            if all(
                unit.sound == sound if unit.sound else unit.char == char
                for unit, sound, char in zip(window, sounds, word, strict=True)
            ):
                return word
        return ""

    def _is_chinese_around(self, units: list[_Unit], at: int) -> bool:
        around = units[max(0, at - 1) : at] + units[at + 1 : at + 2]
        return any(unit.char and _HANZI.match(unit.char) for unit in around)

    def _all_variants(self) -> Iterator[tuple[str, str]]:
        """Every spelling of a word with one character changed to one that sounds or looks so."""
        for word, sounds in self._tables.lexicon.items():
            if len(word) < 2 or word in _PAIRS_TO_SKIP:
                continue
            for at, sound in enumerate(sounds):
                sounding = self._tables.homophones.get(sound, "")
                for char in sounding + self._tables.shapes.get(word[at], ""):
                    variant = word[:at] + char + word[at + 1 :]
                    if self._is_unused(variant):
                        yield variant, word

    def _is_unused(self, variant: str) -> bool:
        return variant not in self._tables.guards and variant not in self._tables.lexicon

    def _belongs_elsewhere(self, text: str, start: int, end: int, odd: int) -> bool:
        """Whether a common word claims the odd character, or an end of the match, for itself."""
        guards = self._tables.guards
        pairs = (odd - 1, odd, start - 1, end - 1)
        if any(at >= 0 and text[at : at + 2] in guards for at in pairs):
            return True
        return any(text[at : at + 3] in guards for at in range(max(0, odd - 2), odd + 1))


def syllables_of(run: str) -> tuple[str, ...] | None:
    """Latin letters cut into pinyin syllables, longest first; None where they are no pinyin.

    A run longer than anybody spells is none; it is neither cut nor remembered.
    """
    return _cut(run) if len(run) <= _LONGEST_RUN else None


@lru_cache(maxsize=8192)
def _cut(run: str) -> tuple[str, ...] | None:
    if not run:
        return ()
    known = load_tables().homophones
    for size in range(min(_LONGEST_SYLLABLE, len(run)), 0, -1):
        if run[:size] in known:
            rest = _cut(run[size:])
            if rest is not None:
                return (run[:size], *rest)
    return None
