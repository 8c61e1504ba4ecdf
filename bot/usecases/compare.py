"""Two to four products side by side, judged for a customer where there is one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from bot.render.compare import compared_screens
from bot.results.customers import Compared, ProductUnknown
from bot.results.declined import Declined
from bot.usecases.case import read_case
from bot.usecases.product_names import products_in
from bot.usecases.products import items_for, record_judged, whole_shelf
from bot.usecases.refusals import NO_CUSTOMER
from bot.usecases.work import Work
from store.actor import Actor
from store.products import ShelfProduct

MOST, _FEWEST = 4, 2
_PART = 4
"""Characters that stand for a product's name."""
_COMPARES = re.compile(
    "比一?比|比(?:$|[着呢吗吧?？])|对比|比较|相比|哪(?:个|款|只|种|一个)|区别|差别|不同|差在|还是|二选一|怎么选|挑哪|[vV][sS]"
)


def asks_to_compare(text: str) -> bool:
    """Whether words that name products want them held side by side."""
    return _COMPARES.search(text) is not None


def compare_named(
    text: str, *, work: Work, actor: Actor, customer_id: str | None
) -> Compared | Declined | None:
    """The products a sentence names, side by side; None where it names fewer than two.

    A product named that the shelf has not counts: that it is not there is part of the answer.
    """
    found, unknown = products_in(text, whole_shelf(work=work).rows)
    if len(found) + len(unknown) < _FEWEST:
        return None
    found.sort(key=lambda product: _said_at(text, product))
    return _compared(text, found, unknown, work=work, actor=actor, customer_id=customer_id)


def compare_each(
    names: Sequence[str], *, work: Work, actor: Actor, customer_id: str | None
) -> Compared | Declined:
    """The products that names or ids mean, one each, in their order.

    A name that several bear is none of theirs; they are the nearest.
    """
    products = whole_shelf(work=work).rows
    found: dict[str, ShelfProduct] = {}
    unknown: list[ProductUnknown] = []
    for name in dict.fromkeys(names):
        here, missing = products_in(name, products)
        if len(here) == 1 and not missing:
            found.setdefault(here[0].product_id, here[0])
        else:
            unknown += missing or [ProductUnknown(name, tuple(here[:MOST]))]
    text = f"compare {' '.join(names)}"
    return _compared(
        text, list(found.values()), unknown, work=work, actor=actor, customer_id=customer_id
    )


def _said_at(text: str, product: ShelfProduct) -> int:
    """Where a sentence names a product; its end where that cannot be told."""
    name = product.name
    ways = (name, product.product_id, name[:_PART], name[-_PART:], name[:2])
    return next((at for way in ways if (at := text.find(way)) >= 0), len(text))


def _compared(
    text: str,
    found: Sequence[ShelfProduct],
    unknown: Sequence[ProductUnknown],
    *,
    work: Work,
    actor: Actor,
    customer_id: str | None,
) -> Compared | Declined:
    case = read_case(customer_id, work=work, actor=actor) if customer_id is not None else None
    if customer_id is not None and case is None:
        return NO_CUSTOMER
    compared = Compared(
        customer_id=case.record.customer_id if case else "",
        customer_name=case.record.name if case else "",
        items=tuple(items_for(found[:MOST], case, work=work)),
        unknown=tuple(unknown),
        left_out=tuple(each.name for each in found[MOST:]),
    )
    if case is None:
        return compared
    screens = compared_screens(compared)
    sid = record_judged(text, compared.items, screens, case=case, work=work, actor=actor)
    return dataclasses.replace(compared, suggestion_id=sid)
