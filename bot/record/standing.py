"""Where a customer stands on a day: age, tier, stage, contact rhythm, churn signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.record.policy import Policy, valid_until
from bot.record.talk import Talk, talk_of
from bot.record.vocabulary import AlertCode, Stage, Tier
from bot.record.words import is_near_term
from store.customers import CustomerRecord, HeldProduct
from store.models import ComplaintSize

_GRAVE = frozenset({ComplaintSize.LARGE, ComplaintSize.PUBLIC})
_PERIODS = {
    Tier.REGULAR: "contact.regular_days",
    Tier.POTENTIAL: "contact.potential_days",
    Tier.HIGH: "contact.high_net_worth_days",
    Tier.COMPANY: "contact.company_days",
    Tier.KEY_COMPANY: "contact.company_days",
}


@dataclass(frozen=True, slots=True)
class ChurnSign:
    """A sign that the customer is about to leave; `alert` is None where another alert says it.

    `since` is when it began to stand; None where the record does not tell.
    """

    text: str
    alert: AlertCode | None
    since: date | datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the policy makes of a record on `today`; days of the store's times are the office's.

    `last_contact_on` counts calls logged here, `free_wan` (万元) is what no holding ties up
    beyond the coming maturities, `valid_until` is the assessment's last day, `matured` what ran out
    lately and was not placed since, `above_level` what is held above the customer's risk level,
    `talk` what was said in conversations logged here.
    A day that lies in the future, where only the past makes sense, counts as unknown.
    """

    today: date
    tier: Tier
    stage: Stage
    age: int | None
    senior: bool
    minor: bool
    opened_days: int | None
    first_week: bool
    last_contact_on: date | None
    contact_days: int | None
    contact_period: int
    valid_until: date | None
    assessment_valid: bool
    assessed_ahead: bool
    above_level: tuple[HeldProduct, ...]
    churn_signs: tuple[ChurnSign, ...]
    maturing: tuple[HeldProduct, ...]
    matured: tuple[HeldProduct, ...]
    birthday_days: int | None
    near_term_need: str | None
    free_wan: float | None
    complaint_opened_on: date | None
    complaint_solved_on: date | None
    talk: Talk

    @property
    def first_contact(self) -> bool:
        """Whether nobody has spoken with the customer yet."""
        return self.contact_days is None

    @property
    def first_maturity_on(self) -> date | None:
        """The day the first of the maturing holdings matures."""
        return min(
            (held.maturity_date for held in self.maturing if held.maturity_date), default=None
        )


def standing_of(record: CustomerRecord, *, policy: Policy, today: date, zone: ZoneInfo) -> Standing:
    """The customer's standing on `today`."""
    signs = tuple(_churn_signs(record, policy, today, zone))
    tier, stage = tier_of(record, policy), _stage(record, signs, policy, today)
    opened, age = _days_since(record.opened_on, today), _age(record, today)
    last_contact_on = _last_contact(record, today, zone)
    ahead = record.risk_assessed_on is not None and record.risk_assessed_on > today
    until = None if ahead else valid_until(record.risk_assessed_on, policy)
    within = until is not None and today <= until
    maturing = tuple(_maturing(record, policy, today))
    lately = policy.days("signals.talk_days")
    talk = talk_of(record.interactions, zone=zone, today=today, days=lately)
    week = policy["stages.first_week_days"]
    return Standing(
        today=today,
        tier=tier,
        stage=stage,
        age=age,
        senior=age is not None and age >= policy["signals.senior_age"],
        minor=age is not None and age < policy["signals.adult_age"],
        opened_days=opened,
        first_week=stage is Stage.NEW and opened is not None and opened <= week,
        last_contact_on=last_contact_on,
        contact_days=_days_since(last_contact_on, today),
        contact_period=policy.days(_PERIODS[tier]),
        valid_until=until,
        assessment_valid=record.risk_level is not None and within,
        assessed_ahead=ahead,
        above_level=tuple(_above_level(record)),
        churn_signs=signs,
        maturing=maturing,
        matured=tuple(_matured(record, policy, today)),
        birthday_days=_days_to_birthday(record.birthday, today),
        near_term_need=_near_term(record, talk),
        free_wan=_free(record, maturing, today),
        complaint_opened_on=_first_day((c.opened_at for c in record.complaints), zone),
        complaint_solved_on=_day(record.complaint_solved_at, zone),
        talk=talk,
    )


def tier_of(record: CustomerRecord, policy: Policy) -> Tier:
    """The tier a supervisor allowed, else by the policy; an unknown size counts as the lowest."""
    assets = record.aum_wan or 0.0
    if record.tier_override in set(Tier):
        return Tier(record.tier_override)
    if record.is_company:
        large = (record.annual_revenue_wan or 0.0) >= policy["tiers.key_revenue_wan"]
        rich = assets >= policy["tiers.key_assets_wan"]
        return Tier.KEY_COMPANY if large or rich else Tier.COMPANY
    if assets >= policy["tiers.high_net_worth_wan"]:
        return Tier.HIGH
    return Tier.POTENTIAL if assets >= policy["tiers.potential_wan"] else Tier.REGULAR


