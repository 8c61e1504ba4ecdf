"""The shelf, which all staff may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row
from sqlalchemy import select as core_select
from sqlmodel import Session

from store.customers.soundness import UNREADABLE, Readable, read_each
from store.models import Product, ProductStatus, ProductType, table_of


@dataclass(frozen=True, slots=True)
class ShelfProduct:
    """A product on the shelf. Amounts in 万元, terms in days; what is unknown is 0 or empty."""

    product_id: str
    name: str
    type: ProductType
    risk_level: str | None
    min_amount_wan: float
    term_days: int
    issuer: str
    agency_sale: bool
    needs_dual_recording: bool
    fee: str
    on_sale: bool
    fact_sheet: str


def shelf(*, session: Session) -> Readable[ShelfProduct]:
    """The whole shelf by product id, products off sale included."""
    try:
        return Readable(tuple(map(_product, session.connection().execute(_SHELF))))
    except UNREADABLE:
        return _readable_shelf(session)


def _readable_shelf(session: Session) -> Readable[ShelfProduct]:
    ids = session.connection().scalars(_IDS).all()

    def read(some: Sequence[str]) -> list[ShelfProduct]:
        asked = _SHELF.where(_PRODUCT.c.product_id.in_(some))
        return [_product(row) for row in session.connection().execute(asked)]

    return read_each(ids, read)


def _product(row: Row[Any]) -> ShelfProduct:
    return ShelfProduct(
        product_id=row.product_id,
        name=row.name,
        type=row.type,
        risk_level=row.risk_level,
        min_amount_wan=row.min_amount_wan or 0.0,
        term_days=row.term_days or 0,
        issuer=row.issuer or "",
        agency_sale=row.agency_sale,
        needs_dual_recording=row.needs_dual_recording,
        fee=row.fee or "",
        on_sale=row.status is ProductStatus.ON,
        fact_sheet=row.fact_sheet or "",
    )


_PRODUCT = table_of(Product)
_IDS = core_select(_PRODUCT.c.product_id).order_by(_PRODUCT.c.product_id)
_SHELF = core_select(*_PRODUCT.c).order_by(_PRODUCT.c.product_id)
