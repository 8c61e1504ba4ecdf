"""Patterns over the reading: sets of words with gaps between, found first by their words.

`{name}` stands for a set of concepts.yaml, `<a|b>` for words given in place, `~` for a short gap
inside a clause, `~~` for a longer one inside a sentence; the rest is a regular expression. One
Aho-Corasick pass finds which words occur; only a pattern all of whose sets occur is tried.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from knowledge.compliance.ruleset import PatternSpec, Rule, RuleFileError, RuleSet

_GAP = r"[^，。！？；：,;!?\n]{0,8}?"
_LONG_GAP = r"[^。！？；;!?\n]{0,22}?"
_TOKEN = re.compile(r"\{(?P<name>[a-z_]+)\}|<(?P<words>(?![=!])[^<>]+)>|(?P<gap>~~?)")


@dataclass(frozen=True)
class Compiled:
    """A pattern ready to run: every set in `needs` must occur in the text."""

    rule: Rule
    spec: PatternSpec
    regex: re.Pattern[str]
    needs: frozenset[int]


@dataclass(frozen=True)
class Hit:
    """A pattern's match in the reading, by offsets of the reading."""

    rule: Rule
    spec: PatternSpec
    start: int
    end: int


class PatternLayer:
    """Every pattern of a rule set, gated by one pass over the words they need."""

    def __init__(self, rules: RuleSet) -> None:
        self._sets: dict[tuple[str, ...], int] = {}
        self._named: dict[int, str] = {}
        self._compiled = [
            self._compile(rule, spec, choice, rules)
            for rule in rules
            for spec in rule.patterns
            for choice in _choices(spec.match)
        ]
        self._index_words()
        self._gate()

    def concepts(self, present: frozenset[int]) -> tuple[str, ...]:
        """The names of the present concept sets."""
        return tuple(sorted(self._named[number] for number in present if number in self._named))

    def present(self, text: str) -> frozenset[int]:
        """The numbers of the word sets of which a word occurs."""
        found: set[int] = set()
        for word in set(self._finder.find_matches_as_indexes(text, overlapping=True)):
            found.update(self._sets_of[word[0]])
        return frozenset(found)

    def hits(self, text: str, present: frozenset[int]) -> Iterator[Hit]:
        """Every pattern's matches, those of one pattern not overlapping."""
        due = [pattern for number in present for pattern in self._gated.get(number, ())]
        for pattern in [*self._always, *due]:
            if pattern.needs <= present:
                for match in pattern.regex.finditer(text):
                    if match.end() > match.start():
                        yield Hit(pattern.rule, pattern.spec, match.start(), match.end())

    def _compile(self, rule: Rule, spec: PatternSpec, choice: str, rules: RuleSet) -> Compiled:
        needs: set[int] = set()
        optional = _optional_spans(choice)

        def expand(token: re.Match[str]) -> str:
            if token["gap"]:
                return _GAP if token["gap"] == "~" else _LONG_GAP
            words = self._words(rule, token, rules)
            if not any(start <= token.start() < end for start, end in optional):
                needs.add(self._number(words, token["name"]))
            return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"

        expanded = _TOKEN.sub(expand, choice)
        try:
            return Compiled(rule, spec, re.compile(expanded), frozenset(needs))
        except re.error as error:
            raise RuleFileError(f"rule {rule.id}: pattern {spec.match!r}: {error}") from error

    def _words(self, rule: Rule, token: re.Match[str], rules: RuleSet) -> tuple[str, ...]:
        if token["words"]:
            return tuple(word for word in token["words"].split("|") if word)
        if token["name"] not in rules.concepts:
            raise RuleFileError(f"rule {rule.id}: unknown concept {token['name']!r}")
        return rules.concepts[token["name"]]

    def _number(self, words: tuple[str, ...], name: str | None) -> int:
        number = self._sets.setdefault(words, len(self._sets))
        if name:
            self._named[number] = name
        return number

    def _gate(self) -> None:
        """Files each pattern under the needed set that fewest patterns share."""
        shared = Counter(number for pattern in self._compiled for number in pattern.needs)
        self._gated: dict[int, list[Compiled]] = {}
        self._always = [pattern for pattern in self._compiled if not pattern.needs]
        for pattern in self._compiled:
            if pattern.needs:
                rarest = min(pattern.needs, key=lambda number: (shared[number], number))
                self._gated.setdefault(rarest, []).append(pattern)

    def _index_words(self) -> None:
        owners: dict[str, list[int]] = {}
        for words, number in self._sets.items():
            for word in words:
                owners.setdefault(word, []).append(number)
        self._finder = AhoCorasick(list(owners))
        self._sets_of = list(owners.values())


def _optional_spans(pattern: str) -> list[tuple[int, int]]:
    """Parts of the pattern that a match may do without: alternatives in brackets, lookarounds."""
    spans: list[tuple[int, int]] = []
    for opening in re.finditer(r"\(\?(?::|<?[!=])", pattern):
        depth = 0
        for at in range(opening.start(), len(pattern)):
            depth += {"(": 1, ")": -1}.get(pattern[at], 0)
            if depth == 0:
                spans.append((opening.start(), at))
                break
    return spans


def _choices(pattern: str) -> list[str]:
    """The alternatives a pattern offers outside all brackets, each a pattern of its own."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(pattern):
        if char == "<" and pattern[max(0, at - 2) : at] == "(?":
            continue
        depth += {"(": 1, "<": 1, "[": 1, ")": -1, ">": -1, "]": -1}.get(char, 0)
        if char == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
    return [*parts, pattern[start:]]
