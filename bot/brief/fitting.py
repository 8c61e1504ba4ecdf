"""How well a suitable product fits this customer, and why, in words a manager would use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import inf
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.brief.case import Case
from bot.brief.taken_up import meets
from bot.record.policy import Policy
from bot.record.slots import chinese_day, wan
from bot.record.standing import level_of
from bot.record.talk import Wanted, days_named
from bot.record.vocabulary import AlertCode, Tier
from knowledge.yaml_files import read_yaml
from store.customers import HeldProduct
from store.models import ProductType
from store.products import ShelfProduct

_FILE = Path(__file__).with_name("offering.yaml")
_WITHOUT_TERM = frozenset({ProductType.MMF, ProductType.FUND})
_WAITING = "应收账款票据"
"""What a company that waits long for its money may need, in the shelf's words."""
_WORTH_SAYING = 10
"""A least amount (万元) that not everybody has."""
_USUAL_DAYS = 180
_AT_HAND_DAYS = 7
_ASKED, _NEED, _SAME, _TERM, _LEVEL, _CLOSE = 100, 40, 30, 30, 8, 12


class Need(BaseModel):
    """A stated need: its words, the types that serve it, how long money may lie for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...]
    types: tuple[ProductType, ...]
    days: int | None = None
    listen: bool = False
    say: str = ""


class Offering(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    needs: tuple[Need, ...]
    daily_trade: tuple[str, ...]
    feels: Mapping[str, str]
    fund_days: Mapping[str, int]
    age_days: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a customer wants of a product, as far as the record knows it.

    `days` is how long his money may lie and `because` why; `until` the day it is used, `dated`
    where he said so and it is no guess at 明年; `most_days` what nothing may lie longer than;
    `words` what the record says he needs, `safer` when he wanted it steadier.
    """

    case: Case
    asked: Wanted | None
    times: int
    needs: tuple[tuple[str, Need], ...]
    days: int
    because: str
    until: date | None
    dated: bool
    most_days: float
    level: int
    words: str
    listens: bool
    safer: str

    @property
    def types(self) -> frozenset[ProductType]:
        """Types that serve his stated needs."""
        return frozenset(kind for _, need in self.needs for kind in need.types)

    def is_asked(self, product: ShelfProduct) -> bool:
        """Whether the customer asked for it."""
        return self.asked is not None and meets(product, self.asked)

    def too_long(self, product: ShelfProduct) -> bool:
        """Whether it would still be tied, or may stand low, when the money is used."""
        return days_of(product) > self.most_days

    def too_bold(self, product: ShelfProduct) -> bool:
        """Whether it moves more than who wanted it steadier had in mind."""
        return bool(self.safer) and level_of(product.risk_level) > 1

    def closeness(self, product: ShelfProduct) -> int:
        """Character pairs the product's words share with what the record says he needs."""
        text = product.name + product.fact_sheet
        pairs = {self.words[i : i + 2] for i in range(len(self.words) - 1)}
        return sum(pair in text for pair in pairs)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a product fits, and why."""

    score: float
    reasons: tuple[str, ...]


def days_of(product: ShelfProduct) -> int:
    """How long money should lie in a product; a fund's by its level, where it names no term."""
    if product.type is ProductType.FUND and not product.term_days and product.risk_level:
        return offering().fund_days[product.risk_level]
    return product.term_days


def wish_of(case: Case, policy: Policy) -> Wish:
    """What the customer wants, from the conversations, the needs and what he holds."""
    record, talk = case.record, case.standing.talk
    told = (*(need.words for need in talk.needs), *record.need_tags)
    near = (case.standing.near_term_need,) if case.standing.near_term_need else ()
    needs = tuple(_needs(dict.fromkeys((*near, *told))))
    asked = talk.asked[0] if talk.asked else None
    until = talk.use_by[1] if talk.use_by else None
    days, because = _lying(case, needs, until)
    wait = record.receivable_days or 0
    waiting = _WAITING if wait >= policy["means.receivable_wait_days"] else ""
    words = "/".join((*told, record.industry or "", record.next_plan or "", waiting))
    first = case.standing.first_contact and case.standing.tier is Tier.HIGH
    held_back = bool(needs) and all(need.listen for _, need in needs) and not talk.asked
    return Wish(
        case=case,
        asked=asked,
        times=len({w.heard.interaction_id for w in talk.asked}),
        needs=needs,
        days=days,
        because=because,
        until=until,
        dated=talk.use_by is not None and days_named(talk.use_by[0].words) is not None,
        most_days=_most_days(case, days, until, policy),
        level=_level(case),
        words=words,
        safer=f"{chinese_day(talk.safer.on)}说{talk.safer.words}" if talk.safer else "",
        listens=first or (held_back and not _moving(case)),
    )


def fit_of(product: ShelfProduct, wish: Wish) -> Fit:
    """The product's score for the wish and the reasons for it, the weightiest first."""
    found = [*_by_words(product, wish), *_by_money(product, wish), *_by_kind(product, wish)]
    score = sum(points for points, _ in found)
    reasons = [reason for _, reason in found if reason]
    return Fit(score, tuple(reasons))


def _needs(told: Mapping[str, None]) -> Iterator[tuple[str, Need]]:
    for words in told:
        known = offering().needs
        found = next((need for need in known if any(word in words for word in need.words)), None)
        if found is not None:
            yield words, found


