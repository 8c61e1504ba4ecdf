"""What a relationship manager's message means: pure reading, no store and no chat channel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.understanding.contents import channel_of, is_complaint, needs_of
from bot.understanding.follow_up import Promise, likely_follow_up, promises_of
from bot.understanding.intent import INTENTS, intent_of
from bot.understanding.moments import moments
from bot.understanding.purpose import purpose_of
from bot.understanding.reading import read
from bot.understanding.summary import plain_summary, summary_of
from bot.understanding.wording import read_wording

__all__ = ["INTENTS", "Promise", "Understanding", "parse_when", "understand"]

_PLANNING = frozenset({"capture", "complaint"})
_CONTACTS = frozenset({"brief", "capture", "complaint"})
_OBJECTING = frozenset({"ask", "capture"})
_NEEDING = frozenset({"ask", "capture", "brief", "complaint"})
_DOTTED = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\s*")


@dataclass(frozen=True)
class Understanding:
    """A message read.

    `mention` are the words that name the customer; `follow_up` is a date, or an aware datetime
    where an hour is named; `objections` are the customer's words, `needs` are tags; `purpose` is
    what a brief is asked for beyond the name. `torn` are the two days meant by a weekday and a
    date that do not agree: none of them is taken.
    """

    intent: str
    mention: str | None
    channel: str
    follow_up: date | datetime | None
    objections: tuple[str, ...]
    needs: tuple[str, ...]
    summary: str
    promises: tuple[Promise, ...]
    complaint: bool
    purpose: str
    torn: tuple[date, date] | None = None


def understand(
    text: str,
    *,
    now: datetime,
    customer_span: tuple[int, int] | None = None,
    in_hand: bool = False,
) -> Understanding:
    """Read a message.

    `now` is aware and sets the zone; `customer_span` is where the caller found a customer named;
    `in_hand` says that the chat already has a customer.
    """
    message = read(text, now=now, customer_span=customer_span, in_hand=in_hand)
    wording, clauses, times = message.wording, message.clauses, message.times
    intent = intent_of(wording.tight, message.signals)
    told = intent in _PLANNING
    planned = message.planned
    if planned is None and told:
        planned = likely_follow_up(times, clauses, now=now)
    plans = [moment for moment in times if moment.when == planned]
    return Understanding(
        intent=intent,
        mention=text[slice(*wording.name)] if wording.name else None,
        channel=channel_of(clauses, plans if told else []) if intent in _CONTACTS else "unknown",
        follow_up=planned if told else None,
        objections=message.objections if intent in _OBJECTING else (),
        needs=needs_of(wording.plain) if intent in _NEEDING else (),
        summary=summary_of(wording, clauses, plans) if told else plain_summary(wording),
        promises=promises_of(text, clauses, times, now=now) if told else (),
        complaint=intent == "complaint" or is_complaint(wording.tight),
        purpose=purpose_of(wording, times) if intent == "brief" else "",
        torn=next(((m.day, m.against) for m in times if m.against), None) if told else None,
    )


def parse_when(text: str, *, now: datetime) -> date | datetime | None:
    """The first time in the text that is still to come; None where there is none."""
    dotted = _DOTTED.fullmatch(text)
    plain = read_wording("-".join(dotted.groups()) if dotted else text, (0, 0)).plain
    clear = (m for m in moments(plain, now=now) if not m.is_past(now) and m.against is None)
    return next((m.when for m in clear), None)
