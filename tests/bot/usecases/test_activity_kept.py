"""Kept activities: states by step, taken back, whose they are, the day before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from bot.desk import Desk
from bot.results.activities import KeptActivity, Noted, Segment
from bot.results.declined import Declined
from bot.understanding.activity_words import ActivityWish
from bot.usecases.activity import plan_of
from bot.usecases.activity_kept import (
    all_kept,
    call_off,
    fix_day,
    keep,
    kept_activity,
    note_state,
    undo,
)
from bot.usecases.customer import whole_customer
from bot.usecases.planning import plan_hour
from bot.usecases.work import working
from store.activities import ActivityDraft, keep_activity
from store.actor import Actor
from store.errors import NotFound
from store.models import AuditEntry, InviteeState, Notice
from store.verifying import verify

Acting = Callable[[str], Actor]
OUTGOING = ActivityWish("合唱活动", "合唱", "爱热闹的客户", on=date(2026, 12, 5))


def kept(desk: Desk, actor: Actor, wish: ActivityWish = OUTGOING) -> KeptActivity:
    with working(desk) as work:
        found = plan_of(wish, work=work, actor=actor)
        assert not isinstance(found, Declined)
        row = keep(found, work=work, actor=actor)
    assert isinstance(row, KeptActivity)
    return row


def note(
    desk: Desk, actor: Actor, activity: KeptActivity, customer_id: str, state: InviteeState
) -> Noted | Declined:
    with working(desk) as work:
        key = activity.activity.activity_id
        return note_state(key, customer_id, state, work=work, actor=actor)


def states(desk: Desk, actor: Actor, activity: KeptActivity) -> dict[str, InviteeState]:
    with working(desk) as work:
        found = kept_activity(activity.activity.activity_id, work=work, actor=actor)
    assert isinstance(found, KeptActivity)
    return {each.customer_id: each.state for each in found.invitees}


def test_each_step_is_audited_and_taken_back(desk: Desk, actor: Acting) -> None:
    rm = actor("rm1")
    activity = kept(desk, rm)
    assert states(desk, rm, activity) == {"C002": InviteeState.WAITING}
    done = note(desk, rm, activity, "C002", InviteeState.INVITED)
    assert isinstance(done, Noted)
    again = note(desk, rm, activity, "C002", InviteeState.INVITED)
    assert isinstance(again, Declined)
    with working(desk) as work:
        undo(done.step_id, work=work, actor=rm)
    assert states(desk, rm, activity) == {"C002": InviteeState.WAITING}
    with Session(desk.engine) as session:
        kinds = session.exec(
            select(AuditEntry.kind).where(col(AuditEntry.kind).startswith("activity."))
        ).all()
    assert sorted(kinds) == sorted(
        ["activity.kept", "activity.waiting", "activity.invited", "activity.undone"]
    )


def test_a_step_is_taken_back_by_who_wrote_it_within_a_day(desk: Desk, actor: Acting) -> None:
    activity = kept(desk, actor("rm1"))
    done = note(desk, actor("rm1"), activity, "C002", InviteeState.INVITED)
    assert isinstance(done, Noted)
    for whose, hours in (("sup1", 0), ("rm1", 24)):
        with working(desk, now=desk.now() + timedelta(hours=hours)) as work:
            refusal = undo(done.step_id, work=work, actor=actor(whose))
        assert isinstance(refusal, Declined), whose
    assert states(desk, actor("rm1"), activity) == {"C002": InviteeState.INVITED}
    with working(desk, now=desk.now() + timedelta(hours=23)) as work:
        assert isinstance(undo(done.step_id, work=work, actor=actor("rm1")), KeptActivity)


def test_nobody_notes_a_state_of_anothers_customer(desk: Desk, actor: Acting) -> None:
    activity = kept(desk, actor("rm1"))
    refusal = note(desk, actor("rm1"), activity, "C037", InviteeState.ACCEPTED)
    assert isinstance(refusal, Declined)
    assert states(desk, actor("sup1"), activity).keys() == {"C002"}
    with working(desk) as work, pytest.raises(NotFound):
        keep_activity(
            session=work.writing,
            actor=actor("rm1"),
            draft=ActivityDraft("茶会", "", {}),
            customer_ids=["C002", "C037"],
            at=work.now,
        )


def test_the_same_activity_is_kept_once_and_another_beside_it(desk: Desk, actor: Acting) -> None:
    wishes = [OUTGOING, OUTGOING, replace(OUTGOING, on=date(2026, 12, 12))]
    with working(desk) as work:
        found = [plan_of(each, work=work, actor=actor("rm1")) for each in wishes]
        done = [
            keep(each, work=work, actor=actor("rm1")) for each in found if isinstance(each, Segment)
        ]
        days = [each.activity.on_day for each in all_kept(work=work, actor=actor("rm1"))]
    assert [isinstance(each, Declined) for each in done] == [False, True, False]
    assert days == [date(2026, 12, 5), date(2026, 12, 12)]


def test_each_more_customer_kept_costs_his_entry_alone(desk: Desk, actor: Acting) -> None:
    asked: list[str] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))
    counts = []
    for ids in (["C001"], ["C001", "C002", "C004", "C005", "C006"]):
        asked.clear()
        with working(desk) as work:
            keep_activity(
                session=work.writing,
                actor=actor("rm1"),
                draft=ActivityDraft(f"茶会{len(ids)}", "", {}),
                customer_ids=ids,
                at=work.now,
            )
        counts.append(len(asked))
    assert counts[1] - counts[0] == 4 * 2
    with Session(desk.engine) as session:
        assert verify(session=session).ok


def test_nobody_came_before_the_day_and_whom_the_gate_bars_is_not_invited(
    desk: Desk, actor: Acting
) -> None:
    rm = actor("rm1")
    activity = kept(desk, rm)
    early = note(desk, rm, activity, "C002", InviteeState.CAME)
    assert isinstance(early, Declined)
    assert "12-05才办" in early.reason
    barred = note(desk, rm, activity, "C007", InviteeState.INVITED)
    assert isinstance(barred, Declined)
    assert "complaint-first" in barred.reason
    assert "C007" not in states(desk, rm, activity)


def test_each_sees_the_customers_he_may(desk: Desk, actor: Acting) -> None:
    led = kept(desk, actor("sup1"))
    assert states(desk, actor("sup1"), led).keys() == {"C002", "C037"}
    assert states(desk, actor("rm1"), led).keys() == {"C002"}
    for stranger in ("rm2", "rm4"):
        with working(desk) as work:
            found = kept_activity(led.activity.activity_id, work=work, actor=actor(stranger))
            assert isinstance(found, Declined), stranger
    with working(desk) as work:
        refused = fix_day(led.activity.activity_id, None, None, work=work, actor=actor("rm1"))
    assert isinstance(refused, Declined)


def test_called_off_it_takes_no_more_states_until_put_back(desk: Desk, actor: Acting) -> None:
    rm = actor("rm1")
    activity = kept(desk, rm)
    key = activity.activity.activity_id
    with working(desk) as work:
        call_off(key, off=True, work=work, actor=rm)
        assert all_kept(work=work, actor=rm) == []
    assert isinstance(note(desk, rm, activity, "C002", InviteeState.ACCEPTED), Declined)
    with working(desk) as work:
        call_off(key, off=False, work=work, actor=rm)
    assert isinstance(note(desk, rm, activity, "C002", InviteeState.ACCEPTED), Noted)
    with working(desk) as work:
        whole = whole_customer("C002", work=work, actor=rm)
    assert not isinstance(whole, Declined)
    assert [(e.activity.name, e.state.label) for e in whole.activities] == [("合唱活动", "答应")]


@pytest.mark.parametrize(("day", "hour", "told"), [(4, 9, 1), (4, 8, 0), (3, 9, 0)])
def test_the_working_day_before_its_keeper_is_told_once(
    day: int, hour: int, told: int, desk: Desk, actor: Acting
) -> None:
    kept(desk, actor("rm1"))
    now = datetime(2026, 12, day, hour, 30, tzinfo=desk.zone)
    for _ in range(2):
        with working(desk, now=now) as work:
            plan_hour({"rm1": "telegram:1"}, work=work)
    with Session(desk.engine) as session:
        rows = session.exec(select(Notice).where(Notice.kind == "activity")).all()
    assert len(rows) == told
