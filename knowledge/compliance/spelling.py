"""Reads pinyin (`bao本`, `tuibao`) and homophones (`宝本`) back to the words they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from knowledge.compliance.tables import Tables

Cell = tuple[str, int, int]

_LATIN = re.compile(r"[a-z]+")
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_LONGEST_SYLLABLE = 6
_LONGEST_WORD = 4
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

    def leaves(self, text: str) -> bool:
        """Whether a text holds no run that pinyin may spell and no word misspelt by its sound."""
        if any(self._may_spell(run.group()) for run in _LATIN.finditer(text)):
            return False
        found = self._finder.find_matches_as_indexes(text)
        return all(self._spellings[at] in self._tables.lexicon for at, _, _ in found)

    def pinyin(self, cells: list[Cell], steps: list[str]) -> list[Cell]:
        """Replaces Latin syllables that spell a word of the lexicon, alone or beside hanzi."""
        text = "".join(cell[0] for cell in cells)
        if not any(self._may_spell(run.group()) for run in _LATIN.finditer(text)):
            return cells
        units = list(self._units(text))
        for at, size, word in self._spelled(units):
            steps.append(f"pinyin:{word}")
            for unit, char in zip(units[at : at + size], word, strict=True):
                first, last = cells[unit.start], cells[unit.end - 1]
                cells[unit.start] = (char, first[1], last[2])
                cells[unit.start + 1 : unit.end] = [("", 0, 0)] * (unit.end - unit.start - 1)
        return [cell for cell in cells if cell[0]]

    def homophones(self, cells: list[Cell], steps: list[str]) -> list[Cell]:
        """Replaces a misspelt word unless its odd character belongs to a common neighbour."""
        text = "".join(cell[0] for cell in cells)
        for pattern, start, end in self._finder.find_matches_as_indexes(text):
            variant = self._spellings[pattern]
            word = self._variants[variant]
            if word == variant:
                continue
            odd = next(i for i, (a, b) in enumerate(zip(variant, word, strict=True)) if a != b)
            if self._belongs_elsewhere(text, start, end, start + odd):
                continue
            steps.append(f"homophone:{word}")
            at = start + odd
            cells[at] = (word[odd], cells[at][1], cells[at][2])
        return cells

    def _may_spell(self, run: str) -> bool:
        return len(run) <= 24 and self._syllables(run) is not None

    def _units(self, text: str) -> Iterator[_Unit]:
        at = 0
        for run in _LATIN.finditer(text):
            yield from (_Unit("", text[i], i, i + 1) for i in range(at, run.start()))
            position = run.start()
            for syllable in self._syllables(run.group()) or [run.group()]:
                yield _Unit(syllable, "", position, position + len(syllable))
                position += len(syllable)
            at = run.end()
        yield from (_Unit("", text[i], i, i + 1) for i in range(at, len(text)))

    def _syllables(self, run: str) -> list[str] | None:
        """The run cut into pinyin syllables, longest first; None where it is not pinyin."""
        if not run:
            return []
        for size in range(min(_LONGEST_SYLLABLE, len(run)), 0, -1):
            if run[:size] in self._tables.homophones:
                rest = self._syllables(run[size:])
                if rest is not None:
                    return [run[:size], *rest]
        return None

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
        """Every spelling of a word with one character changed to another of the same sound."""
        for word, sounds in self._tables.lexicon.items():
            if len(word) < 2 or word in _PAIRS_TO_SKIP:
                continue
            for at, sound in enumerate(sounds):
                for char in self._tables.homophones.get(sound, ""):
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