def _stage(
    record: CustomerRecord, signs: tuple[ChurnSign, ...], policy: Policy, today: date
) -> Stage:
    if signs:
        return Stage.AT_RISK
    days = _days_since(record.opened_on, today)
    if days is None:
        return Stage.MATURE
    if days <= policy["stages.new_days"]:
        return Stage.NEW
    return Stage.GROWTH if days <= policy["stages.growth_days"] else Stage.MATURE


def level_of(level: str | None) -> int:
    """A risk level as a number, R3 and C3 alike 3; 0 without one."""
    return int(level[1:]) if level else 0


def _churn_signs(
    record: CustomerRecord, policy: Policy, today: date, zone: ZoneInfo
) -> Iterator[ChurnSign]:
    traded, limit = record.last_transaction_on, policy.days("churn.no_transaction_days")
    quiet = _days_since(traded, today)
    if traded is not None and quiet is not None and quiet >= limit:
        since = traded + timedelta(days=limit)
        yield ChurnSign(f"已经{quiet}天没有交易", AlertCode.CHURN_NO_TRANSACTIONS, since)
    left = record.outflow_ratio_60d
    if left is not None and left > policy["churn.outflow_share"]:
        yield ChurnSign(f"近60日转出{left:.0%}", AlertCode.CHURN_OUTFLOW)
    if record.open_complaint in _GRAVE:
        grave = [c.opened_at for c in record.complaints if c.size in _GRAVE]
        since_then = min(grave, default=None)
        yield ChurnSign("投诉已经升级", None, since_then.astimezone(zone) if since_then else None)


def _last_contact(record: CustomerRecord, today: date, zone: ZoneInfo) -> date | None:
    days = [contact.at.astimezone(zone).date() for contact in record.interactions]
    if record.last_contact_on is not None:
        days.append(record.last_contact_on)
    return max((day for day in days if day <= today), default=None)


def _maturing(record: CustomerRecord, policy: Policy, today: date) -> Iterator[HeldProduct]:
    last = today + timedelta(days=policy.days("signals.maturity_days"))
    dated = [h for h in record.holdings if h.maturity_date and today <= h.maturity_date <= last]
    yield from sorted(dated, key=lambda held: held.maturity_date or last)


def _matured(record: CustomerRecord, policy: Policy, today: date) -> Iterator[HeldProduct]:
    """What ran out within the policy's days; nothing was bought or moved since, largest first."""
    first = today - timedelta(days=policy.days("signals.matured_days"))
    dated = [h for h in record.holdings if h.maturity_date and first <= h.maturity_date < today]
    left = [held for held in dated if not _placed_since(record, held, today)]
    yield from sorted(left, key=lambda held: -(held.amount_wan or 0.0))


def _placed_since(record: CustomerRecord, matured: HeldProduct, today: date) -> bool:
    """Whether a transaction followed the maturity, or a holding began at or after it."""
    ended, traded = matured.maturity_date, record.last_transaction_on
    if ended is None:
        return False
    if traded is not None and ended < traded <= today:
        return True
    begun = [
        other.maturity_date - timedelta(days=other.term_days)
        for other in record.holdings
        if other is not matured and other.maturity_date and other.term_days
    ]
    return any(ended <= day <= today for day in begun)


def _above_level(record: CustomerRecord) -> Iterator[HeldProduct]:
    if record.risk_level is None:
        return
    limit = level_of(record.risk_level)
    yield from (held for held in record.holdings if level_of(held.risk_level) > limit)


def _near_term(record: CustomerRecord, talk: Talk) -> str | None:
    """A payment soon: by the need tags, by needs noted in conversations, by what was said."""
    needs = (*record.need_tags, *(need.words for need in talk.needs))
    said = talk.near_term.words if talk.near_term else None
    return next((need for need in needs if is_near_term(need)), said)


def _free(record: CustomerRecord, maturing: tuple[HeldProduct, ...], today: date) -> float | None:
    if record.aum_wan is None:
        return None
    tied = sum(
        held.amount_wan or 0.0
        for held in record.holdings
        if held not in maturing and (held.maturity_date is None or held.maturity_date > today)
    )
    return max(record.aum_wan - tied, 0.0)


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return at.astimezone(zone).date() if at else None


def _first_day(times: Iterator[datetime], zone: ZoneInfo) -> date | None:
    return _day(min(times, default=None), zone)


def _days_since(day: date | None, today: date) -> int | None:
    """Days since a day that is past; None for one still to come."""
    return None if day is None or day > today else (today - day).days


def _age(record: CustomerRecord, today: date) -> int | None:
    if record.birthday is None or record.is_company or record.birthday > today:
        return None
    had = (today.month, today.day) >= (record.birthday.month, record.birthday.day)
    return today.year - record.birthday.year - (0 if had else 1)


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
