"""Activities for customers as they are kept: who is invited, what he answered, whether he came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, select

from store import audit
from store.activity_reading import in_sight, states_of
from store.actor import Actor, require_role, visible_owners
from store.errors import AlreadyWritten, NotFound, TooLate
from store.follow_ups import visible_customer
from store.models import Activity, ActivityStep, InviteeState, Role

UNDO_WITHIN = timedelta(hours=24)
"""How long a step noted by mistake may be taken back."""
_NO_ACTIVITY = "没有找到这场活动，或不在您的团队。"


@dataclass(frozen=True)
class ActivityDraft:
    """An activity to be kept; `condition` is the query its customers were found by."""

    name: str
    topic: str
    condition: Mapping[str, Any]
    on_day: date | None = None
    place: str | None = None


def keep_activity(
    *,
    session: Session,
    actor: Actor,
    draft: ActivityDraft,
    customer_ids: Sequence[str],
    at: datetime,
) -> Activity:
    """Keep an activity with the customers to be invited.

    Raises:
        NotFound: for a customer the actor may not see.
        NotPermitted: for who has no customers.
    """
    require_role(actor, Role.RM, Role.SUPERVISOR)
    row = Activity(
        activity_id=audit.new_id(session=session, prefix="AC", at=at),
        owner_id=actor.staff_id,
        name=draft.name[:40],
        topic=draft.topic[:40],
        on_day=draft.on_day,
        place=draft.place,
        condition=dict(draft.condition),
        created_at=at,
    )
    _append(session, actor, "activity.kept", row, at)
    for customer_id in customer_ids:
        _step(session, actor, row.activity_id, customer_id, InviteeState.WAITING, at)
    return row


def change_activity(
    *,
    session: Session,
    actor: Actor,
    activity_id: str,
    on_day: date | None,
    place: str | None,
    at: datetime,
) -> Activity:
    """Another day or place, or none."""
    row = own_activity(session=session, actor=actor, activity_id=activity_id)
    row.on_day, row.place = on_day, place[:40] if place else None
    _append(session, actor, "activity.changed", row, at)
    return row


def call_off(
    *, session: Session, actor: Actor, activity_id: str, off: bool, at: datetime
) -> Activity:
    """An activity does not take place; or, taken back, does."""
    row = own_activity(session=session, actor=actor, activity_id=activity_id)
    if (row.cancelled_at is not None) is off:
        raise AlreadyWritten("这场活动已经取消过了。" if off else "这场活动没有取消。")
    row.cancelled_at = at if off else None
    _append(session, actor, "activity.called_off" if off else "activity.put_back", row, at)
    return row


def note_state(
    *,
    session: Session,
    actor: Actor,
    activity_id: str,
    customer_id: str,
    state: InviteeState,
    at: datetime,
) -> ActivityStep:
    """A customer is so far with an activity; one not on its list is put there.

    Raises:
        NotFound: where the activity or the customer is not the actor's to see.
        AlreadyWritten: where he is so far already.
    """
    activity = get_activity(session=session, actor=actor, activity_id=activity_id)
    if activity.cancelled_at is not None:
        raise NotFound("这场活动已经取消，先恢复再记。")
    now = states_of(session, actor, [activity_id], customer_id=customer_id)
    if now and now[0].state is state:
        raise AlreadyWritten(f"{now[0].name}在这场活动里已经是“{state.label}”。")
    return _step(session, actor, activity_id, customer_id, state, at)


def undo_state(*, session: Session, actor: Actor, step_id: str, at: datetime) -> ActivityStep:
    """Take back an own step, soon after it; the state before it counts again.

    Raises:
        NotFound: where there is no such step of the actor's.
        TooLate: after `UNDO_WITHIN`.
    """
    row = session.get(ActivityStep, step_id)
    if row is None or row.staff_id != actor.staff_id or row.undone_at is not None:
        raise NotFound("没有找到这条记录，或已经撤销。")
    visible_customer(session=session, actor=actor, customer_id=row.customer_id)
    if at - row.at >= UNDO_WITHIN:
        raise TooLate("这条记录已超过24小时，不能撤销；要更正请再记一条。")
    row.undone_at = at
    _append(session, actor, "activity.undone", row, at)
    return row


def get_activity(*, session: Session, actor: Actor, activity_id: str) -> Activity:
    """One activity the actor may see.

    Raises:
        NotFound: outside it.
    """
    statement = select(Activity).where(
        Activity.activity_id == activity_id, in_sight(session, actor)
    )
    row = session.exec(statement).first()
    if row is None:
        raise NotFound(_NO_ACTIVITY)
    return row


def own_activity(*, session: Session, actor: Actor, activity_id: str) -> Activity:
    """One activity that is the actor's to change: his own, or of his team for a supervisor.

    Raises:
        NotFound: for any other.
    """
    row = get_activity(session=session, actor=actor, activity_id=activity_id)
    if row.owner_id not in {actor.staff_id, *visible_owners(session=session, actor=actor)}:
        raise NotFound("这场活动是别人建的，日子和取消由建的人或主管改。")
    return row


def _step(
    session: Session,
    actor: Actor,
    activity_id: str,
    customer_id: str,
    state: InviteeState,
    at: datetime,
) -> ActivityStep:
    visible_customer(session=session, actor=actor, customer_id=customer_id)
    row = ActivityStep(
        step_id=audit.new_id(session=session, prefix="AS", at=at),
        activity_id=activity_id,
        customer_id=customer_id,
        staff_id=actor.staff_id,
        at=at,
        state=state,
    )
    _append(session, actor, f"activity.{state.value}", row, at)
    return row


def _append(
    session: Session, actor: Actor, kind: str, row: Activity | ActivityStep, at: datetime
) -> None:
    session.add(row)
    payload: dict[str, Any] = {"activity_id": row.activity_id}
    if isinstance(row, ActivityStep):
        payload |= {"customer_id": row.customer_id, "state": row.state.value}
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
