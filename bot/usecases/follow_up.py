"""A line of the diary done, put back, moved to another time, or reminded of once more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot.results.customers import DiaryEntry
from bot.results.declined import Declined
from bot.understanding.days import the_day
from bot.usecases.evidence import attempted
from bot.usecases.notices import REMINDER, notify
from bot.usecases.work import Work
from store import follow_ups
from store.actor import Actor
from store.customers import OpenFollowUp, customer_names
from store.handovers import handover_of
from store.models import FollowUp
from store.notices import NoticeDraft, Value

GONE = Declined("not_found", "这件已经了结，或客户已不在您名下。")


@dataclass(frozen=True)
class Moved:
    """A line moved, and when it was due before."""

    entry: DiaryEntry
    former: date | datetime


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


def move_follow_up(
    follow_up_id: str, to: date | datetime, *, work: Work, actor: Actor
) -> Moved | Declined:
    """Give an open line another day, and an hour where `to` has one."""
    due_at = to if isinstance(to, datetime) else None

    def move(session: Session) -> Moved:
        before = follow_ups.open_follow_up(session=session, actor=actor, follow_up_id=follow_up_id)
        row = follow_ups.move_follow_up(
            session=session,
            actor=actor,
            follow_up_id=follow_up_id,
            due_on=the_day(to),
            due_at=due_at,
            at=work.now,
        )
        former = (before.due_at or before.due_on) if before is not None else to
        return Moved(_entry(row, session=session, actor=actor), former)

    return attempted(work, move)


def snooze(
    follow_up_id: str, until: datetime, *, work: Work, actor: Actor
) -> DiaryEntry | Declined:
    """Remind once more at another time; when it is due stays as it is."""
    line = follow_ups.open_follow_up(session=work.reading, actor=actor, follow_up_id=follow_up_id)
    if line is None:
        return GONE
    key = f"{REMINDER}:{follow_up_id}:again:{until:%y%m%d%H%M}"
    subject: dict[str, Value] = {
        "follow_up_id": follow_up_id,
        "again": (line.due_at or line.due_on).isoformat(),
    }
    notify(NoticeDraft(key, actor.staff_id, REMINDER, until, subject), work=work)
    return DiaryEntry(line, name_of_line(line, session=work.reading, actor=actor))


def name_of_line(line: OpenFollowUp, *, session: Session, actor: Actor) -> str:
    """The customer's name: of one's own, or of a colleague's whose line was accepted."""
    key = line.customer_id
    names = customer_names(session=session, actor=actor, customer_ids=[key])
    if key in names:
        return names[key]
    handed = handover_of(session=session, actor=actor, follow_up_id=line.follow_up_id)
    return handed.customer_name if handed is not None else key


def _entry(row: FollowUp, *, session: Session, actor: Actor) -> DiaryEntry:
    line = follow_ups.diary_line(row)
    return DiaryEntry(line, name_of_line(line, session=session, actor=actor))
