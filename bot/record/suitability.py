"""Which products may be offered to whom: code over the record, before any text is written.

Every decision names its rule. The strictest rule met is reported first: whether the customer may be
offered anything at all, then consent, assessment, level, age, means, term and shelf.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.record.policy import Policy, valid_until

INVESTMENTS = frozenset({"mmf", "wealth", "fund", "insurance", "trust"})
"""Types whose sale needs a valid assessment of the customer's risk level."""

_CONSENT_SCOPE = {
    "deposit": "wealth",
    "mmf": "wealth",
    "wealth": "wealth",
    "fund": "wealth",
    "trust": "wealth",
    "insurance": "insurance",
    "loan": "loan",
    "settlement": "settlement",
    "fx": "settlement",
}
_SCOPE_NAMES = {"wealth": "理财", "insurance": "保险", "loan": "贷款", "settlement": "结算"}
COMPANY_ONLY = frozenset({"loan", "settlement", "fx"})


@dataclass(frozen=True, slots=True)
class Product:
    """A product on the shelf. Amounts in 万元, terms in days; an empty risk level is None."""

    product_id: str
    name: str
    type: str
    risk_level: str | None
    min_amount_wan: float
    term_days: int
    issuer: str
    agency_sale: bool
    needs_dual_recording: bool
    fee: str
    on_sale: bool
    fact_sheet: str


@dataclass(frozen=True, slots=True)
class Buyer:
    """What suitability reads of a customer. Unknown values are None.

    `free_wan` is what is not tied up in holdings beyond the coming maturities, 万元.
    """

    kind: str
    risk_level: str | None
    assessed_on: date | None
    consent: frozenset[str]
    do_not_contact: bool
    open_complaint: bool
    first_week: bool
    age: int | None
    aum_wan: float | None
    free_wan: float | None
    near_term_need: str | None
    occupation: str
    industry: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """A product that may not be offered, with the rule and the reason in words."""

    product: Product
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
    suitable: tuple[Product, ...]
    blocked: tuple[Blocked, ...]


def sort_shelf(products: Iterable[Product], *, buyer: Buyer, policy: Policy, today: date) -> Shelf:
    """Every product judged for the buyer; with a bar standing, none is suitable."""
    bars = tuple(bars_of(buyer, policy=policy, today=today))
    suitable: list[Product] = []
    blocked: list[Blocked] = []
    for product in products:
        verdict = judge(product, buyer=buyer, policy=policy, today=today)
        if verdict is None and bars:
            verdict = Blocked(product, bars[0].rule_id, bars[0].reason)
        if verdict is None:
            suitable.append(product)
        else:
            blocked.append(verdict)
    return Shelf(bars, tuple(suitable), tuple(blocked))


def bars_of(buyer: Buyer, *, policy: Policy, today: date) -> Iterator[Bar]:
    """What forbids any offer to this customer, the gravest first."""
    if buyer.do_not_contact:
        yield Bar("do-not-contact", "客户设了免打扰", "不主动联系；客户来电时只答他所问")
    if buyer.open_complaint:
        yield Bar("complaint-first", "有未结投诉", "先把投诉处理好，结案后再谈产品")
    if not buyer.consent & _SCOPE_NAMES.keys():
        yield Bar("consent-scope", "没有营销授权", "先说明用途，取得书面授权再谈产品")
    if buyer.kind == "person" and buyer.risk_level is None:
        yield Bar("assessment-validity", "没有风险测评结果", "先请客户本人完成风险测评")
    elif buyer.kind == "person" and not assessment_valid(buyer, policy=policy, today=today):
        yield Bar("assessment-validity", _expired(buyer, policy), "先请客户本人重新测评")
    if buyer.first_week:
        yield Bar("new-customer-week", "开户第一周、首次沟通", "先教会功能、兑现权益，不推销产品")


def judge(product: Product, *, buyer: Buyer, policy: Policy, today: date) -> Blocked | None:
    """The first rule that forbids the product for the buyer, or None."""
    for rule_id, test in _TESTS:
        reason = test(product, buyer, policy, today)
        if reason is not None:
            return Blocked(product, _rule(rule_id, product), reason)
    return None


