"""A product's facts in words: the same on every screen, picture and document."""

from __future__ import annotations

import re

from bot.record.slots import wan
from store.products import ShelfProduct

_YIELD = re.compile(r"(?:收益|年化|业绩|回报|涨幅|净值|兑付).*[0-9零一二三四五六七八九十]|年化")


def least_words(product: ShelfProduct) -> str:
    """From which amount on: 1元起, 50元起, 1万元起; 无起点 where there is none."""
    least = product.min_amount_wan
    if not least:
        return "无起点"
    return f"{least * 10000:g}元起" if least < 1 else f"{wan(least)}起"


def term_words(product: ShelfProduct) -> str:
    """How long it runs: 180天, 无固定期限."""
    return f"{product.term_days}天" if product.term_days else "无固定期限"


def level_words(product: ShelfProduct) -> str:
    """Its risk level; 无等级 where it has none."""
    return product.risk_level or "无等级"


def kind_words(product: ShelfProduct) -> str:
    """Type and level: 理财 R2; 存款."""
    return (
        f"{product.type.label} {product.risk_level}" if product.risk_level else product.type.label
    )


def issuer_words(product: ShelfProduct) -> str:
    """Who issues it, and whether the bank only sells it."""
    issuer = product.issuer or "未登记"
    return f"{issuer}（代销）" if product.agency_sale else issuer


def recording_words(product: ShelfProduct) -> str:
    """Whether the sale is recorded."""
    return "须双录" if product.needs_dual_recording else "不须双录"


def sheet_words(product: ShelfProduct) -> str:
    """What its row says of it besides, without any figure of what it brought or may bring."""
    parts = re.split("[;；]", product.fact_sheet)
    return "、".join(part.strip() for part in parts if part.strip() and not _YIELD.search(part))
