"""What happens in cases and complaints, step by step."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, customer_scope
from store.complaints import not_told
from store.follow_ups import visible_customer
from store.models import CaseStep, Complaint, Customer, ServiceCase, Staff, StepKind
from store.own_steps import own_step

UNDO_WITHIN = timedelta(minutes=10)
"""How long a step noted by mistake may be taken back."""


OFFER_STEPS = (StepKind.OFFER, StepKind.APPROVED, StepKind.RETURNED)
"""What is done about an offer to a customer who may leave: the last of it counts."""
UNHAPPY = 2
"""The satisfaction, of five, up to which a customer is not content."""


@dataclass(frozen=True)
class StepDraft:
    """What happened in which case."""

    case_id: str
    customer_id: str
    kind: StepKind
    text: str = ""
    score: int | None = None


@dataclass(frozen=True)
class NamedStep:
    """A step with the names to show."""

    step: CaseStep
    customer_name: str
    staff_name: str


def add_step(*, session: Session, actor: Actor, draft: StepDraft, at: datetime) -> CaseStep:
    """Write a step in a case of a customer *actor* may see.

    Raises:
        NotFound: where the customer is not the actor's to see.
    """
    visible_customer(session=session, actor=actor, customer_id=draft.customer_id)
    return write_step(session=session, actor=actor, draft=draft, at=at)


def write_step(*, session: Session, actor: Actor, draft: StepDraft, at: datetime) -> CaseStep:
    """The same, where the caller has seen to it that the case is the actor's to work on."""
    row = CaseStep(
        step_id=audit.new_id(session=session, prefix="ST", at=at),
        case_id=draft.case_id,
        customer_id=draft.customer_id,
        staff_id=actor.staff_id,
        at=at,
        kind=draft.kind,
        text=draft.text,
        score=draft.score,
    )
    _append(session, actor, f"case.{draft.kind.value}", row, at)
    return row


def undo_step(
    *,
    session: Session,
    actor: Actor,
    step_id: str,
    of_complaint: Callable[[str], bool],
    at: datetime,
) -> CaseStep:
    """Take back an own step, soon after it; the row stays, marked.

    ``of_complaint`` says of a talk's words whether they are of a complaint: who was told by a talk
    as well stays told.

    Raises:
        NotFound: where there is no such step of the actor's.
        TooLate: after `UNDO_WITHIN`.
    """
    row = own_step(CaseStep, step_id, session=session, actor=actor, within=UNDO_WITHIN, at=at)
    row.undone_at = at
    _append(session, actor, "case.undone", row, at)
    if row.kind is StepKind.TOLD:
        not_told(
            session=session,
            actor=actor,
            customer_id=row.customer_id,
            told_at=row.at,
            about=of_complaint,
            at=at,
        )
    return row


def steps_of(*, session: Session, actor: Actor, case_ids: Collection[str]) -> list[NamedStep]:
    """What happened in these cases, the earliest first, of those that are of a customer *actor*
    may see or were handed to him."""
    statement = (
        select(CaseStep, Customer.name, Staff.name)
        .join(Customer, col(Customer.customer_id) == CaseStep.customer_id)
        .join(Staff, col(Staff.staff_id) == CaseStep.staff_id)
        .where(
            col(CaseStep.case_id).in_(case_ids),
            col(CaseStep.undone_at).is_(None),
            _seen_by(actor),
        )
        .order_by(col(CaseStep.step_id))
    )
    return [NamedStep(*row) for row in session.exec(statement)] if case_ids else []


def unhappy_closings(
    *,
    session: Session,
    actor: Actor,
    complaint_id: str | None = None,
    customer_id: str | None = None,
) -> list[tuple[NamedStep, Complaint]]:
    """Solved complaints whose last rating since was `UNHAPPY` or less, within the actor's sight."""
    statement = (
        select(CaseStep, Customer.name, Staff.name, Complaint)
        .join(Complaint, col(Complaint.complaint_id) == CaseStep.case_id)
        .join(Customer, col(Customer.customer_id) == CaseStep.customer_id)
        .join(Staff, col(Staff.staff_id) == CaseStep.staff_id)
        .where(customer_scope(actor), CaseStep.kind == StepKind.RATED)
        .where(col(CaseStep.undone_at).is_(None), col(Complaint.undone_at).is_(None))
        .where(col(CaseStep.at) >= col(Complaint.solved_at))
        .order_by(col(CaseStep.step_id))
    )
    if complaint_id is not None:
        statement = statement.where(Complaint.complaint_id == complaint_id)
    if customer_id is not None:
        statement = statement.where(Complaint.customer_id == customer_id)
    last = {
        complaint.complaint_id: (NamedStep(step, customer, staff), complaint)
        for step, customer, staff, complaint in session.exec(statement)
    }
    return [each for each in last.values() if (each[0].step.score or UNHAPPY + 1) <= UNHAPPY]


def pending_offers(*, session: Session, actor: Actor) -> list[NamedStep]:
    """Offers to customers who may leave that wait for the supervisor's yes, the earliest first.

    Those of the actor's own are not his to decide.
    """
    later = aliased(CaseStep)
    decided = select(later.step_id).where(
        later.case_id == CaseStep.case_id,
        col(later.kind).in_(OFFER_STEPS),
        col(later.undone_at).is_(None),
        col(later.step_id) > col(CaseStep.step_id),
    )
    statement = (
        select(CaseStep, Customer.name, Staff.name)
        .join(ServiceCase, col(ServiceCase.case_id) == CaseStep.case_id)
        .join(Customer, col(Customer.customer_id) == CaseStep.customer_id)
        .join(Staff, col(Staff.staff_id) == CaseStep.staff_id)
        .where(customer_scope(actor), CaseStep.kind == StepKind.OFFER)
        .where(col(CaseStep.undone_at).is_(None), col(ServiceCase.closed_at).is_(None))
        .where(CaseStep.staff_id != actor.staff_id, ~decided.exists())
        .order_by(col(CaseStep.step_id))
    )
    return [NamedStep(*row) for row in session.exec(statement)]


def owner_of(*, session: Session, actor: Actor, step_id: str) -> str | None:
    """Who looks after the customer of a step that *actor* wrote; None for anybody else's step."""
    statement = (
        select(Customer.owner_id)
        .join(CaseStep, col(CaseStep.customer_id) == Customer.customer_id)
        .where(CaseStep.step_id == step_id, CaseStep.staff_id == actor.staff_id)
    )
    return session.exec(statement).first()


def get_step(*, session: Session, actor: Actor, step_id: str) -> NamedStep | None:
    """A step that stands, of a customer *actor* may see or of a case handed to him."""
    statement = (
        select(CaseStep, Customer.name, Staff.name)
        .join(Customer, col(Customer.customer_id) == CaseStep.customer_id)
        .join(Staff, col(Staff.staff_id) == CaseStep.staff_id)
        .where(
            CaseStep.step_id == step_id,
            col(CaseStep.undone_at).is_(None),
            _seen_by(actor),
        )
    )
    row = session.exec(statement).first()
    return NamedStep(*row) if row is not None else None


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    mine = select(ServiceCase.case_id).where(ServiceCase.assignee_id == actor.staff_id)
    return or_(customer_scope(actor), col(CaseStep.case_id).in_(mine))


def _append(session: Session, actor: Actor, kind: str, row: CaseStep, at: datetime) -> None:
    session.add(row)
    payload = {"case_id": row.case_id, "customer_id": row.customer_id, "kind": row.kind}
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
