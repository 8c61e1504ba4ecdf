"""Complaints noted and worked on, each with its audit entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.results.declined import Declined
from bot.understanding.case_words import is_about_teller, speaks_of_complaint
from bot.usecases.case_clocks import watch_complaint
from bot.usecases.case_telling import StepTold, tell_leads
from bot.usecases.evidence import attempted
from bot.usecases.work import Work
from knowledge.privacy import mask_note
from store.actor import Actor
from store.case_steps import UNHAPPY as UNHAPPY
from store.case_steps import StepDraft, add_step, undo_step, unhappy_closings
from store.complaints import (
    complaints_of,
    get_complaint,
    noted_lately,
    open_complaint,
    raise_complaint,
    tell_progress,
    undo_complaint,
)
from store.errors import AlreadyWritten
from store.follow_ups import visible_customer
from store.models import Complaint, ComplaintSize, StepKind


@dataclass(frozen=True)
class Noted:
    """A complaint in the store: written now, or before and only told again.

    `tell_by` is till when the customer is to be told; `about` whom of the staff it is about.
    """

    complaint_id: str
    size: ComplaintSize
    again: bool
    tell_by: datetime
    about: str | None = None


def note_complaint(
    customer_id: str,
    size: ComplaintSize,
    text: str,
    *,
    work: Work,
    actor: Actor,
    received: date | datetime | None = None,
) -> Noted | Declined:
    """Write a complaint; one told again shortly after is written once."""
    text = mask_note(text)

    def write(session: Session) -> Noted:
        before = noted_lately(
            session=session, actor=actor, customer_id=customer_id, size=size, text=text, at=work.now
        )
        if before is not None:
            return _noted(before, work=work, again=True)
        row = open_complaint(
            session=session,
            actor=actor,
            customer_id=customer_id,
            size=size,
            text=text,
            at=work.now,
            received_at=_received(received, work),
            about_staff_id=about_whom(text, actor),
        )
        _announce(session, row, work=work, actor=actor)
        return _noted(row, work=work, again=False)

    return attempted(work, write)


def grow_complaint(
    customer_id: str,
    size: ComplaintSize,
    text: str,
    *,
    work: Work,
    actor: Actor,
    received: date | datetime | None = None,
) -> Noted | Declined:
    """The customer's complaint opened, or the open one raised; `again` where one was open."""
    text = mask_note(text)

    def write(session: Session) -> Noted:
        before = {
            each.complaint_id: each.size
            for each in complaints_of(session=session, actor=actor, customer_id=customer_id)
        }
        row = raise_complaint(
            session=session,
            actor=actor,
            customer_id=customer_id,
            size=size,
            text=text,
            at=work.now,
            received_at=_received(received, work),
            about_staff_id=about_whom(text, actor),
        )
        again = row.complaint_id in before
        if before.get(row.complaint_id) is not row.size:
            _announce(session, row, work=work, actor=actor)
        elif again:
            step_in(session, row, StepKind.PROGRESS, text, work=work, actor=actor)
        return _noted(row, work=work, again=again)

    return attempted(work, write)


def about_whom(text: str, actor: Actor) -> str | None:
    """The manager himself, where the words say that the complaint is about him."""
    return actor.staff_id if is_about_teller(text, actor.name) else None


def add_to_complaint(
    complaint_id: str,
    kind: StepKind,
    text: str,
    *,
    work: Work,
    actor: Actor,
    score: int | None = None,
) -> str | Declined:
    """A dated step in an open complaint; the id by which it may be taken back.

    A customer not content with what closed it is told to the supervisors, once.
    """

    def write(session: Session) -> str:
        row = get_complaint(session=session, actor=actor, complaint_id=complaint_id)
        if row.solved_at is not None and kind is not StepKind.RATED:
            raise AlreadyWritten("这起投诉已经结案；还没办完请先重新打开。")
        if kind is StepKind.TOLD:
            tell_progress(session=session, actor=actor, complaint_id=complaint_id, at=work.now)
        told = unhappy_closings(session=session, actor=actor, complaint_id=complaint_id)
        step = step_in(session, row, kind, mask_note(text), work=work, actor=actor, score=score)
        if row.solved_at is not None and score is not None and score <= UNHAPPY and not told:
            tell_leads(StepTold(step, complaint_id, row.customer_id), work=work, actor=actor)
        return step

    return attempted(work, write)


def take_step_back(step_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """Undo a step noted by mistake."""

    def undo(session: Session) -> None:
        undo_step(
            session=session,
            actor=actor,
            step_id=step_id,
            of_complaint=speaks_of_complaint,
            at=work.now,
        )

    return attempted(work, undo)


def take_back_complaint(complaint_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """Undo what was noted by mistake."""

    def undo(session: Session) -> None:
        undo_complaint(session=session, actor=actor, complaint_id=complaint_id, at=work.now)

    return attempted(work, undo)


def tell_supervisors_of(
    session: Session,
    row: Complaint,
    kind: StepKind,
    text: str,
    *,
    work: Work,
    actor: Actor,
    all_sizes: bool = False,
) -> None:
    """A step that the supervisors hear of at once, where it is theirs to hear."""
    step = step_in(session, row, kind, text, work=work, actor=actor)
    grave = row.size is not ComplaintSize.SMALL or row.about_staff_id is not None
    if grave or all_sizes:
        told = StepTold(step, row.complaint_id, row.customer_id, grave and kind is StepKind.OPENED)
        tell_leads(told, work=work, actor=actor)


def _announce(session: Session, row: Complaint, *, work: Work, actor: Actor) -> None:
    """Tell of one opened or raised, and let its clock be watched."""
    news = f"{row.size.label}投诉“{row.text}”"
    tell_supervisors_of(session, row, StepKind.OPENED, news, work=work, actor=actor)
    whose = visible_customer(session=session, actor=actor, customer_id=row.customer_id)
    watch_complaint(row, owner_id=whose.owner_id, tell_by=tell_by(row, work=work), work=work)


def step_in(
    session: Session,
    row: Complaint,
    kind: StepKind,
    text: str,
    *,
    work: Work,
    actor: Actor,
    score: int | None = None,
) -> str:
    """Write a step of a complaint the actor may see; its id."""
    draft = StepDraft(row.complaint_id, row.customer_id, kind, text, score)
    return add_step(session=session, actor=actor, draft=draft, at=work.now).step_id


def tell_by(row: Complaint, *, work: Work) -> datetime:
    """Till when the customer is to be told the first progress, counted from the receipt."""
    minutes = work.desk.policy.days("service.complaint_minutes")
    since = (row.received_at or row.opened_at).astimezone(work.desk.zone)
    return since + timedelta(minutes=minutes)


def _noted(row: Complaint, *, work: Work, again: bool) -> Noted:
    due = tell_by(row, work=work)
    return Noted(row.complaint_id, row.size, again, due, row.about_staff_id)


def _received(told: date | datetime | None, work: Work) -> datetime | None:
    """When the customer complained, where its time of day is known; nothing is ahead of now."""
    return min(told, work.now) if isinstance(told, datetime) else None
