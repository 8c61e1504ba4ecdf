"""The shelf, which all staff may read."""

from sqlmodel import Session, col, select

from store.models import Product, ProductStatus


def list_products(*, session: Session, on_sale_only: bool = False) -> list[Product]:
    """The shelf by product id, products off sale included unless *on_sale_only*."""
    statement = select(Product).order_by(col(Product.product_id))
    if on_sale_only:
        statement = statement.where(Product.status == ProductStatus.ON)
    return list(session.exec(statement))


def get_product(*, session: Session, product_id: str) -> Product | None:
    """The product of that id."""
    return session.get(Product, product_id)
