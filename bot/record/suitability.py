"""Which products may be offered to whom: code over the record, before any text is written.

Every decision names its rule. The strictest rule met is reported first: whether the customer may be
offered anything at all, then consent, assessment, level, age, means, term and shelf.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.record.policy import Policy
from bot.record.standing import Standing
from store.customers import CustomerRecord
from store.models import ConsentScope, ProductType
from store.products import ShelfProduct

INVESTMENTS = frozenset(
    {
        ProductType.MMF,
        ProductType.WEALTH,
        ProductType.FUND,
        ProductType.INSURANCE,
        ProductType.TRUST,
    }
)
"""Types whose sale needs a valid assessment of the customer's risk level."""
COMPANY_ONLY = frozenset({ProductType.LOAN, ProductType.SETTLEMENT, ProductType.FX})
SCOPE_OF = {
    ProductType.DEPOSIT: ConsentScope.WEALTH,
    ProductType.MMF: ConsentScope.WEALTH,
    ProductType.WEALTH: ConsentScope.WEALTH,
    ProductType.FUND: ConsentScope.WEALTH,
    ProductType.TRUST: ConsentScope.WEALTH,
    ProductType.INSURANCE: ConsentScope.INSURANCE,
    ProductType.LOAN: ConsentScope.LOAN,
    ProductType.SETTLEMENT: ConsentScope.SETTLEMENT,
    ProductType.FX: ConsentScope.SETTLEMENT,
}
"""The consent a product of each type may be offered under."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A product that may not be offered, with the rule and the reason in words."""

    product: ShelfProduct
    rule_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Why no product at all may be offered, and what to do instead."""

    rule_id: str
    reason: str
    instead: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shelf as this customer may be offered it."""

    bars: tuple[Bar, ...]
    suitable: tuple[ShelfProduct, ...]
    blocked: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True)
class _Buyer:
    record: CustomerRecord
    standing: Standing
    policy: Policy


def sort_shelf(
    products: Iterable[ShelfProduct],
    *,
    record: CustomerRecord,
    standing: Standing,
    policy: Policy,
) -> Shelf:
    """Every product judged for the customer; with a bar standing, none is suitable."""
    bars = tuple(bars_of(record, standing=standing, policy=policy))
    suitable: list[ShelfProduct] = []
    blocked: list[Blocked] = []
    for product in products:
        verdict = judge(product, record=record, standing=standing, policy=policy)
        if verdict is None and bars:
            verdict = Blocked(product, bars[0].rule_id, bars[0].reason)
        if verdict is None:
            suitable.append(product)
        else:
            blocked.append(verdict)
    return Shelf(bars, tuple(suitable), tuple(blocked))


def bars_of(record: CustomerRecord, *, standing: Standing, policy: Policy) -> Iterator[Bar]:
    """What forbids any offer to this customer, the gravest first."""
    if record.do_not_contact:
        yield Bar("do-not-contact", "客户设了免打扰", "不主动联系；客户来电时只答他所问")
    if record.open_complaint:
        yield Bar("complaint-first", "有未结投诉", "先把投诉处理好，结案后再谈产品")
    if not record.agreed_scopes - {ConsentScope.SURVEY}:
        yield Bar("consent-scope", "没有营销授权", "先说明用途，取得书面授权再谈产品")
    if not record.is_company and record.risk_level is None:
        yield Bar("assessment-validity", "没有风险测评结果", "先请客户本人完成风险测评")
    elif not record.is_company and not standing.assessment_valid:
        yield Bar("assessment-validity", _expired(record, policy), "先请客户本人重新测评")
    if standing.first_week:
        yield Bar("new-customer-week", "开户第一周、首次沟通", "先教会功能、兑现权益，不推销产品")


def judge(
    product: ShelfProduct, *, record: CustomerRecord, standing: Standing, policy: Policy
) -> Blocked | None:
    """The first rule that forbids the product for the customer, or None."""
    buyer = _Buyer(record, standing, policy)
    for rule_id, test in _TESTS:
        reason = test(product, buyer)
        if reason is not None:
            return Blocked(product, _rule(rule_id, product), reason)
    return None


def level_of(level: str | None) -> int:
    """A risk level as a number, R3 and C3 alike 3; 0 without one."""
    return int(level[1:]) if level else 0


