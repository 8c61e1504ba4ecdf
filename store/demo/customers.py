"""A line of the demo customers, made whole: what it leaves out is unremarkable."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from store.customers.writing import CustomerRow, HeldRow
from store.models import Channel, ConsentScope, CustomerKind, Personality

_OPENED = -1700
_PERSON_ASSESSED = -150
_TRADED = -6
_PERSON_CONTACTED = ((500, -5), (100, -9), (0, -15))
"""Days since the last contact by wealth in 万元, well inside the contact period of the tier."""
_COMPANY_CONTACTED = -40


def customer_row(line: Mapping[str, Any], *, today: date) -> CustomerRow:
    """The customer of *line* as it stands on *today*."""
    kind = CustomerKind.COMPANY if "revenue" in line else CustomerKind.PERSON
    return CustomerRow(
        customer_id=line["id"],
        name=line["name"],
        kind=kind,
        owner_id=line["owner"],
        facts={**_facts(line, today), **_dealings(line, kind, today)},
        holdings=_holdings(line.get("holdings"), today),
        consent=_consent(line.get("consent", "all")),
    )


def _facts(line: Mapping[str, Any], today: date) -> dict[str, Any]:
    personality = line.get("personality")
    return {
        "phone": line.get("phone", _phone(line["id"])),
        "aum_wan": line["aum"],
        "birthday": _birthday(line["born"], today) if line.get("born") else None,
        "occupation": line.get("occupation"),
        "industry": line.get("industry"),
        "need_tags": _listed(line.get("need")),
        "interests": _listed(line.get("interests")),
        "personality": Personality(personality) if personality else None,
        "do_not_contact": line.get("do_not_contact", False),
        "annual_revenue_wan": line.get("revenue"),
        "receivable_days": line.get("receivable"),
        "receivable_share": line.get("share"),
        "credit_grade": line.get("grade"),
        "salutation": line.get("salutation"),
    }


def _dealings(line: Mapping[str, Any], kind: CustomerKind, today: date) -> dict[str, Any]:
    person = kind is CustomerKind.PERSON
    opened = line.get("opened", _OPENED)
    traded = max(line.get("traded", _TRADED), opened)
    return {
        "opened_on": _day(opened, today),
        "last_contact_on": _day(line.get("contact", _contacted(line, person)), today),
        "last_transaction_on": _day(traded, today),
        "outflow_ratio_60d": line.get("outflow", 0.05),
        "monthly_inflow_wan": line.get("inflow", 2),
        "idle_months": line.get("idle", 0),
        "next_plan": line.get("plan"),
        "next_follow_up_on": _day(line.get("next"), today),
        "risk_level": line.get("level"),
        "risk_assessed_on": _day(line.get("assessed", _PERSON_ASSESSED if person else None), today),
        "preferred_channel": Channel(line.get("channel", "wechat" if person else "phone")),
    }


def _contacted(line: Mapping[str, Any], person: bool) -> int:
    if not person:
        return _COMPANY_CONTACTED
    return next(days for least, days in _PERSON_CONTACTED if line["aum"] >= least)


def _day(days: int | None, today: date) -> date | None:
    return None if days is None else today + timedelta(days=days)


def _birthday(born: tuple[int, int], today: date) -> date:
    year, days = born
    next_one = today + timedelta(days=days)
    return next_one.replace(year=year, day=min(next_one.day, 28))


def _phone(customer_id: str) -> str:
    number = int(customer_id[1:])
    return f"1390000{1000 + number * 137 % 9000:04d}"


def _holdings(written: str | None, today: date) -> tuple[HeldRow, ...]:
    positions = (position.split(":") for position in _listed(written))
    return tuple(
        HeldRow(
            named=named,
            amount_wan=float(rest[0]),
            maturity_date=_day(int(rest[1]), today) if len(rest) > 1 else None,
        )
        for named, *rest in positions
    )


def _consent(written: str | None) -> frozenset[ConsentScope] | None:
    if written is None:
        return None
    if written == "all":
        return frozenset(ConsentScope)
    return frozenset(ConsentScope(scope) for scope in _listed(written) if scope != "none")


def _listed(text: str | None) -> list[str]:
    return text.split(";") if text else []
