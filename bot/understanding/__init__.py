"""What a relationship manager's message means: pure reading, no store and no chat channel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from bot.understanding.contents import channel_of, is_complaint, needs_of, objections_of
from bot.understanding.follow_up import Promise, follow_up_of, promises_of
from bot.understanding.intent import INTENTS, Signals, intent_of
from bot.understanding.moments import moments
from bot.understanding.purpose import purpose_of
from bot.understanding.summary import plain_summary, summary_of
from bot.understanding.wording import read_wording

__all__ = ["INTENTS", "Promise", "Understanding", "parse_when", "understand"]

_PLANNING = frozenset({"capture", "complaint"})
_CONTACTS = frozenset({"brief", "capture", "complaint"})
_HEARING = frozenset({"ask", "capture", "brief", "complaint"})
_DOTTED = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\s*")


@dataclass(frozen=True)
class Understanding:
    """A message read.

    `mention` are the words that name the customer; `follow_up` is a date, or an aware datetime
    where an hour is named; `objections` are the customer's words, `needs` are tags; `purpose` is
    what a brief is asked for beyond the name.
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
    )
    intent = intent_of(wording.tight, signals)
    told = intent in _PLANNING
    plans = [moment for moment in times if not moment.is_past(now)]
    return Understanding(
        intent=intent,
        mention=text[slice(*wording.name)] if wording.name else None,
        channel=channel_of(clauses, times, now=now, told=told)
        if intent in _CONTACTS
        else "unknown",
        follow_up=planned if told else None,
        objections=objections if intent in _HEARING else (),
        needs=needs_of(wording.plain) if intent in _HEARING else (),
        summary=summary_of(wording, clauses, plans) if told else plain_summary(wording),
        promises=promises_of(text, clauses, times, now=now) if told else (),
        complaint=intent == "complaint" or is_complaint(wording.tight),
        purpose=purpose_of(wording, times) if intent == "brief" else "",
    )


def parse_when(text: str, *, now: datetime) -> date | datetime | None:
    """The first time in the text that is still to come; None where there is none."""
    plain = read_wording(_DOTTED.sub(r"\1-\2", text), (0, 0)).plain
    return next((m.when for m in moments(plain, now=now) if not m.is_past(now)), None)
