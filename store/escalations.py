"""Escalations: opened for a customer, seen by the owner's supervisor, closed by either."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from store import audit
from store.actor import Actor, customer_scope, require_role
from store.errors import NotFound, NotPermitted
from store.follow_ups import visible_customer
from store.models import Customer, Escalation, Role, Staff


@dataclass(frozen=True)
class EscalationDraft:
    """What happened to whom: the event's code, the words that told it, and till when to tell."""

    customer_id: str
    event: str
    text: str
    due_at: datetime
    suggestion_id: str | None = None


@dataclass(frozen=True)
class StandingEscalation:
    """One not closed yet, with the names to show."""

    escalation: Escalation
    customer_name: str
    staff_name: str


def open_escalation(
    *, session: Session, actor: Actor, draft: EscalationDraft, at: datetime
) -> tuple[Escalation, bool]:
    """The customer's open case of this event, opened where there is none; whether it is new."""
    visible_customer(session=session, actor=actor, customer_id=draft.customer_id)
    statement = select(Escalation).where(
        Escalation.customer_id == draft.customer_id,
        Escalation.event == draft.event,
        col(Escalation.closed_at).is_(None),
    )
    standing = session.exec(statement).first()
    if standing is not None:
        return standing, False
    row = Escalation(
        escalation_id=audit.new_id(session=session, prefix="EC", at=at),
        customer_id=draft.customer_id,
        staff_id=actor.staff_id,
        suggestion_id=draft.suggestion_id,
        event=draft.event,
        text=draft.text,
        opened_at=at,
        due_at=draft.due_at,
    )
    _write(session, actor, "escalation.opened", row, at)
    return row, True


def standing_escalations(*, session: Session, actor: Actor) -> list[StandingEscalation]:
    """What is open within the actor's sight, the earliest due first."""
    statement = (
        select(Escalation, Customer.name, Staff.name)
        .join(Customer, col(Customer.customer_id) == Escalation.customer_id)
        .join(Staff, col(Staff.staff_id) == Escalation.staff_id)
        .where(customer_scope(actor), col(Escalation.closed_at).is_(None))
        .order_by(col(Escalation.due_at), col(Escalation.escalation_id))
    )
    return [StandingEscalation(*row) for row in session.exec(statement)]


def report_escalation(
    *, session: Session, actor: Actor, suggestion_id: str, at: datetime
) -> Escalation | None:
    """Note that whom the script names was told; None where the answer opened no case."""
    row = session.exec(_seen_by(actor).where(Escalation.suggestion_id == suggestion_id)).first()
    if row is not None and row.reported_at is None:
        row.reported_at, row.reported_by = at, actor.staff_id
        _write(session, actor, "escalation.reported", row, at)
    return row


def see_escalation(
    *, session: Session, actor: Actor, escalation_id: str, take: bool, at: datetime
) -> Escalation:
    """The supervisor knows of it, and takes it on where *take*; the first to take it keeps it."""
    require_role(actor, Role.SUPERVISOR)
    row = _own(session, actor, escalation_id)
    if row.seen_at is None:
        row.seen_at, row.seen_by = at, actor.staff_id
    if take and row.taken_by is None:
        row.taken_by = actor.staff_id
    _write(session, actor, "escalation.taken" if take else "escalation.seen", row, at)
    return row


def close_escalation(
    *, session: Session, actor: Actor, escalation_id: str, mistaken: bool, at: datetime
) -> Escalation:
    """Close it: over, or never what it seemed. A supervisor's alone once he has seen it."""
    row = _own(session, actor, escalation_id)
    if row.closed_at is not None:
        return row
    if actor.role is not Role.SUPERVISOR and (row.seen_at is not None or not mistaken):
        raise NotPermitted("这件事由主管了结，请直接找主管。")
    row.closed_at, row.closed_by, row.mistaken = at, actor.staff_id, mistaken
    _write(session, actor, "escalation.closed", row, at)
    return row


def _own(session: Session, actor: Actor, escalation_id: str) -> Escalation:
    row = session.exec(_seen_by(actor).where(Escalation.escalation_id == escalation_id)).first()
    if row is None:
        raise NotFound("没有找到这件上报。")
    return row


def _seen_by(actor: Actor) -> SelectOfScalar[Escalation]:
    return (
        select(Escalation)
        .join(Customer, col(Customer.customer_id) == Escalation.customer_id)
        .where(customer_scope(actor))
    )


def _write(session: Session, actor: Actor, kind: str, row: Escalation, at: datetime) -> None:
    session.add(row)
    payload = {"customer_id": row.customer_id, "event": row.event, "mistaken": row.mistaken}
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
