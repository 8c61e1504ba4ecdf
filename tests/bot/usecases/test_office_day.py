"""The day is the office's: at 23:30 in Shanghai it is still today, at 00:30 it is tomorrow."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from bot.desk import Desk
from bot.results.advice import Brief
from bot.results.notes import Logged
from bot.results.shown import Shown
from bot.usecases.brief import prepare_brief
from bot.usecases.capture import read_note, save_note
from bot.usecases.oversee import diary
from bot.usecases.understand import read_message
from bot.usecases.work import working
from store.actor import Actor
from store.engine import reading
from store.models import Interaction

As = Callable[[str], Actor]
LATE, EARLY = datetime(2026, 11, 23, 15, 30, tzinfo=UTC), datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
NIGHTS = [(LATE, date(2026, 11, 23)), (EARLY, date(2026, 11, 24))]
at_night = pytest.mark.parametrize(("at", "day"), NIGHTS, ids=["23:30", "00:30"])


def desk_at(desk: Desk, at: datetime) -> Desk:
    return dataclasses.replace(desk, clock=lambda: at)


@at_night
def test_the_desk_is_on_the_offices_day(desk: Desk, at: datetime, day: date) -> None:
    assert desk_at(desk, at).now().date() == day
    with working(desk_at(desk, at), now=at) as work:
        assert work.now.date() == day


@at_night
def test_a_brief_stands_on_the_offices_day(desk: Desk, actor: As, at: datetime, day: date) -> None:
    with working(desk_at(desk, at)) as work:
        shown = prepare_brief("C001", work=work, actor=actor("rm1"))
    assert isinstance(shown, Shown)
    brief: Brief = shown.result
    assert brief.standing.today == day
    assert brief.generated_at.date() == day


@at_night
def test_tomorrow_is_the_offices_and_the_call_took_place_on_its_day(
    desk: Desk, actor: As, at: datetime, day: date
) -> None:
    rm, here = actor("rm1"), desk_at(desk, at)
    with working(here) as work:
        text = "刚跟王建国通完电话，明天下午三点再联系"
        message = read_message(text, work=work, actor=rm, in_hand=False)
        note = read_note(
            message,
            work=work,
            actor=rm,
            customer_id="C001",
            customer_name="王建国",
            suggestion_id=None,
        )
        logged = save_note(note, work=work, actor=rm, chat="terminal:rm1")
        again = prepare_brief("C001", work=work, actor=rm)
    assert isinstance(logged, Logged)
    assert note.follow_up == datetime.combine(
        day + timedelta(days=1), datetime.min.time().replace(hour=15), tzinfo=desk.zone
    )
    with reading(desk.engine) as session:
        statement = select(Interaction.took_place_on).where(
            Interaction.interaction_id == logged.interaction_id
        )
        assert session.exec(statement).one() == day
    assert isinstance(again, Shown)
    assert again.result.standing.last_contact_on == day
    assert again.result.standing.contact_days == 0


@at_night
def test_what_is_due_today_is_due_on_the_offices_day(
    desk: Desk, actor: As, at: datetime, day: date
) -> None:
    with working(desk_at(desk, at)) as work:
        due = {each.follow_up.due_on for each in diary(work=work, actor=actor("rm1")).rows}
    assert max(due) == day
