"""The shelf, which all staff may read."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from store.models import Product, ProductStatus, table_of

_PRODUCT = table_of(Product)
_SHELF = core_select(*_PRODUCT.c).order_by(_PRODUCT.c.product_id)


def shelf_rows(*, session: Session) -> Sequence[Row[Any]]:
    """The whole shelf by product id, as plain rows with a product's columns: quick to read."""
    return session.connection().execute(_SHELF).all()


def list_products(*, session: Session, on_sale_only: bool = False) -> list[Product]:
    """The shelf by product id, products off sale included unless *on_sale_only*."""
    statement = select(Product).order_by(col(Product.product_id))
    if on_sale_only:
        statement = statement.where(Product.status == ProductStatus.ON)
    return list(session.exec(statement))


def get_product(*, session: Session, product_id: str) -> Product | None:
    """The product of that id."""
    return session.get(Product, product_id)
