"""The record as script conditions, line variants and slots read it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from bot.record.alerts import Alert
from bot.record.client import Client
from bot.record.policy import Policy
from bot.record.standing import Stage, Standing, Tier
from bot.record.suitability import Buyer

_TITLES = (
    ("教授", "教授"),
    ("教师", "老师"),
    ("老师", "老师"),
    ("医生", "医生"),
    ("医师", "医生"),
    ("律师", "律师"),
    ("高管", "总"),
    ("企业家", "总"),
    ("企业主", "总"),
    ("私营业主", "总"),
    ("董事", "总"),
    ("总经理", "总"),
    ("个体", "老板"),
    ("店主", "老板"),
    ("工程师", "工"),
)
_DOUBLE_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 长孙 宇文 司徒 令狐 南宫 夏侯 端木".split()
)
_LEGAL_FORM = re.compile(r"(集团)?(股份)?(有限)?(责任)?(公司|合伙企业|企业|厂|店)$")


def facts_of(
    client: Client, *, standing: Standing, alerts: Collection[Alert], today: date
) -> dict[str, Any]:
    """Fields a script's `when` may name; unknown values are None."""
    solved = client.complaint_solved_on
    return {
        "alerts": {alert.code for alert in alerts},
        "kind": client.kind,
        "tier": standing.tier.value,
        "stage": standing.stage.value,
        "needs": client.needs,
        "interests": client.interests,
        "resources": client.resources,
        "occupation": client.occupation or None,
        "industry": client.industry or None,
        "personality": client.personality or None,
        "age": standing.age,
        "aum_wan": client.aum_wan,
        "complaint": client.complaint or None,
        "credit_grade": client.credit_grade or None,
        "holding_types": {p.type for p in client.positions if p.type},
        "idle_months": client.idle_months,
        "receivable_days": client.receivable_days,
        "receivable_share": client.receivable_share,
        "revenue_wan": client.revenue_wan,
        "opened_days": standing.opened_days,
        "contact_days": standing.contact_days,
        "first_contact": standing.first_contact,
        "consent": client.consent,
        "preferred_channel": client.preferred_channel,
        "solved_complaint_days": (today - solved).days if solved else None,
        "promise_due": bool(client.promises),
        "maturity_days": _days_to_maturity(standing, today),
        "birthday_days": standing.birthday_in,
        "outflow_ratio": client.outflow_ratio,
        "next_plan": client.next_plan or None,
    }


def tags_of(client: Client, *, standing: Standing, policy: Policy) -> frozenset[str]:
    """The line variants meant for this customer."""
    senior = standing.age is not None and standing.age >= policy["signals.senior_age"]
    held = {
        client.kind: True,
        "hnw": standing.tier in {Tier.HIGH, Tier.KEY_COMPANY},
        "senior": senior,
        client.personality: bool(client.personality),
    }
    return frozenset(tag for tag, holds in held.items() if holds)


def slots_of(client: Client, *, standing: Standing, rm_name: str, today: date) -> dict[str, str]:
    """Slot → words for it; a slot without a value is absent."""
    first = standing.maturing[0] if standing.maturing else None
    opened = standing.opened_days
    values = {
        "salutation": salutation(client),
        "rm": rm_name,
        "company": short_company(client.name) if client.kind == "company" else "",
        "maturity_product": first.name if first else "",
        "maturity_date": chinese_day(first.maturity_on) if first else "",
        "maturity_amount": wan(first.amount_wan) if first else "",
        "idle_months": str(client.idle_months) if client.idle_months else "",
        "monthly_inflow": wan(client.monthly_inflow_wan),
        "birthday": chinese_day(client.birthday),
        "years": str(opened // 365) if opened and opened >= 365 else "",
        "occupation": client.occupation,
        "industry": client.industry,
        "interest": client.interests[0] if client.interests else "",
        "need": client.needs[0] if client.needs else "",
        "receivable_days": str(client.receivable_days) if client.receivable_days else "",
        "receivable_share": f"{client.receivable_share:.0%}" if client.receivable_share else "",
        "last_contact": chinese_day(client.last_contact_on),
        "next_plan": client.next_plan,
        "assessed_on": chinese_date(client.assessed_on),
        "complaint_day": chinese_day(client.complaint_opened_on),
    }
    return {name: value for name, value in values.items() if value}


def buyer_of(client: Client, *, standing: Standing, policy: Policy) -> Buyer:
    """What suitability reads of the record."""
    opened = standing.opened_days
    week = policy["stages.first_week_days"]
    first_week = standing.stage is Stage.NEW and opened is not None and opened <= week
    return Buyer(
        kind=client.kind,
        risk_level=client.risk_level,
        assessed_on=client.assessed_on,
        consent=client.consent,
        do_not_contact=client.do_not_contact,
        open_complaint=bool(client.complaint),
        first_week=first_week,
        age=standing.age,
        aum_wan=client.aum_wan,
        free_wan=standing.free_wan,
        near_term_need=standing.near_term_need,
        occupation=client.occupation,
        industry=client.industry,
    )


def why_slots(client: Client, *, standing: Standing, today: date) -> dict[str, str]:
    """Slots of the reasons in `applies`: the fields themselves, in words."""
    facts: Mapping[str, Any] = facts_of(client, standing=standing, alerts=(), today=today)
    words = {key: _word(value) for key, value in facts.items()}
    words["resource"] = client.resources[0] if client.resources else ""
    if client.outflow_ratio is not None:
        words["outflow_ratio"] = f"{client.outflow_ratio:.0%}"
    return {key: value for key, value in words.items() if value}


def salutation(client: Client) -> str:
    """How to address the customer: a title where the occupation gives one, else the full name.

    The record holds no sex, so none is guessed; a company has none, a person answers for it.
    """
    if client.kind == "company":
        return ""
    surname = client.name[:2] if client.name[:2] in _DOUBLE_SURNAMES else client.name[:1]
    for word, title in _TITLES:
        if word in client.occupation:
            return surname + title
    return client.name


def short_company(name: str) -> str:
    """A company's name without its legal form."""
    return _LEGAL_FORM.sub("", name) or name


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


def _days_to_maturity(standing: Standing, today: date) -> int | None:
    days = [p.maturity_on for p in standing.maturing if p.maturity_on]
    return (min(days) - today).days if days else None


def _word(value: Any) -> str:
    if value is None or isinstance(value, bool | set | frozenset | tuple | list):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
