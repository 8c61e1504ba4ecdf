"""The evidence that a script answers a question, as numbers a ranker weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints
from knowledge.retrieval.chunks import ASK, LINE, OBJECTION, TITLE, ChunkTable
from knowledge.retrieval.dense import Dense
from knowledge.retrieval.grams import grams_of
from knowledge.retrieval.postings import Postings, Query
from knowledge.retrieval.terms import TermReader

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


@dataclass(frozen=True)
class Evidence:
    """What speaks for each script. `features` has a row a script.

    `chunks` are the chunks' BM25 scores, in `features` divided by the question's mass; one more
    value, 0, stands last.

    `outside` is how much the words speak for a question outside the handbook.
    """

    terms: tuple[str, ...]
    query: Query
    features: Floats
    chunks: Floats
    outside: float


@dataclass(frozen=True)
class Learned:
    """A linear map from a text's grams to the scripts and, last, to "outside the handbook".

    `rows` names the row of each gram in `weights`; `idf` is what it counts for.
    """

    rows: Mapping[str, int]
    idf: Floats
    weights: Floats

    def scores(self, text: str) -> Floats:
        """How much the words speak for each script, whatever sentence they stand in."""
        held = Counter(row for gram in grams_of(text) if (row := self.rows.get(gram)) is not None)
        if not held:
            return np.zeros(self.weights.shape[1])
        rows = np.fromiter(held, dtype=np.int64)
        values = (1.0 + np.log(np.fromiter(held.values(), dtype=np.float32))) * self.idf[rows]
        length = float(np.sqrt(values @ values))
        return np.asarray((values / length) @ self.weights[rows].astype(np.float32))


@dataclass(frozen=True)
class Scorer:
    """Everything needed to weigh a question against the scripts of one build."""

    reader: TermReader
    postings: Postings
    table: ChunkTable
    count: int
    learned: Learned | None
    dense: Dense | None = None

    def evidence(self, text: str, *, without: Collection[int] = ()) -> Evidence:
        """The evidence for every script; `without` leaves chunks out of account."""
        least = 2 if without else 1
        text = self.reader.as_meant(text)
        terms = tuple(dict.fromkeys(self.reader.read(text)))
        query = self.postings.query(terms, least=least)
        scores = self.postings.scores(query)
        if without:
            scores[list(without)] = 0.0
        learned: Floats = np.zeros(self.count + 1)
        if self.learned is not None:
            learned = self.learned.scores(text)
        features = self._features(scores, query.mass or 1.0)
        features[:, LEARNED] = learned[:-1]
        if self.dense is not None and query.mass:
            features[:, DENSE] = self.dense.scores(text)
        return Evidence(terms, query, features, scores, float(learned[-1]))

    def _features(self, scores: Floats, mass: float) -> Floats:
        features = np.zeros((self.count, len(FEATURES)))
        features[:, 0:3] = _top(scores, self._asks, 3)
        features[:, 3:4] = _top(scores, self._titles, 1)
        features[:, 4:5] = _top(scores, self._objections, 1)
        features[:, 5:8] = _top(scores, self._lines, 3)
        features /= mass
        return features

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


def _top(scores: Floats, places: Ints, count: int) -> Floats:
    """The highest scores of each script's chunks, falling, 0 where there are too few.

    `places` has a row a script: its chunks, padded with -1, where `scores` has a 0.
    """
    found = -np.sort(-scores[places], axis=1)[:, :count]
    if found.shape[1] < count:
        found = np.pad(found, ((0, 0), (0, count - found.shape[1])))
    return found
