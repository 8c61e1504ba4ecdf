"""A message understood, and a call told: read back, then written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.results.customers import Found, Several, Unknown
from bot.understanding import Promise
from knowledge.compliance import Finding
from store.models import Channel, ComplaintSize, Outcome


@dataclass(frozen=True)
class Message:
    """A message understood; `objections` are script ids, `customer` whom it names.

    The rest as in `Understanding`: `took_place` None where no contact did, `complaint` the size of
    one, `torn` the two days of a weekday and a date that do not agree. Where not `sure`,
    `alternatives` are the two intents it may have; `second` is where a second request begins.
    """

    text: str
    intent: str
    customer: Found | Several | Unknown | None
    channel: Channel
    took_place: date | datetime | None
    follow_up: date | datetime | None
    objections: tuple[str, ...]
    needs: tuple[str, ...]
    summary: str
    promises: tuple[Promise, ...]
    complaint: ComplaintSize | None
    opt_out: bool
    purpose: str
    torn: tuple[date, date] | None = None
    stated: frozenset[str] = frozenset()
    sure: bool = True
    alternatives: tuple[str, ...] = ()
    second: int | None = None


@dataclass(frozen=True)
class CallNote:
    """A call as understood, not yet written.

    `note_id` names this note: it is written at most once. `said` are the manager's words, numbers
    of cards and persons covered. With an `outcome` no contact took place, else `took_place` is its
    day, or its time. `promises` are the manager's and the customer's; `flags` are words of the
    manager's that break a rule. `new_phone` is a number told as the customer's new one. `inferred`
    names the fields the words do not say themselves. `torn` are two days to choose from.
    """

    note_id: str
    customer_id: str
    customer_name: str
    said: str
    summary: str
    channel: Channel
    follow_up: date | datetime | None
    needs: tuple[str, ...]
    objections: tuple[str, ...]
    promises: tuple[Promise, ...]
    flags: tuple[Finding, ...]
    suggestion_id: str | None
    took_place: date | datetime | None = None
    outcome: Outcome | None = None
    complaint: ComplaintSize | None = None
    opt_out: bool = False
    new_phone: str = ""
    torn: tuple[date, date] | None = None
    inferred: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Logged:
    """A call written down, and how to take it back."""

    interaction_id: str
    note: CallNote
