"""The holdings cell: ``W201``, ``W201:300:2026-12-08``, or a plain product name."""

from collections.abc import Mapping, Sequence

from store.customers.writing import HeldRow
from store.importing.values import CellRefused, amount, day, items


def holdings(cell: object) -> tuple[HeldRow, ...]:
    """The positions of a cell, as named, in order."""
    return tuple(_position(part) for part in items(cell))


def on_shelf(positions: Sequence[HeldRow], shelf: Mapping[str, str]) -> tuple[HeldRow, ...]:
    """The positions with their product ids, by *shelf* from ids and names to ids."""
    return tuple(
        HeldRow(
            named=position.named,
            product_id=shelf.get(position.named),
            amount_wan=position.amount_wan,
            maturity_date=position.maturity_date,
        )
        for position in positions
    )


def _position(written: str) -> HeldRow:
    named, *rest = (part.strip() for part in written.replace("：", ":").split(":"))
    if not named or len(rest) > 2:
        raise CellRefused(f"“{written}”应为 产品编号:金额(万元):到期日")
    invested, matures = (*rest, "", "")[:2]
    return HeldRow(
        named=named,
        amount_wan=amount(invested) if invested else None,
        maturity_date=day(matures) if matures else None,
    )
