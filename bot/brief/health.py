"""How a customer's assets stand: idle money, concentration, maturities, levels, gaps, scenarios.

Arithmetic over recorded amounts and the policy's thresholds; nothing is predicted and no product
is named that the customer does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.brief.case import Case
from bot.record.policy import Policy
from bot.record.standing import level_of
from bot.results.health import Gap, HealthReport, Holding, Loss, Part
from knowledge.yaml_files import read_yaml
from store.customers import HeldProduct
from store.models import CustomerKind, ProductType

_FILE = Path(__file__).with_name("health.yaml")
_NO_LEVEL = "无等级"
_UNPLACED = "未登记去向（含活期）"
_STEADY = frozenset({ProductType.DEPOSIT})
"""Types whose amount is not reckoned to fall."""

_OPEN = "没有固定期限"
_Known = Sequence[tuple[HeldProduct, float]]
"""Holdings whose amount is recorded, with it."""


class LookedFor(BaseModel):
    """A gap to look for, and of whom."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: CustomerKind
    ages: tuple[int, int] | None = None
    assets: float = 0
    held: tuple[ProductType, ...]
    cash: bool = False
    text: str
    source: str


class Rung(BaseModel):
    """A stretch of the maturity ladder, up to so many days from today."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    days: int
    words: str


class HealthData(BaseModel):
    """The file beside this one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    gaps: tuple[LookedFor, ...]
    ladder: tuple[Rung, ...]
    losses: tuple[float, ...]
    disclosures: tuple[str, ...]


def health_of(case: Case, *, policy: Policy, rm_name: str) -> HealthReport:
    """The report on the case's day."""
    record, standing = case.record, case.standing
    today = standing.today
    current = [h for h in record.holdings if h.maturity_date is None or h.maturity_date >= today]
    known = [(held, held.amount_wan) for held in current if held.amount_wan is not None]
    held_wan = round(sum(amount for _, amount in known), 2)
    aum = record.aum_wan
    unplaced = None if aum is None else max(round(aum - held_wan, 2), 0.0)
    whole = max(aum or 0.0, held_wan)
    holdings = tuple(_holding(each, whole, case) for each in current)
    return HealthReport(
        customer_id=record.customer_id,
        customer_name=record.name,
        made_on=today,
        rm_name=record.owner_name or rm_name,
        aum_wan=aum,
        held_wan=held_wan,
        unplaced_wan=unplaced,
        idle=tuple(_idle(case, unplaced, whole, policy)),
        risk_level=record.risk_level or "",
        risk_until=standing.valid_until,
        holdings=holdings,
        kinds=_by_kind(known, unplaced),
        levels=_by_level(known),
        ladder=_ladder(known, today),
        concentration=tuple(_concentration(holdings, policy)),
        level_remarks=tuple(_level_remarks(case, holdings)),
        gaps=tuple(_gaps(case, unplaced)),
        losses=tuple(_losses(known, whole)),
        unknown=tuple(_unknown(case, current)),
        disclosures=health_data().disclosures,
    )


def _holding(held: HeldProduct, whole: float, case: Case) -> Holding:
    amount = held.amount_wan
    return Holding(
        name=held.shown_name,
        kind=held.type.label if held.type else "",
        level=held.risk_level or "",
        amount_wan=amount,
        matures_on=held.maturity_date,
        share=round(amount / whole, 4) if amount is not None and whole else None,
        above_level=held in case.standing.above_level,
    )


def _idle(case: Case, unplaced: float | None, whole: float, policy: Policy) -> Iterator[str]:
    months = case.record.idle_months
    if months is not None and months >= policy["signals.idle_months"]:
        yield f"工资入账后连续{months}个月没有做安排"
    if unplaced and whole:
        yield f"有{unplaced:g}万元没有登记去向（含活期），占{unplaced / whole:.0%}"
    for held in case.standing.matured:
        if held.maturity_date is not None:
            amount = f"{held.amount_wan:g}万元" if held.amount_wan else ""
            day = f"{held.maturity_date:%Y-%m-%d}"
            yield f"{held.shown_name}{amount}已于{day}到期，之后没有新的安排"


def _by_kind(known: _Known, unplaced: float | None) -> tuple[Part, ...]:
    sums: dict[str, float] = {}
    for held, amount in known:
        label = held.type.label if held.type else "其他"
        sums[label] = sums.get(label, 0.0) + amount
    parts = [Part(label, round(amount, 2)) for label, amount in sums.items() if amount]
    parts.sort(key=lambda part: -part.amount_wan)
    return (*parts, Part(_UNPLACED, unplaced)) if unplaced else tuple(parts)


