"""When a customer heard how far his complaint has got: by talk or step, and taken back again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.blocks import plain_text
from bot.desk import Desk
from bot.record.vocabulary import AlertCode
from bot.render.cases import complaint_screen
from bot.results.notes import CallNote, Logged
from bot.usecases.capture import save_note, take_back
from bot.usecases.complaint import add_to_complaint, take_step_back
from bot.usecases.oversee import cases_in_sight
from bot.usecases.work import working
from store.actor import Actor
from store.models import Channel, ComplaintSize, StepKind
from tests.bot.usecases.test_case_files import BEFORE_MIDNIGHT, Actors, file_of, note

TOLD_HIM = "刚跟王建国打电话，告诉他核实到哪一步了"


def talked(desk: Desk, actor: Actor, said: str, at: datetime, customer_id: str = "C001") -> Logged:
    """A call is told and kept, at the time it ended."""
    talk = CallNote(
        note_id=f"n{at}{said}{customer_id}"[-32:],
        customer_id=customer_id,
        customer_name="王建国",
        said=said,
        summary=said,
        channel=Channel.PHONE,
        follow_up=None,
        needs=(),
        objections=(),
        promises=(),
        flags=(),
        suggestion_id=None,
        took_place=at.astimezone(desk.zone),
        outcome=None,
    )
    with working(desk, now=at) as work:
        logged = save_note(talk, work=work, actor=actor, chat="t1")
    assert isinstance(logged, Logged)
    return logged


@pytest.mark.parametrize(
    ("said", "told_at"),
    [
        ("刚跟王建国打电话，他今年47岁了", None),
        (TOLD_HIM, BEFORE_MIDNIGHT + timedelta(hours=2)),
    ],
)
def test_only_a_talk_of_it_tells_him_and_undone_it_did_not(
    desk: Desk, actor: Actors, said: str, told_at: datetime | None
) -> None:
    rm, later = actor("rm1"), BEFORE_MIDNIGHT + timedelta(hours=2)
    note(desk, rm, ComplaintSize.SMALL)
    logged = talked(desk, rm, said, later)
    assert file_of(desk, rm).told_at == told_at
    assert late_in_lists(desk, rm, later) is (told_at is None)
    with working(desk, now=later) as work:
        assert take_back(logged.interaction_id, work=work, actor=rm, chat="t1")
    assert file_of(desk, rm).told_at is None


@pytest.mark.parametrize(
    ("second", "step", "replaced", "then"),
    [
        ("刚跟王建国打电话，投诉还在处理", False, None, 3),
        ("刚跟王建国打电话，聊了养花", True, None, 4),
        ("刚跟王建国打电话，聊了养花", False, None, None),
        ("刚跟王建国打电话，聊了养花", False, "C002", None),
        ("刚跟王建国打电话，聊了养花", False, "C001", 2),
    ],
)
def test_a_telling_undone_leaves_what_else_told_him(
    desk: Desk,
    actor: Actors,
    second: str,
    step: bool,
    replaced: str | None,
    then: int | None,
) -> None:
    rm, hours = actor("rm1"), [BEFORE_MIDNIGHT + timedelta(hours=each) for each in range(5)]
    key = note(desk, rm, ComplaintSize.SMALL).complaint_id
    first = talked(desk, rm, TOLD_HIM, hours[2])
    talked(desk, rm, second, hours[3])
    if step:
        with working(desk, now=hours[4]) as work:
            add_to_complaint(key, StepKind.TOLD, "", work=work, actor=rm)
    instead = f"{TOLD_HIM}（更正）"
    new = talked(desk, rm, instead, hours[2], replaced).interaction_id if replaced else None
    with working(desk, now=hours[4]) as work:
        gone = first.interaction_id
        assert take_back(gone, work=work, actor=rm, chat="t1", replaced_by=new)
    assert file_of(desk, rm).told_at == (hours[then] if then is not None else None)


def test_a_step_undone_leaves_the_talk_that_told_him(desk: Desk, actor: Actors) -> None:
    rm, later = actor("rm1"), BEFORE_MIDNIGHT + timedelta(hours=2)
    key = note(desk, rm, ComplaintSize.SMALL).complaint_id
    with working(desk, now=later) as work:
        step = add_to_complaint(key, StepKind.TOLD, "", work=work, actor=rm)
    talked(desk, rm, TOLD_HIM, later + timedelta(minutes=5))
    with working(desk, now=later + timedelta(minutes=6)) as work:
        assert isinstance(step, str)
        assert take_step_back(step, work=work, actor=rm) is None
    assert file_of(desk, rm).told_at == later + timedelta(minutes=5)


def late_in_lists(desk: Desk, actor: Actor, now: datetime) -> bool:
    """Whether the lists call a complaint late, two hours after it was noted."""
    with working(desk, now=now) as work:
        rows = cases_in_sight(work=work, actor=actor).rows
    case = next(each for each in rows if each.record.customer_id == "C001")
    return any(alert.code is AlertCode.CLOCK_MISSED for alert in case.alerts)


def test_told_late_it_stays_late_and_taken_back_the_clock_runs_on(
    desk: Desk, actor: Actors
) -> None:
    rm, later = actor("rm1"), BEFORE_MIDNIGHT + timedelta(hours=2)
    key = note(desk, rm, ComplaintSize.SMALL).complaint_id
    with working(desk, now=later) as work:
        step = add_to_complaint(key, StepKind.TOLD, "", work=work, actor=rm)
    shown = plain_text(complaint_screen(file_of(desk, rm), now=later, zone=desk.zone))
    assert "晚了1小时" in shown
    with working(desk, now=later) as work:
        assert isinstance(step, str)
        assert take_step_back(step, work=work, actor=rm) is None
    assert file_of(desk, rm).told_at is None
