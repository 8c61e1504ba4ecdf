"""The columns of the customer and product files, by their English and Chinese headers."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from store.errors import FileRefused
from store.importing import values
from store.importing.holdings import holdings
from store.importing.report import RowError
from store.importing.tables import Table
from store.models import (
    Channel,
    ComplaintSize,
    CustomerKind,
    Personality,
    ProductStatus,
    ProductType,
)

Parser = Callable[[object], Any]


@dataclass(frozen=True)
class Column:
    """A column of a file: its contract name, its Chinese header, how a cell is read."""

    name: str
    chinese: str
    parse: Parser


@dataclass(frozen=True)
class ParsedRow:
    """A row that could be read: only the columns the file has; None for an empty cell."""

    number: int
    values: Mapping[str, Any]


_SHORT = values.text_of(64)
_LONG = values.text_of(2000)
CUSTOMER_COLUMNS = (
    Column("customer_id", "客户编号", _SHORT),
    Column("name", "客户姓名", values.text_of(128)),
    Column("kind", "客户类型", partial(values.choice, kind=CustomerKind)),
    Column("phone", "联系方式", _SHORT),
    Column("aum_wan", "资产规模(万元)", values.amount),
    Column("holdings", "持有产品", holdings),
    Column("owner", "负责人", _SHORT),
    Column("opened_on", "开户日期", values.day),
    Column("last_contact_on", "最近沟通时间", values.day),
    Column("last_transaction_on", "最近交易日期", values.day),
    Column("outflow_ratio_60d", "近60日转出比例", values.ratio),
    Column("monthly_inflow_wan", "月均流入(万元)", values.number),
    Column("idle_months", "工资入账无理财月数", values.whole),
    Column("need_tags", "需求标签", values.items),
    Column("next_plan", "下一步跟进计划", _LONG),
    Column("next_follow_up_on", "下次跟进日期", values.day),
    Column("birthday", "生日", values.day),
    Column("occupation", "职业", _SHORT),
    Column("industry", "行业", _SHORT),
    Column("risk_level", "风险等级", values.customer_level),
    Column("risk_assessed_on", "风险测评日期", values.day),
    Column("consent", "营销授权范围", values.consent),
    Column("do_not_contact", "免打扰", values.yes_no),
    Column("personality", "性格", partial(values.choice, kind=Personality)),
    Column("interests", "兴趣爱好", values.items),
    Column("resource_needs", "资源需求", values.items),
    Column("preferred_channel", "首选渠道", partial(values.choice, kind=Channel)),
    Column("open_complaint", "未结投诉", partial(values.choice, kind=ComplaintSize)),
    Column("annual_revenue_wan", "年营业额(万元)", values.amount),
    Column("receivable_days", "应收账款账期(天)", values.whole),
    Column("receivable_share", "应收账款占比", values.ratio),
    Column("credit_grade", "信用状况", values.grade),
    Column("salutation", "称呼", values.text_of(16)),
)
PRODUCT_COLUMNS = (
    Column("product_id", "产品编号", _SHORT),
    Column("name", "产品名称", values.text_of(128)),
    Column("type", "产品类型", partial(values.choice, kind=ProductType)),
    Column("risk_level", "风险等级", values.product_level),
    Column("min_amount_wan", "起点金额(万元)", values.amount),
    Column("term_days", "期限(天)", values.whole),
    Column("issuer", "发行方", values.text_of(128)),
    Column("agency_sale", "是否代销", values.yes_no),
    Column("needs_dual_recording", "是否双录", values.yes_no),
    Column("fee", "费用", _LONG),
    Column("status", "状态", partial(values.choice, kind=ProductStatus)),
    Column("fact_sheet", "产品要点", _LONG),
)


@dataclass(frozen=True)
class ParsedTable:
    """The rows that could be read, why the others could not, and what the header held besides."""

    rows: tuple[ParsedRow, ...]
    errors: tuple[RowError, ...]
    unknown_columns: tuple[str, ...]


def parse_table(table: Table, columns: Sequence[Column], key: str) -> ParsedTable:
    """Every row of *table*; a row with a bad cell, no key or a key seen before is left out."""
    places, unknown = _places(table.header, columns, key)
    good: list[ParsedRow] = []
    errors: list[RowError] = []
    seen: dict[str, int] = {}
    for number, cells in table.rows:
        row, wrong = _parse_row(number, cells, places)
        wrong = wrong or list(_key_errors(row, key, seen, len(cells), len(table.header)))
        errors.extend(wrong)
        if not wrong:
            seen[row.values[key]] = number
            good.append(row)
    return ParsedTable(rows=tuple(good), errors=tuple(errors), unknown_columns=unknown)


def _places(
    header: Sequence[str], columns: Sequence[Column], key: str
) -> tuple[dict[int, Column], tuple[str, ...]]:
    known = {_folded(name): c for c in columns for name in (c.name, c.chinese, _bare(c.chinese))}
    places: dict[int, Column] = {}
    unknown: list[str] = []
    for place, title in enumerate(header):
        column = known.get(_folded(title))
        if column is None:
            unknown.extend([title] if title else [])
        elif column in places.values():
            raise FileRefused(f"表头重复：{title}")
        else:
            places[place] = column
    if key not in {column.name for column in places.values()}:
        chinese = next(column.chinese for column in columns if column.name == key)
        raise FileRefused(f"表头缺少 {key}（{chinese}）。")
    return places, tuple(unknown)


def _parse_row(
    number: int, cells: Sequence[object], places: Mapping[int, Column]
) -> tuple[ParsedRow, list[RowError]]:
    parsed: dict[str, Any] = {}
    errors: list[RowError] = []
    for place, column in places.items():
        cell = cells[place] if place < len(cells) else None
        try:
            parsed[column.name] = column.parse(cell) if values.cell_text(cell) else None
        except values.CellRefused as refused:
            errors.append(RowError(row=number, column=column.name, reason=str(refused)))
    return ParsedRow(number=number, values=parsed), errors


def _key_errors(
    row: ParsedRow, key: str, seen: Mapping[str, int], width: int, header_width: int
) -> Iterator[RowError]:
    value = row.values[key]
    if value is None:
        yield RowError(row=row.number, column=key, reason="不能为空")
    elif value in seen:
        reason = f"编号 {value} 与第 {seen[value]} 行重复"
        yield RowError(row=row.number, column=key, reason=reason)
    if width > header_width:
        yield RowError(row=row.number, column="", reason="单元格多于表头，请检查分隔符")


def _folded(title: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", title)).casefold()


def _bare(chinese: str) -> str:
    return re.sub(r"\(.*\)$", "", chinese)
