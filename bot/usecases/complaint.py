"""Complaints noted and solved, each with its audit entry."""

from __future__ import annotations

from sqlmodel import Session

from bot.results.declined import Declined
from bot.usecases.evidence import attempted
from bot.usecases.work import Work
from store.actor import Actor
from store.complaints import open_complaint, solve_complaint
from store.models import ComplaintSize


def note_complaint(
    customer_id: str, size: ComplaintSize, text: str, *, work: Work, actor: Actor
) -> str | Declined:
    """Write a complaint; its id."""

    def write(session: Session) -> str:
        row = open_complaint(
            session=session, actor=actor, customer_id=customer_id, size=size, text=text, at=work.now
        )
        return row.complaint_id

    return attempted(work, write)


def close_complaint(
    complaint_id: str, *, work: Work, actor: Actor, solution: str
) -> Declined | None:
    """Mark a complaint solved; once solved it stays so."""

    def solve(session: Session) -> None:
        solve_complaint(
            session=session, actor=actor, complaint_id=complaint_id, solution=solution, at=work.now
        )

    return attempted(work, solve)
