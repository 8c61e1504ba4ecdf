"""Opening the database, reading and writing in it, and bringing its schema up to date."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlmodel import Session, create_engine

from store.audit import plain
from store.errors import StoreUnavailable

_PRAGMAS = (
    "PRAGMA busy_timeout=20000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-16384",
)
"""The wait for another process comes first, so that the others wait too."""
_WRITES = "store_writes"
_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_REVISION = 4
"""Characters of a migration's number, with which its file's name begins."""
_DAMAGED = "数据库文件坏了，或不是数据库：请先把它移开，再用备份恢复。"
_AWAY = "数据库连不上：请核对 RM_DATABASE_URL 的主机、端口、用户和密码，数据库是否启动。"
_OTHER_FORM = "数据库结构不对，缺表或缺列。请先运行 rm-assistant db upgrade。"
_LOCKED = "locked"
_SIGNS = {
    "not a database": _DAMAGED,
    "malformed": _DAMAGED,
    "disk I/O error": "磁盘写不进去：多半满了，也可能坏了。请腾出空间再试。",
    "disk is full": "磁盘满了，数据库写不进去。请腾出空间再试。",
    "readonly": "数据库文件是只读的，写不进去。请核对数据目录的权限。",
    "unable to open": "数据库文件打不开。请核对数据目录是不是在、有没有权限。",
    _LOCKED: "数据库正忙，别的程序占着写。请稍后再试。",
    "connection failed": _AWAY,
    "connection is bad": _AWAY,
    "no such": _OTHER_FORM,
    "does not exist": _OTHER_FORM,
}
"""What a driver's message holds, and what it means to who runs the installation."""
_ELSE = "数据库出错（{kind}），没有办成。请运行 rm-assistant doctor 查看。"
_NEWER = "这个数据库是更新的版本建的，请换成那个版本的程序再升级。"
_NO_DRIVER = "RM_DATABASE_URL 写的数据库种类没有驱动；能用的是 sqlite 和 postgresql。"
_NO_URL = "RM_DATABASE_URL 写得不对，应如 postgresql://用户:密码@主机:5432/库名"


class Schema(Enum):
    """How a database's tables stand to what the program expects."""

    NONE = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


def open_engine(url: str) -> Engine:
    """An engine on *url*; ``postgresql://`` means psycopg. Nothing is made before it connects.

    Raises:
        StoreUnavailable: where the URL is none, or of a database without a driver here.
    """
    parsed = _parsed(url)
    if parsed.drivername in ("postgresql", "postgres"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(
            parsed, json_serializer=_compact_json, pool_pre_ping=False, hide_parameters=True
        )
    except (NoSuchModuleError, ImportError):
        raise StoreUnavailable(_NO_DRIVER) from None
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


def schema_of(engine: Engine) -> Schema:
    """How the database's schema stands to the migrations of this program.

    An SQLite file that is not there has none; asking does not make it.

    Raises:
        StoreUnavailable: where the database cannot be reached or read.
    """
    file = _file_of(engine.url)
    if file is not None and not file.exists():
        return Schema.NONE
    with reached(), engine.connect() as connection:
        if not inspect(connection).has_table("customer"):
            return Schema.NONE
        at = connection.scalar(text("SELECT version_num FROM alembic_version"))
    known = sorted(path.stem[:_REVISION] for path in _VERSIONS.glob("0*.py"))
    if at == known[-1]:
        return Schema.CURRENT
    return Schema.OLDER if at in known else Schema.NEWER


def is_sound(engine: Engine) -> bool:
    """Whether an SQLite file's pages hold together; other databases see to that themselves.

    Raises:
        StoreUnavailable: where the database cannot be reached or read.
    """
    if engine.dialect.name != "sqlite":
        return True
    with reached(), engine.connect() as connection:
        return connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"


@contextmanager
def reached() -> Iterator[None]:
    """What the database's driver raises, as a sentence.

    Raises:
        StoreUnavailable: in its place.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise unavailable(error) from None


def is_busy(error: SQLAlchemyError) -> bool:
    """Whether another process held the database: nothing was written, it may be tried again."""
    return isinstance(error, DBAPIError) and _LOCKED in str(error.orig)


def unavailable(error: SQLAlchemyError) -> StoreUnavailable:
    """The sentence for an error of the database; nothing of its message is in it."""
    said = str(error.orig) if isinstance(error, DBAPIError) else ""
    return next(
        (StoreUnavailable(words) for sign, words in _SIGNS.items() if sign in said),
        StoreUnavailable(_ELSE.format(kind=type(error).__name__)),
    )


def upgrade(url: str) -> None:
    """Bring the schema at *url* to the newest migration.

    Raises:
        StoreUnavailable: where the database cannot be reached or its folder not made, or a newer
            program made it.
    """
    from alembic import command

    engine = open_engine(url)
    if schema_of(engine) is Schema.NEWER:
        raise StoreUnavailable(_NEWER)
    _make_folder(engine.url)
    with reached(), engine.execution_options(**{_WRITES: True}).begin() as connection:
        command.upgrade(_alembic_config(connection), "head")
    engine.dispose()


def _file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for one in memory, named by a URI, or of a server."""
    named = url.database if url.get_backend_name() == "sqlite" else None
    return Path(named) if named and named != ":memory:" and not named.startswith("file:") else None


def _make_folder(url: URL) -> None:
    file = _file_of(url)
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StoreUnavailable(_SIGNS["unable to open"]) from None


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise StoreUnavailable(_NO_URL) from None


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
