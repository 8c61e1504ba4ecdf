"""A follow-up done, and put back where it was marked by mistake."""

from __future__ import annotations

from sqlmodel import Session

from bot.results.customers import DiaryEntry
from bot.results.declined import Declined
from bot.usecases.evidence import attempted
from bot.usecases.work import Work
from store import follow_ups
from store.actor import Actor
from store.customers import customer_names
from store.models import FollowUp


def close_follow_up(
    follow_up_id: str, *, work: Work, actor: Actor, moved_by: str | None = None
) -> DiaryEntry | Declined:
    """Mark a follow-up or promise done; `moved_by` is the interaction that gave it another day."""

    def close(session: Session) -> DiaryEntry:
        row = follow_ups.close_follow_up(
            session=session,
            actor=actor,
            follow_up_id=follow_up_id,
            at=work.now,
            moved_by=moved_by,
        )
        return _entry(row, session=session, actor=actor)

    return attempted(work, close)


def reopen_follow_up(follow_up_id: str, *, work: Work, actor: Actor) -> DiaryEntry | Declined:
    """Put a follow-up back into the diary; declined as `too_late` where it was cancelled,
    or done longer ago than the store allows."""

    def reopen(session: Session) -> DiaryEntry:
        row = follow_ups.reopen_follow_up(
            session=session, actor=actor, follow_up_id=follow_up_id, at=work.now
        )
        return _entry(row, session=session, actor=actor)

    return attempted(work, reopen)


def _entry(row: FollowUp, *, session: Session, actor: Actor) -> DiaryEntry:
    names = customer_names(session=session, actor=actor, customer_ids=[row.customer_id])
    return DiaryEntry(follow_ups.diary_line(row), names[row.customer_id])
