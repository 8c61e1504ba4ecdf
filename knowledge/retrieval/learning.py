"""Learns the linear map from a text's n-grams to scripts: ridge regression, at build only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints
from knowledge.retrieval.chunks import ASK, OBJECTION, TITLE, Chunk
from knowledge.retrieval.features import Learned
from knowledge.retrieval.grams import grams_of, rows_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

RIDGE, FOLDS = 0.5, 5
TRUST = {ASK: 1.0, TITLE: 1.0, OBJECTION: 0.7}
"""How much a chunk of each kind counts as an example of its script's words."""
SECOND = 0.5
"""What is wanted of the script that a question's author names second."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text, the scripts it asks for (none: outside the handbook), and whose hand wrote it."""

    text: str
    owners: tuple[int, ...]
    trust: float = 1.0
    author: str = ""


@dataclass(frozen=True)
class Lesson:
    """The learnt map, and what it would have said of each example without having seen it."""

    learned: Learned
    held_out: Floats
    examples: tuple[Example, ...]


def example_of(chunk: Chunk, owners: Mapping[str, tuple[int, ...]]) -> Example:
    """A chunk as an example; `owners` names every script of those questions that have two."""
    mine = owners.get(chunk.text, (chunk.script,)) if chunk.author else (chunk.script,)
    return Example(chunk.text, mine, TRUST[chunk.kind], chunk.author)


def learn(examples: Sequence[Example], count: int) -> Lesson:
    """Fit the map on examples of `count` scripts.

    `held_out` has a row an example, each said by a map fitted on the other folds. The sentences of
    one author are in one fold, so that nobody is judged by his own hand.
    """
    rows = rows_of([example.text for example in examples])
    matrix, idf = gram_rows([example.text for example in examples], rows)
    wanted = _wanted(examples, count)
    trust = np.array([example.trust for example in examples])
    folds = _folds(examples)
    held_out = np.zeros_like(wanted)
    for fold in range(FOLDS):
        kept, judged = folds != fold, folds == fold
        if kept.any() and judged.any():
            held_out[judged] = matrix[judged] @ _ridge(matrix[kept], wanted[kept], trust[kept])
    weights = _ridge(matrix, wanted, trust).astype(np.float16)
    return Lesson(Learned(rows, idf, np.ascontiguousarray(weights)), held_out, tuple(examples))


def gram_rows(texts: Sequence[str], rows: Mapping[str, int]) -> tuple[csr_matrix, Floats]:
    """Unit rows over the grams, and what each gram counts for by how few texts hold it."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not rows:
        raise ValueError("there are no words to learn from")
    reader = TfidfVectorizer(analyzer=grams_of, vocabulary=rows, sublinear_tf=True)
    matrix = reader.fit_transform(texts).astype(np.float32)
    return matrix.tocsr(), reader.idf_.astype(np.float32)


def _ridge(matrix: csr_matrix, wanted: Floats, trust: Floats) -> Floats:
    from sklearn.linear_model import Ridge

    ridge = Ridge(alpha=RIDGE, fit_intercept=False, solver="sparse_cg", tol=1e-2)
    weights: Floats = ridge.fit(matrix, wanted, sample_weight=trust).coef_.T.astype(np.float32)
    return weights


def _wanted(examples: Sequence[Example], count: int) -> Floats:
    wanted = np.zeros((len(examples), count + 1), dtype=np.float32)
    for row, example in enumerate(examples):
        for owner in example.owners[1:]:
            wanted[row, owner] = SECOND
        wanted[row, example.owners[0] if example.owners else count] = 1.0
    return wanted


def _folds(examples: Sequence[Example]) -> Ints:
    """The fold of each example: an author's together, those of no one author at random."""
    folds = np.random.default_rng(0).permutation(len(examples)) % FOLDS
    authors = sorted({example.author for example in examples} - {""})
    together = {author: at % FOLDS for at, author in enumerate(authors)}
    for row, example in enumerate(examples):
        folds[row] = together.get(example.author, folds[row])
    return folds
