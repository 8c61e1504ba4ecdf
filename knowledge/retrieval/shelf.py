"""A shelf of texts in Chroma: what grows and needs filters, found by nearness of meaning.

One collection is one shelf. Its name holds the build's version: vectors of two embedders cannot be
compared, and a Chroma client never sees what another process writes to a collection it has open.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from knowledge.retrieval.dense import Encoder

if TYPE_CHECKING:
    import chromadb
    from chromadb.api import ClientAPI
    from chromadb.config import Settings

CHROMA_FOLDER = "chroma"
_SQLITE_FILE = "chroma.sqlite3"
_SQLITE_CODE = re.compile(r"\(code: (\d+)\)")
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
BATCH = 1000
PASSAGES, ANSWERS = KINDS = ("passages", "answers")

Found = TypeVar("Found")


class VectorsUnavailable(RuntimeError):
    """Chroma cannot be reached, or does not hold this shelf; the message is fit for users."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A text on a shelf under its key; `facts` may not be empty."""

    key: str
    text: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Near:
    """A text found, and the cosine of its vector and the question's."""

    kept: Kept
    cosine: float


@dataclass(frozen=True)
class Chroma:
    """Where the collections are: embedded in the data folder, or a server by URL."""

    data_dir: Path
    url: str | None

    @property
    def begun(self) -> bool:
        """Whether anything was ever kept here, as far as can be said without asking."""
        return self.url is not None or (self.data_dir / CHROMA_FOLDER).is_dir()

    def count(self, name: str) -> int:
        """How many texts a collection holds that can be searched; 0 where there is none.

        Raises:
            VectorsUnavailable: where Chroma is not there, or what it holds is damaged.
        """
        return _asked(lambda: self._count(name))

    def is_damaged(self, failed: VectorsUnavailable) -> bool:
        """Whether a question failed because the embedded Chroma is damaged.

        One that another process holds, or whose files may not be written, is not.
        """
        from chromadb.errors import InternalError

        cause = failed.__cause__
        if self.url is not None or not isinstance(cause, InternalError):
            return False
        if told := _SQLITE_CODE.search(str(cause)):
            return _primary(int(told[1])) in _DAMAGED
        return _is_free(self.data_dir / CHROMA_FOLDER)

    def discard(self) -> None:
        """Throw the embedded Chroma away: all it holds can be made anew from the store."""
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()
        self.__dict__.pop("client", None)
        shutil.rmtree(self.data_dir / CHROMA_FOLDER, ignore_errors=True)

    def _count(self, name: str) -> int:
        if name not in [each.name for each in self.client.list_collections()]:
            return 0
        collection = self.client.get_collection(name, embedding_function=None)
        some = collection.get(limit=1, include=["embeddings"])["embeddings"]
        if some is None or not len(some):
            return 0
        collection.query(query_embeddings=some, n_results=1)
        return collection.count()

    def keep_versions(self, versions: Collection[str]) -> None:
        """Drop the collections of other builds.

        Raises:
            VectorsUnavailable: where Chroma is not there.
        """
        if self.begun:
            _asked(lambda: self._keep_versions(versions))

    def _keep_versions(self, versions: Collection[str]) -> None:
        for each in self.client.list_collections():
            kind, _, version = each.name.partition("-")
            if kind in KINDS and version not in versions:
                self.client.delete_collection(each.name)

    @cached_property
    def client(self) -> ClientAPI:
        """The client, opened at the first question."""
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if self.url is None:
            path = self.data_dir / CHROMA_FOLDER
            path.mkdir(parents=True, exist_ok=True)
            return _embedded(path, settings)
        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        host, port = parts.hostname or "localhost", parts.port or (443 if secure else 8000)
        return chromadb.HttpClient(host, port, ssl=secure, settings=settings)


@dataclass(frozen=True)
class Shelf:
    """The collection of a kind and a build; without Chroma its methods raise VectorsUnavailable."""

    chroma: Chroma
    kind: str
    version: str
    encoder: Encoder

    @property
    def name(self) -> str:
        """The collection's name, ASCII as Chroma wants it."""
        return f"{self.kind}-{self.version}"

    def put(self, texts: Sequence[Kept]) -> None:
        """Put texts on the shelf, each in place of one with the same key."""
        for start in range(0, len(texts), BATCH):
            self._put(texts[start : start + BATCH])

    def keep_only(self, keys: Collection[str]) -> None:
        """Take off the shelf what is under another key."""
        _asked(lambda: self._keep_only(keys))

    def nearest(
        self, text: str, *, count: int, where: Mapping[str, str] | None = None
    ) -> list[Near]:
        """What is nearest to a text, nearest first, of those whose facts are as in `where`."""
        return _asked(lambda: self._nearest(text, count, where))

    def _put(self, texts: Sequence[Kept]) -> None:
        vectors = self.encoder.encode([each.text for each in texts])
        _asked(
            lambda: self._made.upsert(
                ids=[each.key for each in texts],
                embeddings=vectors,
                documents=[each.text for each in texts],
                metadatas=[dict(each.facts) for each in texts],
            )
        )

    def _keep_only(self, keys: Collection[str]) -> None:
        gone = [key for key in self._made.get(include=[])["ids"] if key not in keys]
        for start in range(0, len(gone), BATCH):
            self._made.delete(ids=gone[start : start + BATCH])

    def _nearest(self, text: str, count: int, where: Mapping[str, str] | None) -> list[Near]:
        found = self._opened.query(
            query_embeddings=self.encoder.encode([text]),
            n_results=count,
            where=dict(where) if where else None,
            include=["metadatas", "distances", "documents"],
        )
        columns = (found["ids"], found["documents"], found["metadatas"], found["distances"])
        rows = zip(*(column[0] for column in columns if column), strict=True)
        return [
            Near(Kept(key, kept, {name: str(fact) for name, fact in facts.items()}), 1.0 - distance)
            for key, kept, facts, distance in rows
        ]

    @cached_property
    def _opened(self) -> chromadb.Collection:
        return self.chroma.client.get_collection(self.name, embedding_function=None)

    @cached_property
    def _made(self) -> chromadb.Collection:
        return self.chroma.client.get_or_create_collection(
            self.name, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )


def _embedded(folder: Path, settings: Settings) -> ClientAPI:
    """A client of an embedded Chroma; one half opened is not kept to be asked again."""
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient

    try:
        return chromadb.PersistentClient(str(folder), settings=settings)
    except Exception:
        SharedSystemClient.clear_system_cache()
        raise


def _is_free(folder: Path) -> bool:
    """Whether nobody else holds an embedded Chroma and all its files may be written."""
    if not all(os.access(each, os.R_OK | os.W_OK) for each in (folder, *folder.rglob("*"))):
        return False
    file = f"{(folder / _SQLITE_FILE).absolute().as_uri()}?mode=rw"
    try:
        with closing(sqlite3.connect(file, uri=True, timeout=0)) as held:
            held.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        return _primary(getattr(error, "sqlite_errorcode", 0)) in _DAMAGED
    return True


def _primary(code: int) -> int:
    """What kind of failure an extended code of SQLite's is of."""
    return code & 0xFF


def _asked(question: Callable[[], Found]) -> Found:
    """What Chroma answers; its many kinds of failure as one."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        return question()
    except (ChromaError, httpx.HTTPError, OSError, ValueError) as error:
        kind = type(error).__name__
        raise VectorsUnavailable(f"Chroma 连不上，或没有这一版手册的向量（{kind}）") from error
