"""The BM25 index as postings: for each term its chunks and what it adds to their scores.

bm25s computes and saves the impacts at build. They are read memory-mapped, with NumPy alone:
importing bm25s (with SciPy) would cost the first answer half a second and 30 MB, and it adds up
every term of a question alike, where here a term counts by its kind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints, mapped
from knowledge.retrieval.terms import term_weight

if TYPE_CHECKING:
    from bm25s import BM25

K1, B = 1.2, 0.5


@dataclass(frozen=True)
class Query:
    """A text's terms as the index knows them.

    `mass` is the weight of all its terms, those the index has never seen (`unseen`) included;
    `known_mass` is that of the others.
    """

    ids: Ints
    weights: Floats
    unseen: tuple[str, ...]
    mass: float
    known_mass: float


@dataclass(frozen=True)
class Postings:
    """Postings in CSR form: `chunks[offsets[t]:offsets[t + 1]]` hold term `t`; `size` chunks."""

    vocabulary: Mapping[str, int]
    offsets: Ints
    chunks: Ints
    impacts: Floats
    size: int

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> Postings:
        """Index documents given as lists of terms; an empty document matches nothing."""
        vocabulary: dict[str, int] = {}
        ids = [[vocabulary.setdefault(t, len(vocabulary)) for t in each] for each in documents]
        if not vocabulary:
            return cls({}, np.zeros(1, np.int32), np.zeros(0, np.int32), np.zeros(0), len(ids))
        index = _bm25()
        index.index((ids, vocabulary), create_empty_token=False, show_progress=False)
        found = index.scores
        return cls(vocabulary, found["indptr"], found["indices"], found["data"], len(ids))

    def query(self, terms: Sequence[str], *, least: int = 1) -> Query:
        """The distinct terms, each weighed by rarity and kind.

        Terms that fewer than `least` chunks hold count as never seen.
        """
        distinct = list(dict.fromkeys(terms))
        places = [self.vocabulary.get(term, -1) for term in distinct]
        found = np.array([at for at in places if at >= 0], dtype=np.int64)
        often = self.offsets[found + 1] - self.offsets[found] >= least
        kept = iter(often.tolist())
        known = [at >= 0 and next(kept) for at in places]
        seen = [term for term, yes in zip(distinct, known, strict=True) if yes]
        unseen = tuple(term for term, yes in zip(distinct, known, strict=True) if not yes)
        weights = np.array([term_weight(term) for term in seen], dtype=np.float32)
        known_mass = float(self.rarity[found[often]] @ weights)
        strange = sum(map(term_weight, unseen)) * self.strangeness
        return Query(found[often], weights, unseen, known_mass + strange, known_mass)

    def weighed(self, terms: Sequence[str]) -> dict[str, float]:
        """What each distinct term counts for, by rarity and kind."""
        known = ((term, self.vocabulary.get(term)) for term in dict.fromkeys(terms))
        return {
            term: term_weight(term) * (self.strangeness if at is None else float(self.rarity[at]))
            for term, at in known
        }

    @cached_property
    def rarity(self) -> Floats:
        """What a term counts for by how few chunks hold it."""
        return _rarity(np.diff(self.offsets), self.size).astype(np.float32)

    @cached_property
    def strangeness(self) -> float:
        """The rarity of a term in no chunk."""
        return float(_rarity(np.zeros(1), self.size)[0])

    def scores(self, query: Query) -> Floats:
        """What each chunk scores; one longer than there are chunks, the last always 0."""
        if not len(query.ids):
            return np.zeros(self.size + 1)
        begins = self.offsets[query.ids]
        ends = self.offsets[query.ids + 1]
        spans = [slice(*span) for span in zip(begins.tolist(), ends.tolist(), strict=True)]
        chunks = np.concatenate([self.chunks[span] for span in spans])
        impacts = np.concatenate([self.impacts[span] for span in spans])
        added = impacts * np.repeat(query.weights, ends - begins)
        return np.asarray(np.bincount(chunks, added, self.size + 1), dtype=np.float64)

    def save(self, folder: Path) -> None:
        """Write the index below a folder, in bm25s's own form."""
        index = _bm25()
        index.scores = {
            "data": self.impacts,
            "indices": self.chunks,
            "indptr": self.offsets,
            "num_docs": self.size,
        }
        index.vocab_dict = dict(self.vocabulary)
        index.nonoccurrence_array = None
        index.save(folder, show_progress=False)

    @classmethod
    def open(cls, folder: Path) -> Postings:
        """Open an index that `save` wrote; the arrays stay on disk until they are read."""
        vocabulary = json.loads((folder / "vocab.index.json").read_text(encoding="utf-8"))
        offsets, chunks, impacts = (
            mapped(folder / f"{name}.csc.index.npy") for name in ("indptr", "indices", "data")
        )
        size = json.loads((folder / "params.index.json").read_text(encoding="utf-8"))["num_docs"]
        return cls(vocabulary, offsets, chunks, impacts, size)


def _bm25() -> BM25:
    import bm25s

    return bm25s.BM25(k1=K1, b=B, method="atire", idf_method="lucene")


def _rarity(frequency: Floats | Ints, size: int) -> Floats:
    return np.log1p((size - frequency + 0.5) / (frequency + 0.5))
