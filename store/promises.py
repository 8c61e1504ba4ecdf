"""Promises that came due, for how many were kept."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from store.actor import Actor, customer_scope
from store.customers.records import OpenPromise
from store.models import Customer, FollowUp, FollowUpKind, FollowUpStatus, Staff


@dataclass(frozen=True)
class PromiseDue:
    """A promise whose day came; ``closed_at`` is when it was done, None where it is open."""

    owner_id: str
    due_on: date
    due_at: datetime | None
    closed_at: datetime | None
    first_due_on: date | None


def open_promises(*, session: Session, actor: Actor) -> list[OpenPromise]:
    """What was promised to the customers *actor* may see and is not done, the earliest first."""
    statement = (
        select(FollowUp, Customer.name, Staff.name)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .outerjoin(Staff, col(Staff.staff_id) == Customer.owner_id)
        .where(
            customer_scope(actor),
            FollowUp.kind == FollowUpKind.PROMISE,
            FollowUp.status == FollowUpStatus.OPEN,
        )
        .order_by(col(FollowUp.due_on), col(FollowUp.due_at), col(FollowUp.follow_up_id))
    )
    return [
        OpenPromise(
            follow_up_id=row.follow_up_id,
            customer_name=customer,
            owner_name=owner or row.staff_id,
            text=row.text,
            due_on=row.due_on,
            due_at=row.due_at,
            first_due_on=row.first_due_on,
        )
        for row, customer, owner in session.exec(statement)
    ]


def promises_due(*, session: Session, actor: Actor, since: date, until: date) -> list[PromiseDue]:
    """The promises to the customers *actor* may see, due from *since* to *until*; cancelled ones
    left out."""
    statement = (
        select(FollowUp, Customer.owner_id)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .where(
            customer_scope(actor),
            FollowUp.kind == FollowUpKind.PROMISE,
            FollowUp.status != FollowUpStatus.CANCELLED,
            FollowUp.due_on >= since,
            FollowUp.due_on <= until,
        )
    )
    return [
        PromiseDue(owner or row.staff_id, row.due_on, row.due_at, row.closed_at, row.first_due_on)
        for row, owner in session.exec(statement)
    ]
