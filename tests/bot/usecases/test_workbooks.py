"""No workbook that leaves the house holds a formula, whatever a customer is called."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import select

import bot
from bot.book.query import Query
from bot.desk import Desk
from bot.results.activities import KeptActivity, Outcome, Segment
from bot.results.book import BookAnswer
from bot.results.contacts import ContactMonth
from bot.results.plans import MatchLists
from bot.understanding.activity_words import ActivityWish
from bot.usecases.activity import plan_of
from bot.usecases.activity_after import outcome_of, outcome_workbook
from bot.usecases.activity_kept import keep
from bot.usecases.book import list_query
from bot.usecases.book_lists import as_table
from bot.usecases.contact_plan import contact_plan, contact_workbook
from bot.usecases.matching import match_workbook, matched_needs_of
from bot.usecases.updating import books_sheet
from bot.usecases.work import Work, working
from store.actor import Actor
from store.engine import transaction
from store.models import AuditEntry

HOSTILE = "=HYPERLINK(1)"


def listed(work: Work, actor: Actor) -> bytes:
    found = list_query(Query(None), work=work, actor=actor)
    assert isinstance(found, BookAnswer)
    return as_table(found, work=work, actor=actor)


def matched(work: Work, actor: Actor) -> bytes:
    found = matched_needs_of((), work=work, actor=actor)
    assert isinstance(found, MatchLists)
    return match_workbook(found, work=work, actor=actor)


def checked(work: Work, actor: Actor) -> bytes:
    return books_sheet(work=work, actor=actor)


def spoken_with(work: Work, actor: Actor) -> bytes:
    month = contact_plan(work=work, actor=actor)
    assert isinstance(month, ContactMonth)
    return contact_workbook(month, work=work, actor=actor)


def attended(work: Work, actor: Actor) -> bytes:
    wish = ActivityWish("茶会", "", "爱热闹的客户", on=work.now.date())
    found = plan_of(wish, work=work, actor=actor)
    assert isinstance(found, Segment)
    kept = keep(found, work=work, actor=actor)
    assert isinstance(kept, KeptActivity)
    outcome = outcome_of(kept.activity.activity_id, work=work, actor=actor)
    assert isinstance(outcome, Outcome)
    return outcome_workbook(outcome, work=work, actor=actor)


MADE = {
    "book_lists.py": listed,
    "matching.py": matched,
    "updating.py": checked,
    "contact_plan.py": spoken_with,
    "activity_after.py": attended,
}
"""The tables by the file that makes them."""


def test_every_file_that_makes_a_workbook_is_asked() -> None:
    folder = Path(bot.__file__).parent
    making = {f.name for f in folder.rglob("*.py") if "workbook_bytes(" in f.read_text("utf-8")}
    assert making == MADE.keys()


@pytest.mark.parametrize("made", MADE.values())
def test_a_table_that_leaves_is_in_the_log_with_its_digest(
    desk: Desk, actor: Callable[[str], Actor], made: Callable[[Work, Actor], bytes]
) -> None:
    with working(desk) as work:
        data = made(work, actor("rm1"))
    with transaction(desk.engine) as session:
        entries = session.exec(select(AuditEntry).where(AuditEntry.kind == "table.exported")).all()
    (entry,) = entries
    assert entry.actor_id == "rm1"
    assert json.loads(entry.payload)["sha256"] == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("made", [listed, matched, checked])
def test_a_name_that_is_a_formula_is_text(
    desk: Desk, actor: Callable[[str], Actor], made: Callable[[Work, Actor], bytes]
) -> None:
    with desk.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE customer SET name = ? WHERE customer_id = 'C001'", (HOSTILE,)
        )
    with working(desk) as work:
        sheet = load_workbook(io.BytesIO(made(work, actor("rm1")))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any(HOSTILE in str(cell.value) for cell in cells)
    assert not any(cell.data_type == "f" for cell in cells)
