"""A question on the book reads it once, and anew once something was written; who was contacted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import event

from bot.book.query import Contacted, Not
from bot.desk import Desk
from bot.record.book.matching import meets
from bot.record.book.reasons import facts
from bot.usecases.book import ask_book, book_of, is_list_question
from bot.usecases.work import working
from store.actor import Actor
from store.engine import transaction
from store.models import Customer


def test_the_book_is_read_once_for_a_message(desk: Desk, actor: Callable[[str], Actor]) -> None:
    asked: list[str] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))
    with working(desk) as work:
        assert is_list_question("谁喜欢书法", work=work, actor=actor("rm1"))
        read = len(asked)
        assert any("FROM customer" in each for each in asked)
        ask_book("谁喜欢书法", work=work, actor=actor("rm1"))
        assert not any("FROM customer" in each for each in asked[read:])
        before = book_of(work=work, actor=actor("rm1"))
        assert book_of(work=work, actor=actor("rm2")) is not before
        assert work.writing is not None
        assert book_of(work=work, actor=actor("rm1")) is not before


@pytest.mark.parametrize(
    ("since", "until", "channel", "right"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), None, True),
        (date(2026, 11, 5), date(2026, 11, 5), None, True),
        (date(2026, 11, 6), date(2026, 11, 30), None, False),
        (date(2026, 11, 1), date(2026, 11, 30), "phone", False),
    ],
)
def test_the_file_s_last_contact_counts_though_no_conversation_is_noted(
    since: date,
    until: date,
    channel: str | None,
    right: bool,
    desk: Desk,
    actor: Callable[[str], Actor],
) -> None:
    with transaction(desk.engine) as session:
        customer = session.get_one(Customer, "C006")
        customer.last_contact_on = date(2026, 11, 5)
        session.add(customer)
    asked = Contacted(since, until, channel)
    with working(desk) as work:
        book = book_of(work=work, actor=actor("rm1"))
    (entry,) = (each for each in book.entries.rows if each.record.customer_id == "C006")
    assert not entry.talks
    assert meets(asked, entry) is right
    assert meets(Not(asked), entry) is not right
    assert facts(asked, entry) == (("档案里上次联系11-05",) if right else ())
