"""Databases for tests: each stage is prepared once on either kind, and copied for every test."""

import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, text

from store.engine import open_engine, upgrade


@dataclass(frozen=True)
class Stage:
    """What a database holds: *act* is given its URL, with what *base* holds in it already."""

    name: str
    act: Callable[[str], None]
    base: "Stage | None" = None


EMPTY = Stage("empty", upgrade)
"""The newest schema and nothing in it."""


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine on *url* while it is needed."""
    engine = open_engine(url)
    yield engine
    engine.dispose()


class Databases(ABC):
    """Databases of one kind."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._prepared: set[str] = set()

    @contextmanager
    def at(self, stage: Stage) -> Iterator[str]:
        """The URL of a database at *stage*, the caller's own and gone afterwards."""
        self._prepare(stage)
        name = f"test_{next(self._numbers)}"
        self.make(name, of=stage.name)
        yield self.url(name)
        self.drop(name)

    def _prepare(self, stage: Stage) -> None:
        if stage.name in self._prepared:
            return
        if stage.base is not None:
            self._prepare(stage.base)
        self.make(stage.name, of=stage.base.name if stage.base else None)
        stage.act(self.url(stage.name))
        self._prepared.add(stage.name)

    @abstractmethod
    def url(self, name: str) -> str:
        """How the database of that name is opened."""

    @abstractmethod
    def make(self, name: str, *, of: str | None) -> None:
        """Make a database, a copy *of* another or a bare one."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Take a database away, whoever still reads in it."""


class Sqlite(Databases):
    """SQLite files in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp(dir=folder))

    def url(self, name: str) -> str:
        return f"sqlite:///{self._file(name)}"

    def make(self, name: str, *, of: str | None) -> None:
        self._file(name).parent.mkdir()
        if of is not None:
            shutil.copy(self._file(of), self._file(name))

    def drop(self, name: str) -> None:
        shutil.rmtree(self._file(name).parent)

    def _file(self, name: str) -> Path:
        return self._folder / name / "store.db"


class Postgresql(Databases):
    """Databases of a running server; *pattern* is its URL, ``{}`` standing for the database."""

    def __init__(self, pattern: str) -> None:
        super().__init__()
        self._pattern = pattern
        self._server = open_engine(pattern.format("postgres"))

    def url(self, name: str) -> str:
        return self._pattern.format(name)

    def make(self, name: str, *, of: str | None) -> None:
        run_alone(self._server, f"CREATE DATABASE {name}" + (f" TEMPLATE {of}" if of else ""))

    def drop(self, name: str) -> None:
        run_alone(self._server, f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server."""
        self._server.dispose()


def run_alone(engine: Engine, statement: str) -> None:
    """Run a statement that no transaction may hold."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
