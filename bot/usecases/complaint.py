"""Complaints noted and solved, each with its audit entry."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from bot.results.declined import Declined
from bot.usecases.evidence import attempted
from bot.usecases.work import Work
from store.actor import Actor
from store.complaints import (
    noted_lately,
    open_complaint,
    raise_complaint,
    solve_complaint,
    undo_complaint,
)
from store.models import ComplaintSize


@dataclass(frozen=True)
class Noted:
    """A complaint in the store: written now, or before and only told again."""

    complaint_id: str
    size: ComplaintSize
    again: bool


def note_complaint(
    customer_id: str, size: ComplaintSize, text: str, *, work: Work, actor: Actor
) -> Noted | Declined:
    """Write a complaint; one told again shortly after is written once."""

    def write(session: Session) -> Noted:
        before = noted_lately(
            session=session, actor=actor, customer_id=customer_id, size=size, text=text, at=work.now
        )
        if before is not None:
            return Noted(before.complaint_id, before.size, again=True)
        row = open_complaint(
            session=session, actor=actor, customer_id=customer_id, size=size, text=text, at=work.now
        )
        return Noted(row.complaint_id, row.size, again=False)

    return attempted(work, write)


def grow_complaint(
    customer_id: str, size: ComplaintSize, text: str, *, work: Work, actor: Actor
) -> Noted | Declined:
    """The customer's complaint opened, or the open one raised; `again` where one was open."""

    def write(session: Session) -> Noted:
        row = raise_complaint(
            session=session, actor=actor, customer_id=customer_id, size=size, text=text, at=work.now
        )
        return Noted(row.complaint_id, row.size, again=row.opened_at != work.now)

    return attempted(work, write)


def take_back_complaint(complaint_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """Undo what was noted by mistake."""

    def undo(session: Session) -> None:
        undo_complaint(session=session, actor=actor, complaint_id=complaint_id, at=work.now)

    return attempted(work, undo)


def close_complaint(
    complaint_id: str, *, work: Work, actor: Actor, solution: str
) -> Declined | None:
    """Mark a complaint solved; refused where it is, or is not the actor's to close."""

    def solve(session: Session) -> None:
        solve_complaint(
            session=session, actor=actor, complaint_id=complaint_id, solution=solution, at=work.now
        )

    return attempted(work, solve)
