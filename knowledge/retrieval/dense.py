"""The dense leg: how near a question's vector is to each script's.

With the fitted embedder it is the nearness to the scripts' mean vectors, so that an answer needs no
torch; with a real model that of the nearest chunk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints, unit
from knowledge.retrieval.wholeness import digest_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

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
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    @property
    def revision(self) -> str:
        """Which weights these are: a folder's files, else the commit the hub gave.

        Raises:
            OSError, RuntimeError, ValueError, ImportError: where the model does not load.
        """
        folder = Path(self.name)
        if folder.is_dir():
            return _digest(folder)
        config = getattr(getattr(self._model[0], "auto_model", None), "config", None)
        return str(getattr(config, "_commit_hash", None) or "unknown")

    @cached_property
    def _model(self) -> SentenceTransformer:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(self.name)


def _digest(folder: Path) -> str:
    """Short hash of the names and contents of a folder's files."""
    digest = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()} {digest_of(path)}\n".encode())
    return digest.hexdigest()[:12]


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
