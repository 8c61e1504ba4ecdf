"""The evidence that a script answers a question, as numbers a ranker weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints
from knowledge.retrieval.chunks import ASK, LINE, OBJECTION, TITLE, ChunkTable
from knowledge.retrieval.dense import Dense
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
"""Best, second, third ask; title or goal; objection; best, second, third line; words; vectors."""

LEARNED, DENSE = FEATURES.index("learned"), FEATURES.index("dense")

SMALL, BEST_CHUNKS = 128, 64
"""A handbook of up to `SMALL` scripts is looked at whole, of a larger one those that own the best
chunks."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for each candidate script. `features` has a row a candidate.

    `chunk_scores` are BM25 scores, in `features` divided by the question's mass.

    `outside` is how much the words speak for a question outside the handbook.
    """

    terms: tuple[str, ...]
    query: Query
    candidates: Ints
    features: Floats
    chunk_scores: Floats
    outside: float


@dataclass(frozen=True)
class Learned:
    """A linear map from a text's terms to the scripts and, last, to "outside the handbook".

    `weights` has a row a term: first those of the index, then those of `outside`, which only
    questions outside the handbook were seen to hold.
    """

    weights: Floats
    outside: Mapping[str, int]

    def scores(self, query: Query, postings: Postings) -> Floats:
        """How much the words speak for each script, whatever sentence they stand in."""
        known = [term for term in query.unseen if term in self.outside]
        strange = [term_weight(term) * postings.strangeness for term in known]
        values = np.append(query.weights * postings.rarity[query.ids], strange)
        rows = np.append(query.ids, [self.outside[term] for term in known]).astype(np.int64)
        length = max(float(np.sqrt(values @ values)), 1e-9)
        return np.asarray((values / length) @ self.weights[rows])


@dataclass(frozen=True)
class Scorer:
    """Everything needed to weigh a question against the scripts of one build."""

    reader: TermReader
    postings: Postings
    table: ChunkTable
    count: int
    learned: Learned | None
    dense: Dense | None = None

    def evidence(self, text: str, *, without: int | None = None) -> Evidence:
        """The evidence for the candidate scripts; `without` leaves one chunk out of account."""
        least = 1 if without is None else 2
        terms = tuple(dict.fromkeys(self.reader.read(text)))
        query = self.postings.query(terms, least=least)
        scores = self.postings.scores(query)
        if without is not None:
            scores[without] = 0.0
        candidates = self._candidates(scores)
        learned: Floats = np.zeros(self.count + 1)
        if self.learned is not None:
            learned = self.learned.scores(query, self.postings)
        features = self._features(scores, query.mass or 1.0, candidates, learned)
        if self.dense is not None and query.mass:
            features[:, DENSE] = self.dense.scores(text)[candidates]
        return Evidence(terms, query, candidates, features, scores, float(learned[-1]))

    def _candidates(self, scores: Floats) -> Ints:
        if self.count <= SMALL:
            return np.arange(self.count)
        return np.unique(self.table.scripts[_best(scores[:-1])])

    def _features(self, scores: Floats, mass: float, candidates: Ints, learned: Floats) -> Floats:
        features = np.zeros((len(candidates), len(FEATURES)))
        features[:, 0:3] = _top(scores, self._asks[candidates], 3)
        features[:, 3:4] = _top(scores, self._titles[candidates], 1)
        features[:, 4:5] = _top(scores, self._objections[candidates], 1)
        features[:, 5:8] = _top(scores, self._lines[candidates], 3)
        features /= mass
        features[:, LEARNED] = learned[candidates]
        return features

    def span(self, script: int) -> tuple[int, int]:
        """Where a script's chunks begin and end."""
        return int(self._bounds[script]), int(self._bounds[script + 1])

    @cached_property
    def _bounds(self) -> Ints:
        return np.append(self.table.starts(), len(self.table.kinds))

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


def _best(scores: Floats) -> Ints:
    """The best chunks, without ordering the thousands that have no chance."""
    highest = float(scores.max())
    for share in (0.7, 0.5, 0.35, 0.2, 0.0):
        found = np.flatnonzero(scores > share * highest)
        if len(found) >= BEST_CHUNKS:
            break
    return found[np.argsort(-scores[found], kind="stable")][:BEST_CHUNKS]


def _top(scores: Floats, table: Ints, count: int) -> Floats:
    """The highest scores of each row's chunks, falling, 0 where there are too few."""
    found = -np.sort(-scores[table], axis=1)[:, :count]
    if found.shape[1] < count:
        found = np.pad(found, ((0, 0), (0, count - found.shape[1])))
    return found
