"""Opening the database, reading and writing in it, and bringing its schema up to date."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url
from sqlmodel import Session, create_engine

from store.audit import plain

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-16384",
)
_WRITES = "store_writes"


def open_engine(url: str) -> Engine:
    """An engine on *url*; ``postgresql://`` means psycopg, an SQLite file's folder is made."""
    parsed = make_url(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, json_serializer=_compact_json, pool_pre_ping=False)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session for one consistent read; nothing is committed."""
    with Session(engine, expire_on_commit=False, autoflush=False) as session:
        yield session


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session for one write: committed at the end, rolled back on any error.

    On SQLite the write lock is taken at once (BEGIN IMMEDIATE), so a write never fails midway.
    """
    writer = engine.execution_options(**{_WRITES: True})
    with Session(writer, expire_on_commit=False) as session, session.begin():
        yield session


def upgrade(url: str) -> None:
    """Bring the schema at *url* to the newest migration."""
    from alembic import command

    engine = open_engine(url)
    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        command.upgrade(_alembic_config(connection), "head")
    engine.dispose()


def is_current(engine: Engine) -> bool:
    """Whether the schema stands at the newest migration."""
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    with engine.connect() as connection:
        heads = MigrationContext.configure(connection).get_current_heads()
        newest = ScriptDirectory.from_config(_alembic_config(connection)).get_heads()
    return set(heads) == set(newest)


def _alembic_config(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _compact_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)


def _configure_sqlite(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
