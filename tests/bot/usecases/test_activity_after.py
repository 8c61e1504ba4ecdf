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
from store.activity_after import followed
from store.actor import Actor
from store.follow_ups import FollowUpDraft, add_follow_up, close_follow_up
from store.history import FieldChange, Ground, record_change
from store.interactions import InteractionDraft, log_interaction, undo_interaction
from store.models import Channel, FollowUpKind, FollowUpStatus, InviteeState

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


def contact(session: Session, actor: Actor, at: datetime, summary: str) -> str:
    draft = InteractionDraft(
        "C002", at, at.date(), Channel.PHONE, summary, summary, needs=("养老",)
    )
    return log_interaction(session=session, actor=actor, draft=draft, at=at).interaction_id


def bought(
    session: Session,
    before: list[str],
    after: list[str],
    at: datetime,
    *,
    undoes: str | None = None,
    whose: str = "C002",
) -> str:
    """The products a customer holds are others; the id of the change."""
    held_before, held_after = ([{"named": each} for each in names] for names in (before, after))
    change = FieldChange(whose, "holdings", held_before, held_after)
    ground = Ground(source="chat", undoes=undoes)
    return record_change(
        session=session, actor_id="rm1", change=change, ground=ground, at=at
    ).change_id


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
        bought(session, ["甲"], ["甲", "乙"], at)
    found = outcome(desk, rm, activity, day + timedelta(days=90))
    told = {(each.kind, each.text) for each in found.followed}
    assert told == {
        ("contact", "五天后聊的"),
        ("need", "养老"),
        ("promise", "寄讲义"),
        ("holding", "乙"),
    }
    assert counted(found) == {"沟通": 1, "记下的需求": 1, "承诺": 1, "新增持有": 1}


def test_what_was_taken_back_is_not_told(desk: Desk, actor: Acting) -> None:
    rm = actor("rm1")
    activity = held(desk, rm)
    at = datetime(2026, 11, 24, 10, tzinfo=desk.zone)
    with working(desk) as work:
        session = work.writing
        noted = contact(session, rm, at, "记错了人")
        undo_interaction(
            session=session,
            of_complaint=bool,
            actor=rm,
            interaction_id=noted,
            chat_id=None,
            at=at,
        )
        draft = FollowUpDraft("寄讲义", at.date(), kind=FollowUpKind.PROMISE)
        promise = add_follow_up(
            session=session, actor=rm, customer_id="C002", draft=draft, at=at
        ).follow_up_id
        close_follow_up(
            session=session,
            actor=rm,
            follow_up_id=promise,
            status=FollowUpStatus.CANCELLED,
            at=at,
        )
        bought(session, [], ["甲"], at)
        written = bought(session, ["甲"], ["甲", "乙"], at)
        bought(session, ["甲", "乙"], ["甲"], at + timedelta(days=70), undoes=written)
    found = outcome(desk, rm, activity, at + timedelta(days=90))
    assert [(each.kind, each.text) for each in found.followed] == [("holding", "甲")]


def test_each_is_told_of_his_own_customers_alone(desk: Desk, actor: Acting) -> None:
    day = datetime(2026, 11, 23, 23, tzinfo=desk.zone)
    with working(desk) as work:
        contact(work.writing, actor("rm1"), day + timedelta(days=1), "聊过")
        bought(work.writing, [], ["甲"], day + timedelta(days=1))
        bought(work.writing, [], ["丙"], day + timedelta(days=1), whose="C005")
    with working(desk) as work:
        told = {
            whose: [
                each.text
                for each in followed(
                    session=work.reading,
                    actor=actor(whose),
                    customer_ids=["C002"],
                    since=day,
                    until=day + timedelta(days=9),
                )
            ]
            for whose in ("rm1", "sup1", "rm2")
        }
    assert sorted(told["rm1"]) == sorted(told["sup1"]) == ["养老", "甲", "聊过"]
    assert told["rm2"] == []


def test_the_table_holds_no_formula(desk: Desk, actor: Acting) -> None:
    activity = held(desk, actor("rm1"))
    found = outcome(desk, actor("rm1"), activity, datetime(2026, 12, 1, 9, tzinfo=desk.zone))
    with working(desk) as work:
        data = outcome_workbook(found, work=work, actor=actor("rm1"))
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == HEADER
    assert rows[1][:4] == ("'=合唱活动", "2026-11-23", "C002", "李秀兰")
    assert rows[1][5] == "到场"
