"""A message taken apart once, for everything that looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.understanding.contents import objections_of
from bot.understanding.follow_up import follow_up_of
from bot.understanding.model import Signals
from bot.understanding.moments import Moment, moments
from bot.understanding.wording import Clause, Wording, read_wording


@dataclass(frozen=True)
class Reading:
    """The words, their clauses and times, the next contact if it is one, what is objected to."""

    wording: Wording
    clauses: tuple[Clause, ...]
    times: list[Moment]
    planned: date | datetime | None
    objections: tuple[str, ...]
    signals: Signals


def read(
    text: str, *, now: datetime, customer_span: tuple[int, int] | None, in_hand: bool
) -> Reading:
    """Take a message apart."""
    wording = read_wording(text, customer_span)
    clauses = wording.clauses()
    times = moments(wording.plain, now=now)
    planned = follow_up_of(times, clauses, now=now)
    objections = objections_of(text, clauses)
    signals = Signals(
        in_hand=in_hand,
        named=wording.name is not None,
        planned_contact=planned is not None,
        objection=bool(objections),
        clauses=len(clauses),
    )
    return Reading(wording, clauses, times, planned, objections, signals)
