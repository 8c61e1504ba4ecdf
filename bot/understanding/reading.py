"""A message taken apart once, for everything that looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.understanding.contents import objections_of
from bot.understanding.follow_up import follow_up_of
from bot.understanding.model import Signals
from bot.understanding.reports.parts import Parts, parts_of
from bot.understanding.wording import Clause, Wording


@dataclass(frozen=True)
class Reading:
    """The words, their clauses and times, the next contact if it is one, what is objected to."""

    wording: Wording
    clauses: tuple[Clause, ...]
    parts: Parts
    planned: date | datetime | None
    objections: tuple[str, ...]
    signals: Signals


def read(
    text: str, *, now: datetime, customer_span: tuple[int, int] | None, in_hand: bool
) -> Reading:
    """Take a message apart."""
    parts = parts_of(text, now=now, customer_span=customer_span)
    wording, clauses = parts.wording, parts.clauses
    times = list(parts.named)
    planned = follow_up_of(times, clauses, now=now)
    objections = objections_of(text, clauses)
    signals = Signals(
        in_hand=in_hand,
        named=wording.name is not None,
        dated=bool(times),
    )
    return Reading(wording, clauses, parts, planned, objections, signals)