def _expired(record: CustomerRecord, policy: Policy) -> str:
    years = policy.days("validity.assessment_years")
    handbook = policy.days("validity.handbook_assessment_years")
    assessed = record.risk_assessed_on
    day = f"{assessed:%Y-%m-%d}" if assessed else "日期不明"
    return f"风险测评（{day}）已超过{years}年有效期（手册写{handbook}年，取更严的{years}年）"


def _rule(rule_id: str, product: ShelfProduct) -> str:
    if rule_id == "suitability-level" and product.type is ProductType.FUND:
        return "suitability-fund"
    return rule_id


_Test = Callable[[ShelfProduct, _Buyer], str | None]


def _off_shelf(product: ShelfProduct, _: _Buyer) -> str | None:
    return None if product.on_sale else "产品已停售"


def _audience(product: ShelfProduct, buyer: _Buyer) -> str | None:
    company = buyer.record.is_company
    if company and product.type is ProductType.INSURANCE:
        return "个人保险产品，不适用于企业"
    if not company and product.type in COMPANY_ONLY:
        return "面向企业的产品，不向个人推荐"
    if "科技企业" in product.fact_sheet and "科技" not in (buyer.record.industry or ""):
        return "只面向科技企业"
    return None


def _consent(product: ShelfProduct, buyer: _Buyer) -> str | None:
    scope = SCOPE_OF[product.type]
    return None if scope in buyer.record.agreed_scopes else f"客户没有授权{scope.label}类营销"


def _assessment(product: ShelfProduct, buyer: _Buyer) -> str | None:
    if product.type not in INVESTMENTS:
        return None
    if buyer.record.risk_level is None:
        return "没有风险测评结果"
    return None if buyer.standing.assessment_valid else _expired(buyer.record, buyer.policy)


def _level(product: ShelfProduct, buyer: _Buyer) -> str | None:
    level = buyer.record.risk_level
    if product.risk_level is None:
        return "产品没有风险等级" if product.type in INVESTMENTS else None
    if level is None:
        return "没有风险测评结果"
    if level_of(product.risk_level) <= level_of(level):
        return None
    return f"产品{product.risk_level}高于客户{level}可买的等级"


def _senior(product: ShelfProduct, buyer: _Buyer) -> str | None:
    age, policy = buyer.standing.age, buyer.policy
    if not buyer.standing.senior:
        return None
    if product.term_days > policy["means.senior_term_days"]:
        return f"客户{age}岁，期限{product.term_days}天过长"
    if level_of(product.risk_level) > policy["means.senior_level"]:
        return f"客户{age}岁，不主动推介{product.risk_level}产品"
    return None


def _qualified(product: ShelfProduct, buyer: _Buyer) -> str | None:
    needed = buyer.policy["means.qualified_investor_wan"]
    if product.type is not ProductType.TRUST and "合格投资者" not in product.fact_sheet:
        return None
    if buyer.record.aum_wan is not None and buyer.record.aum_wan >= needed:
        return None
    return f"只面向金融资产不低于{needed:g}万元的合格投资者"


def _means(product: ShelfProduct, buyer: _Buyer) -> str | None:
    free, policy = buyer.standing.free_wan, buyer.policy
    if product.type in COMPANY_ONLY or product.min_amount_wan <= policy["means.small_amount_wan"]:
        return None
    if free is None:
        return "资产规模不明，无法判断能否负担"
    share = policy["means.single_share"]
    if product.min_amount_wan <= free * share:
        return None
    return f"起购{product.min_amount_wan:g}万元，超过可动用资金{free:g}万元的{share:.0%}"


def _term(product: ShelfProduct, buyer: _Buyer) -> str | None:
    need = buyer.standing.near_term_need
    if need is None or product.type in COMPANY_ONLY:
        return None
    if product.term_days <= buyer.policy["means.near_term_days"]:
        return None
    return f"近期有用款（{need}），期限{product.term_days}天不匹配"


_TESTS: tuple[tuple[str, _Test], ...] = (
    ("off-shelf", _off_shelf),
    ("target-market", _audience),
    ("assessment-validity", _assessment),
    ("suitability-level", _level),
    ("qualified-investor", _qualified),
    ("affordability", _means),
    ("term-mismatch", _term),
    ("senior-care", _senior),
    ("consent-scope", _consent),
)
