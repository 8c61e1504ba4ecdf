"""The shelf from a file; holdings named before the shelf knew them are tied in afterwards."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, require_role
from store.importing.columns import PRODUCT_COLUMNS, ParsedRow, read_columns
from store.importing.report import ImportReport, RowError
from store.models import Holding, Product, ProductStatus, Role

_WITHOUT_UNKNOWN = {
    "agency_sale": False,
    "needs_dual_recording": False,
    "status": ProductStatus.ON,
}
_REQUIRED = ("name", "type")


@dataclass
class _Tally:
    created: list[str]
    changed: dict[str, list[str]]
    unchanged: int
    errors: list[RowError]


def import_products(*, session: Session, actor: Actor, path: Path, at: datetime) -> ImportReport:
    """Read *path* onto the shelf in the caller's transaction; raises FileRefused, NotPermitted."""
    require_role(actor, Role.ADMIN)
    parsed, sha256 = read_columns(path, PRODUCT_COLUMNS, "product_id")
    stored = {product.product_id: product for product in session.exec(select(Product))}
    tally = _Tally(created=[], changed={}, unchanged=0, errors=list(parsed.errors))
    for row in parsed.rows:
        _import_row(session, row, stored.get(row.values["product_id"]), tally)
    session.flush()
    tie_holdings(session=session)
    if tally.created or tally.changed:
        payload = {
            "file_sha256": sha256,
            "created": tally.created,
            "changed": tally.changed,
        }
        audit.append(
            session=session,
            actor_id=actor.staff_id,
            kind="products.imported",
            payload=payload,
            at=at,
        )
    return ImportReport(
        created=len(tally.created),
        updated=len(tally.changed),
        unchanged=tally.unchanged,
        errors=tuple(sorted(tally.errors, key=lambda error: error.row)),
        warnings=parsed.warnings,
        unknown_columns=parsed.unknown_columns,
    )


def tie_holdings(*, session: Session) -> None:
    """Give every holding that names a product of the shelf, by id or by name, its product id."""
    for names in (Product.product_id, Product.name):
        product = (
            select(Product.product_id).where(col(names) == col(Holding.named)).limit(1)
        ).scalar_subquery()
        known = select(Product.product_id).where(col(names) == col(Holding.named)).exists()
        session.execute(
            update(Holding)
            .where(col(Holding.product_id).is_(None), known)
            .values(product_id=product)
            .execution_options(synchronize_session=False)
        )


def _import_row(session: Session, row: ParsedRow, before: Product | None, tally: _Tally) -> None:
    missing = [
        name
        for name in _REQUIRED
        if row.values.get(name) is None and (before is None or name in row.values)
    ]
    tally.errors.extend(
        RowError(row=row.number, column=name, reason="不能为空") for name in missing
    )
    if missing:
        return
    said = {name: _stated(name, value) for name, value in row.values.items()}
    if before is None:
        session.add(Product(**said))
        tally.created.append(said["product_id"])
        return
    changed = [name for name, value in said.items() if getattr(before, name) != value]
    for name in changed:
        setattr(before, name, said[name])
    if changed:
        session.add(before)
        tally.changed[before.product_id] = changed
    else:
        tally.unchanged += 1


def _stated(name: str, value: Any) -> Any:
    return _WITHOUT_UNKNOWN.get(name) if value is None else value
