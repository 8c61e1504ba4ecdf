"""Whether one product fits one customer: level, means, term, age; code over the record.

Only the gate asks here, after what bars every offer; each refusal names its rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.record.policy import Policy
from bot.record.ruling import Act, Ruling, refused
from bot.record.standing import Standing, level_of
from store.customers import CustomerRecord
from store.models import ProductType
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
ON_REQUEST = frozenset({ProductType.LOAN, ProductType.SETTLEMENT, ProductType.FX})
"""Types that place no money of the customer's: offered where something asks for them."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who would buy; `means_doubt` is the contradiction that leaves his means unknown, or ""."""

    record: CustomerRecord
    standing: Standing
    policy: Policy
    means_doubt: str


def unfit(product: ShelfProduct, buyer: Buyer) -> Ruling | None:
    """The first rule that forbids the product for the customer, or None."""
    for rule_id, test in _TESTS:
        reason = test(product, buyer)
        if reason is not None:
            return refused(Act.SELL, _rule(rule_id, product), reason)
    return None


def _rule(rule_id: str, product: ShelfProduct) -> str:
    if rule_id == "suitability-level" and product.type is ProductType.FUND:
        return "suitability-fund"
    return rule_id


_Test = Callable[[ShelfProduct, Buyer], str | None]


def _off_shelf(product: ShelfProduct, _: Buyer) -> str | None:
    return None if product.on_sale else "产品已停售"


def _level(product: ShelfProduct, buyer: Buyer) -> str | None:
    level = buyer.record.risk_level
    if product.risk_level is None:
        return "产品没有风险等级" if product.type in INVESTMENTS else None
    if level is None:
        return "没有风险测评结果"
    if level_of(product.risk_level) <= level_of(level):
        return None
    return f"产品{product.risk_level}高于客户{level}可买的等级"


def _senior(product: ShelfProduct, buyer: Buyer) -> str | None:
    age, policy = buyer.standing.age, buyer.policy
    if not buyer.standing.senior:
        return None
    if product.term_days > policy["means.senior_term_days"]:
        return f"客户{age}岁，期限{product.term_days}天过长"
    if level_of(product.risk_level) > policy["means.senior_level"]:
        return f"客户{age}岁，不主动推介{product.risk_level}产品"
    return None


def _means_known(product: ShelfProduct, buyer: Buyer) -> str | None:
    small = product.min_amount_wan <= buyer.policy["means.small_amount_wan"]
    if not buyer.means_doubt or small or product.type in ON_REQUEST:
        return None
    return f"{buyer.means_doubt}，无法判断能否负担"


def _qualified(product: ShelfProduct, buyer: Buyer) -> str | None:
    needed = buyer.policy["means.qualified_investor_wan"]
    if product.type is not ProductType.TRUST and "合格投资者" not in product.fact_sheet:
        return None
    if buyer.record.aum_wan is not None and buyer.record.aum_wan >= needed:
        return None
    return f"只面向金融资产不低于{needed:g}万元的合格投资者"


def _means(product: ShelfProduct, buyer: Buyer) -> str | None:
    free, policy = buyer.standing.free_wan, buyer.policy
    if product.type in ON_REQUEST or product.min_amount_wan <= policy["means.small_amount_wan"]:
        return None
    if free is None:
        return "资产规模不明，无法判断能否负担"
    share = policy["means.single_share"]
    if product.min_amount_wan <= free * share:
        return None
    return f"起购{product.min_amount_wan:g}万元，超过可动用资金{free:g}万元的{share:.0%}"


def _term(product: ShelfProduct, buyer: Buyer) -> str | None:
    need = buyer.standing.near_term_need
    if need is None or product.type in ON_REQUEST:
        return None
    if product.term_days <= buyer.policy["means.near_term_days"]:
        return None
    return f"近期有用款（{need}），期限{product.term_days}天不匹配"


_TESTS: tuple[tuple[str, _Test], ...] = (
    ("off-shelf", _off_shelf),
    ("suitability-level", _level),
    ("record-conflict", _means_known),
    ("qualified-investor", _qualified),
    ("affordability", _means),
    ("term-mismatch", _term),
    ("senior-care", _senior),
)
