"""Products side by side: as lines a phone can show, and as the contract's JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.blocks import Screen, Words, bold, line, paragraph, said, screen, small
from bot.record.liquidity import liquidity_of
from bot.record.ruling import Ruling
from bot.render.contract import ruling_json
from bot.render.product_words import (
    issuer_words,
    kind_words,
    least_words,
    level_words,
    recording_words,
    sheet_words,
    term_words,
)
from bot.render.shelf import DISCLOSURES, FIRST, against_all, fit_words, missing_words
from bot.render.values import JsonObject
from bot.render.words import CIRCLED, for_whom
from bot.results.customers import Compared, ShelfItem
from store.products import ShelfProduct

NO_YIELD = "只比条款和适当性，不比收益；都合规时由客户按用途和期限自己选。"
_INTERNAL = "内部查阅，请勿转发。"
_NOT_HERE = (
    "货架上一个都没有找到，没有可比的。请写产品名称或编号，例如：/compare 稳健添利 七天通知存款"
)

ROWS: Sequence[tuple[str, Callable[[ShelfProduct], str]]] = (
    ("风险", level_words),
    ("期限", term_words),
    ("起点", least_words),
    ("取用", liquidity_of),
    ("发行", issuer_words),
    ("费用", lambda product: product.fee or "未登记，见合同"),
    ("双录", recording_words),
    ("说明", lambda product: sheet_words(product) or "未登记"),
)
"""What is held side by side: heading, and the words for one product."""


def compared_screens(compared: Compared) -> dict[str, Screen]:
    """The table as lines; what must be said of each behind a button."""
    missing = [paragraph(missing_words(each)) for each in compared.unknown]
    if not compared.items:
        return {FIRST: screen(*missing, *said(_NOT_HERE))}
    against = against_all(compared.items)
    heading = paragraph(
        bold(f"产品比较{for_whom(compared.customer_name)}"),
        f"⛔ {fit_words(against)}" if against else "",
        *_names(compared.items),
    )
    rest = (
        f"一次最多比四款，{'、'.join(compared.left_out)}没有放进来。" if compared.left_out else ""
    )
    fit = () if against else _fit_lines(compared.items)
    first = screen(
        heading,
        *missing,
        paragraph(*_table(compared.items)),
        paragraph(*fit),
        paragraph(rest, small(f"{NO_YIELD}{_INTERNAL}")),
    )
    behind = screen(
        *(
            paragraph(bold(item.product.name), f"必须说：{item.disclosure}")
            for item in compared.items
        )
    )
    return {FIRST: first, DISCLOSURES: behind}


def compared_json(compared: Compared) -> JsonObject:
    """`compare --json`; `fit` is null where the products are compared for nobody."""
    fit: JsonObject | None = None
    if compared.customer_id:
        fit = {i.product.product_id: _fit_json(i.ruling, i.why) for i in compared.items if i.ruling}
    return {
        "products": [_product_json(item) for item in compared.items],
        "unknown": [each.said for each in compared.unknown],
        "nearest": {
            each.said: [product.product_id for product in each.nearest] for each in compared.unknown
        },
        "fit": fit,
        "customer_id": compared.customer_id or None,
        "suggestion_id": compared.suggestion_id or None,
    }


def _names(items: Sequence[ShelfItem]) -> Iterator[Words]:
    for mark, item in zip(CIRCLED, items, strict=False):
        product = item.product
        sold = "" if product.on_sale else "，已停售"
        yield line(
            f"{mark} ", bold(product.name), f" {product.product_id}（{kind_words(product)}{sold}）"
        )


def _table(items: Sequence[ShelfItem]) -> Iterator[Words]:
    """A line an aspect; what is the same for all is said once."""
    for heading, words in ROWS:
        told = [words(item.product) for item in items]
        if len(told) > 1 and len(set(told)) == 1:
            yield line(bold(heading), f"　都是{told[0]}" if heading != "双录" else f"　都{told[0]}")
            continue
        cells = "　".join(f"{mark}{each}" for mark, each in zip(CIRCLED, told, strict=False))
        yield line(bold(heading), f"　{cells}")


def _fit_lines(items: Sequence[ShelfItem]) -> Iterator[Words]:
    for mark, item in zip(CIRCLED, items, strict=False):
        if item.ruling is None:
            continue
        why = f"。{item.why}" if item.ruling.allowed and item.why else ""
        yield f"{mark} {'✅' if item.ruling.allowed else '⛔'} {fit_words(item.ruling)}{why}"


def _product_json(item: ShelfItem) -> JsonObject:
    product = item.product
    return {
        "product_id": product.product_id,
        "name": product.name,
        "type": product.type.value,
        "risk_level": product.risk_level,
        "term_days": product.term_days,
        "min_amount_wan": product.min_amount_wan,
        "issuer": product.issuer,
        "agency_sale": product.agency_sale,
        "fee": product.fee,
        "needs_dual_recording": product.needs_dual_recording,
        "liquidity": liquidity_of(product),
        "status": "on" if product.on_sale else "off",
        "fact_sheet": sheet_words(product),
        "disclosure": item.disclosure,
    }


def _fit_json(ruling: Ruling, why: str) -> JsonObject:
    return {**ruling_json(ruling), "why": why if ruling.allowed else ""}
