"""Which products a brief speaks of: suitable ones, by what this customer needs, said and does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.brief.case import Case
from bot.brief.fitting import Wish, fit_of, wish_of
from bot.brief.taken_up import meets
from bot.record.disclosure import disclosure_of
from bot.record.policy import Policy
from bot.record.suitability import ON_REQUEST
from bot.results.advice import BlockedProduct, OfferedProduct
from store.models import ProductType
from store.products import ShelfProduct

MOST_PRODUCTS = 3


def offers(case: Case, types: Sequence[str], *, policy: Policy) -> tuple[OfferedProduct, ...]:
    """Suitable products for what is wanted, one of each type before a second of any."""
    wish = wish_of(case, policy)
    if wish.listens:
        return ()
    over = (*case.standing.maturing, *case.standing.matured)
    kept = {held.product_id for held in case.record.holdings if held not in over}
    fresh = [
        product
        for product in case.shelf.suitable
        if product.product_id not in kept and _called_for(product, types, wish, case)
    ]
    return tuple(_offer(product, wish) for product in _in_turn(fresh, wish))


def blocked(case: Case, types: Sequence[str]) -> tuple[BlockedProduct, ...]:
    """Products that may not be offered, those that matter to this call first."""
    asked = case.standing.talk.asked[:1]
    found = [
        BlockedProduct(
            b.product.product_id,
            b.product.name,
            b.product.type,
            b.ruling,
            matters=b.product.on_sale
            and (b.product.type in types or any(meets(b.product, each) for each in asked)),
        )
        for b in case.shelf.blocked_near(types)
    ]
    return tuple(sorted(found, key=lambda each: not each.matters))


def _called_for(product: ShelfProduct, types: Sequence[str], wish: Wish, case: Case) -> bool:
    """Whether something calls for a product, and nothing the customer said speaks against it."""
    asked = wish.is_asked(product)
    if case.standing.talk.refuses(product.type) or wish.too_long(product) or wish.too_bold(product):
        return False
    if product.type is ProductType.TRUST:
        return asked
    if product.type is ProductType.INSURANCE:
        return asked or product.type in wish.types
    if product.type in ON_REQUEST:
        return product.type in types and (asked or wish.closeness(product) > 0)
    return asked or product.type in types or product.type in wish.types


def _in_turn(fresh: Sequence[ShelfProduct], wish: Wish) -> Iterator[ShelfProduct]:
    """The best fit first, then the best of the types not yet named."""
    ordered = sorted(fresh, key=lambda p: (-fit_of(p, wish).score, p.term_days, p.product_id))
    turns: dict[ProductType, int] = {}
    ranked: list[tuple[int, int, ShelfProduct]] = []
    for place, product in enumerate(ordered):
        turn = turns.get(product.type, 0)
        turns[product.type] = turn + 1
        ranked.append((turn, place, product))
    ranked.sort(key=lambda each: each[:2])
    return (product for *_, product in ranked[:MOST_PRODUCTS])


def _offer(product: ShelfProduct, wish: Wish) -> OfferedProduct:
    return OfferedProduct(
        product_id=product.product_id,
        name=product.name,
        type=product.type,
        risk_level=product.risk_level,
        why="；".join(fit_of(product, wish).reasons),
        disclosure=disclosure_of(product),
    )
