"""The holdings cell: ``W201``, ``W201:300:2026-12-08``, or a plain product name."""

import re
from collections.abc import Mapping, Sequence

from store.customers.writing import HeldRow
from store.importing.days import day
from store.importing.values import CellRefused, amount, items, quoted

_SPOKEN = re.compile(
    r"(?P<named>\S.*?)[\s,，]+(?P<amount>[\d.,]+\s*(?:亿|万|千|百)?\s*元?)"
    r"(?:[\s,，]+(?P<matures>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)\s*(?:到期)?)?"
)
_ID = re.compile(r"[A-Za-z]{0,4}\d{2,8}")


def holdings(cell: object) -> tuple[HeldRow, ...]:
    """The positions of a cell, as named, in order; ids may be parted by commas too."""
    return tuple(_position(part) for item in items(cell) for part in _ids_apart(item))


def _ids_apart(item: str) -> list[str]:
    """`W201,D101` is two products; a comma in a name or an amount parts nothing."""
    parts = [part.strip() for part in re.split(r"[,，、]", item)]
    return parts if len(parts) > 1 and all(map(_ID.fullmatch, parts)) else [item]


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
    spoken = _SPOKEN.fullmatch(written)
    if spoken is not None:
        matures = spoken["matures"]
        return HeldRow(
            named=spoken["named"].strip(),
            amount_wan=amount(spoken["amount"]),
            maturity_date=day(matures) if matures else None,
        )
    named, *rest = (part.strip() for part in written.replace("：", ":").split(":"))
    if not named or len(rest) > 2:
        raise CellRefused(f"“{quoted(written)}”应为 产品编号:金额(万元):到期日")
    invested, matures = (*rest, "", "")[:2]
    return HeldRow(
        named=named,
        amount_wan=amount(invested) if invested else None,
        maturity_date=day(matures) if matures else None,
    )
