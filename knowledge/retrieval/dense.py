"""The dense leg: how near a question's vector is to each script's.

With the fitted embedder it is the nearness to the scripts' mean vectors, so that an answer needs no
torch; with a real model that of the nearest chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints, unit

NEAREST_CHUNKS = 64


class Encoder(Protocol):
    """Turns texts into unit vectors, a row a text."""

    def encode(self, texts: Sequence[str]) -> Floats: ...


class Dense(Protocol):
    """Says for each script how near it is to a text, -1 to 1, 0 where nothing is known."""

    def scores(self, text: str) -> Floats: ...


@dataclass(frozen=True)
class CentreDense:
    """Nearness to the scripts' mean vectors. `centres` has a unit row a script."""

    encoder: Encoder
    centres: Floats

    def scores(self, text: str) -> Floats:
        """The cosine with each script's mean vector."""
        return np.asarray(self.centres @ self.encoder.encode([text])[0])


@dataclass(frozen=True)
class ChunkDense:
    """Nearness of each script's nearest chunk. `vectors` has a unit row a chunk, `owners` its
    script."""

    encoder: Encoder
    vectors: Floats
    owners: Ints
    count: int

    def scores(self, text: str) -> Floats:
        """The cosine of the nearest chunk; 0 for scripts with none near."""
        return nearness(self.vectors, self.owners, self.count, self.encoder.encode([text])[0])


@dataclass(frozen=True)
class SentenceEncoder:
    """A SentenceTransformer, by folder or hub name; loaded at the first text."""

    name: str

    def encode(self, texts: Sequence[str]) -> Floats:
        """Unit vectors."""
        vectors = self._model(list(texts))
        return np.asarray(vectors, dtype=np.float32)

    @cached_property
    def _model(self) -> Callable[[list[str]], Floats]:
        from functools import partial

        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(self.name)
        return partial(model.encode, normalize_embeddings=True, show_progress_bar=False)


def centres_of(vectors: Floats, owners: Ints, count: int) -> Floats:
    """Each script's mean vector, of unit length."""
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, owners, vectors)
    return unit(sums)


def nearness(
    vectors: Floats, owners: Ints, count: int, vector: Floats, *, without: Sequence[int] = ()
) -> Floats:
    """What `ChunkDense` would say of a vector were the chunks `without` not there."""
    cosines = vectors @ vector
    if len(without):
        cosines[list(without)] = 0.0
    near = np.argsort(-cosines)[:NEAREST_CHUNKS]
    found = np.zeros(count)
    np.maximum.at(found, owners[near], cosines[near])
    return found
