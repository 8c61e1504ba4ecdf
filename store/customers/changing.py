"""What a conversation changes in a customer's profile: no calls, a channel, a number, a need."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from store.actor import Actor
from store.customers.writing import CustomerRow, write_keys
from store.follow_ups import settle_quiet, visible_customer
from store.history import FieldChange, Ground, record_change
from store.models import Channel, Customer, CustomerChange

NOTE = Ground(source="note")
"""What a note told and a button confirmed."""


def set_do_not_contact(
    *, session: Session, actor: Actor, customer_id: str, at: datetime, ground: Ground = NOTE
) -> CustomerChange | None:
    """The customer is not to be called from now on; nobody's leave is needed for that."""
    row = visible_customer(session=session, actor=actor, customer_id=customer_id)
    settle_quiet(session=session, actor_id=actor.staff_id, customer_ids=[customer_id], at=at)
    return put_field(
        session=session,
        actor=actor,
        row=row,
        field="do_not_contact",
        value=True,
        ground=ground,
        at=at,
    )


def set_phone(
    *, session: Session, actor: Actor, customer_id: str, phone: str, at: datetime
) -> CustomerChange | None:
    """The customer's new number; he is found by it from now on."""
    row = visible_customer(session=session, actor=actor, customer_id=customer_id)
    return put_field(
        session=session, actor=actor, row=row, field="phone", value=phone, ground=NOTE, at=at
    )


def set_preferred_channel(
    *, session: Session, actor: Actor, customer_id: str, channel: Channel, at: datetime
) -> CustomerChange | None:
    """How the customer is reached best, as he says."""
    row = visible_customer(session=session, actor=actor, customer_id=customer_id)
    return put_field(
        session=session,
        actor=actor,
        row=row,
        field="preferred_channel",
        value=channel,
        ground=NOTE,
        at=at,
    )


def add_need(
    *,
    session: Session,
    actor: Actor,
    customer_id: str,
    tag: str,
    at: datetime,
    ground: Ground = NOTE,
) -> CustomerChange | None:
    """One more need of the customer's; one he has already is not added again."""
    row = visible_customer(session=session, actor=actor, customer_id=customer_id)
    if tag in row.need_tags:
        return None
    return put_field(
        session=session,
        actor=actor,
        row=row,
        field="need_tags",
        value=[*row.need_tags, tag],
        ground=ground,
        at=at,
    )


def put_field(
    *,
    session: Session,
    actor: Actor,
    row: Customer,
    field: str,
    value: Any,
    ground: Ground,
    at: datetime,
) -> CustomerChange | None:
    """Write one column of the customer's row and its history; None where it holds that already.

    The caller has read the row within the actor's sight.
    """
    before = getattr(row, field)
    if before == value:
        return None
    setattr(row, field, value)
    row.updated_at = at
    session.add(row)
    session.flush()
    if field in ("phone", "owner_id", "salutation"):
        facts = {"phone": row.phone, "salutation": row.salutation}
        keyed = CustomerRow(row.customer_id, row.name, row.kind, row.owner_id, facts=facts)
        write_keys(session=session, rows=[keyed], replace=True)
    change = FieldChange(row.customer_id, field, before, value)
    return record_change(
        session=session, actor_id=actor.staff_id, change=change, ground=ground, at=at
    )
