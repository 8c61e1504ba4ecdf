"""Products from the shelf as a screen: for the RM's eyes, not to be forwarded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks import Screen, Words, bold, line, paragraph, said, screen, small
from bot.record.ruling import Ruling
from bot.render.words import for_whom
from bot.results.customers import ProductsNamed, ProductUnknown, ShelfItem

_NONE = "货架上没有找到。请写产品名称、编号、类型或风险等级，例如：稳健添利，或 R2 理财。"
_INTERNAL = "内部查阅，请勿转发；对客户请用简报里的话术。"


def shelf_screen(named: ProductsNamed, *, customer_name: str) -> Screen:
    """What the shelf has not; each product's facts, disclosure and if the customer may have it.

    A ruling that bars them all is said first and once.
    """
    missing = [paragraph(_missing(each)) for each in named.unknown]
    if not named.items:
        return screen(*missing) if missing else said(_NONE)
    against = _against_all(named.items)
    heading = paragraph(
        bold(f"产品{for_whom(customer_name)}"), f"⛔ {_fit(against)}" if against else ""
    )
    whose = "" if against else customer_name
    products = (paragraph(*_lines(each, whose)) for each in named.items)
    return screen(heading, *missing, *products, paragraph(small(_INTERNAL)))


def _missing(unknown: ProductUnknown) -> str:
    nearest = "、".join(product.name for product in unknown.nearest)
    return f"货架上没有“{unknown.said}”" + (f"；有：{nearest}。" if nearest else "。")


def _against_all(items: Sequence[ShelfItem]) -> Ruling | None:
    """The one ruling that bars all the products, if one does: it is the answer."""
    first = items[0].ruling
    if first is None or first.allowed or any(item.ruling != first for item in items):
        return None
    return first


def _lines(item: ShelfItem, customer_name: str) -> Iterator[Words]:
    product = item.product
    sold = "在售" if product.on_sale else "已停售"
    yield line(bold(product.name), f" {product.product_id}（{product.type.label}，{sold}）")
    yield _terms(item)
    yield product.fact_sheet.replace(";", "、")
    yield f"必须说：{item.disclosure}"
    if item.ruling is not None and customer_name:
        yield f"对{customer_name}：{_fit(item.ruling)}"


def _fit(ruling: Ruling) -> str:
    if ruling.allowed:
        return "可以谈"
    return f"不能推荐：{ruling.reason}〔{ruling.rule_id} · {ruling.clause}〕{ruling.instead}。"


def _terms(item: ShelfItem) -> str:
    product = item.product
    level = f"{product.risk_level}，" if product.risk_level else ""
    term = f"期限{product.term_days}天" if product.term_days else "无固定期限"
    fee = product.fee or "见合同"
    return f"{level}起点{product.min_amount_wan:g}万元，{term}，{product.issuer}，费用：{fee}"
