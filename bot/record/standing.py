"""Where a customer stands on a day: age, tier, stage, contact rhythm, churn signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.record.client import Client, Position
from bot.record.policy import Policy

NEAR_TERM_WORDS = (
    "购房", "买房", "换房", "首付", "装修", "买车", "购车", "大额支出", "结婚", "婚礼",
    "手术", "住院", "备用金", "短期用款", "近期用款", "过桥", "周转",
)  # fmt: skip


class Tier(StrEnum):
    """Customer tiers by assets or, for companies, by revenue and assets."""

    REGULAR = "普通"
    POTENTIAL = "潜力高净值"
    HIGH = "高净值"
    COMPANY = "企业"
    KEY_COMPANY = "战略企业"


class Stage(StrEnum):
    """Lifecycle stages; at-risk overrides the others whenever a churn sign stands."""

    NEW = "new"
    GROWTH = "growth"
    MATURE = "mature"
    AT_RISK = "at-risk"


STAGE_NAMES = {
    Stage.NEW: "新客户",
    Stage.GROWTH: "成长期",
    Stage.MATURE: "成熟期",
    Stage.AT_RISK: "流失预警",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the policy makes of a record on a day."""

    tier: Tier
    stage: Stage
    age: int | None
    opened_days: int | None
    contact_days: int | None
    contact_period: int
    churn_signs: tuple[str, ...]
    maturing: tuple[Position, ...]
    birthday_in: int | None
    near_term_need: str | None
    free_wan: float | None

    @property
    def first_contact(self) -> bool:
        """Whether nobody has spoken with the customer yet."""
        return self.contact_days is None


def standing_of(client: Client, *, policy: Policy, today: date) -> Standing:
    """The customer's standing on `today`."""
    signs = tuple(_churn_signs(client, policy, today))
    tier = tier_of(client, policy)
    maturing = tuple(_maturing(client, policy, today))
    return Standing(
        tier=tier,
        stage=_stage(client, signs, policy, today),
        age=_age(client, today),
        opened_days=_days_since(client.opened_on, today),
        contact_days=_days_since(client.last_contact_on, today),
        contact_period=contact_period(tier, policy),
        churn_signs=signs,
        maturing=maturing,
        birthday_in=_days_to_birthday(client.birthday, today),
        near_term_need=next((n for n in client.needs if _near_term(n)), None),
        free_wan=_free(client, maturing),
    )


def tier_of(client: Client, policy: Policy) -> Tier:
    """The tier by the policy's thresholds; an unknown size counts as the lowest."""
    assets = client.aum_wan or 0.0
    if client.kind == "company":
        large = (client.revenue_wan or 0.0) >= policy["tiers.key_revenue_wan"]
        rich = assets >= policy["tiers.key_assets_wan"]
        return Tier.KEY_COMPANY if large or rich else Tier.COMPANY
    if assets >= policy["tiers.high_net_worth_wan"]:
        return Tier.HIGH
    return Tier.POTENTIAL if assets >= policy["tiers.potential_wan"] else Tier.REGULAR


def contact_period(tier: Tier, policy: Policy) -> int:
    """Days between contacts meant for a tier."""
    names = {
        Tier.REGULAR: "contact.regular_days",
        Tier.POTENTIAL: "contact.potential_days",
        Tier.HIGH: "contact.high_net_worth_days",
        Tier.COMPANY: "contact.company_days",
        Tier.KEY_COMPANY: "contact.company_days",
    }
    return policy.days(names[tier])


def _stage(client: Client, signs: tuple[str, ...], policy: Policy, today: date) -> Stage:
    if signs:
        return Stage.AT_RISK
    days = _days_since(client.opened_on, today)
    if days is None:
        return Stage.MATURE
    if days <= policy["stages.new_days"]:
        return Stage.NEW
    return Stage.GROWTH if days <= policy["stages.growth_days"] else Stage.MATURE


def _churn_signs(client: Client, policy: Policy, today: date) -> Iterator[str]:
    quiet = _days_since(client.last_transaction_on, today)
    if quiet is not None and quiet >= policy["churn.no_transaction_days"]:
        yield f"已经{quiet}天没有交易"
    if client.outflow_ratio is not None and client.outflow_ratio > policy["churn.outflow_share"]:
        yield f"近60日转出{client.outflow_ratio:.0%}"
    if client.complaint in {"large", "public"}:
        yield "投诉已经升级"


def _maturing(client: Client, policy: Policy, today: date) -> Iterator[Position]:
    last = today + timedelta(days=policy.days("signals.maturity_days"))
    dated = [p for p in client.positions if p.maturity_on and today <= p.maturity_on <= last]
    yield from sorted(dated, key=lambda p: p.maturity_on or last)


def _free(client: Client, maturing: tuple[Position, ...]) -> float | None:
    if client.aum_wan is None:
        return None
    held = sum(p.amount_wan or 0.0 for p in client.positions if p not in maturing)
    return max(client.aum_wan - held, 0.0)


def _near_term(need: str) -> bool:
    return any(word in need for word in NEAR_TERM_WORDS)


def _days_since(day: date | None, today: date) -> int | None:
    return None if day is None else (today - day).days


def _age(client: Client, today: date) -> int | None:
    if client.birthday is None or client.kind == "company":
        return None
    had = (today.month, today.day) >= (client.birthday.month, client.birthday.day)
    return today.year - client.birthday.year - (0 if had else 1)


def _days_to_birthday(birthday: date | None, today: date) -> int | None:
    if birthday is None:
        return None
    for year in (today.year, today.year + 1):
        try:
            day = birthday.replace(year=year)
        except ValueError:  # 29 February is kept on the 28th
            day = birthday.replace(year=year, day=28)
        if day >= today:
            return (day - today).days
    return None
