"""What is told unasked: a month's communication once, a withdrawal as long as it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.desk import Desk
from bot.usecases.consent import withdrawal_words
from bot.usecases.notices import CONTACT_MONTH
from bot.usecases.planning import plan_hour
from bot.usecases.work import working
from store.actor import Actor
from store.customers.consents import restore_consent, withdraw_consent
from store.engine import reading, transaction
from store.models import Notice
from tests.conftest import NOW

Actors = Callable[[str], Actor]


@pytest.mark.parametrize(
    ("day", "hour", "told"),
    [(1, 9, ["2026-11-01"]), (1, 15, []), (2, 9, [])],
)
def test_a_month_nobody_asked_for_is_told_the_first_morning_after(
    desk: Desk, day: int, hour: int, told: list[str]
) -> None:
    now = datetime(2026, 12, day, hour, tzinfo=desk.zone)
    chats = {"rm1": "terminal:1"}
    with working(desk, now=now) as work:
        plan_hour(chats, work=work)
    with reading(desk.engine) as session:
        rows = session.exec(select(Notice).where(Notice.kind == CONTACT_MONTH)).all()
        assert [row.subject["month"] for row in rows] == told


def test_a_withdrawal_put_back_is_not_told_to_the_supervisor(desk: Desk, actor: Actors) -> None:
    rm, lead = actor("rm1"), actor("sup1")
    with transaction(desk.engine) as session:
        change = withdraw_consent(session=session, actor=rm, customer_id="C001", at=NOW)
        assert change is not None
        key = change.change_id

    def words() -> str | None:
        with working(desk) as work:
            return withdrawal_words(key, "C001", work=work, actor=lead)

    assert "撤回营销授权" in (words() or "")
    with transaction(desk.engine) as session:
        at = NOW + timedelta(minutes=1)
        restore_consent(session=session, actor=rm, change_id=key, at=at)
    assert words() is None
