"""Questions on the book as their authors label them, and what in a label breaks the specification.

A question: {"id", "text", "condition", "sort", "limit", "count_only", "unknown", "author"}.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

Question = Mapping[str, Any]

_KEYS = set("id text condition sort limit count_only unknown author".split())
_ORDER = frozenset("= != > >= < <= between in known unknown".split())
_TEXT = frozenset("= != has lacks in known unknown".split())
_LIST = frozenset("has lacks known unknown".split())
_CHOICE = frozenset("= != in known unknown".split())
_IS = frozenset({"is"})
_NUMBERS = (
    "aum_wan monthly_inflow_wan annual_revenue_wan receivable_days receivable_share"
    " outflow_ratio_60d idle_months age"
).split()
_DATES = (
    "opened_on last_contact_on last_transaction_on next_follow_up_on risk_assessed_on"
).split()
_TEXTS = "name surname owner phone salutation occupation industry".split()
_LISTS = "need_tags interests resource_needs".split()
_C_LEVELS, _R_LEVELS = ({f"{letter}{n}" for n in range(1, 6)} for letter in "CR")
_CHOICES: Mapping[str, set[Any]] = {
    "kind": {"person", "company"},
    "tier": {"regular", "potential", "high_net_worth", "key_company"},
    "risk_level": _C_LEVELS,
    "credit_grade": set("ABCD"),
    "personality": {"quiet", "outgoing"},
    "preferred_channel": set("phone wechat visit branch video email sms".split()),
    "do_not_contact": {True, False},
    "open_complaint": {"small", "large", "public"},
    "consent": set("wealth insurance loan settlement survey".split()),
    "assessment": {"expired", "missing", "valid", "expiring"},
    "promise": {"open", "overdue"},
    "follow_up": {"open", "overdue"},
    "case": {"open"},
    "alert": set(
        "churn idle_funds birthday_soon maturity_soon matured_unplaced concentration above_level"
        " senior minor new_customer contact_overdue contact_too_frequent info_incomplete"
        " record_conflict clock_missed".split()
    ),
}
_ORDERED_CHOICES = {"risk_level", "credit_grade"}
_OPS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys((*_NUMBERS, *_DATES, *_ORDERED_CHOICES), _ORDER),
    **dict.fromkeys(_TEXTS, _TEXT),
    **dict.fromkeys((*_LISTS, "consent"), _LIST),
    **dict.fromkeys(
        ("kind", "tier", "personality", "preferred_channel", "do_not_contact", "open_complaint"),
        _CHOICE,
    ),
    **dict.fromkeys(("assessment", "promise", "follow_up", "case", "alert"), _IS),
    "birthday": frozenset("month within known unknown".split()),
    "holding": frozenset({"some"}),
    "holdings": frozenset({"known", "unknown"}),
    "said": frozenset({"has"}),
    "contacted": frozenset({"between"}),
}
_HOLDING_OPS: Mapping[str, frozenset[str]] = {
    "type": _CHOICE,
    "product": _TEXT,
    "risk_level": _ORDER,
    "amount_wan": _ORDER,
    "maturity_date": _ORDER,
}
_HOLDING_CHOICES: Mapping[str, set[Any]] = {
    "type": set("deposit mmf wealth fund insurance trust loan".split()),
    "risk_level": _R_LEVELS,
}


def faults_of(question: Question) -> list[str]:
    """What in a question breaks the specification; empty where nothing does."""
    found = [f"key {key}" for key in sorted(_KEYS ^ set(question))]
    if found:
        return found
    if question["condition"] is not None:
        found += _condition(question["condition"], _OPS, _CHOICES)
    found += _sort(question["sort"])
    if not (question["limit"] is None or isinstance(question["limit"], int)):
        found.append(f"limit {question['limit']}")
    if not isinstance(question["count_only"], bool):
        found.append("count_only")
    found += [
        f"not in the text: {word}" for word in question["unknown"] if word not in question["text"]
    ]
    if question["condition"] is None and not question["unknown"] and question["sort"] is None:
        found.append("says nothing")
    return found


def _sort(sort: Any) -> Iterator[str]:
    if sort is None:
        return
    if set(sort) != {"by", "order"} or sort["order"] not in {"asc", "desc"}:
        yield f"sort {sort}"
    elif _OPS.get(sort["by"]) is not _ORDER:
        yield f"sorts by {sort['by']}"


def _condition(
    condition: Any, ops: Mapping[str, frozenset[str]], choices: Mapping[str, set[Any]]
) -> Iterator[str]:
    if not isinstance(condition, dict):
        yield f"condition {condition}"
    elif set(condition) in ({"all"}, {"any"}):
        parts = next(iter(condition.values()))
        if len(parts) < 2:
            yield f"one part in {condition}"
        for each in parts:
            yield from _condition(each, ops, choices)
    elif set(condition) == {"not"}:
        yield from _condition(condition["not"], ops, choices)
    elif set(condition) != {"field", "op", "value"}:
        yield f"keys of {condition}"
    elif condition["op"] not in ops.get(condition["field"], ()):
        yield f"{condition['field']} {condition['op']}"
    elif not _fits(condition, choices):
        yield f"value of {condition}"
    elif condition["field"] == "holding":
        yield from _condition(condition["value"], _HOLDING_OPS, _HOLDING_CHOICES)


def _fits(leaf: Mapping[str, Any], choices: Mapping[str, set[Any]]) -> bool:
    """Whether the value is one of the field and the operation."""
    field, op, value = leaf["field"], leaf["op"], leaf["value"]
    if op in {"known", "unknown"}:
        return value is None
    if field in {"holding", "said", "contacted", "birthday"}:
        return _fits_special(field, op, value)
    if op in {"between", "in"}:
        several = isinstance(value, list) and (op == "in" or len(value) == 2)
        return several and all(_single(field, each, choices) for each in value)
    return _single(field, value, choices)


def _fits_special(field: str, op: str, value: Any) -> bool:
    if field == "holding":
        return isinstance(value, dict)
    if field == "said":
        days = [value["since"], value["until"]]
        return bool(value["words"]) and all(day is None or _is_day(day) for day in days)
    if field == "contacted":
        first, last, *channel = value
        known = channel == [] or channel[0] in _CHOICES["preferred_channel"]
        return _is_day(first) and _is_day(last) and known
    if op == "month":
        return value in range(1, 13)
    return len(value) == 2 and all(_is_day(f"2028-{day}") for day in value)


def _single(field: str, value: Any, choices: Mapping[str, set[Any]]) -> bool:
    if field in choices:
        return value in choices[field]
    if field in {*_NUMBERS, "amount_wan"}:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if field in {*_DATES, "maturity_date"}:
        return _is_day(value)
    return isinstance(value, str) and bool(value)


def _is_day(text: Any) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except (TypeError, ValueError):
        return False
