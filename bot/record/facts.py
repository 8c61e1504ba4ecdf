"""The record as script conditions read it: the names a script's `when` may use, in one table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from operator import attrgetter

from bot.record.alerts import Alert
from bot.record.standing import Standing
from bot.record.talk import owes_reply
from bot.record.vocabulary import AlertCode, Stage, Tier
from bot.record.words import complaint_topics, words
from store.customers import CustomerRecord, NotedComplaint
from store.models import (
    Channel,
    ComplaintSize,
    ConsentScope,
    CustomerKind,
    FollowUpKind,
    Personality,
    ProductType,
)

_Reader = Callable[[CustomerRecord, Standing], object]

_OF_THE_RECORD = (
    "kind",
    "interests",
    "occupation",
    "industry",
    "personality",
    "aum_wan",
    "credit_grade",
    "idle_months",
    "receivable_days",
    "receivable_share",
    "preferred_channel",
    "next_plan",
)
_OF_THE_STANDING = (
    "tier",
    "stage",
    "age",
    "opened_days",
    "contact_days",
    "first_contact",
    "birthday_days",
    "assessed_ahead",
)
_ALERTS = "alerts"


def _own(name: str) -> _Reader:
    read = attrgetter(name)
    return lambda record, _: read(record)


def _derived(name: str) -> _Reader:
    read = attrgetter(name)
    return lambda _, standing: read(standing)


def _days_to_maturity(_: CustomerRecord, standing: Standing) -> int | None:
    return _between(standing.today, standing.first_maturity_on)


def _days_since_matured(_: CustomerRecord, standing: Standing) -> int | None:
    ended = [held.maturity_date for held in standing.matured if held.maturity_date]
    return _between(max(ended, default=None), standing.today)


def _days_since_solved(_: CustomerRecord, standing: Standing) -> int | None:
    return _between(standing.complaint_solved_on, standing.today)


def _between(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else (last - first).days


def _promised_on_asking(record: CustomerRecord, standing: Standing) -> bool:
    """Whether something was promised, and is open, in the talk in which he asked last."""
    asked_in = [wanted.heard.interaction_id for wanted in standing.talk.asked[:1]]
    return any(promise.interaction_id in asked_in for promise in record.due(FollowUpKind.PROMISE))


def _told(complaints: Iterable[NotedComplaint]) -> str:
    return "，".join(each.text for each in complaints)


READERS: Mapping[str, _Reader] = {
    **{name: _own(name) for name in _OF_THE_RECORD},
    **{name: _derived(name) for name in _OF_THE_STANDING},
    "needs": lambda record, standing: (
        *record.need_tags,
        *(need.words for need in standing.talk.needs),
    ),
    "consent": lambda record, standing: (
        None if record.consent is None else record.agreed_on(standing.today)
    ),
    "resources": _own("resource_needs"),
    "complaint": _own("open_complaint"),
    "complaint_about": lambda record, _: complaint_topics(_told(record.complaints)),
    "revenue_wan": _own("annual_revenue_wan"),
    "outflow_ratio": _own("outflow_ratio_60d"),
    "holding_types": lambda record, _: frozenset(h.type for h in record.holdings if h.type),
    "promise_due": lambda record, _: bool(record.due(FollowUpKind.PROMISE)),
    "open_promises": lambda record, _: tuple(p.text for p in record.due(FollowUpKind.PROMISE)),
    "kept_promises": lambda record, _: tuple(promise.text for promise in record.kept_promises),
    "contacted": lambda _, standing: not standing.first_contact,
    "said": lambda record, _: tuple(contact.summary for contact in record.interactions),
    "asked_lately": lambda _, standing: bool(standing.talk.asked),
    "promised_on_asking": _promised_on_asking,
    "safer_told": lambda _, standing: standing.talk.safer is not None,
    "reply_owed": lambda record, _: any(map(owes_reply, record.follow_ups)),
    "near_term_told": lambda _, standing: standing.talk.near_term is not None,
    "last_channel": lambda record, _: next((c.channel for c in record.interactions), None),
    "maturity_days": _days_to_maturity,
    "matured_days": _days_since_matured,
    "solved_complaint_days": _days_since_solved,
}
"""Condition name → how it is read. Names that scripts already use stay when a field is renamed."""

_CHOICES: Mapping[str, Iterable[str]] = {
    _ALERTS: AlertCode,
    "kind": CustomerKind,
    "tier": Tier,
    "stage": Stage,
    "personality": Personality,
    "complaint": ComplaintSize,
    "complaint_about": words().complaints,
    "holding_types": ProductType,
    "consent": ConsentScope,
    "preferred_channel": Channel,
    "last_channel": Channel,
    "credit_grade": ("A", "B", "C", "D"),
}


def facts_of(
    record: CustomerRecord, *, standing: Standing, alerts: Collection[Alert]
) -> dict[str, object]:
    """Fields a script's `when` may name; unknown values are None."""
    facts = {name: read(record, standing) for name, read in READERS.items()}
    return {_ALERTS: frozenset(alert.code for alert in alerts), **facts}


def script_vocabulary() -> Mapping[str, frozenset[str] | None]:
    """Condition name → the values it may be compared with; None where any text or number may."""
    free: dict[str, frozenset[str] | None] = dict.fromkeys(READERS)
    return free | {name: frozenset(map(str, values)) for name, values in _CHOICES.items()}