def _moving(case: Case) -> bool:
    """Whether money is on the move anyway, whatever the greater plans are."""
    codes = {AlertCode.MATURITY_SOON, AlertCode.MATURED_UNPLACED, AlertCode.IDLE_FUNDS}
    return any(alert.code in codes for alert in case.alerts)


def _lying(case: Case, needs: tuple[tuple[str, Need], ...], until: date | None) -> tuple[int, str]:
    """How long his money may lie, and why."""
    standing, record = case.standing, case.record
    if until is not None:
        return (until - standing.today).days, ""
    stated = next(((words, need.days) for words, need in needs if need.days is not None), None)
    if stated is not None and stated[1] is not None:
        return stated[1], ""
    if any(word in (record.occupation or "") for word in offering().daily_trade):
        return _AT_HAND_DAYS, "生意上天天进出，取用要快"
    if any(alert.code is AlertCode.IDLE_FUNDS for alert in case.alerts):
        return _AT_HAND_DAYS, "每月工资进来，先从随取的放起"
    terms = [held.term_days for held in record.holdings if held.term_days]
    if terms:
        usual = sorted(terms)[len(terms) // 2]
        return usual, f"和手上放的{usual}天相近"
    if any(alert.code is AlertCode.CONCENTRATION for alert in case.alerts):
        return _USUAL_DAYS, "手上太集中，搭一块稳的"
    age = standing.age or 0
    return next(days for most, days in offering().age_days.items() if age <= most), ""


def _most_days(case: Case, days: int, until: date | None, policy: Policy) -> float:
    """What no product may lie longer than, where the money is wanted soon."""
    if until is not None:
        return (until - case.standing.today).days
    soon = case.standing.near_term_need is not None or days <= _AT_HAND_DAYS
    return policy["means.near_term_days"] if soon else inf


def _level(case: Case) -> int:
    level = level_of(case.record.risk_level)
    if case.standing.talk.safer is not None:
        return min(level, 1)
    if any(alert.code is AlertCode.CONCENTRATION for alert in case.alerts):
        return min(level, 2)
    return level - 1 if case.standing.senior or level > 4 else level


def _by_words(product: ShelfProduct, wish: Wish) -> Iterator[tuple[float, str]]:
    """What he asked for and needs."""
    if wish.is_asked(product) and wish.asked is not None:
        heard = wish.asked.heard
        often = f"，前后{wish.times}次" if wish.times > 1 else ""
        what = heard.words if wish.asked.days else "这一类"
        yield _ASKED, f"{chinese_day(heard.on)}问过{what}{often}"
    for words, need in wish.needs:
        if product.type in need.types:
            soon = words == wish.case.standing.near_term_need
            points = _NEED - 5 * need.types.index(product.type)
            yield points, "" if soon else need.say
            break
    held = _matured(product, wish.case)
    if held is not None:
        what = wan(held.amount_wan) or held.shown_name
        yield _SAME, f"接{chinese_day(held.maturity_date)}到期的{what}"
    yield min(_CLOSE * wish.closeness(product), 2 * _CLOSE), ""


def _by_money(product: ShelfProduct, wish: Wish) -> Iterator[tuple[float, str]]:
    """When the money is wanted."""
    shorter, longer = sorted((max(days_of(product), 1), max(wish.days, 1)))
    near = shorter / longer
    if days_of(product) > wish.days * 1.5:
        near /= 2
    yield _TERM * near, "；".join(_term_words(product, wish))


def _term_words(product: ShelfProduct, wish: Wish) -> Iterator[str]:
    need = wish.case.standing.near_term_need
    if wish.until is not None:
        at = f"{product.term_days}天到期" if product.term_days else "随时可赎"
        if wish.dated:
            yield f"钱{chinese_day(wish.until)}前后要用，{at}，赶得上"
        else:
            yield f"要用钱，具体时间没说，{at}，先问清"
    elif need and days_of(product) <= _AT_HAND_DAYS:
        yield f"{need}，要用时取得出来"
    elif product.term_days or product.type in _WITHOUT_TERM:
        term = f"期限{product.term_days}天" if product.term_days else "没有固定期限"
        near = min(days_of(product), wish.days) * 2 >= max(days_of(product), wish.days)
        short = days_of(product) <= wish.days == _AT_HAND_DAYS
        yield term + (f"，{wish.because}" if wish.because and (near or short) else "")


def _by_kind(product: ShelfProduct, wish: Wish) -> Iterator[tuple[float, str]]:
    """How it suits his level and his means."""
    level, known = wish.case.record.risk_level, level_of(product.risk_level)
    words = ""
    if wish.safer:
        yield 0, wish.safer
    if product.type is ProductType.DEPOSIT:
        words = f"{level}，求稳，这是存款" if level in {"C1", "C2"} else "这是存款"
    elif product.risk_level and level:
        words = f"{level}，{offering().feels[product.risk_level]}"
    yield -_LEVEL * abs(known - wish.level), words
    if product.min_amount_wan >= _WORTH_SAYING:
        yield 0, f"{wan(product.min_amount_wan)}起，拿得出"
    yield 0, product.fact_sheet.split(";")[0] if not words else ""


def _matured(product: ShelfProduct, case: Case) -> HeldProduct | None:
    """The holding that matures and was of the same kind and about as long."""
    for held in (*case.standing.matured, *case.standing.maturing):
        if held.type is product.type and held.term_days:
            shorter, longer = sorted((product.term_days, held.term_days))
            if shorter * 2 >= longer:
                return held
    return None


@cache
def offering() -> Offering:
    """The shipped lists, read once."""
    return Offering.model_validate(read_yaml(_FILE))
