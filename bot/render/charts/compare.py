"""Products side by side as a picture."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.charts.table import Row, table
from bot.render.compare import NO_YIELD, ROWS
from bot.render.shelf import missing_words
from bot.results.customers import Compared, ShelfItem


def compared_png(compared: Compared, *, made: str) -> bytes:
    """The comparison as PNG; `made` says when the shelf and the record were read.

    Raises:
        ValueError: where nothing of it is on the shelf.
    """
    if not compared.items:
        raise ValueError("nothing to compare")
    rows = [
        Row(heading, tuple(words(item.product) for item in compared.items))
        for heading, words in ROWS
    ]
    rows += _fit_rows(compared)
    missing = "".join(missing_words(each) for each in compared.unknown)
    whose = f"（对{compared.customer_name}）" if compared.customer_name else ""
    names = [each.product.name for each in compared.items]
    note = f"{missing}{NO_YIELD}货架与客户记录截至{made}。内部查阅，请勿转发。"
    return table(f"产品比较{whose}", names, rows, note=note)


def _fit_rows(compared: Compared) -> Iterator[Row]:
    if not compared.customer_id:
        return
    good = tuple(item.ruling is None or item.ruling.allowed for item in compared.items)
    yield Row("合适", tuple(map(_fit, compared.items)), good)


def _fit(item: ShelfItem) -> str:
    if item.ruling is None:
        return "未判断"
    if item.ruling.allowed:
        return f"可以谈。{item.why}"
    return f"不能推荐：{item.ruling.reason}（{item.ruling.rule_id}，{item.ruling.clause}）"
