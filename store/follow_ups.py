"""The diary: what was promised or planned, until it is done."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, customer_scope
from store.customers.reading import build
from store.customers.records import OpenFollowUp
from store.customers.soundness import read_each
from store.errors import NotFound, TooLate
from store.models import Channel, Customer, FollowUp, FollowUpKind, FollowUpStatus

REOPEN_WITHIN = timedelta(hours=24)
"""How long a follow-up marked done may be put back."""


@dataclass(frozen=True)
class FollowUpDraft:
    """A next contact or promise; without a time of day ``due_at`` is None."""

    text: str
    due_on: date
    due_at: datetime | None = None
    channel: Channel = Channel.UNKNOWN
    kind: FollowUpKind = FollowUpKind.FOLLOW_UP


def add_follow_up(
    *,
    session: Session,
    actor: Actor,
    customer_id: str,
    draft: FollowUpDraft,
    at: datetime,
    interaction_id: str | None = None,
) -> FollowUp:
    """Put a follow-up into the diary of the customer's owner."""
    customer = visible_customer(session=session, actor=actor, customer_id=customer_id)
    row = FollowUp(
        follow_up_id=audit.new_id(session=session, prefix="FU", at=at),
        customer_id=customer_id,
        staff_id=customer.owner_id or actor.staff_id,
        interaction_id=interaction_id,
        kind=draft.kind,
        text=draft.text,
        due_on=draft.due_on,
        due_at=draft.due_at,
        channel=draft.channel,
        created_at=at,
    )
    session.add(row)
    _append(session, actor, f"{draft.kind.value}.added", row, at)
    return row


def list_follow_ups(
    *, session: Session, actor: Actor, until: date | None = None
) -> list[OpenFollowUp]:
    """Open follow-ups of the customers *actor* may see, soonest first; *until* is inclusive.

    They go with the customer: after a hand-over the new owner has what the former one promised.
    """
    key = col(FollowUp.follow_up_id)
    statement = (
        select(FollowUp.follow_up_id)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .where(customer_scope(actor), FollowUp.status == FollowUpStatus.OPEN)
    )
    if until is not None:
        statement = statement.where(FollowUp.due_on <= until)

    def read(ids: Sequence[str]) -> list[OpenFollowUp]:
        return [diary_line(row) for row in session.exec(select(FollowUp).where(key.in_(ids)))]

    found = read_each(session.exec(statement).all(), read).rows
    return sorted(found, key=lambda line: (line.due_on, line.follow_up_id))


def diary_line(row: FollowUp) -> OpenFollowUp:
    """A follow-up as the diary has it."""
    line: OpenFollowUp = build(
        OpenFollowUp, (getattr(row, item.name) for item in fields(OpenFollowUp))
    )
    return line


def close_follow_up(
    *,
    session: Session,
    actor: Actor,
    follow_up_id: str,
    at: datetime,
    status: FollowUpStatus = FollowUpStatus.DONE,
) -> FollowUp:
    """Mark a follow-up done or cancelled; closing it twice keeps the first time."""
    row = _visible(session, actor, follow_up_id)
    if row.status is FollowUpStatus.OPEN:
        row.status, row.closed_at = status, at
        session.add(row)
        _append(session, actor, f"{row.kind.value}.{status.value}", row, at)
    return row


def reopen_follow_up(
    *, session: Session, actor: Actor, follow_up_id: str, at: datetime
) -> FollowUp:
    """Put back into the diary what was marked done by mistake, within a day of it.

    Raises:
        TooLate: where it was cancelled, or done longer ago than that.
    """
    row = _visible(session, actor, follow_up_id)
    if row.status is FollowUpStatus.OPEN:
        return row
    closed_at = row.closed_at if row.status is FollowUpStatus.DONE else None
    if closed_at is None or at - closed_at >= REOPEN_WITHIN:
        raise TooLate("这条跟进已不能恢复为未办。")
    row.status, row.closed_at = FollowUpStatus.OPEN, None
    session.add(row)
    _append(session, actor, f"{row.kind.value}.reopened", row, at)
    return row


def visible_customer(*, session: Session, actor: Actor, customer_id: str) -> Customer:
    """The customer's row, NotFound outside what *actor* may see."""
    statement = select(Customer).where(Customer.customer_id == customer_id, customer_scope(actor))
    row = session.exec(statement).first()
    if row is None:
        raise NotFound("没有找到这位客户。")
    return row


def _visible(session: Session, actor: Actor, follow_up_id: str) -> FollowUp:
    statement = (
        select(FollowUp)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .where(FollowUp.follow_up_id == follow_up_id, customer_scope(actor))
    )
    row = session.exec(statement).first()
    if row is None:
        raise NotFound("没有找到这条跟进，或客户已不在您名下。")
    return row


def _append(session: Session, actor: Actor, kind: str, row: FollowUp, at: datetime) -> None:
    payload = {"customer_id": row.customer_id, "due_on": row.due_on, "due_at": row.due_at}
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
