"""What became of an activity: attendance, records of the 60 days after, and the table."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta

from openpyxl import load_workbook
from sqlmodel import Session

from bot.desk import Desk
from bot.results.activities import KeptActivity, Outcome
from bot.results.declined import Declined
from bot.understanding.activity_words import ActivityWish
from bot.usecases.activity import plan_of
from bot.usecases.activity_after import HEADER, counted, outcome_of, outcome_workbook
from bot.usecases.activity_kept import keep, note_state
from bot.usecases.work import working
from store.actor import Actor
from store.follow_ups import FollowUpDraft, add_follow_up
from store.history import FieldChange, Ground, record_change
from store.interactions import InteractionDraft, log_interaction
from store.models import Channel, FollowUpKind, InviteeState

Acting = Callable[[str], Actor]
DAY = date(2026, 11, 23)


def held(desk: Desk, actor: Actor) -> KeptActivity:
    """An activity of today that C002 came to, under a name a spreadsheet would compute."""
    with working(desk) as work:
        found = plan_of(
            ActivityWish("=合唱活动", "合唱", "爱热闹的客户", on=DAY), work=work, actor=actor
        )
        assert not isinstance(found, Declined)
        row = keep(found, work=work, actor=actor)
        assert isinstance(row, KeptActivity)
        key = row.activity.activity_id
        note_state(key, "C002", InviteeState.CAME, work=work, actor=actor)
    return row


def contact(session: Session, actor: Actor, at: datetime, summary: str) -> None:
    draft = InteractionDraft(
        "C002", at, at.date(), Channel.PHONE, summary, summary, needs=("养老",)
    )
    log_interaction(session=session, actor=actor, draft=draft, at=at)


def outcome(desk: Desk, actor: Actor, activity: KeptActivity, now: datetime) -> Outcome:
    with working(desk, now=now) as work:
        found = outcome_of(activity.activity.activity_id, work=work, actor=actor)
    assert isinstance(found, Outcome)
    return found


def test_what_was_recorded_within_sixty_days_after_is_told_and_nothing_else(
    desk: Desk, actor: Acting
) -> None:
    rm = actor("rm1")
    activity = held(desk, rm)
    day = datetime(2026, 11, 23, 10, tzinfo=desk.zone)
    with working(desk) as work:
        session = work.writing
        contact(session, rm, day, "当天聊的")
        contact(session, rm, day + timedelta(days=5), "五天后聊的")
        contact(session, rm, day + timedelta(days=61), "两个月后聊的")
        at = day + timedelta(days=6)
        promise = FollowUpDraft("寄讲义", at.date(), kind=FollowUpKind.PROMISE)
        add_follow_up(session=session, actor=rm, customer_id="C002", draft=promise, at=at)
        change = FieldChange(
            "C002", "holdings", [{"named": "甲"}], [{"named": "甲"}, {"named": "乙"}]
        )
        record_change(
            session=session, actor_id="rm1", change=change, ground=Ground(source="import"), at=at
        )
    found = outcome(desk, rm, activity, day + timedelta(days=90))
    told = {(each.kind, each.text) for each in found.followed}
    assert told == {
        ("contact", "五天后聊的"),
        ("need", "养老"),
        ("promise", "寄讲义"),
        ("holding", "乙"),
    }
    assert counted(found) == {"沟通": 1, "记下的需求": 1, "承诺": 1, "新增持有": 1}


def test_the_table_holds_no_formula(desk: Desk, actor: Acting) -> None:
    activity = held(desk, actor("rm1"))
    found = outcome(desk, actor("rm1"), activity, datetime(2026, 12, 1, 9, tzinfo=desk.zone))
    sheet = load_workbook(io.BytesIO(outcome_workbook(found))).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == HEADER
    assert rows[1][:4] == ("'=合唱活动", "2026-11-23", "C002", "李秀兰")
    assert rows[1][5] == "到场"
