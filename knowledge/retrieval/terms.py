"""The terms a text is found by: characters, pairs of characters, and the lexicon's formal words."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.retrieval.lexicon import NO_WORDS, Lexicon
from knowledge.retrieval.normalise import normalise

CONCEPT = "#"
"""Marks a formal term from the lexicon, so that it is told from the same characters in a text."""

SINGLE_WEIGHT = 0.35
PAIR_WEIGHT = 1.0
CONCEPT_WEIGHT = 1.6


@dataclass(frozen=True)
class TermReader:
    """Cuts texts into terms, the same way at build and at search.

    `added`: ways of saying that came after the build; a text is read as if their terms stood
    behind it.
    """

    lexicon: Lexicon
    added: Lexicon = NO_WORDS

    def as_meant(self, text: str) -> str:
        """The text with the terms of the added ways of saying it holds."""
        if not self.added.forms:
            return text
        return " ".join((text, *self.added.formal(normalise(text))))

    def read(self, text: str) -> list[str]:
        """The terms of a text, repeats kept; empty where it holds no word."""
        plain = normalise(text)
        terms: list[str] = []
        for run in plain.split():
            if run.isascii():
                terms.append(run)
                continue
            terms.extend(run)
            terms.extend(map(str.__add__, run, run[1:]))
        terms.extend(CONCEPT + term for term in self.lexicon.formal(plain))
        return terms


def term_weight(term: str) -> float:
    """How much a term counts beside its rarity."""
    if term[0] == CONCEPT:
        return CONCEPT_WEIGHT
    return SINGLE_WEIGHT if len(term) == 1 else PAIR_WEIGHT
