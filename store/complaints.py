"""Complaints: open until solved, seen by the owner and the owner's supervisor."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import or_
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, customer_scope, may_solve
from store.errors import AlreadyWritten, NotFound, NotPermitted, TooLate
from store.follow_ups import visible_customer
from store.models import CaseStep, Complaint, ComplaintSize, Customer, Interaction, StepKind

SAME_WITHIN = timedelta(hours=2)
"""A complaint told again this soon is the same one."""
UNDO_WITHIN = timedelta(minutes=10)
"""How long what was noted by mistake may be taken back."""
_GRAVITY = (ComplaintSize.SMALL, ComplaintSize.LARGE, ComplaintSize.PUBLIC)


def open_complaint(
    *,
    session: Session,
    actor: Actor,
    customer_id: str,
    size: ComplaintSize,
    text: str,
    at: datetime,
    source: str = "chat",
    received_at: datetime | None = None,
    about_staff_id: str | None = None,
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
        received_at=received_at,
        about_staff_id=about_staff_id,
    )
    session.add(row)
    _append(session, actor, "complaint.opened", row, at)
    return row


def noted_lately(
    *,
    session: Session,
    actor: Actor,
    customer_id: str,
    size: ComplaintSize,
    text: str,
    at: datetime,
) -> Complaint | None:
    """The open complaint that this one, told at *at*, says again: of the same size or words."""
    visible_customer(session=session, actor=actor, customer_id=customer_id)
    statement = select(Complaint).where(
        Complaint.customer_id == customer_id,
        col(Complaint.solved_at).is_(None),
        col(Complaint.opened_at) > at - SAME_WITHIN,
        or_(col(Complaint.size) == size, col(Complaint.text) == text),
    )
    return session.exec(statement.order_by(col(Complaint.opened_at))).first()


def raise_complaint(
    *,
    session: Session,
    actor: Actor,
    customer_id: str,
    size: ComplaintSize,
    text: str,
    at: datetime,
    received_at: datetime | None = None,
    about_staff_id: str | None = None,
) -> Complaint:
    """The customer's open complaint, raised to the size where it is less; opened if there is none.

    A graver one stays as it is, and what is told later is not written over what was told first.
    """
    visible_customer(session=session, actor=actor, customer_id=customer_id)
    statement = select(Complaint).where(
        Complaint.customer_id == customer_id, col(Complaint.solved_at).is_(None)
    )
    standing = list(session.exec(statement))
    if not standing:
        return open_complaint(
            session=session,
            actor=actor,
            customer_id=customer_id,
            size=size,
            text=text,
            at=at,
            received_at=received_at,
            about_staff_id=about_staff_id,
        )
    gravest = max(standing, key=lambda row: _GRAVITY.index(row.size))
    if _GRAVITY.index(gravest.size) < _GRAVITY.index(size):
        gravest.size = size
        session.add(gravest)
        _append(session, actor, "complaint.raised", gravest, at)
    return gravest


def solve_complaint(
    *, session: Session, actor: Actor, complaint_id: str, solution: str, at: datetime
) -> Complaint:
    """Mark a complaint solved.

    Raises:
        NotPermitted: where a manager would close a grave one: it may be about the manager.
        AlreadyWritten: where it was closed before.
    """
    row = get_complaint(session=session, actor=actor, complaint_id=complaint_id)
    if row.solved_at is not None:
        raise AlreadyWritten("这起投诉已经结案，没有重复登记。")
    if not may_solve(actor, row.size, about=row.about_staff_id):
        whose = "与您有关的" if row.about_staff_id == actor.staff_id else row.size.label
        raise NotPermitted(f"{whose}投诉由主管结案，请把处理结果报给主管。")
    row.solved_at, row.solution = at, solution
    session.add(row)
    _append(session, actor, "complaint.solved", row, at)
    return row


def reopen_complaint(
    *, session: Session, actor: Actor, complaint_id: str, at: datetime
) -> Complaint:
    """Open a solved complaint again, by whoever might close it.

    Raises:
        NotPermitted: where a manager would reopen what only a supervisor closes.
        AlreadyWritten: where it is open, or was taken back as no complaint.
    """
    row = get_complaint(session=session, actor=actor, complaint_id=complaint_id)
    if row.solved_at is None or row.undone_at is not None:
        raise AlreadyWritten("这起投诉没有结案，不用重新打开。")
    if not may_solve(actor, row.size, about=row.about_staff_id):
        raise NotPermitted(f"{row.size.label}投诉由主管结案，也由主管重新打开。")
    row.solved_at = row.solution = None
    session.add(row)
    _append(session, actor, "complaint.reopened", row, at)
    return row


def tell_progress(*, session: Session, actor: Actor, complaint_id: str, at: datetime) -> Complaint:
    """The customer was told how far his complaint has got; the first time stays."""
    row = get_complaint(session=session, actor=actor, complaint_id=complaint_id)
    if row.told_at is None:
        row.told_at = at
        session.add(row)
        _append(session, actor, "complaint.told", row, at)
    return row


def told_in_talk(*, session: Session, actor: Actor, customer_id: str, talk: datetime) -> None:
    """A contact spoke of what is open and was received before it; the first time stays."""
    for row in complaints_of(session=session, actor=actor, customer_id=customer_id):
        if row.solved_at is None and (row.received_at or row.opened_at) < talk:
            tell_progress(session=session, actor=actor, complaint_id=row.complaint_id, at=talk)


def not_told(
    *,
    session: Session,
    actor: Actor,
    customer_id: str,
    told_at: datetime,
    about: Callable[[str], bool],
    at: datetime,
) -> None:
    """What told a customer of his complaint at that time is taken back: what stands counts.

    The first step or talk left that told him gives the time; ``about`` says of a talk's words
    whether they are of a complaint. None left, the clock runs on.
    """
    for row in complaints_of(session=session, actor=actor, customer_id=customer_id):
        if row.told_at != told_at:
            continue
        row.told_at = min(_tellings(session, row, about), default=None)
        if row.told_at != told_at:
            session.add(row)
            kind = "complaint.untold" if row.told_at is None else "complaint.told"
            _append(session, actor, kind, row, at)


def _tellings(session: Session, row: Complaint, about: Callable[[str], bool]) -> Iterator[datetime]:
    """When the customer was told of a complaint, by the steps and talks that stand."""
    yield from session.exec(
        select(CaseStep.at).where(
            CaseStep.case_id == row.complaint_id,
            CaseStep.kind == StepKind.TOLD,
            col(CaseStep.undone_at).is_(None),
        )
    )
    talks = select(Interaction.at, Interaction.said).where(
        Interaction.customer_id == row.customer_id,
        col(Interaction.undone_at).is_(None),
        col(Interaction.outcome).is_(None),
        Interaction.at > (row.received_at or row.opened_at),
        Interaction.logged_at >= row.opened_at,
    )
    if row.solved_at is not None:
        talks = talks.where(Interaction.logged_at <= row.solved_at)
    yield from (talk for talk, said in session.exec(talks) if about(said))


def complaints_of(*, session: Session, actor: Actor, customer_id: str) -> list[Complaint]:
    """Every complaint of a customer within the actor's sight, the newest first.

    Those taken back as none are left out.
    """
    visible_customer(session=session, actor=actor, customer_id=customer_id)
    statement = select(Complaint).where(
        Complaint.customer_id == customer_id, col(Complaint.undone_at).is_(None)
    )
    return list(session.exec(statement.order_by(col(Complaint.complaint_id).desc())))


def open_complaints(
    *, session: Session, actor: Actor, customer_id: str | None = None
) -> list[tuple[Complaint, str]]:
    """What is open within the actor's sight, or of one customer, with the names, earliest first."""
    statement = (
        select(Complaint, Customer.name)
        .join(Customer, col(Customer.customer_id) == Complaint.customer_id)
        .where(customer_scope(actor), col(Complaint.solved_at).is_(None))
        .order_by(col(Complaint.opened_at), col(Complaint.complaint_id))
    )
    if customer_id is not None:
        statement = statement.where(Complaint.customer_id == customer_id)
    return [(row, name) for row, name in session.exec(statement)]


