"""Search over the approved passages of a bank's own documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.retrieval.postings import Postings
from knowledge.retrieval.results import Passage
from knowledge.retrieval.terms import TermReader

LEAST_SHARE = 0.3
"""A passage must speak of this much of the question."""


@dataclass(frozen=True)
class References:
    """The passages with their index, apart from the scripts'."""

    reader: TermReader
    postings: Postings
    passages: tuple[Passage, ...]

    @classmethod
    def build(cls, passages: Sequence[Passage], *, reader: TermReader) -> References:
        """Index the passages by heading and text."""
        documents = [reader.read(f"{each.heading} {each.text}") for each in passages]
        return cls(reader, Postings.build(documents), tuple(passages))

    def search(self, text: str, *, top: int) -> tuple[Passage, ...]:
        """The passages that speak of the question, best first; none where none does."""
        query = self.postings.query(self.reader.read(text))
        if not self.passages or not query.mass or top < 1:
            return ()
        shares = self.postings.scores(query)[:-1] / query.mass
        order = np.argsort(-shares, kind="stable")[:top]
        return tuple(self.passages[int(at)] for at in order if shares[at] >= LEAST_SHARE)
