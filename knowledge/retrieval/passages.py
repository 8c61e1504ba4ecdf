"""The approved passages of the bank's own documents, cited where no script answers.

Chroma finds those near in meaning; of these only passages that share enough of the question's
words are cited, the words being what tells an answer from a neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.retrieval.dense import Encoder
from knowledge.retrieval.features import Scorer
from knowledge.retrieval.postings import Postings
from knowledge.retrieval.results import Passage
from knowledge.retrieval.shelf import PASSAGES, Chroma, Kept, Shelf
from knowledge.retrieval.terms import TermReader

LEAST_SHARE = 0.3
"""A passage must speak of this much of the question."""

NEAR = 50
"""Passages near in meaning that are looked into."""


@dataclass(frozen=True)
class PassageShelf:
    """The passages of one build; the postings are the scripts', for how rare a word is."""

    shelf: Shelf
    reader: TermReader
    postings: Postings

    @classmethod
    def of(cls, chroma: Chroma, version: str, encoder: Encoder, scorer: Scorer) -> PassageShelf:
        """The shelf of a build, not yet opened."""
        return cls(Shelf(chroma, PASSAGES, version, encoder), scorer.reader, scorer.postings)

    def write(self, passages: Sequence[Passage]) -> None:
        """Put the build's passages on the shelf."""
        self.shelf.put([_kept(at, passage) for at, passage in enumerate(passages)])

    def search(self, text: str, *, top: int) -> tuple[Passage, ...]:
        """The passages that speak of the question, best first; none where none does.

        Raises:
            VectorsUnavailable: where Chroma is not there.
        """
        wanted = self.postings.weighed(self.reader.read(text))
        if not wanted or top < 1:
            return ()
        near = [each.kept for each in self.shelf.nearest(text, count=NEAR)]
        shares = list(self._shares(wanted, near))
        order = sorted(range(len(near)), key=lambda at: -shares[at])
        return tuple(_passage(near[at]) for at in order[:top] if shares[at] >= LEAST_SHARE)

    def _shares(self, wanted: dict[str, float], found: Sequence[Kept]) -> Iterator[float]:
        """How much of the question's weight of words each text holds."""
        mass = sum(wanted.values())
        for each in found:
            held = set(self.reader.read(each.text))
            yield sum(weight for term, weight in wanted.items() if term in held) / mass


def _kept(at: int, passage: Passage) -> Kept:
    facts = {"document": passage.document, "heading": passage.heading, "text": passage.text}
    return Kept(f"p{at}", f"{passage.heading} {passage.text}", facts)


def _passage(kept: Kept) -> Passage:
    return Passage(kept.facts["document"], kept.facts["heading"], kept.facts["text"])
