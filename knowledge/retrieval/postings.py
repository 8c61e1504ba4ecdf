"""A BM25 index as postings: for each term its chunks and what it adds to their scores.

The impacts are computed once, at build, as bm25s does; they are read memory-mapped, with NumPy
alone: importing bm25s (with SciPy) would cost the first answer half a second and 30 MB.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints, mapped
from knowledge.retrieval.terms import term_weight

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
    """Postings in CSR form: `chunks[offsets[t]:offsets[t + 1]]` hold term `t`, ascending."""

    vocabulary: Mapping[str, int]
    offsets: Ints
    chunks: Ints
    impacts: Floats
    rarity: Floats
    size: int

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> Postings:
        """Index documents given as lists of terms; an empty document matches nothing."""
        counts = [Counter(terms) for terms in documents]
        vocabulary: dict[str, int] = {}
        for count in counts:
            for term in count:
                vocabulary.setdefault(term, len(vocabulary))
        columns, rows, values = _impacts(counts, vocabulary)
        order = np.lexsort((rows, columns))
        frequency = np.bincount(columns, minlength=len(vocabulary))
        offsets = np.concatenate(([0], np.cumsum(frequency))).astype(np.int64)
        rarity = _rarity(frequency, len(documents))
        return cls(
            vocabulary,
            offsets,
            rows[order].astype(np.int32),
            values[order].astype(np.float32),
            rarity.astype(np.float32),
            len(documents),
        )

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
        """Write the index below a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("offsets", "chunks", "impacts", "rarity"):
            np.save(folder / f"{name}.npy", getattr(self, name))
        words = json.dumps([self.size, *self.vocabulary], ensure_ascii=False)
        (folder / "vocabulary.json").write_text(words, encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> Postings:
        """Open an index that `save` wrote; the arrays stay on disk until they are read."""
        size, *words = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        vocabulary = {word: at for at, word in enumerate(words)}
        return cls(
            vocabulary,
            mapped(folder / "offsets.npy"),
            mapped(folder / "chunks.npy"),
            mapped(folder / "impacts.npy"),
            mapped(folder / "rarity.npy"),
            size,
        )


def _rarity(frequency: Floats | Ints, size: int) -> Floats:
    return np.log1p((size - frequency + 0.5) / (frequency + 0.5))


def _impacts(
    counts: Sequence[Mapping[str, int]], vocabulary: Mapping[str, int]
) -> tuple[Ints, Ints, Floats]:
    """Lucene's BM25 for every (term, document): terms, documents, impacts."""
    lengths = np.array([sum(count.values()) for count in counts], dtype=np.float64)
    sizes = [len(count) for count in counts]
    columns = np.fromiter((vocabulary[t] for c in counts for t in c), np.int64, sum(sizes))
    times = np.fromiter((n for c in counts for n in c.values()), np.float64, sum(sizes))
    rows = np.repeat(np.arange(len(counts)), sizes)
    usual = max(float(lengths.mean()) if len(counts) else 0.0, 1.0)
    damped = times * (K1 + 1) / (times + K1 * (1 - B + B * lengths[rows] / usual))
    rarity = _rarity(np.bincount(columns, minlength=len(vocabulary)), len(counts))
    return columns, rows, damped * rarity[columns]
