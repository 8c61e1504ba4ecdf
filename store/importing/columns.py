"""The columns of the customer and product files, by their English and Chinese headers."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import Any

from store.errors import FileRefused
from store.importing import values
from store.importing.consents import consent_terms
from store.importing.days import day
from store.importing.holdings import holdings
from store.importing.report import RowError, UnknownColumn
from store.importing.tables import HeaderMissing, Table, read_table
from store.models import (
    Channel,
    ComplaintSize,
    CustomerKind,
    Personality,
    ProductStatus,
    ProductType,
)
from store.visible import visible

Parser = Callable[[object], Any]


@dataclass(frozen=True)
class Column:
    """A column of a file: its contract name, its Chinese header, how a cell is read.

    `also` are other headers under which people keep it.
    """

    name: str
    chinese: str
    parse: Parser
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParsedRow:
    """A row that could be read: only the columns the file has.

    None stands for an empty cell, one that says 清空, or that nothing is known; `empty` names the
    columns whose cell says nothing at all.
    """

    number: int
    values: Mapping[str, Any]
    empty: frozenset[str] = frozenset()


_ALIKE = 0.5
_CLEAR = "清空"
"""What a cell says where something known is to be forgotten."""
_SHORT = values.text_of(64)
_LONG = values.text_of(2000, lines=True)
CUSTOMER_COLUMNS = (
    Column("customer_id", "客户编号", values.identifier, ("客户号", "编号", "客户ID", "客户代码")),
    Column("name", "客户姓名", values.text_of(128), ("姓名", "客户名称", "名称", "户名")),
    Column("kind", "客户类型", partial(values.choice, kind=CustomerKind), ("类型", "客户类别")),
    Column("phone", "联系方式", values.phone, ("手机", "手机号", "手机号码", "电话", "联系电话")),
    Column("aum_wan", "资产规模(万元)", values.amount, ("资产", "AUM", "金融资产", "管理资产")),
    Column("holdings", "持有产品", holdings, ("持仓", "产品持有", "持有")),
    Column("owner", "负责人", _SHORT, ("客户经理", "管户经理", "管户人", "理财经理", "经理")),
    Column("opened_on", "开户日期", day, ("开户时间", "开户日")),
    Column("last_contact_on", "最近沟通时间", day, ("最近联系", "上次联系", "最近联系日期")),
    Column("last_transaction_on", "最近交易日期", day, ("最近交易", "上次交易")),
    Column("outflow_ratio_60d", "近60日转出比例", values.ratio),
    Column("monthly_inflow_wan", "月均流入(万元)", values.number),
    Column("idle_months", "工资入账无理财月数", values.whole),
    Column("need_tags", "需求标签", values.items, ("需求", "标签")),
    Column("next_plan", "下一步跟进计划", _LONG, ("下一步", "跟进计划")),
    Column("next_follow_up_on", "下次跟进日期", day, ("下次跟进", "跟进日期", "下次联系")),
    Column("birthday", "生日", day, ("出生日期", "出生年月", "成立日期")),
    Column("occupation", "职业", _SHORT),
    Column("industry", "行业", _SHORT),
    Column("risk_level", "风险等级", values.customer_level, ("风险测评等级", "风险偏好", "风评")),
    Column("risk_assessed_on", "风险测评日期", day, ("测评日期", "风评日期", "测评时间")),
    Column("consent", "营销授权范围", values.consent, ("授权", "营销授权", "授权范围")),
    Column("consent_terms", "授权明细", consent_terms),
    Column("do_not_contact", "免打扰", values.yes_no, ("勿扰", "谢绝来电")),
    Column("personality", "性格", partial(values.choice, kind=Personality)),
    Column("interests", "兴趣爱好", values.items, ("爱好", "兴趣")),
    Column("resource_needs", "资源需求", values.items),
    Column("preferred_channel", "首选渠道", partial(values.choice, kind=Channel), ("渠道",)),
    Column("open_complaint", "未结投诉", partial(values.choice, kind=ComplaintSize), ("投诉",)),
    Column("annual_revenue_wan", "年营业额(万元)", values.amount, ("年营收", "营业收入")),
    Column("receivable_days", "应收账款账期(天)", values.whole),
    Column("receivable_share", "应收账款占比", values.ratio),
    Column("credit_grade", "信用状况", values.grade),
    Column("salutation", "称呼", values.text_of(16)),
    Column("tier_override", "客户分层", values.tier, ("分层", "客户等级")),
)
PRODUCT_COLUMNS = (
    Column("product_id", "产品编号", values.identifier, ("产品代码", "代码", "编号")),
    Column("name", "产品名称", values.text_of(128), ("名称", "产品")),
    Column("type", "产品类型", partial(values.choice, kind=ProductType), ("类型",)),
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
    warnings: tuple[RowError, ...]
    unknown_columns: tuple[UnknownColumn, ...]


def header_of(columns: Sequence[Column], key: str) -> Callable[[Sequence[str]], bool]:
    """Whether a row is the header of these columns: it names the key, and something else if any."""
    titles = _titles(columns)

    def is_header(row: Sequence[str]) -> bool:
        said = [_folded(cell) for cell in row if cell]
        named = [titles[title].name for title in said if title in titles]
        return key in named and (len(named) > 1 or len(said) == 1)

    return is_header


def read_columns(path: Path, columns: Sequence[Column], key: str) -> tuple[ParsedTable, str]:
    """A file's rows by its columns, and the file's SHA-256.

    Raises:
        FileRefused: where the file cannot be read or has no header with the key.
    """
    chinese = next(column.chinese for column in columns if column.name == key)
    try:
        table = read_table(path, is_header=header_of(columns, key))
    except HeaderMissing as missing:
        raise FileRefused(f"表头缺少 {key}（{chinese}）。{missing}") from missing
    return parse_table(table, columns, key), table.sha256


def parse_table(table: Table, columns: Sequence[Column], key: str) -> ParsedTable:
    """Every row of *table*; a row with a bad cell, no key or a key seen before is left out."""
    places, unknown = _places(table.header, columns)
    good: list[ParsedRow] = []
    errors: list[RowError] = []
    warnings = [RowError(row, "", "合并单元格的值已填到这一行，请核对") for row in table.filled]
    seen: dict[str, int] = {}
    for number, cells in table.rows:
        row, wrong, doubtful = _parse_row(number, cells, places)
        wrong = wrong or list(_key_errors(row, key, seen, cells, len(table.header)))
        errors.extend(wrong)
        if not wrong:
            warnings.extend(doubtful)
            seen[row.values[key]] = number
            good.append(row)
    return ParsedTable(tuple(good), tuple(errors), tuple(warnings), unknown)


def _titles(columns: Sequence[Column]) -> dict[str, Column]:
    return {
        _folded(title): column
        for column in reversed(columns)
        for title in (*column.also, _bare(column.chinese), column.chinese, column.name)
    }


def _places(
    header: Sequence[str], columns: Sequence[Column]
) -> tuple[dict[int, Column], tuple[UnknownColumn, ...]]:
    titles = _titles(columns)
    places: dict[int, Column] = {}
    unknown: list[UnknownColumn] = []
    for place, title in enumerate(header):
        column = titles.get(_folded(title))
        if column is None:
            named = values.quoted(title)
            unknown.extend([UnknownColumn(named, _nearest(named, titles))] if named else [])
        elif column in places.values():
            before = next(at for at, each in places.items() if each is column)
            raise FileRefused(
                f"两列都是{column.chinese}：“{values.quoted(header[before])}”"
                f"和“{values.quoted(title)}”，请删去一列。"
            )
        else:
            places[place] = column
    return places, tuple(unknown)


def _nearest(title: str, titles: Mapping[str, Column]) -> str:
    """The Chinese header most like an unknown one; empty where none is."""
    likest = max(titles, key=lambda known: SequenceMatcher(None, _folded(title), known).ratio())
    ratio = SequenceMatcher(None, _folded(title), likest).ratio()
    return titles[likest].chinese if ratio >= _ALIKE else ""


def _parse_row(
    number: int, cells: Sequence[object], places: Mapping[int, Column]
) -> tuple[ParsedRow, list[RowError], list[RowError]]:
    parsed: dict[str, Any] = {}
    empty: set[str] = set()
    errors: list[RowError] = []
    warnings: list[RowError] = []
    for place, column in places.items():
        cell = cells[place] if place < len(cells) else None
        said = values.cell_text(cell)
        if not said:
            empty.add(column.name)
        try:
            parsed[column.name] = column.parse(cell) if said not in ("", _CLEAR) else None
        except values.CellRefused as refused:
            errors.append(RowError(row=number, column=column.name, reason=str(refused)))
        except values.CellUnknown as unknown:
            parsed[column.name] = None
            warnings.append(RowError(row=number, column=column.name, reason=str(unknown)))
    return ParsedRow(number, parsed, frozenset(empty)), errors, warnings


def _key_errors(
    row: ParsedRow, key: str, seen: Mapping[str, int], cells: Sequence[object], width: int
) -> Iterator[RowError]:
    value = row.values[key]
    if value is None:
        yield RowError(row=row.number, column=key, reason="不能为空")
    elif value in seen:
        reason = f"编号 {values.quoted(str(value))} 与第 {seen[value]} 行重复"
        yield RowError(row=row.number, column=key, reason=reason)
    if any(values.cell_text(cell) for cell in cells[width:]):
        yield RowError(row=row.number, column="", reason="单元格多于表头，请检查分隔符")


def _folded(title: str) -> str:
    """A header without marks, spaces and remarks: * 客户编号（必填） is 客户编号."""
    plain = unicodedata.normalize("NFKC", visible(title))
    plain = re.sub(r"[\s*#:★☆●]+", "", plain)
    return re.sub(r"\((?:必填|选填|必须|可空|说明)[^()]*\)$", "", plain).casefold()


def _bare(chinese: str) -> str:
    return re.sub(r"\(.*\)$", "", chinese)
