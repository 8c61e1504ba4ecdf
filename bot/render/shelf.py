"""Products from the shelf as a screen: for the RM's eyes, not to be forwarded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.render.text import bold, escape, paragraphs

TYPES = {
    "deposit": "存款",
    "mmf": "货币类",
    "wealth": "理财",
    "fund": "基金",
    "insurance": "保险",
    "trust": "信托",
    "loan": "贷款",
    "settlement": "结算",
    "fx": "外汇",
}
_NONE = "货架上没有找到。请写产品名称、编号、类型或风险等级，例如：稳健添利，或 R2 理财。"


def shelf_screen(items: Sequence[Any], *, customer_name: str) -> str:
    """Each product's facts and disclosure, and whether the customer in hand may have it."""
    if not items:
        return _NONE
    blocks = [_item(each, customer_name) for each in items]
    return paragraphs([*blocks, "<i>内部查阅，请勿转发；对客户请用简报里的话术。</i>"])


def _item(item: Any, customer_name: str) -> str:
    p = item.product
    level = f"{p.risk_level}，" if p.risk_level else ""
    term = f"期限{p.term_days}天" if p.term_days else "无固定期限"
    lines = [
        f"{bold(p.name)} {escape(p.product_id)}（{TYPES.get(p.type, p.type)}，"
        f"{'在售' if p.on_sale else '已停售'}）",
        escape(
            f"{level}起点{p.min_amount_wan:g}万元，{term}，{p.issuer}，费用：{p.fee or '见合同'}"
        ),
        escape(p.fact_sheet.replace(";", "、")),
        escape(f"必须说：{item.disclosure}"),
    ]
    if customer_name:
        fit = f"不能推荐：{item.blocked}〔{item.rule_id}〕" if item.blocked else "可以谈"
        lines.append(escape(f"对{customer_name}：{fit}"))
    return "\n".join(line for line in lines if line)
