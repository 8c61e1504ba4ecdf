"""What an earlier release wrote is whole after the upgrade, and goes on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from databases import EMPTY, Databases, Stage, opened
from sqlalchemy import Engine, MetaData, Table, create_engine, insert, select, text
from sqlalchemy.pool import StaticPool
from store_world import NOW

from store.actor import Actor
from store.audit import content_digest, row_digest
from store.customers import get_record
from store.engine import Schema, _alembic_config, reading, schema_of, transaction, upgrade
from store.follow_ups import list_follow_ups
from store.interactions import InteractionDraft, log_interaction
from store.models import Channel, Interaction, table_of
from store.staff import actor_for_chat
from store.suggestions import feedback_on, list_suggestions
from store.verifying import VerifyReport, verify

RELEASED = Path(__file__).parent / "releases" / "0.1.0.sql"
ENTRIES = 19


def _restore(url: str) -> None:
    with opened(url) as engine:
        with engine.begin() as connection:
            command.downgrade(_alembic_config(connection), "0004")
        _fill(engine)
    upgrade(url)


@pytest.fixture
def upgraded(databases: Databases) -> Iterator[Engine]:
    """A store of 0.1.0 with a day's work in it, brought up to date."""
    with databases.at(Stage("upgraded", _restore, base=EMPTY)) as url, opened(url) as engine:
        yield engine


@pytest.fixture
def rm(upgraded: Engine) -> Actor:
    with reading(upgraded) as session:
        actor = actor_for_chat(session=session, chat_id="telegram:42")
    assert actor is not None
    return actor


def test_the_chain_of_an_earlier_release_is_whole(upgraded: Engine) -> None:
    assert schema_of(upgraded) is Schema.CURRENT
    assert _verify(upgraded) == VerifyReport(ok=True, entries=ENTRIES)


def test_nothing_it_knew_is_lost(upgraded: Engine, rm: Actor) -> None:
    with reading(upgraded) as session:
        record = get_record(session=session, actor=rm, customer_id="C001")
        (suggestion,) = list_suggestions(session=session, actor=rm)
        (feedback,) = feedback_on(session=session, actor=rm, suggestion_id=suggestion.suggestion_id)
        diary = list_follow_ups(session=session, actor=rm).rows
    assert record is not None
    assert (record.name, record.aum_wan, record.last_contact_on) == (
        "王建国",
        520,
        date(2026, 11, 20),
    )
    assert [held.name for held in record.holdings] == ["稳健添利"]
    assert [contact.summary for contact in record.interactions] == ["聊了存款到期"]
    assert (suggestion.shown_text, feedback.edited_text) == ("王总您好。", "王哥好")
    assert [(item.text, item.due_at) for item in diary] == [
        ("再约", datetime(2026, 12, 2, 7, tzinfo=UTC))
    ]


def test_the_chain_goes_on(upgraded: Engine, rm: Actor) -> None:
    _log(upgraded, rm, note_id="n1")
    assert _verify(upgraded) == VerifyReport(ok=True, entries=ENTRIES + 1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE interaction SET note_id = 'n2' WHERE note_id = 'n1'",
        "UPDATE interaction SET note_id = NULL WHERE note_id = 'n1'",
        "UPDATE interaction SET note_id = 'n2' WHERE summary = '聊了存款到期'",
        "UPDATE interaction SET summary = '没聊' WHERE summary = '聊了存款到期'",
    ],
)
def test_a_column_added_later_is_covered_all_the_same(
    upgraded: Engine, rm: Actor, change: str
) -> None:
    _log(upgraded, rm, note_id="n1")
    with transaction(upgraded) as session:
        session.connection().execute(text(change))
    report = _verify(upgraded)
    assert not report.ok
    assert "interaction" in (report.reason or "")


def test_a_column_added_later_counts_only_where_it_holds_something() -> None:
    table = table_of(Interaction)
    row = _row(note_id=None)
    values = {column.name: getattr(row, column.name) for column in table.columns}
    before = {name: value for name, value in values.items() if name != "note_id"}
    assert row_digest(row) == content_digest(table, before)
    assert row_digest(_row(note_id="n1")) != row_digest(row)
    assert row_digest(_row(note_id="n1")) != row_digest(_row(note_id="n2"))


def test_an_empty_column_of_the_first_release_counts() -> None:
    table = table_of(Interaction)
    row = _row(note_id=None)
    values = {column.name: getattr(row, column.name) for column in table.columns}
    without = {name: value for name, value in values.items() if name != "suggestion_id"}
    assert row_digest(row) != content_digest(table, without)


def _row(*, note_id: str | None) -> Interaction:
    return Interaction(
        interaction_id="IN1",
        customer_id="C001",
        staff_id="rm1",
        at=NOW,
        took_place_on=NOW.date(),
        logged_at=NOW,
        channel=Channel.PHONE,
        summary="聊了存款",
        said="刚聊完",
        note_id=note_id,
    )


def _log(engine: Engine, actor: Actor, *, note_id: str) -> None:
    draft = InteractionDraft(
        customer_id="C001",
        at=NOW,
        on=NOW.date(),
        channel=Channel.PHONE,
        summary="又聊了",
        said="又聊了",
        note_id=note_id,
    )
    with transaction(engine) as session:
        log_interaction(session=session, actor=actor, draft=draft, at=NOW)


def _verify(engine: Engine) -> VerifyReport:
    with reading(engine) as session:
        return verify(session=session)


def _fill(engine: Engine) -> None:
    """Write the released rows into *engine* in their order, the log link by link."""
    for table, rows in _released():
        target = Table(table, MetaData(), autoload_with=engine)
        with transaction(engine) as session:
            for row in rows:
                session.connection().execute(insert(target), row)
                if table == "audit_entry":
                    session.connection().execute(
                        text("UPDATE audit_head SET seq = :seq, hash = :hash"),
                        {"seq": row["seq"], "hash": row["hash"]},
                    )


def _released() -> list[tuple[str, list[dict[str, Any]]]]:
    """The tables of the released store with their rows, those referred to first."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        connection.connection.executescript(RELEASED.read_text(encoding="utf-8"))
        known = MetaData()
        known.reflect(connection)
        return [
            (
                table.name,
                [
                    {name: _aware(value) for name, value in row._mapping.items()}
                    for row in connection.execute(select(table).order_by(*table.primary_key))
                ],
            )
            for table in known.sorted_tables
            if table.name not in ("alembic_version", "audit_head")
        ]


def _aware(value: object) -> object:
    """SQLite keeps the store's times in UTC and does not say so."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
