"""Everything that ever happened with one customer, beyond what a brief reads."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from store.actor import Actor
from store.customers.records import GivenConsent
from store.follow_ups import visible_customer
from store.models import (
    Basis,
    Channel,
    Complaint,
    ComplaintSize,
    Consent,
    Escalation,
    FollowUp,
    FollowUpKind,
    FollowUpStatus,
    Interaction,
    Outcome,
    Staff,
)


@dataclass(frozen=True)
class ToldContact:
    """A contact, or what was none (`outcome`), in the words it was told in."""

    interaction_id: str
    took_place_on: date
    at: datetime
    channel: Channel
    staff_name: str
    summary: str
    said: str
    outcome: Outcome | None


@dataclass(frozen=True)
class Undertaking:
    """A follow-up or promise in whatever state; `closed_at` None while it is open."""

    follow_up_id: str
    kind: FollowUpKind
    text: str
    due_on: date
    due_at: datetime | None
    status: FollowUpStatus
    created_at: datetime
    closed_at: datetime | None
    moved: bool


@dataclass(frozen=True)
class PastComplaint:
    """A complaint from its opening to its solution."""

    complaint_id: str
    size: ComplaintSize
    text: str
    opened_at: datetime
    solved_at: datetime | None
    solution: str | None


@dataclass(frozen=True)
class PastEscalation:
    """What was no sales situation, open or closed; `event` is its code, `taken_by` a name."""

    escalation_id: str
    event: str
    opened_at: datetime
    closed_at: datetime | None
    mistaken: bool
    taken_by: str | None = None


@dataclass(frozen=True)
class PastChange:
    """A change as it is read back; `undone` where a later one took it back."""

    change_id: str
    customer_id: str
    customer_name: str
    staff_id: str
    staff_name: str
    at: datetime
    field: str
    before: Any
    after: Any
    basis: Basis
    source: str
    interaction_id: str | None
    undoes: str | None
    undone: bool
    reviewed_at: datetime | None


@dataclass(frozen=True)
class Past:
    """A customer's whole past, the newest first; `created_at` None where nothing tells."""

    created_at: datetime | None
    contacts: tuple[ToldContact, ...]
    undertakings: tuple[Undertaking, ...]
    complaints: tuple[PastComplaint, ...]
    escalations: tuple[PastEscalation, ...]
    consents: tuple[GivenConsent, ...]


def past_of(*, session: Session, actor: Actor, customer_id: str) -> Past:
    """Everything of a customer within the actor's sight.

    Raises:
        NotFound: outside it.
    """
    customer = visible_customer(session=session, actor=actor, customer_id=customer_id)
    return Past(
        created_at=customer.created_at,
        contacts=_contacts(session, customer_id),
        undertakings=_undertakings(session, customer_id),
        complaints=_complaints(session, customer_id),
        escalations=_escalations(session, customer_id),
        consents=_consents(session, customer_id),
    )


def _contacts(session: Session, customer_id: str) -> tuple[ToldContact, ...]:
    statement = (
        select(Interaction, Staff.name)
        .outerjoin(Staff, col(Staff.staff_id) == Interaction.staff_id)
        .where(Interaction.customer_id == customer_id, col(Interaction.undone_at).is_(None))
        .order_by(col(Interaction.at).desc())
    )
    return tuple(
        ToldContact(
            interaction_id=row.interaction_id,
            took_place_on=row.took_place_on,
            at=row.at,
            channel=row.channel,
            staff_name=name or row.staff_id,
            summary=row.summary,
            said=row.said,
            outcome=row.outcome,
        )
        for row, name in session.exec(statement)
    )


def _undertakings(session: Session, customer_id: str) -> tuple[Undertaking, ...]:
    statement = (
        select(FollowUp)
        .where(FollowUp.customer_id == customer_id)
        .order_by(col(FollowUp.due_on).desc(), col(FollowUp.follow_up_id).desc())
    )
    return tuple(
        Undertaking(
            follow_up_id=row.follow_up_id,
            kind=row.kind,
            text=row.text,
            due_on=row.due_on,
            due_at=row.due_at,
            status=row.status,
            created_at=row.created_at,
            closed_at=row.closed_at,
            moved=row.moved_by is not None,
        )
        for row in session.exec(statement)
    )


def _complaints(session: Session, customer_id: str) -> tuple[PastComplaint, ...]:
    statement = (
        select(Complaint)
        .where(Complaint.customer_id == customer_id, col(Complaint.undone_at).is_(None))
        .order_by(col(Complaint.opened_at).desc())
    )
    return tuple(
        PastComplaint(
            complaint_id=row.complaint_id,
            size=row.size,
            text=row.text,
            opened_at=row.opened_at,
            solved_at=row.solved_at,
            solution=row.solution,
        )
        for row in session.exec(statement)
    )


def _escalations(session: Session, customer_id: str) -> tuple[PastEscalation, ...]:
    statement = (
        select(Escalation, Staff.name)
        .outerjoin(Staff, col(Staff.staff_id) == Escalation.taken_by)
        .where(Escalation.customer_id == customer_id)
        .order_by(col(Escalation.opened_at).desc())
    )
    return tuple(
        PastEscalation(
            escalation_id=row.escalation_id,
            event=row.event,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            mistaken=row.mistaken,
            taken_by=name or row.taken_by,
        )
        for row, name in session.exec(statement)
    )


def _consents(session: Session, customer_id: str) -> tuple[GivenConsent, ...]:
    statement = select(Consent).where(Consent.customer_id == customer_id)
    return tuple(
        GivenConsent(
            scope=row.scope,
            recorded_at=row.recorded_at,
            form=row.form,
            agreed_on=row.agreed_on,
            valid_until=row.valid_until,
            withdrawn_at=row.withdrawn_at,
            source=row.source,
            evidence=row.evidence,
        )
        for row in session.exec(statement.order_by(col(Consent.scope)))
    )
