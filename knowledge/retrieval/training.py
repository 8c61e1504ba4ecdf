"""Fits what a build needs beyond the texts: the words' map, the ranker and the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.arrays import Floats
from knowledge.retrieval.chunks import ASK, Chunk, ChunkTable, chunks_of
from knowledge.retrieval.dense import nearness
from knowledge.retrieval.features import DENSE, LEARNED, Evidence, Scorer
from knowledge.retrieval.learning import Lesson, learn
from knowledge.retrieval.material import Material
from knowledge.retrieval.postings import Postings
from knowledge.retrieval.ranker import Gate, Ranker, fit_gate, fit_ranker, gate_features
from knowledge.retrieval.terms import TermReader

DEFAULT_RANKER = Ranker((5.0, 2.0, 1.0, 4.0, 0.0, 6.0, 1.0, 1.0, 9.0, 2.0))
DEFAULT_GATE = Gate((6.0, 4.0, 3.0, 2.0, 1.0, 1.0, 1.0, -4.0, 1.0, 1.0, 1.0, -4.5))
"""Used where there is too little to learn from."""

FITTED_DENSE_WEIGHT = 2.0
"""The fitted embedder knows what the words' map knows: it settles ties and no more."""

MOST_SCRIPTS = 400
"""Of a larger handbook the words' map is not learnt: it would have a column for each script."""

LEAST_APART, LEAST_OUTSIDE = 100, 50
"""Examples needed before weights are learnt."""


@dataclass(frozen=True)
class Model:
    """A trained search, not yet on disk. `vectors` are a real model's, one a chunk."""

    chunks: tuple[Chunk, ...]
    scorer: Scorer
    ranker: Ranker
    gate: Gate
    vectors: Floats | None


Encode = Callable[[Sequence[str]], Floats]


def train(
    scripts: Sequence[ScenarioScript], material: Material, *, encode: Encode | None = None
) -> Model:
    """Index the scripts and fit the weights; the same input gives the same model.

    With `encode`, a real model's, its weight is fitted with the others.
    """
    reader = TermReader(material.lexicon)
    chunks = chunks_of(scripts, material.phrases)
    documents = [reader.read(chunk.text) for chunk in chunks]
    postings = Postings.build(documents)
    table = ChunkTable.of(chunks)
    scorer = Scorer(reader, postings, table, len(scripts), None)
    vectors = encode([chunk.text for chunk in chunks]) if encode else None
    if not 1 <= len(scripts) <= MOST_SCRIPTS:
        return Model(tuple(chunks), scorer, DEFAULT_RANKER, DEFAULT_GATE, vectors)
    outside = [reader.read(text) for text in material.out_of_scope]
    lesson = learn(chunks, documents, outside, postings, len(scripts))
    pupil = _Pupil(replace(scorer, learned=lesson.learned), tuple(chunks), lesson, vectors)
    ranker, gate = pupil.fitted(material, encode)
    return Model(tuple(chunks), pupil.scorer, ranker, gate, vectors)


@dataclass(frozen=True)
class _Pupil:
    """Judges each example as if it had never been seen."""

    scorer: Scorer
    chunks: tuple[Chunk, ...]
    lesson: Lesson
    vectors: Floats | None

    def fitted(self, material: Material, encode: Encode | None) -> tuple[Ranker, Gate]:
        """The ranker from the phrases written apart, the gate from every ask."""
        written = {phrase for each in material.phrases.values() for phrase in each}
        asked = self._asked()
        apart = [at for at in asked if self.chunks[at].text in written]
        if len(apart) < LEAST_APART or len(material.out_of_scope) < LEAST_OUTSIDE:
            return DEFAULT_RANKER, DEFAULT_GATE
        owners = np.array([self.chunks[at].script for at in apart])
        ranker = fit_ranker([asked[at].features for at in apart], owners)
        if encode is None:
            weights = [*ranker.weights]
            weights[DENSE] = FITTED_DENSE_WEIGHT
            ranker = Ranker(tuple(weights))
        outside = self._outside(material.out_of_scope, encode)
        return ranker, fit_gate(_gate_rows(asked.values(), ranker), _gate_rows(outside, ranker))

    def _asked(self) -> dict[int, Evidence]:
        rows = {id(example): row for row, example in enumerate(self.lesson.examples)}
        found: dict[int, Evidence] = {}
        for at, chunk in enumerate(self.chunks):
            if chunk.kind == ASK:
                vector = None if self.vectors is None else self.vectors[at]
                found[at] = self._judged(chunk.text, rows[id(chunk)], vector, without=at)
        return found

    def _outside(self, texts: Sequence[str], encode: Encode | None) -> list[Evidence]:
        vectors = encode(texts) if encode else [None] * len(texts)
        first = len(self.lesson.examples)
        return [
            self._judged(text, first + at, vector)
            for at, (text, vector) in enumerate(zip(texts, vectors, strict=True))
        ]

    def _judged(
        self, text: str, row: int, vector: Floats | None, *, without: int | None = None
    ) -> Evidence:
        found = self.scorer.evidence(text, without=without)
        held_out = self.lesson.held_out[row]
        features = found.features.copy()
        features[:, LEARNED] = held_out[:-1]
        if self.vectors is not None and vector is not None:
            near = nearness(
                self.vectors, self.scorer.table.scripts, self.scorer.count, vector, without=without
            )
            features[:, DENSE] = near
        return replace(found, features=features, outside=float(held_out[-1]))


def _gate_rows(found: Iterable[Evidence], ranker: Ranker) -> Floats:
    return np.array([gate_features(each, ranker.scores(each)) for each in found])