def assessment_valid(buyer: Buyer, *, policy: Policy, today: date) -> bool:
    """Whether the assessment stands; the stricter of the handbook's and the rules' periods."""
    until = valid_until(buyer.assessed_on, policy)
    return buyer.risk_level is not None and until is not None and today <= until


def _expired(buyer: Buyer, policy: Policy) -> str:
    years = policy.days("validity.assessment_years")
    handbook = policy.days("validity.handbook_assessment_years")
    day = f"{buyer.assessed_on:%Y-%m-%d}" if buyer.assessed_on else "日期不明"
    return f"风险测评（{day}）已超过{years}年有效期（手册写{handbook}年，取更严的{years}年）"


def _rule(rule_id: str, product: Product) -> str:
    if rule_id == "suitability-level" and product.type == "fund":
        return "suitability-fund"
    return rule_id


_Test = Callable[[Product, Buyer, Policy, date], str | None]


def _off_shelf(product: Product, buyer: Buyer, policy: Policy, today: date) -> str | None:
    return None if product.on_sale else "产品已停售"


def _audience(product: Product, buyer: Buyer, policy: Policy, today: date) -> str | None:
    if buyer.kind == "company" and product.type == "insurance":
        return "个人保险产品，不适用于企业"
    if buyer.kind == "person" and product.type in COMPANY_ONLY:
        return "面向企业的产品，不向个人推荐"
    if "科技企业" in product.fact_sheet and "科技" not in buyer.industry:
        return "只面向科技企业"
    return None


def _consent(product: Product, buyer: Buyer, policy: Policy, today: date) -> str | None:
    scope = _CONSENT_SCOPE.get(product.type, product.type)
    if scope in buyer.consent:
        return None
    return f"客户没有授权{_SCOPE_NAMES.get(scope, scope)}类营销"


def _assessment(product: Product, buyer: Buyer, policy: Policy, today: date) -> str | None:
    if product.type not in INVESTMENTS:
        return None
    if buyer.risk_level is None:
        return "没有风险测评结果"
    if not assessment_valid(buyer, policy=policy, today=today):
        return _expired(buyer, policy)
    return None


def _level(product: Product, buyer: Buyer, policy: Policy, today: date) -> str | None:
    if product.risk_level is None:
        return "产品没有风险等级" if product.type in INVESTMENTS else None
    if buyer.risk_level is None:
        return "没有风险测评结果"
    if int(product.risk_level[1:]) <= int(buyer.risk_level[1:]):
        return None
    return f"产品{product.risk_level}高于客户{buyer.risk_level}可买的等级"


def _senior(product: Product, buyer: Buyer, policy: Policy, today: date) -> str | None:
    if buyer.age is None or buyer.age < policy["signals.senior_age"]:
        return None
    if product.term_days > policy["means.senior_term_days"]:
        return f"客户{buyer.age}岁，期限{product.term_days}天过长"
    if product.risk_level and int(product.risk_level[1:]) > 3:
        return f"客户{buyer.age}岁，不主动推介{product.risk_level}产品"
    return None


def _qualified(product: Product, buyer: Buyer, policy: Policy, today: date) -> str | None:
    needed = policy["means.qualified_investor_wan"]
    if product.type != "trust" and "合格投资者" not in product.fact_sheet:
        return None
    if buyer.aum_wan is not None and buyer.aum_wan >= needed:
        return None
    return f"只面向金融资产不低于{needed:g}万元的合格投资者"


def _means(product: Product, buyer: Buyer, policy: Policy, today: date) -> str | None:
    if product.type in COMPANY_ONLY or product.min_amount_wan <= 0.01:
        return None
    if buyer.free_wan is None:
        return "资产规模不明，无法判断能否负担"
    share = policy["means.single_share"]
    if product.min_amount_wan <= buyer.free_wan * share:
        return None
    free = f"可动用资金{buyer.free_wan:g}万元"
    return f"起购{product.min_amount_wan:g}万元，超过{free}的{share:.0%}"


def _term(product: Product, buyer: Buyer, policy: Policy, today: date) -> str | None:
    if buyer.near_term_need is None or product.type in COMPANY_ONLY:
        return None
    if product.term_days <= policy["means.near_term_days"]:
        return None
    return f"近期有用款（{buyer.near_term_need}），期限{product.term_days}天不匹配"


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
