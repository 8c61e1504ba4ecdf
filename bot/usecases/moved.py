"""An appointment told as moved: which of the customer's open ones the new one stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.results.notes import CallNote
from bot.understanding.days import the_day
from bot.understanding.moving import Moving, moving
from bot.usecases.case import read_case
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import OpenFollowUp
from store.follow_ups import asks_for_quiet
from store.models import FollowUpKind

_LATEST = timedelta(days=7)
"""How long a follow-up may be overdue and still be the appointment that is moved."""


@dataclass(frozen=True)
class Former:
    """The follow-ups a note may have moved; where `sure` it is one, and there is no doubt."""

    lines: tuple[OpenFollowUp, ...] = ()
    sure: bool = False


def former_of(note: CallNote, interaction_id: str, *, work: Work, actor: Actor) -> Former:
    """What a note, written as this interaction, moves.

    It is the follow-up on the day the words name, else the next one to come; never a promise.
    """
    if note.follow_up is None:
        return Former()
    told = moving(note.said, now=work.now, to=the_day(note.follow_up))
    if told is None:
        return Former()
    today = work.now.date()
    held = _held(note.customer_id, interaction_id, work=work, actor=actor)
    named = [each for each in held if each.due_on in told.days and each.due_on >= today - _LATEST]
    lines = tuple(named) or _next(held, today)
    return Former(lines, _is_sure(told, bool(named)) and len(lines) == 1)


def _held(customer_id: str, interaction_id: str, *, work: Work, actor: Actor) -> list[OpenFollowUp]:
    """The appointments that stood before the note, earliest first."""
    case = read_case(customer_id, work=work, actor=actor)
    return [
        each
        for each in (case.record.due(FollowUpKind.FOLLOW_UP) if case is not None else ())
        if each.interaction_id != interaction_id and not asks_for_quiet(each.text)
    ]


def _next(held: Sequence[OpenFollowUp], today: date) -> tuple[OpenFollowUp, ...]:
    return tuple(each for each in held if each.due_on >= today)[:1]


def _is_sure(told: Moving, named: bool) -> bool:
    """Whether the words speak of an appointment that stood: by its day, or as one agreed before.

    A day that is no follow-up's leaves it open which one is meant.
    """
    pointed = named or (told.meeting and told.former and not told.days)
    return pointed and told.as_noted
