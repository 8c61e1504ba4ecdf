"""Complaints: open until solved, seen by the owner and the owner's supervisor."""

from datetime import datetime

from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, customer_scope
from store.errors import NotFound
from store.follow_ups import visible_customer
from store.models import Complaint, ComplaintSize, Customer


def open_complaint(
    *,
    session: Session,
    actor: Actor,
    customer_id: str,
    size: ComplaintSize,
    text: str,
    at: datetime,
    source: str = "chat",
) -> Complaint:
    """Write a complaint of a customer *actor* may see."""
    visible_customer(session=session, actor=actor, customer_id=customer_id)
    row = Complaint(
        complaint_id=audit.new_id(session=session, prefix="CP", at=at),
        customer_id=customer_id,
        staff_id=actor.staff_id,
        size=size,
        text=text,
        source=source,
        opened_at=at,
    )
    session.add(row)
    _append(session, actor, "complaint.opened", row, at)
    return row


def solve_complaint(
    *, session: Session, actor: Actor, complaint_id: str, solution: str, at: datetime
) -> Complaint:
    """Mark a complaint solved; solving it twice keeps the first time."""
    statement = (
        select(Complaint)
        .join(Customer, col(Customer.customer_id) == Complaint.customer_id)
        .where(Complaint.complaint_id == complaint_id, customer_scope(actor))
    )
    row = session.exec(statement).first()
    if row is None:
        raise NotFound("没有找到这条投诉。")
    if row.solved_at is None:
        row.solved_at, row.solution = at, solution
        session.add(row)
        _append(session, actor, "complaint.solved", row, at)
    return row


def _append(session: Session, actor: Actor, kind: str, row: Complaint, at: datetime) -> None:
    payload = {"customer_id": row.customer_id, "size": row.size}
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