def _by_level(known: _Known) -> tuple[Part, ...]:
    sums: dict[str, float] = {}
    for held, amount in known:
        level = held.risk_level or _NO_LEVEL
        sums[level] = sums.get(level, 0.0) + amount
    ordered = sorted(sums.items(), key=lambda pair: (pair[0] == _NO_LEVEL, pair[0]))
    return tuple(Part(level, round(amount, 2)) for level, amount in ordered if amount)


def _ladder(known: _Known, today: date) -> tuple[Part, ...]:
    rungs: dict[str, list[tuple[HeldProduct, float]]] = {}
    for held, amount in known:
        rungs.setdefault(_rung(held.maturity_date, today), []).append((held, amount))
    order = [rung.words for rung in health_data().ladder] + [_OPEN]
    return tuple(
        Part(
            words,
            round(sum(amount for _, amount in rungs[words]), 2),
            tuple(held.shown_name for held, _ in rungs[words]),
        )
        for words in order
        if words in rungs
    )


def _rung(matures_on: date | None, today: date) -> str:
    if matures_on is None:
        return _OPEN
    days = (matures_on - today).days
    return next(rung.words for rung in health_data().ladder if days <= rung.days)


def _concentration(holdings: Sequence[Holding], policy: Policy) -> Iterator[str]:
    """What stands against the policy's share of a single product of some risk."""
    limit, level = policy["signals.concentration_share"], policy.days("signals.concentration_level")
    rated = [each for each in holdings if each.share is not None]
    for each in rated:
        if (each.share or 0) >= limit and level_of(each.level) >= level:
            most = f"单只R{level}及以上不宜到{limit:.0%}"
            yield f"{each.name}（{each.level}）占{each.share:.0%}，过于集中（{most}）"
    largest = max(rated, key=lambda each: each.share or 0, default=None)
    if largest is not None:
        yield f"占比最大的一只是{largest.name}，占{largest.share:.0%}"


def _level_remarks(case: Case, holdings: Sequence[Holding]) -> Iterator[str]:
    level, standing = case.record.risk_level, case.standing
    if case.record.is_company:
        return
    if level is None:
        yield "还没有风险测评，无法对照持有产品的等级，请先做测评"
        return
    if not standing.assessment_valid:
        yield f"风险测评{level}已不在有效期内，请重新测评后再对照"
    above = [each for each in holdings if each.above_level]
    for each in above:
        yield f"{each.name}是{each.level}，高于您{level}可以买的等级，请与客户经理核对当时的情况"
    if not above:
        yield f"持有的产品都没有超过您{level}可以买的等级"


def _gaps(case: Case, unplaced: float | None) -> Iterator[Gap]:
    record, age = case.record, case.standing.age
    held = {each.type for each in record.holdings}
    for each in health_data().gaps:
        if each.kind is not record.kind or (record.aum_wan or 0) < each.assets:
            continue
        if each.ages and (age is None or not each.ages[0] <= age < each.ages[1]):
            continue
        if held.intersection(each.held) or (each.cash and unplaced):
            continue
        yield Gap(each.text, each.source)


def _losses(known: _Known, whole: float) -> Iterator[Loss]:
    moving = [(h, a) for h, a in known if h.type not in _STEADY and a > 0]
    for held, amount in moving:
        yield from (_loss(held.shown_name, share, amount, whole) for share in health_data().losses)
    if len(moving) > 1:
        total = sum(amount for _, amount in moving)
        yield from (_loss("以上同时", share, total, whole) for share in health_data().losses)


def _loss(what: str, share: float, amount: float, whole: float) -> Loss:
    lost = round(amount * share, 2)
    return Loss(what, share, lost, round(whole - lost, 2))


def _unknown(case: Case, current: Sequence[HeldProduct]) -> Iterator[str]:
    if case.record.aum_wan is None:
        yield "资产规模没有记录，占比按已登记的持有计算"
    for held in current:
        if held.amount_wan is None:
            yield f"{held.shown_name}没有登记金额，没有计入"
    yield from (conflict.text for conflict in case.gate.conflicts)


@cache
def health_data() -> HealthData:
    """The shipped file, read once."""
    return HealthData.model_validate(read_yaml(_FILE))
