"""Learns the linear map from words to scripts: kernel ridge regression, in NumPy alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints
from knowledge.retrieval.chunks import ASK, OBJECTION, TITLE, Chunk, ChunkTable
from knowledge.retrieval.features import Learned
from knowledge.retrieval.postings import Postings
from knowledge.retrieval.terms import term_weight

RIDGE = 1.0
TRUST = {ASK: 1.0, TITLE: 1.0, OBJECTION: 0.7}
"""How much a chunk of each kind counts as an example of its script's words."""

WIDTH = 96
"""Columns of a scattered map."""

MOST_EXAMPLES = 6000
"""Above this many examples the map is not learnt: its cost grows with their cube."""


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

    `held_out` has a row an example, then one a question outside, by the closed form for leaving
    one out.
    """
    chosen = [at for at, chunk in enumerate(chunks) if chunk.kind in TRUST]
    examples, terms = [chunks[at] for at in chosen], [documents[at] for at in chosen]
    strange = _strange(outside, postings)
    rows = _SparseRows.of([*terms, *outside], postings, strange)
    owners = [example.script for example in examples] + [count] * len(outside)
    trusted = [TRUST[example.kind] for example in examples] + [1.0] * len(outside)
    trust = np.sqrt(trusted).astype(np.float32)
    wanted = np.zeros((len(owners), count + 1), dtype=np.float32)
    wanted[np.arange(len(owners)), owners] = trust
    kernel = rows.products() * np.outer(trust, trust)
    inverse = np.linalg.inv(kernel + RIDGE * np.eye(len(owners), dtype=np.float32))
    dual = inverse @ wanted
    held_out = (wanted - dual / np.diag(inverse)[:, None]) / trust[:, None]
    weights = rows.transposed_times(dual * trust[:, None])
    return Lesson(Learned(weights, strange), held_out, tuple(examples))


def scattered(table: ChunkTable, postings: Postings) -> Learned:
    """A map for handbooks too large to learn one: terms to the random mixture of their scripts.

    By the Johnson-Lindenstrauss lemma the mixtures are about as near as the scripts they mix.
    """
    chance = np.random.default_rng(0)
    signs = chance.standard_normal((int(table.scripts.max()) + 1, WIDTH)).astype(np.float32)
    owners = table.scripts[postings.chunks]
    firsts = postings.offsets[:-1]
    columns = [np.add.reduceat(postings.impacts * signs[owners, at], firsts) for at in range(WIDTH)]
    return Learned(np.stack(columns, axis=1).astype(np.float32), {})


def _strange(outside: Sequence[Sequence[str]], postings: Postings) -> dict[str, int]:
    """Rows for the terms that only questions outside the handbook hold."""
    known = postings.vocabulary
    terms = dict.fromkeys(term for each in outside for term in each if term not in known)
    return {term: len(known) + at for at, term in enumerate(terms)}


@dataclass(frozen=True)
class _SparseRows:
    """Unit rows over the vocabulary, in CSR form."""

    offsets: Ints
    terms: Ints
    values: Floats
    width: int

    @classmethod
    def of(
        cls, documents: Sequence[Sequence[str]], postings: Postings, more: Mapping[str, int]
    ) -> _SparseRows:
        known = {**postings.vocabulary, **more}
        ids = [sorted({known[term] for term in terms if term in known}) for terms in documents]
        offsets = np.concatenate(([0], np.cumsum([len(each) for each in ids]))).astype(np.int64)
        terms = np.array([term for each in ids for term in each], dtype=np.int64)
        weight = np.array([term_weight(term) for term in known], dtype=np.float32)
        unseen = np.full(len(more), postings.strangeness, dtype=np.float32)
        values = (weight * np.concatenate((postings.rarity, unseen)))[terms]
        rows = np.repeat(np.arange(len(ids)), np.diff(offsets))
        length = np.sqrt(np.bincount(rows, weights=values * values, minlength=len(ids)))
        return cls(offsets, terms, values / np.maximum(length, 1e-9)[rows], len(known))

    def products(self) -> Floats:
        """Every row with every row."""
        count = len(self.offsets) - 1
        rows = np.repeat(np.arange(count), np.diff(self.offsets))
        order = np.argsort(self.terms, kind="stable")
        begins = np.searchsorted(self.terms[order], np.arange(self.width + 1))
        columns, values = rows[order], self.values[order]
        products = np.zeros((count, count), dtype=np.float32)
        for row in range(count):
            own = slice(self.offsets[row], self.offsets[row + 1])
            spans = [slice(begins[term], begins[term + 1]) for term in self.terms[own]]
            if not spans:
                continue
            found = np.concatenate([columns[span] for span in spans])
            added = np.concatenate(
                [values[s] * v for s, v in zip(spans, self.values[own], strict=True)]
            )
            products[row] = np.bincount(found, weights=added, minlength=count)
        return products

    def transposed_times(self, matrix: Floats) -> Floats:
        """The rows transposed, times a matrix with a row a row."""
        rows = np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))
        order = np.argsort(self.terms, kind="stable")
        terms = self.terms[order]
        firsts = np.flatnonzero(np.diff(terms, prepend=-1))
        result = np.zeros((self.width, matrix.shape[1]), dtype=np.float32)
        for column in range(matrix.shape[1]):
            added = self.values[order] * matrix[rows[order], column]
            result[terms[firsts], column] = np.add.reduceat(added, firsts)
        return result
