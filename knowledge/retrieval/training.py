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
from knowledge.retrieval.learning import TRUST, Example, Lesson, example_of, learn
from knowledge.retrieval.material import Material
from knowledge.retrieval.postings import Postings
from knowledge.retrieval.questions import Question
from knowledge.retrieval.ranker import Gate, Ranker, fit_gate, fit_ranker, gate_features
from knowledge.retrieval.terms import TermReader

DEFAULT_RANKER = Ranker((5.0, 2.0, 1.0, 4.0, 0.0, 6.0, 1.0, 1.0, 9.0, 2.0))
DEFAULT_GATE = Gate((4.0, 6.0, 2.0, -4.0, 1.0, 1.0, -2.5))
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
    questions = _answered(scripts, material.questions)
    chunks = chunks_of(scripts, material.phrases, questions)
    postings = Postings.build([reader.read(chunk.text) for chunk in chunks])
    table = ChunkTable.of(chunks)
    scorer = Scorer(reader, postings, table, len(scripts), None)
    vectors = encode([chunk.text for chunk in chunks]) if encode else None
    if not 1 <= len(scripts) <= MOST_SCRIPTS:
        return Model(tuple(chunks), scorer, DEFAULT_RANKER, DEFAULT_GATE, vectors)
    lesson = learn(examples_of(scripts, chunks, questions, material), len(scripts))
    pupil = _Pupil(replace(scorer, learned=lesson.learned), tuple(chunks), lesson, vectors)
    ranker, gate = pupil.fitted(material, encode)
    return Model(tuple(chunks), pupil.scorer, ranker, gate, vectors)


def _answered(
    scripts: Sequence[ScenarioScript], questions: Sequence[Question]
) -> tuple[Question, ...]:
    """The questions these scripts answer, and those no script does."""
    here = {script.script_id for script in scripts}
    found = ((each, tuple(i for i in each.expect if i in here)) for each in questions)
    return tuple(replace(each, expect=mine) for each, mine in found if mine or not each.expect)


def examples_of(
    scripts: Sequence[ScenarioScript],
    chunks: Sequence[Chunk],
    questions: Sequence[Question],
    material: Material,
) -> list[Example]:
    """What the map is learnt from: chunks in their order, then what is outside.

    Lines are left out: they cost most of the time and were measured to add nothing.
    """
    places = {script.script_id: at for at, script in enumerate(scripts)}
    owners = {each.text: tuple(places[i] for i in each.expect) for each in questions}
    outside = [Example(each.text, (), 1.0, each.author) for each in questions if not each.expect]
    outside += [Example(text, ()) for text in material.out_of_scope]
    return [example_of(chunk, owners) for chunk in chunks if chunk.kind in TRUST] + outside


@dataclass(frozen=True)
class _Pupil:
    """Judges each example as if it had never been seen, an author's as if he had not been."""

    scorer: Scorer
    chunks: tuple[Chunk, ...]
    lesson: Lesson
    vectors: Floats | None

    def fitted(self, material: Material, encode: Encode | None) -> tuple[Ranker, Gate]:
        """The ranker from what was written apart from the scripts, the gate from every ask."""
        written = {phrase for each in material.phrases.values() for phrase in each}
        asked = self._asked()
        theirs = [at for at in asked if self.chunks[at].author]
        apart = theirs + [at for at in asked if self.chunks[at].text in written]
        outside = [row for row, each in enumerate(self.lesson.examples) if not each.owners]
        if len(apart) < LEAST_APART or len(outside) < LEAST_OUTSIDE:
            return DEFAULT_RANKER, DEFAULT_GATE
        ranker = fit_ranker(
            [asked[at].features for at in apart], np.array([self.chunks[at].script for at in apart])
        )
        if encode is None:
            weights = [*ranker.weights]
            weights[DENSE] = FITTED_DENSE_WEIGHT
            ranker = Ranker(tuple(weights))
        declined = _gate_rows(self._outside(outside, encode), ranker)
        unseen = _gate_rows([asked[at] for at in theirs], ranker)
        return ranker, fit_gate(_gate_rows(asked.values(), ranker), declined, unseen)

    def _asked(self) -> dict[int, Evidence]:
        """The evidence of every ask by its chunk."""
        learnt = [at for at, chunk in enumerate(self.chunks) if chunk.kind in TRUST]
        hands: dict[str, list[int]] = {}
        for at in learnt:
            hands.setdefault(self.chunks[at].author, []).append(at)
        found: dict[int, Evidence] = {}
        for row, at in enumerate(learnt):
            chunk = self.chunks[at]
            if chunk.kind == ASK:
                vector = None if self.vectors is None else self.vectors[at]
                own = hands[chunk.author] if chunk.author else [at]
                found[at] = self._judged(chunk.text, row, vector, without=own)
        return found

    def _outside(self, rows: Sequence[int], encode: Encode | None) -> list[Evidence]:
        texts = [self.lesson.examples[row].text for row in rows]
        vectors = encode(texts) if encode else [None] * len(texts)
        return [
            self._judged(text, row, vector)
            for text, row, vector in zip(texts, rows, vectors, strict=True)
        ]

    def _judged(
        self, text: str, row: int, vector: Floats | None, *, without: Sequence[int] = ()
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
