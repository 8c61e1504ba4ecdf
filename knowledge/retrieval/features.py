"""The evidence that a script answers a question, as numbers a ranker weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints
from knowledge.retrieval.chunks import ASK, LINE, OBJECTION, TITLE, ChunkTable
from knowledge.retrieval.postings import Postings, Query
from knowledge.retrieval.terms import TermReader, term_weight

FEATURES = (
    "ask",
    "ask_second",
    "ask_third",
    "title",
    "objection",
    "line",
    "line_second",
    "line_third",
    "learned",
    "dense",
)
"""Best, second and third best ask; title or goal; objection; lines; the learnt words; the vectors."""

CANDIDATES = 96
"""Scripts looked at closely; a handbook with fewer is looked at whole."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for each candidate script. `features` has a row a candidate."""

    query: Query
    candidates: Ints
    features: Floats
    chunk_scores: Floats


@dataclass(frozen=True)
class Learned:
    """A linear map from a text's terms to the scripts; `weights` has a row a term."""

    weights: Floats

    def scores(self, query: Query, rarity: Floats) -> Floats:
        """How much the words speak for each script, whatever sentence they stand in."""
        if not len(query.ids):
            return np.zeros(self.weights.shape[1])
        values = query.weights * rarity[query.ids]
        length = max(float(np.sqrt(values @ values)), 1e-9)
        return np.asarray((values / length) @ self.weights[query.ids])


@dataclass(frozen=True)
class Scorer:
    """Everything needed to weigh a question against the scripts of one build."""

    reader: TermReader
    postings: Postings
    table: ChunkTable
    count: int
    learned: Learned | None
    
    def evidence(self, text: str, *, without: int | None = None) -> Evidence:
        """The evidence for the candidate scripts; `without` leaves one chunk out of account."""
        query = self.postings.query(self.reader.read(text))
        scores = self.postings.scores(query)
        if without is not None:
            scores[without] = 0.0
        if query.mass:
            scores /= query.mass
        candidates = self._candidates(scores)
        return Evidence(query, candidates, self._features(query, scores, candidates), scores)

    def _candidates(self, scores: Floats) -> Ints:
        if self.count <= CANDIDATES:
            return np.arange(self.count)
        best = np.maximum.reduceat(scores[:-1], self._starts)
        return np.sort(np.argpartition(best, -CANDIDATES)[-CANDIDATES:])

    def _features(self, query: Query, scores: Floats, candidates: Ints) -> Floats:
        features = np.zeros((len(candidates), len(FEATURES)))
        features[:, 0:3] = _top(scores, self._asks[candidates], 3)
        features[:, 3:4] = _top(scores, self._titles[candidates], 1)
        features[:, 4:5] = _top(scores, self._objections[candidates], 1)
        features[:, 5:8] = _top(scores, self._lines[candidates], 3)
        if self.learned is not None:
            features[:, 8] = self.learned.scores(query, self.postings.rarity)[candidates]
        return features

    @cached_property
    def _starts(self) -> Ints:
        return self.table.starts()

    @cached_property
    def _asks(self) -> Ints:
        return self.table.by_kind(ASK, self.count)

    @cached_property
    def _titles(self) -> Ints:
        return self.table.by_kind(TITLE, self.count)

    @cached_property
    def _objections(self) -> Ints:
        return self.table.by_kind(OBJECTION, self.count)

    @cached_property
    def _lines(self) -> Ints:
        return self.table.by_kind(LINE, self.count)


def _top(scores: Floats, table: Ints, count: int) -> Floats:
    """The highest scores of each row's chunks, falling, 0 where there are too few."""
    found = -np.sort(-scores[table], axis=1)[:, :count]
    if found.shape[1] < count:
        found = np.pad(found, ((0, 0), (0, count - found.shape[1])))
    return found


def vectors_of(texts: Sequence[Sequence[str]], postings: Postings) -> Floats:
    """The texts' terms as unit vectors over the vocabulary, rare terms long."""
    vectors = np.zeros((len(texts), len(postings.vocabulary)), dtype=np.float32)
    weights = np.array([term_weight(term) for term in postings.vocabulary], dtype=np.float32)
    for row, terms in enumerate(texts):
        found = [postings.vocabulary[term] for term in set(terms) if term in postings.vocabulary]
        vectors[row, found] = 1.0
    vectors *= weights * postings.rarity
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
