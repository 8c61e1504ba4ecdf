"""The chunks' vectors in Chroma: one collection a build, named by its version.

A collection is never changed once its build is in place, so a client in another process cannot
read half of one build and half of the next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from knowledge.retrieval.arrays import Floats
from knowledge.retrieval.chunks import Chunk

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

PREFIX = "handbook-"
CHROMA_FOLDER = "chroma"


class VectorsUnavailable(RuntimeError):
    """Chroma cannot be reached, or does not hold this build; the message is fit for users."""


@dataclass(frozen=True)
class ChunkVectors:
    """The vectors of one build."""

    data_dir: Path
    chroma_url: str | None
    version: str

    def nearest(self, vector: Floats, *, count: int) -> list[tuple[str, float]]:
        """Script id and cosine of the nearest chunks, nearest first.

        Raises:
            VectorsUnavailable: where Chroma or the collection is not there.
        """
        found = _asked(lambda: self._query(vector, count))
        ids = [str(each["script_id"]) for each in found["metadatas"][0]]
        cosines = [1.0 - float(distance) for distance in found["distances"][0]]
        return list(zip(ids, cosines, strict=True))

    def present(self) -> bool:
        """Whether Chroma holds this build.

        Raises:
            VectorsUnavailable: where Chroma is not there.
        """
        names = _asked(lambda: [each.name for each in self._client.list_collections()])
        return bool(PREFIX + self.version in names)

    def write(self, chunks: Sequence[Chunk], script_ids: Sequence[str], vectors: Floats) -> None:
        """Store the chunks with their vectors, replacing a half-written collection.

        Raises:
            VectorsUnavailable: where Chroma is not there.
        """
        _asked(lambda: self._write(chunks, script_ids, vectors))

    def keep_only(self, versions: Collection[str]) -> None:
        """Drop the collections of other builds.

        Raises:
            VectorsUnavailable: where Chroma is not there.
        """
        _asked(lambda: self._keep_only({PREFIX + version for version in versions}))

    def _query(self, vector: Floats, count: int) -> Any:
        collection = self._collection
        wanted = min(count, collection.count())
        return collection.query(
            query_embeddings=[vector.tolist()],
            n_results=max(wanted, 1),
            include=["metadatas", "distances"],
        )

    def _write(self, chunks: Sequence[Chunk], script_ids: Sequence[str], vectors: Floats) -> None:
        client, name = self._client, PREFIX + self.version
        if name in [each.name for each in client.list_collections()]:
            client.delete_collection(name)
        collection = client.create_collection(
            name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        size = min(client.get_max_batch_size(), 5000)
        for start in range(0, len(chunks), size):
            part = range(start, min(start + size, len(chunks)))
            collection.add(
                ids=[f"c{at}" for at in part],
                embeddings=vectors[start : part.stop],
                documents=[chunks[at].text for at in part],
                metadatas=[
                    {"script_id": script_ids[chunks[at].script], "kind": chunks[at].kind}
                    for at in part
                ],
            )

    def _keep_only(self, names: Collection[str]) -> None:
        for each in self._client.list_collections():
            if each.name.startswith(PREFIX) and each.name not in names:
                self._client.delete_collection(each.name)

    @cached_property
    def _collection(self) -> Any:
        return self._client.get_collection(PREFIX + self.version, embedding_function=None)

    @cached_property
    def _client(self) -> ClientAPI:
        return _client(self.data_dir, self.chroma_url)


def _client(data_dir: Path, chroma_url: str | None) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if chroma_url is None:
        path = data_dir / CHROMA_FOLDER
        path.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(str(path), settings=settings)
    parts = urlsplit(chroma_url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    return chromadb.HttpClient(parts.hostname or "localhost", port, ssl=secure, settings=settings)


def _asked(question: Callable[[], Any]) -> Any:
    """What Chroma answers; its many kinds of failure as one."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        return question()
    except (ChromaError, httpx.HTTPError, OSError, ValueError) as error:
        kind = type(error).__name__
        raise VectorsUnavailable(f"Chroma 连不上，或没有这一版手册的向量（{kind}）") from error
