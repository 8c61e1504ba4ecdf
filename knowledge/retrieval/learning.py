"""Learns the linear map from words to scripts: ridge regression by scikit-learn, at build only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.retrieval.arrays import Floats
from knowledge.retrieval.chunks import ASK, OBJECTION, TITLE, Chunk
from knowledge.retrieval.features import Learned
from knowledge.retrieval.postings import Postings
from knowledge.retrieval.terms import term_weight

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

RIDGE, FOLDS = 1.0, 5
TRUST = {ASK: 1.0, TITLE: 1.0, OBJECTION: 0.7}
"""How much a chunk of each kind counts as an example of its script's words."""


@dataclass(frozen=True)
class Lesson:
    """The learnt map, and what it would have said of each example without having seen it."""

    learned: Learned
    held_out: Floats
    examples: tuple[Chunk, ...]


def learn(
    chunks: Sequence[Chunk],
    documents: Sequence[Sequence[str]],
    outside: Sequence[Sequence[str]],
    postings: Postings,
    count: int,
) -> Lesson:
    """Fit the map on the asks, titles and objections, and on questions outside.

    Lines are left out: they cost most of the time and were measured to add nothing.

    `held_out` has a row an example, then one a question outside, each said by a map fitted on the
    other folds.
    """
    from sklearn.linear_model import Ridge
    from sklearn.model_selection import KFold, cross_val_predict

    chosen = [at for at, chunk in enumerate(chunks) if chunk.kind in TRUST]
    examples, terms = [chunks[at] for at in chosen], [documents[at] for at in chosen]
    strange = _strange(outside, postings)
    rows = term_rows([*terms, *outside], postings, strange)
    owners = [example.script for example in examples] + [count] * len(outside)
    trust = np.array([TRUST[example.kind] for example in examples] + [1.0] * len(outside))
    wanted = np.eye(count + 1, dtype=np.float32)[owners]
    ridge = Ridge(alpha=RIDGE, fit_intercept=False, solver="sparse_cg", tol=1e-3)
    folds = KFold(FOLDS, shuffle=True, random_state=0)
    held_out = cross_val_predict(ridge, rows, wanted, cv=folds, params={"sample_weight": trust})
    weights = ridge.fit(rows, wanted, sample_weight=trust).coef_.T
    return Lesson(
        Learned(np.ascontiguousarray(weights, np.float32), strange), held_out, tuple(examples)
    )


def _strange(outside: Sequence[Sequence[str]], postings: Postings) -> dict[str, int]:
    """Rows for the terms that only questions outside the handbook hold."""
    known = postings.vocabulary
    terms = dict.fromkeys(term for each in outside for term in each if term not in known)
    return {term: len(known) + at for at, term in enumerate(terms)}


def term_rows(
    documents: Sequence[Sequence[str]], postings: Postings, more: Mapping[str, int]
) -> csr_matrix:
    """Unit rows over the vocabulary, a term weighing by rarity and kind however often it stands."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize

    known = {**postings.vocabulary, **more}
    counter = CountVectorizer(analyzer=_as_they_are, vocabulary=known, binary=True)
    unseen = np.full(len(more), postings.strangeness)
    weights = np.array([*map(term_weight, known)]) * np.append(postings.rarity, unseen)
    return normalize(counter.transform(documents).multiply(weights.astype(np.float32)).tocsr())


def _as_they_are(terms: Sequence[str]) -> Sequence[str]:
    return terms
