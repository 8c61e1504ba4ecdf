"""Chunk scores without looking at every chunk: first the scripts that could win, then their chunks.

For each term and script the index holds the highest impact among the script's chunks. Their sum
over a question's terms is never less than any of its chunks' scores, so the scripts with the
highest sums are the ones worth looking into (block-max pruning, a script being a block).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints, mapped
from knowledge.retrieval.postings import Postings, Query


@dataclass(frozen=True)
class ChunkScores:
    """The scores of some scripts' chunks, one script's after another's.

    `values[begins[i]:begins[i + 1]]` are those of the chunks of script `scripts[i]`; one more
    value, 0, stands last.
    """

    scripts: Ints
    begins: Ints
    values: Floats


@dataclass(frozen=True)
class _Found:
    """The blocks of a question's terms; block `i` stands at `i + shifts[i]` in the index."""

    owners: Ints
    bests: Floats
    weights: Floats
    shifts: Ints


@dataclass(frozen=True)
class Blocks:
    """For term `t` the scripts `owners[offsets[t]:offsets[t + 1]]`, with their highest impacts.

    The postings of block `b` are `begins[b]:begins[b + 1]`; `starts` has each script's first chunk
    and, last, the number of chunks.
    """

    offsets: Ints
    owners: Ints
    begins: Ints
    bests: Floats
    starts: Ints

    @classmethod
    def build(cls, postings: Postings, starts: Ints) -> Blocks:
        """Group postings by script; `starts` ascends."""
        size = len(postings.chunks)
        terms = np.repeat(np.arange(len(postings.rarity)), np.diff(postings.offsets))
        owners = np.searchsorted(starts, postings.chunks, side="right") - 1
        changes = (np.diff(terms, prepend=-1) != 0) | (np.diff(owners, prepend=-1) != 0)
        firsts = np.flatnonzero(changes)
        bests = np.maximum.reduceat(postings.impacts, firsts) if size else np.zeros(0)
        return cls(
            offsets=np.searchsorted(terms[firsts], np.arange(len(postings.rarity) + 1)),
            owners=owners[firsts].astype(np.int32),
            begins=np.append(firsts, size).astype(np.int64),
            bests=bests.astype(np.float32),
            starts=starts.astype(np.int64),
        )

    @property
    def scripts(self) -> int:
        """How many scripts there are."""
        return len(self.starts) - 1

    def scores(self, postings: Postings, query: Query, *, wanted: int) -> ChunkScores:
        """The scores of the chunks of the `wanted` most promising scripts."""
        if wanted >= self.scripts or not len(query.ids):
            whole = np.arange(self.scripts)
            return ChunkScores(whole, self.starts, postings.scores(query))
        found = self._found(query)
        hopes = np.bincount(found.owners, found.bests * found.weights, self.scripts)
        chosen = np.sort(np.argpartition(hopes, -wanted)[-wanted:])
        return self._within(postings, chosen, found)

    def _found(self, query: Query) -> _Found:
        begins, ends = self.offsets[query.ids], self.offsets[query.ids + 1]
        spans = [slice(*span) for span in zip(begins.tolist(), ends.tolist(), strict=True)]
        lengths = ends - begins
        return _Found(
            owners=np.concatenate([self.owners[span] for span in spans]),
            bests=np.concatenate([self.bests[span] for span in spans]),
            weights=np.repeat(query.weights, lengths),
            shifts=np.repeat(begins - (np.cumsum(lengths) - lengths), lengths),
        )

    def _within(self, postings: Postings, chosen: Ints, found: _Found) -> ChunkScores:
        sizes = self.starts[chosen + 1] - self.starts[chosen]
        begins = np.concatenate(([0], np.cumsum(sizes)))
        is_chosen = np.zeros(self.scripts, dtype=bool)
        is_chosen[chosen] = True
        kept = np.flatnonzero(is_chosen[found.owners])
        blocks = kept + found.shifts[kept]
        moved = np.zeros(self.scripts, dtype=np.int64)
        moved[chosen] = begins[:-1] - self.starts[chosen]
        firsts = self.begins[blocks]
        lengths = self.begins[blocks + 1] - firsts
        places = np.repeat(firsts - (np.cumsum(lengths) - lengths), lengths)
        places += np.arange(len(places))
        chunks = postings.chunks[places] + np.repeat(moved[found.owners[kept]], lengths)
        added = postings.impacts[places] * np.repeat(found.weights[kept], lengths)
        values = np.bincount(chunks, added, int(begins[-1]) + 1)
        return ChunkScores(chosen, begins, np.asarray(values, dtype=np.float64))

    def save(self, folder: Path) -> None:
        """Write the blocks below a folder."""
        for name in ("offsets", "owners", "begins", "bests", "starts"):
            np.save(folder / f"block_{name}.npy", getattr(self, name))

    @classmethod
    def open(cls, folder: Path) -> Blocks:
        """Open what `save` wrote."""
        names = ("offsets", "owners", "begins", "bests", "starts")
        return cls(*(mapped(folder / f"block_{name}.npy") for name in names))
