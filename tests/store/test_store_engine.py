"""The schema, the two databases, and what a transaction promises."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from databases import EMPTY, Sqlite, opened
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from store.engine import Schema, open_engine, reading, schema_of, transaction, upgrade
from store.models import Team


def test_migrations_and_models_say_the_same(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_upgrade_twice_is_upgrade_once(url: str, engine: Engine) -> None:
    upgrade(url)
    assert schema_of(engine) is Schema.CURRENT


def test_every_migration_can_be_taken_back(url: str, engine: Engine) -> None:
    from alembic import command

    from store.engine import _alembic_config

    with engine.begin() as connection:
        command.downgrade(_alembic_config(connection), "base")
    assert schema_of(engine) is not Schema.CURRENT
    upgrade(url)
    assert schema_of(engine) is Schema.CURRENT


def test_an_error_takes_the_whole_transaction_back(engine: Engine) -> None:
    def fail() -> None:
        with transaction(engine) as session:
            session.add(Team(team_id="t", name="t"))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with reading(engine) as session:
        assert session.get(Team, "t") is None


def test_foreign_keys_hold(engine: Engine) -> None:
    with pytest.raises(IntegrityError), transaction(engine) as session:
        session.connection().execute(
            text("INSERT INTO chat_binding VALUES ('c', 'nobody', '2026-01-01 00:00:00')")
        )


def test_writers_wait_for_each_other(engine: Engine) -> None:
    def add(number: int) -> None:
        with transaction(engine) as session:
            session.add(Team(team_id=f"t{number}", name="t"))

    threads = [threading.Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(engine) as session:
        assert all(session.get(Team, f"t{number}") is not None for number in range(8))


def test_sqlite_is_opened_safely(sqlite: Sqlite) -> None:
    with sqlite.at(EMPTY) as url, opened(url) as engine, engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 20000,
    }


def test_reading_the_store_loads_nothing_heavy() -> None:
    program = (
        "import sys, store.customers, store.suggestions, store.staff, store.importing, store.demo;"
        "heavy = {'alembic', 'pypinyin', 'openpyxl', 'rapidfuzz', 'yaml'} & set(sys.modules);"
        "print(sorted(heavy))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.stdout.strip() == "[]", ran.stderr


def test_asking_how_a_missing_file_stands_does_not_make_it(tmp_path: Path) -> None:
    file = tmp_path / "none" / "x.db"
    engine = open_engine(f"sqlite:///{file}")
    assert schema_of(engine) is Schema.NONE
    assert not file.parent.exists()