def undo_complaint(*, session: Session, actor: Actor, complaint_id: str, at: datetime) -> Complaint:
    """Take back what was noted by mistake; by whoever noted it, and soon. The row stays, marked.

    Raises:
        AlreadyWritten: where it was solved or taken back before.
        TooLate: after `UNDO_WITHIN`, and for anybody else.
    """
    row = get_complaint(session=session, actor=actor, complaint_id=complaint_id)
    if row.solved_at is not None:
        raise AlreadyWritten("这起投诉已经结案或撤销过。")
    if row.staff_id != actor.staff_id or at - row.opened_at >= UNDO_WITHIN:
        raise TooLate("这起投诉登记了一段时间，或不是您登记的，不能撤销；登记有误请告诉主管。")
    row.solved_at = row.undone_at = at
    session.add(row)
    _append(session, actor, "complaint.undone", row, at)
    return row


def get_complaint(*, session: Session, actor: Actor, complaint_id: str) -> Complaint:
    """A complaint of a customer *actor* may see.

    Raises:
        NotFound: where there is none.
    """
    statement = (
        select(Complaint)
        .join(Customer, col(Customer.customer_id) == Complaint.customer_id)
        .where(Complaint.complaint_id == complaint_id, customer_scope(actor))
    )
    row = session.exec(statement).first()
    if row is None:
        raise NotFound("没有找到这起投诉，或客户已不在您名下。")
    return row


def _append(session: Session, actor: Actor, kind: str, row: Complaint, at: datetime) -> None:
    payload = {"customer_id": row.customer_id, "size": row.size}
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
