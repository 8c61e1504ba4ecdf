"""Fits what a build needs beyond the texts: the words' map, the ranker and the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.retrieval.arrays import Floats
from knowledge.retrieval.chunks import ASK, Chunk, ChunkTable, chunks_of
from knowledge.retrieval.features import FEATURES, Scorer
from knowledge.retrieval.learning import MOST_EXAMPLES, Lesson, learn
from knowledge.retrieval.material import Material
from knowledge.retrieval.postings import Postings
from knowledge.retrieval.ranker import Gate, Ranker, fit_gate, fit_ranker, gate_features
from knowledge.retrieval.terms import TermReader
from knowledge.scripts import ScenarioScript

DEFAULT_RANKER = Ranker((2.0, 6.0, 5.0, 10.0, 8.0, 10.0, 4.0, 8.0, 15.0, 0.0))
DEFAULT_GATE = Gate((6.0, 4.0, 3.0, 2.0, 1.0, 1.0, 1.0, 0.0, -4.5))
"""Used where there is too little to learn from."""

_LEARNED = FEATURES.index("learned")


@dataclass(frozen=True)
class Model:
    """A trained search, not yet on disk."""

    chunks: tuple[Chunk, ...]
    scorer: Scorer
    ranker: Ranker
    gate: Gate


def train(scripts: Sequence[ScenarioScript], material: Material) -> Model:
    """Index the scripts and fit the weights; the same input gives the same model."""
    reader = TermReader(material.lexicon)
    chunks = chunks_of(scripts, material.phrases)
    documents = [reader.read(chunk.text) for chunk in chunks]
    postings = Postings.build(documents)
    bare = Scorer(reader, postings, ChunkTable.of(chunks), len(scripts), None)
    lesson = _lesson(chunks, documents, postings, len(scripts))
    scorer = replace(bare, learned=lesson.learned if lesson else None)
    ranker, gate = _fitted(scorer, chunks, lesson, material)
    return Model(tuple(chunks), scorer, ranker, gate)


def _lesson(
    chunks: Sequence[Chunk], documents: Sequence[Sequence[str]], postings: Postings, count: int
) -> Lesson | None:
    asks = sum(chunk.kind == ASK for chunk in chunks)
    if count < 2 or asks > MOST_EXAMPLES:
        return None
    return learn(chunks, documents, postings, count)


def _fitted(
    scorer: Scorer, chunks: Sequence[Chunk], lesson: Lesson | None, material: Material
) -> tuple[Ranker, Gate]:
    """Ranker and gate from the further ways of asking, each judged without itself."""
    written = {phrase for each in material.phrases.values() for phrase in each}
    chosen = [at for at, c in enumerate(chunks) if c.kind == ASK and c.text in written]
    if lesson is None or len(chosen) < 100 or len(material.out_of_scope) < 50:
        return DEFAULT_RANKER, DEFAULT_GATE
    said = {id(example): row for row, example in enumerate(lesson.examples)}
    evidence = []
    for at in chosen:
        found = scorer.evidence(chunks[at].text, without=at)
        found.features[:, _LEARNED] = lesson.held_out[said[id(chunks[at])]][found.candidates]
        evidence.append(found)
    owners = np.array([chunks[at].script for at in chosen])
    ranker = fit_ranker([each.features for each in evidence], owners)
    inside = np.array([gate_features(each, ranker.scores(each)) for each in evidence])
    outside = outside_features(scorer, ranker, material.out_of_scope)
    return ranker, fit_gate(inside, outside)


def outside_features(scorer: Scorer, ranker: Ranker, texts: Sequence[str]) -> Floats:
    """The gate's view of questions that the handbook does not answer."""
    found = [scorer.evidence(text) for text in texts]
    return np.array([gate_features(each, ranker.scores(each)) for each in found])


