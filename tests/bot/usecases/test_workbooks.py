"""No workbook that leaves the house holds a formula, whatever a customer is called."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from bot.book.query import Query
from bot.desk import Desk
from bot.results.book import BookAnswer
from bot.results.plans import MatchLists
from bot.usecases.book import list_query
from bot.usecases.book_lists import as_table
from bot.usecases.matching import match_workbook, matched_needs_of
from bot.usecases.updating import books_sheet
from bot.usecases.work import Work, working
from store.actor import Actor

HOSTILE = "=HYPERLINK(1)"


def listed(work: Work, actor: Actor) -> bytes:
    found = list_query(Query(None), work=work, actor=actor)
    assert isinstance(found, BookAnswer)
    return as_table(found)


def matched(work: Work, actor: Actor) -> bytes:
    found = matched_needs_of((), work=work, actor=actor)
    assert isinstance(found, MatchLists)
    return match_workbook(found)


def checked(work: Work, actor: Actor) -> bytes:
    return books_sheet(work=work, actor=actor)


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
