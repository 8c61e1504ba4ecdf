"""The record in words: line variants, slots of the scripts' lines, and of their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.record.standing import Standing
from bot.record.vocabulary import Tier
from bot.record.words import title_for
from store.customers import CustomerRecord
from store.names.forms import addressed_name, split_name
from store.names.salutations import (
    bare_name,
    salutation_at_company,
    salutation_in_name,
    salutation_used,
    whole_salutation,
    written_salutation,
)

_YEAR = 365
_AGO = {
    "contact_ago": "contact_days",
    "opened_ago": "opened_days",
    "solved_ago": "solved_complaint_days",
}
"""Word of a reason → the days it says: no reason speaks of 0天."""


def tags_of(record: CustomerRecord, *, standing: Standing) -> frozenset[str]:
    """The line variants meant for this customer."""
    tags = {record.kind.value}
    if standing.tier in {Tier.HIGH, Tier.KEY_COMPANY}:
        tags.add("hnw")
    if standing.senior:
        tags.add("senior")
    if record.personality:
        tags.add(record.personality.value)
    return frozenset(tags)


def slots_of(record: CustomerRecord, *, standing: Standing, rm_name: str) -> dict[str, str]:
    """Slot → words for it; a slot without a value is absent."""
    opened = standing.opened_days or 0
    values = {
        "salutation": salutation(record),
        "rm": rm_name,
        "company": addressed_name(record.name) if record.is_company else "",
        "idle_months": _count(record.idle_months),
        "monthly_inflow": wan(record.monthly_inflow_wan),
        "birthday": chinese_day(record.birthday),
        "years": _count(opened // _YEAR),
        "occupation": record.occupation,
        "industry": record.industry,
        "interest": next(iter(record.interests), ""),
        "need": next(iter(record.need_tags), ""),
        "receivable_days": _count(record.receivable_days),
        "receivable_share": f"{record.receivable_share:.0%}" if record.receivable_share else "",
        "last_contact": chinese_day(standing.last_contact_on),
        "next_plan": record.next_plan,
        "assessed_on": "" if standing.assessed_ahead else chinese_date(record.risk_assessed_on),
        "complaint_day": chinese_day(standing.complaint_opened_on),
        **_maturity_slots(standing),
        **_matured_slots(standing),
    }
    return {name: value for name, value in values.items() if value}


def reason_words(
    facts: Mapping[str, object], *, slots: Mapping[str, str], record: CustomerRecord
) -> dict[str, str]:
    """Words for the reasons in `applies`: the facts themselves, then what is said otherwise."""
    plain = {name: _word(value) for name, value in facts.items()}
    said = {name: slots[name] for name in ("receivable_share", "birthday") if name in slots}
    said |= {name: days_ago(facts.get(fact)) for name, fact in _AGO.items()}
    said["resource"] = next(iter(record.resource_needs), "")
    if record.outflow_ratio_60d is not None:
        said["outflow_ratio"] = f"{record.outflow_ratio_60d:.0%}"
    return {**slots, **{name: text for name, text in {**plain, **said}.items() if text}}


def salutation(record: CustomerRecord) -> str:
    """How to address the customer: as the file says, as the manager's notes do, by a title.

    "" where none of them says: the record holds no sex, so none is guessed, and nobody is called
    by his bare name. At a company the person is addressed where known.
    """
    notes = [text for past in record.interactions for text in (past.said, past.summary)]
    written = record.salutation or ""
    if record.is_company:
        return whole_salutation(written) or salutation_at_company(notes)
    name = record.name
    return (
        (written and written_salutation(written, name=name))
        or salutation_used(notes, name=name)
        or salutation_in_name(name)
        or _by_occupation(record)
    )


def _by_occupation(record: CustomerRecord) -> str:
    surname, _ = split_name(bare_name(record.name))
    title = title_for(record.occupation or "")
    return surname + title if surname and title else ""


def days_ago(days: object) -> str:
    """When something was, in the words of a colleague: 今天, 昨天, 9天前; "" where unknown."""
    if not isinstance(days, int) or days < 0:
        return ""
    return {0: "今天", 1: "昨天"}.get(days, f"{days}天前")


def wan(amount: float | None) -> str:
    """An amount in words, e.g. 300万元 or 1.2亿元."""
    if not amount:
        return ""
    return f"{amount / 10000:g}亿元" if amount >= 10000 else f"{amount:g}万元"


def chinese_day(day: date | None) -> str:
    """Month and day, e.g. 11月26日."""
    return f"{day.month}月{day.day}日" if day else ""


def chinese_date(day: date | None) -> str:
    """Year, month and day."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _maturity_slots(standing: Standing) -> dict[str, str]:
    if not standing.maturing:
        return {}
    first = standing.maturing[0]
    return {
        "maturity_product": first.shown_name,
        "maturity_date": chinese_day(first.maturity_date),
        "maturity_amount": wan(first.amount_wan),
    }


def _matured_slots(standing: Standing) -> dict[str, str]:
    if not standing.matured:
        return {}
    largest = standing.matured[0]
    return {
        "matured_product": largest.shown_name,
        "matured_date": chinese_day(largest.maturity_date),
    }


def _count(number: int | None) -> str:
    return str(number) if number else ""


def _word(value: object) -> str:
    if value is None or isinstance(value, bool | frozenset | tuple):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
