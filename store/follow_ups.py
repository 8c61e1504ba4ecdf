"""The diary: what was promised or planned, until it is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from sqlalchemy import or_
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, customer_scope
from store.customers.reading import build
from store.customers.records import OpenFollowUp
from store.customers.soundness import Readable, read_each
from store.errors import NotFound, TooLate
from store.handovers import accepted_by
from store.models import (
    Channel,
    Customer,
    FollowUp,
    FollowUpKind,
    FollowUpStatus,
    Interaction,
)

REOPEN_WITHIN = timedelta(hours=24)
"""How long a follow-up marked done may be put back."""
_QUIET_WORDINGS = ("客户要求别再打扰：设免打扰，或撤回营销授权",)
"""Every wording it ever had, the newest last: a row keeps the one it was written in."""
QUIET_WANTED = _QUIET_WORDINGS[-1]
"""What is to be done, until it is, once a customer wants to be left alone."""


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
    _append(session, actor.staff_id, f"{draft.kind.value}.added", row, at)
    return row


def list_follow_ups(
    *, session: Session, actor: Actor, until: date | None = None
) -> Readable[OpenFollowUp]:
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

    found = read_each(session.exec(statement).all(), read)
    soonest = sorted(found.rows, key=lambda line: (line.due_on, line.follow_up_id))
    return Readable(tuple(soonest), found.unreadable)


def open_follow_up(*, session: Session, actor: Actor, follow_up_id: str) -> OpenFollowUp | None:
    """One line of the diary, as long as it is open and the actor's to see."""
    statement = (
        select(FollowUp)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .where(
            FollowUp.follow_up_id == follow_up_id,
            FollowUp.status == FollowUpStatus.OPEN,
            or_(customer_scope(actor), accepted_by(actor)),
        )
    )
    row = session.exec(statement).first()
    return diary_line(row) if row is not None else None


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
    moved_by: str | None = None,
) -> FollowUp:
    """Mark a follow-up done or cancelled; closing it twice keeps the first time.

    ``moved_by`` is the interaction that gave it another day.
    """
    row = _visible(session, actor, follow_up_id)
    if row.status is FollowUpStatus.OPEN:
        row.status, row.closed_at, row.moved_by = status, at, moved_by
        session.add(row)
        _append(session, actor.staff_id, f"{row.kind.value}.{status.value}", row, at)
    return row


def move_follow_up(
    *,
    session: Session,
    actor: Actor,
    follow_up_id: str,
    due_on: date,
    due_at: datetime | None,
    at: datetime,
) -> FollowUp:
    """Give an open follow-up or promise another day, and hour where there is one.

    A promise keeps the day it was first given for.

    Raises:
        TooLate: where it is no longer open.
    """
    row = _visible(session, actor, follow_up_id)
    if row.status is not FollowUpStatus.OPEN:
        raise TooLate("这件已经了结，不能改期。")
    if row.kind is FollowUpKind.PROMISE:
        row.first_due_on = row.first_due_on or row.due_on
        if row.first_due_on == due_on:
            row.first_due_on = None
    row.due_on, row.due_at = due_on, due_at
    session.add(row)
    _append(session, actor.staff_id, f"{row.kind.value}.put_off", row, at)
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
    _open_again(session, actor, row, at)
    return row


def cancel_follow_ups(
    *, session: Session, actor: Actor, customer_id: str, text: str, at: datetime
) -> None:
    """What was to be done, in these words, for a customer *actor* may see is not due any more."""
    visible_customer(session=session, actor=actor, customer_id=customer_id)
    statement = select(FollowUp).where(
        FollowUp.customer_id == customer_id,
        FollowUp.status == FollowUpStatus.OPEN,
        FollowUp.text == text,
    )
    for row in session.exec(statement).all():
        row.status, row.closed_at = FollowUpStatus.CANCELLED, at
        session.add(row)
        _append(session, actor.staff_id, f"{row.kind.value}.{row.status.value}", row, at)


def moved_away(*, session: Session, actor: Actor, interaction_id: str) -> list[FollowUp]:
    """The follow-ups that a contact's note moved to another day and that are closed for it, of a
    customer *actor* may see."""
    statement = (
        select(FollowUp)
        .join(Interaction, col(Interaction.customer_id) == FollowUp.customer_id)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .where(
            customer_scope(actor),
            Interaction.interaction_id == interaction_id,
            FollowUp.moved_by == interaction_id,
            FollowUp.status == FollowUpStatus.DONE,
        )
    )
    return list(session.exec(statement).all())


def settle_moved(
    *, session: Session, actor: Actor, interaction_id: str, replaced_by: str | None, at: datetime
) -> None:
    """A contact is taken back: what its note moved is open again.

    Where another contact was written in its place, it stays moved, by that one.
    """
    for row in moved_away(session=session, actor=actor, interaction_id=interaction_id):
        if replaced_by is None:
            _open_again(session, actor, row, at)
            continue
        row.moved_by = replaced_by
        session.add(row)
        _append(session, actor.staff_id, f"{row.kind.value}.moved", row, at)


def asks_for_quiet(text: str) -> bool:
    """Whether a line of the diary is the customer's wish to be left alone, however worded."""
    return text in _QUIET_WORDINGS


def settle_quiet(
    *, session: Session, actor_id: str, customer_ids: Collection[str], at: datetime
) -> None:
    """What the customers' wish to be left alone asked for is done, or was decided against.

    The caller has seen to it that the customers are the actor's to change.
    """
    statement = select(FollowUp).where(
        col(FollowUp.customer_id).in_(customer_ids),
        FollowUp.status == FollowUpStatus.OPEN,
        col(FollowUp.text).in_(_QUIET_WORDINGS),
    )
    for row in session.exec(statement).all() if customer_ids else ():
        row.status, row.closed_at = FollowUpStatus.DONE, at
        session.add(row)
        _append(session, actor_id, f"{row.kind.value}.{row.status.value}", row, at)


def visible_customer(*, session: Session, actor: Actor, customer_id: str) -> Customer:
    """The customer's row, NotFound outside what *actor* may see."""
    statement = select(Customer).where(Customer.customer_id == customer_id, customer_scope(actor))
    row = session.exec(statement).first()
    if row is None:
        raise NotFound("没有找到这位客户。")
    return row


def _open_again(session: Session, actor: Actor, row: FollowUp, at: datetime) -> None:
    row.status, row.closed_at, row.moved_by = FollowUpStatus.OPEN, None, None
    session.add(row)
    _append(session, actor.staff_id, f"{row.kind.value}.reopened", row, at)


def _visible(session: Session, actor: Actor, follow_up_id: str) -> FollowUp:
    statement = (
        select(FollowUp)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .where(
            FollowUp.follow_up_id == follow_up_id, or_(customer_scope(actor), accepted_by(actor))
        )
    )
    row = session.exec(statement).first()
    if row is None:
        raise NotFound("没有找到这条跟进，或客户已不在您名下。")
    return row


def _append(session: Session, actor_id: str, kind: str, row: FollowUp, at: datetime) -> None:
    payload = {"customer_id": row.customer_id, "due_on": row.due_on, "due_at": row.due_at}
    audit.append(session=session, actor_id=actor_id, kind=kind, payload=payload, at=at, subject=row)
