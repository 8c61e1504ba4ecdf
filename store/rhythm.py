"""The hours of each member of staff: when the morning message comes, when nothing does."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session, select

from store import audit
from store.actor import Actor
from store.models import StaffRhythm


@dataclass(frozen=True)
class Rhythm:
    """``morning`` is None where no morning message is wanted; nothing comes in quiet hours.

    Quiet hours may reach over midnight.
    """

    morning: time | None = time(8, 30)
    quiet_from: time = time(21)
    quiet_to: time = time(8)

    def is_quiet(self, at: time) -> bool:
        """Whether a time of day is within the quiet hours."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to


HOUSE = Rhythm()
"""What holds for whoever set nothing."""


def rhythms_of(*, session: Session) -> dict[str, Rhythm]:
    """The hours of those who set some, by staff id.

    A system read: senders ask it of everybody they may tell, nobody is shown another's hours.
    """
    return {row.staff_id: _rhythm(row) for row in session.exec(select(StaffRhythm))}


def rhythm_of(*, session: Session, staff_id: str) -> Rhythm:
    """The hours of one member of staff.

    A system read, as `rhythms_of`: of oneself, or to know when somebody may be told.
    """
    row = session.get(StaffRhythm, staff_id)
    return _rhythm(row) if row is not None else HOUSE


def set_rhythm(*, session: Session, actor: Actor, rhythm: Rhythm, at: datetime) -> None:
    """Set the actor's own hours."""
    values = {
        "staff_id": actor.staff_id,
        "morning_at": _written(rhythm.morning) if rhythm.morning is not None else "",
        "quiet_from": _written(rhythm.quiet_from),
        "quiet_to": _written(rhythm.quiet_to),
    }
    session.merge(StaffRhythm(**values, changed_at=at))
    audit.append(session=session, actor_id=actor.staff_id, kind="rhythm.set", payload=values, at=at)


def _rhythm(row: StaffRhythm) -> Rhythm:
    morning = _read(row.morning_at) if row.morning_at != "" else None
    return Rhythm(
        HOUSE.morning if row.morning_at is None else morning,
        _read(row.quiet_from) or HOUSE.quiet_from,
        _read(row.quiet_to) or HOUSE.quiet_to,
    )


def _read(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _written(at: time) -> str:
    return at.isoformat("minutes")
