"""Who serves a customer beside the manager: seats taken and given up."""

from datetime import datetime

from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor
from store.errors import AlreadyWritten, NotFound, StoreError
from store.follow_ups import visible_customer
from store.models import Expertise, Staff, TeamSeat


def take_seat(
    *,
    session: Session,
    actor: Actor,
    customer_id: str,
    staff_id: str,
    expertise: Expertise,
    at: datetime,
) -> TeamSeat:
    """Let a colleague serve a customer *actor* may see.

    Raises:
        AlreadyWritten: where the colleague does already.
        StoreError: where he is not registered for this.
    """
    customer = visible_customer(session=session, actor=actor, customer_id=customer_id)
    session.refresh(customer, with_for_update=True)  # one joins after the other
    colleague = session.get(Staff, staff_id)
    if colleague is None or colleague.disabled_at or expertise not in (colleague.expertise or []):
        raise StoreError(f"{staff_id} 没有登记{expertise.label}专长，不能加入。")
    if any(
        seat.staff_id == staff_id and seat.expertise == expertise
        for seat, _ in seats_of(session=session, actor=actor, customer_id=customer_id)
    ):
        raise AlreadyWritten(f"{colleague.name}已经在这位客户的团队里。")
    row = TeamSeat(
        seat_id=audit.new_id(session=session, prefix="TS", at=at),
        customer_id=customer_id,
        staff_id=staff_id,
        expertise=expertise.value,
        added_by=actor.staff_id,
        added_at=at,
    )
    _append(session, actor, "team.joined", row, at)
    return row


def leave_seat(*, session: Session, actor: Actor, seat_id: str, at: datetime) -> TeamSeat:
    """Let a colleague no longer serve a customer *actor* may see.

    Raises:
        NotFound: where there is no such seat.
    """
    row = session.get(TeamSeat, seat_id)
    if row is None or row.left_at is not None:
        raise NotFound("这位同事已不在团队里。")
    visible_customer(session=session, actor=actor, customer_id=row.customer_id)
    row.left_at = at
    _append(session, actor, "team.left", row, at)
    return row


def seats_of(*, session: Session, actor: Actor, customer_id: str) -> list[tuple[TeamSeat, str]]:
    """Who serves a customer *actor* may see, with names, in the order they came."""
    visible_customer(session=session, actor=actor, customer_id=customer_id)
    statement = (
        select(TeamSeat, Staff.name)
        .join(Staff, col(Staff.staff_id) == TeamSeat.staff_id)
        .where(
            TeamSeat.customer_id == customer_id,
            col(TeamSeat.left_at).is_(None),
            col(Staff.disabled_at).is_(None),
        )
        .order_by(col(TeamSeat.seat_id))
    )
    return [(seat, name) for seat, name in session.exec(statement)]


def _append(session: Session, actor: Actor, kind: str, row: TeamSeat, at: datetime) -> None:
    session.add(row)
    payload = {
        "customer_id": row.customer_id,
        "staff_id": row.staff_id,
        "expertise": row.expertise,
    }
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
