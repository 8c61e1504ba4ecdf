"""Which products a brief speaks of: suitable ones of the scripts' types, with reason and rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.brief.case import Case
from bot.record.disclosure import disclosure_of
from bot.record.policy import Policy
from bot.record.slots import wan
from bot.record.suitability import ON_REQUEST
from bot.results.advice import BlockedProduct, OfferedProduct
from store.models import ProductType
from store.products import ShelfProduct

MOST_PRODUCTS = 3
_WITHOUT_TERM = frozenset({ProductType.MMF, ProductType.FUND})
_WAITING = "应收账款票据"
"""What a company that waits long for its money may need, in the shelf's words."""


def offers(case: Case, types: Sequence[str], *, policy: Policy) -> tuple[OfferedProduct, ...]:
    """Suitable products of the wanted types, one of each type before a second of any."""
    wanted = _wanted(case, policy)
    kept = [held for held in case.record.holdings if held not in case.standing.maturing]
    held_ids = {held.product_id for held in kept}
    fresh = [
        product
        for product in case.shelf.suitable
        if product.type in types
        and product.product_id not in held_ids
        and _called_for(product, wanted)
    ]
    return tuple(_offer(product, case) for product in _in_turn(fresh, types, wanted))


def blocked(case: Case, types: Sequence[str]) -> tuple[BlockedProduct, ...]:
    """Products that may not be offered, each with its ruling; those of the wanted types first."""
    return tuple(
        BlockedProduct(b.product.product_id, b.product.name, b.product.type, b.ruling)
        for b in case.shelf.blocked_near(types)
    )


def _in_turn(
    fresh: Sequence[ShelfProduct], types: Sequence[str], wanted: str
) -> list[ShelfProduct]:
    """The nearest to what is wanted, then shortest, first; types take turns."""
    ordered = sorted(fresh, key=lambda p: (-_closeness(p, wanted), p.term_days, p.product_id))
    turns: dict[str, int] = {}
    ranked: list[tuple[int, int, int, ShelfProduct]] = []
    for product in ordered:
        turn = turns.get(product.type, 0)
        turns[product.type] = turn + 1
        ranked.append((turn, types.index(product.type), len(ranked), product))
    return [product for *_, product in sorted(ranked, key=lambda each: each[:3])][:MOST_PRODUCTS]


def _called_for(product: ShelfProduct, wanted: str) -> bool:
    """Business products only where something in the record asks for them."""
    return product.type not in ON_REQUEST or _closeness(product, wanted) > 0


def _wanted(case: Case, policy: Policy) -> str:
    """What the record says the customer needs, in words."""
    record = case.record
    wait = record.receivable_days or 0
    waiting = _WAITING if wait >= policy["means.receivable_wait_days"] else ""
    said = (*record.need_tags, record.industry or "", record.next_plan or "", waiting)
    return "/".join(said)


def _closeness(product: ShelfProduct, wanted: str) -> int:
    """Character pairs the product's words share with what is wanted."""
    text = product.name + product.fact_sheet
    pairs = {wanted[i : i + 2] for i in range(len(wanted) - 1)}
    return sum(pair in text for pair in pairs)


def _offer(product: ShelfProduct, case: Case) -> OfferedProduct:
    return OfferedProduct(
        product_id=product.product_id,
        name=product.name,
        type=product.type,
        risk_level=product.risk_level,
        why="；".join(_reasons(product, case)),
        disclosure=disclosure_of(product),
    )


def _reasons(product: ShelfProduct, case: Case) -> Iterator[str]:
    level, need = case.record.risk_level, case.standing.near_term_need
    if product.risk_level and level:
        yield f"产品{product.risk_level}不高于客户{level}"
    if product.term_days:
        yield f"期限{product.term_days}天"
    elif product.type in _WITHOUT_TERM:
        yield "没有固定期限"
    if product.min_amount_wan >= 1:
        yield f"起点{wan(product.min_amount_wan)}在能力之内"
    if need:
        yield f"赶得上{need}用款"
    yield product.fact_sheet.replace(";", "、") or "授权范围内"
