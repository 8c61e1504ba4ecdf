"""Activities for customers as they are kept: who is invited, what he answered, whether he came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from store import audit
from store.activity_reading import in_sight, states_of
from store.actor import Actor, require_role, visible_owners
from store.customers import customer_names
from store.errors import AlreadyWritten, NotFound
from store.models import Activity, ActivityStep, InviteeState, Role
from store.own_steps import own_step

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
        AlreadyWritten: where the actor keeps the same already.
        NotFound: for a customer the actor may not see.
        NotPermitted: for who has no customers.
    """
    require_role(actor, Role.RM, Role.SUPERVISOR)
    activity_id = audit.new_id(session=session, prefix="AC", at=at)  # and nobody else writes now
    _check_new(session, actor, draft, at)
    row = Activity(
        activity_id=activity_id,
        owner_id=actor.staff_id,
        name=draft.name[:40],
        topic=draft.topic[:40],
        on_day=draft.on_day,
        place=draft.place,
        condition=dict(draft.condition),
        created_at=at,
    )
    _append(session, actor, "activity.kept", row, at)
    _steps(session, actor, activity_id, customer_ids, InviteeState.WAITING, at)
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
    return _steps(session, actor, activity_id, [customer_id], state, at)[0]


def undo_state(*, session: Session, actor: Actor, step_id: str, at: datetime) -> ActivityStep:
    """Take back an own step, soon after it; the state before it counts again.

    Raises:
        NotFound: where there is no such step of the actor's.
        TooLate: after `UNDO_WITHIN`.
    """
    row = own_step(ActivityStep, step_id, session=session, actor=actor, within=UNDO_WITHIN, at=at)
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


def _check_new(session: Session, actor: Actor, draft: ActivityDraft, at: datetime) -> None:
    """Raises AlreadyWritten where the same stands; one without a day is the same for a while."""
    statement = select(Activity).where(
        Activity.owner_id == actor.staff_id,
        Activity.name == draft.name[:40],
        Activity.on_day == draft.on_day,
        Activity.place == draft.place,
        col(Activity.cancelled_at).is_(None),
    )
    for row in session.exec(statement):
        fresh = row.on_day is not None or at - row.created_at < UNDO_WITHIN
        if fresh and row.condition == dict(draft.condition):
            raise AlreadyWritten(f"“{row.name}”已经建过了，不再建一场。")


def _steps(
    session: Session,
    actor: Actor,
    activity_id: str,
    customer_ids: Sequence[str],
    state: InviteeState,
    at: datetime,
) -> list[ActivityStep]:
    """A step of each of these customers: read and written at once, each with its entry."""
    seen = customer_names(session=session, actor=actor, customer_ids=customer_ids)
    if not seen.keys() >= set(customer_ids):
        raise NotFound("没有找到这位客户。")
    ids = audit.new_ids(session=session, prefix="AS", at=at, count=len(customer_ids))
    rows = [
        ActivityStep(
            step_id=step_id,
            activity_id=activity_id,
            customer_id=customer_id,
            staff_id=actor.staff_id,
            at=at,
            state=state,
        )
        for step_id, customer_id in zip(ids, customer_ids, strict=True)
    ]
    session.add_all(rows)
    happened = [_happened(f"activity.{state.value}", row) for row in rows]
    audit.append_all(session=session, actor_id=actor.staff_id, happened=happened, at=at)
    return rows


def _append(
    session: Session, actor: Actor, kind: str, row: Activity | ActivityStep, at: datetime
) -> None:
    session.add(row)
    happened = [_happened(kind, row)]
    audit.append_all(session=session, actor_id=actor.staff_id, happened=happened, at=at)


def _happened(kind: str, row: Activity | ActivityStep) -> audit.Happened:
    payload: dict[str, Any] = {"activity_id": row.activity_id}
    if isinstance(row, ActivityStep):
        payload |= {"customer_id": row.customer_id, "state": row.state.value}
    return audit.Happened(kind, payload, row)
