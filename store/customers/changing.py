"""What a conversation changes in a customer's profile: no calls, consent, a number, a need."""

from datetime import datetime

from sqlmodel import Session

from store import audit
from store.actor import Actor
from store.customers.writing import CustomerRow, replace_consents, write_keys
from store.follow_ups import settle_quiet, visible_customer
from store.models import Channel, Customer


def set_do_not_contact(
    *, session: Session, actor: Actor, customer_id: str, at: datetime
) -> Customer:
    """The customer is not to be called from now on; nobody's leave is needed for that."""
    row = visible_customer(session=session, actor=actor, customer_id=customer_id)
    row.do_not_contact = True
    settle_quiet(session=session, actor_id=actor.staff_id, customer_ids=[customer_id], at=at)
    return _changed(session, actor, row, "do_not_contact", at)


def withdraw_consent(*, session: Session, actor: Actor, customer_id: str, at: datetime) -> Customer:
    """The customer agreed to no marketing any more; what he agreed to before stays, marked."""
    row = visible_customer(session=session, actor=actor, customer_id=customer_id)
    row.consent_known = True
    settle_quiet(session=session, actor_id=actor.staff_id, customer_ids=[customer_id], at=at)
    replace_consents(session=session, customer_id=customer_id, scopes=(), at=at, source="chat")
    return _changed(session, actor, row, "consent", at)


def set_phone(
    *, session: Session, actor: Actor, customer_id: str, phone: str, at: datetime
) -> Customer:
    """The customer's new number; he is found by it from now on."""
    row = visible_customer(session=session, actor=actor, customer_id=customer_id)
    row.phone = phone
    keyed = CustomerRow(row.customer_id, row.name, row.kind, row.owner_id, facts={"phone": phone})
    write_keys(session=session, rows=[keyed], replace=True)
    return _changed(session, actor, row, "phone", at)


def set_preferred_channel(
    *, session: Session, actor: Actor, customer_id: str, channel: Channel, at: datetime
) -> Customer:
    """The customer wants to be reached this way first."""
    row = visible_customer(session=session, actor=actor, customer_id=customer_id)
    row.preferred_channel = channel
    return _changed(session, actor, row, "preferred_channel", at)


def add_need(
    *, session: Session, actor: Actor, customer_id: str, tag: str, at: datetime
) -> Customer:
    """One more need of the customer's; one he has already is not added again."""
    row = visible_customer(session=session, actor=actor, customer_id=customer_id)
    if tag in row.need_tags:
        return row
    row.need_tags = [*row.need_tags, tag]
    return _changed(session, actor, row, "need_tags", at)


def _changed(session: Session, actor: Actor, row: Customer, column: str, at: datetime) -> Customer:
    row.updated_at = at
    session.add(row)
    session.flush()
    payload = {"customer_id": row.customer_id, "columns": [column]}
    audit.append(
        session=session, actor_id=actor.staff_id, kind="customer.changed", payload=payload, at=at
    )
    return row
