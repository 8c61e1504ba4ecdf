"""A line of the diary handed to a colleague of the team: asked, accepted or not, taken back."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from bot.results.day import Handed
from bot.results.declined import Declined
from bot.usecases.evidence import attempted
from bot.usecases.follow_up import GONE
from bot.usecases.notices import HANDOVER, notify
from bot.usecases.work import Work
from store import handovers
from store.actor import Actor
from store.follow_ups import diary_line
from store.handovers import HandedLine
from store.models import Handover, Staff
from store.notices import NoticeDraft


def colleagues(*, work: Work, actor: Actor) -> list[Staff]:
    """The managers of the actor's team to whom he may hand a line over."""
    return handovers.colleagues_of(session=work.reading, actor=actor)


def hand_over(follow_up_id: str, to_id: str, *, work: Work, actor: Actor) -> Handed | Declined:
    """Ask a colleague to see to an open line; he is told at once."""

    def ask(session: Session) -> Handover:
        return handovers.ask_handover(
            session=session, actor=actor, follow_up_id=follow_up_id, to_id=to_id, at=work.now
        )

    return _told(ask, to=lambda row: row.to_id, what="asked", work=work, actor=actor)


def answer(handover_id: str, *, accept: bool, work: Work, actor: Actor) -> Handed | Declined:
    """Accept or decline; who asked is told."""

    def write(session: Session) -> Handover:
        return handovers.answer_handover(
            session=session, actor=actor, handover_id=handover_id, accept=accept, at=work.now
        )

    return _told(write, to=lambda row: row.from_id, what="answered", work=work, actor=actor)


def take_back(handover_id: str, *, work: Work, actor: Actor) -> Handed | Declined:
    """The one who handed it over has it again; the colleague is told where he had accepted it."""

    def write(session: Session) -> Handover:
        return handovers.take_back(
            session=session, actor=actor, handover_id=handover_id, at=work.now
        )

    row = attempted(work, write)
    if isinstance(row, Declined):
        return row
    if row.accepted:
        _tell(row, row.to_id, "taken back", work)
    return handed(row.handover_id, work=work, actor=actor) or GONE


def handed(handover_id: str, *, work: Work, actor: Actor) -> Handed | None:
    """A handover the actor gave or was asked to take."""
    found = handovers.handed_line(session=work.reading, actor=actor, handover_id=handover_id)
    return _handed(found) if found is not None else None


def taken_on(*, work: Work, actor: Actor) -> list[Handed]:
    """What colleagues handed to the actor and he accepted, as long as it is open."""
    return [_handed(each) for each in handovers.taken_on(session=work.reading, actor=actor)]


def tell_of_done(follow_up_id: str, *, work: Work, actor: Actor) -> None:
    """Who handed a line over learns that it is done."""
    line = handovers.handover_of(session=work.reading, actor=actor, follow_up_id=follow_up_id)
    if line is not None and line.handover.to_id == actor.staff_id:
        _tell(line.handover, line.handover.from_id, "done", work)


def _told(
    write: Callable[[Session], Handover],
    *,
    to: Callable[[Handover], str],
    what: str,
    work: Work,
    actor: Actor,
) -> Handed | Declined:
    row = attempted(work, write)
    if isinstance(row, Declined):
        return row
    _tell(row, to(row), what, work)
    line = handed(row.handover_id, work=work, actor=actor)
    return line if line is not None else GONE


def _tell(row: Handover, staff_id: str, what: str, work: Work) -> None:
    key = f"{HANDOVER}:{row.handover_id}:{what}"
    subject = {"handover_id": row.handover_id, "what": what}
    notify(NoticeDraft(key, staff_id, HANDOVER, work.now, subject), work=work)


def _handed(found: HandedLine) -> Handed:
    row = found.handover
    return Handed(
        handover_id=row.handover_id,
        line=diary_line(found.follow_up),
        customer_name=found.customer_name,
        giver=row.from_id,
        giver_name=found.from_name,
        taker=row.to_id,
        taker_name=found.to_name,
        accepted=row.accepted,
        standing=row.ended_at is None,
    )
