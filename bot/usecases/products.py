"""The shelf: what it says of products, and whether the customer in hand may have them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.record.disclosure import disclosure_of
from bot.record.words import types_asked_for
from bot.results.customers import ShelfItem
from bot.usecases.case import read_case
from bot.usecases.work import Work
from store.actor import Actor
from store.products import ShelfProduct, shelf

MOST = 6
_LEVELS = ("R1", "R2", "R3", "R4", "R5")


def whole_shelf(*, work: Work) -> tuple[ShelfProduct, ...]:
    """Every product, on sale or not, by id."""
    return shelf(session=work.reading)


def products_named(
    text: str, *, work: Work, actor: Actor, customer_id: str | None
) -> list[ShelfItem]:
    """Products a question names by id, name, level or type; on sale only where by level or type."""
    named = _named(text, whole_shelf(work=work))[:MOST]
    case = read_case(customer_id, work=work, actor=actor) if customer_id is not None else None
    return [
        ShelfItem(product, disclosure_of(product), case.gate.product(product) if case else None)
        for product in named
    ]


def _named(text: str, products: Sequence[ShelfProduct]) -> list[ShelfProduct]:
    wanted = text.upper()
    exact = [p for p in products if p.product_id.upper() in wanted or p.name in text]
    if exact:
        return exact
    part = [p for p in products if any(p.name[i : i + 4] in text for i in range(len(p.name) - 3))]
    if part:
        return part
    types = types_asked_for(text)
    levels = {level for level in _LEVELS if level in wanted}
    found = [
        p
        for p in products
        if p.on_sale and (not types or p.type in types) and (not levels or p.risk_level in levels)
    ]
    return found if types or levels else []
