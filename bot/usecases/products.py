"""Questions about products: what the shelf says, and whether the customer in hand may have it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.brief.case import read_case
from bot.desk import Desk
from bot.record.disclosure import disclosure_of
from bot.record.reading import shelf_of
from bot.record.suitability import Product
from bot.results.customers import ShelfItem
from store.actor import Actor
from store.engine import reading
from store.products import list_products

_TYPE_WORDS = {
    "deposit": ("存款", "定期", "存单"),
    "mmf": ("货币", "现金管理", "活期理财"),
    "wealth": ("理财", "固收"),
    "fund": ("基金",),
    "insurance": ("保险", "年金", "寿险", "终身寿"),
    "trust": ("信托", "私募"),
    "loan": ("贷款", "保理", "信用贷"),
    "settlement": ("票据", "结算"),
    "fx": ("结汇", "外汇", "汇率"),
}
MOST = 6


def products_named(
    text: str, *, desk: Desk, actor: Actor, customer_id: str | None, now: datetime
) -> list[ShelfItem]:
    """Products a question names by id, name, level or type; those on sale first."""
    with reading(desk.engine) as session:
        products = shelf_of(list_products(session=session))
        case = None
        if customer_id is not None:
            case = read_case(
                session=session, desk=desk, actor=actor, customer_id=customer_id, now=now
            )
    reasons = {b.product.product_id: b for b in case.shelf.blocked} if case else {}
    items = []
    for product in _named(text, products)[:MOST]:
        why = reasons.get(product.product_id)
        reason, rule = (why.reason, why.rule_id) if why else ("", "")
        items.append(ShelfItem(product, disclosure_of(product), reason, rule))
    return items


def _named(text: str, products: Sequence[Product]) -> list[Product]:
    wanted = text.upper()
    exact = [p for p in products if p.product_id.upper() in wanted or p.name in text]
    if exact:
        return exact
    part = [p for p in products if any(p.name[i : i + 4] in text for i in range(len(p.name) - 3))]
    if part:
        return part
    types = {t for t, words in _TYPE_WORDS.items() if any(w in text for w in words)}
    levels = {level for level in ("R1", "R2", "R3", "R4", "R5") if level in wanted}
    found = [
        p
        for p in products
        if p.on_sale and (not types or p.type in types) and (not levels or p.risk_level in levels)
    ]
    return found if types or levels else []
