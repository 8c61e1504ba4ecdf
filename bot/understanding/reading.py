"""A message taken apart once, for everything that looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.understanding.model import Signals
from bot.understanding.reports.parts import Parts, parts_of
from bot.understanding.wording import Clause, Wording


@dataclass(frozen=True)
class Reading:
    """The words, their clauses, times and turns of phrase, and what is known besides."""

    wording: Wording
    clauses: tuple[Clause, ...]
    parts: Parts
    signals: Signals


def read(
    text: str, *, now: datetime, customer_span: tuple[int, int] | None, in_hand: bool
) -> Reading:
    """Take a message apart."""
    parts = parts_of(text, now=now, customer_span=customer_span)
    wording, clauses = parts.wording, parts.clauses
    times = list(parts.named)
    signals = Signals(
        in_hand=in_hand,
        named=wording.name is not None,
        dated=bool(times),
    )
    return Reading(wording, clauses, parts, signals)
