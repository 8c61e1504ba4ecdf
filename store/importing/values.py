"""From the cells people type to the values of the record; every refusal is a Chinese sentence."""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar

from store.models import (
    Channel,
    ComplaintSize,
    ConsentScope,
    CustomerKind,
    Labelled,
    ProductType,
)

Choice = TypeVar("Choice", bound=Labelled)

_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"
)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(亿元?|万元?|元)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_SEPARATOR = re.compile(r"[;；\n]+")
_INJECTION = re.compile(r"'(?=[=+\-@\t\r])")

ALSO_SAID: Mapping[str, Labelled] = {
    "公司": CustomerKind.COMPANY,
    "上门": Channel.VISIT,
    "上门拜访": Channel.VISIT,
    "小": ComplaintSize.SMALL,
    "一般": ComplaintSize.SMALL,
    "大": ComplaintSize.LARGE,
    "重大": ComplaintSize.LARGE,
    "公开": ComplaintSize.PUBLIC,
    "舆情": ComplaintSize.PUBLIC,
    "财富": ConsentScope.WEALTH,
    "问卷": ConsentScope.SURVEY,
    "货币基金": ProductType.MMF,
    "现金管理": ProductType.MMF,
}
"""Words of people's files beside the vocabularies' own; none may mean two things."""
_YES = frozenset({"yes", "y", "true", "1", "是", "有"})
_NO = frozenset({"no", "n", "false", "0", "否", "无"})
_NOTHING = frozenset({"none", "无", "没有", "均未授权"})


class CellRefused(ValueError):
    """The cell does not hold what its column needs; ``str()`` says why in Chinese."""


def cell_text(cell: object) -> str:
    """The cell as trimmed text: whole numbers without a decimal point, export guards taken off."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _INJECTION.sub("", str(cell).strip(), count=1).strip()


def text_of(limit: int = 0) -> "TextParser":
    """A parser of free text of at most *limit* characters (0: any length)."""
    return TextParser(limit)


class TextParser:
    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, cell: object) -> str:
        text = cell_text(cell)
        if self.limit and len(text) > self.limit:
            raise CellRefused(f"超过 {self.limit} 个字")
        return text


def number(cell: object) -> float:
    """A finite number; thousands separators and 万, 亿 behind it are understood as 万元."""
    if isinstance(cell, bool):
        raise CellRefused(f"“{cell}”不是数字")
    value = float(cell) if isinstance(cell, (int, float)) else _written_number(cell)
    if not math.isfinite(value):
        raise CellRefused(f"“{cell_text(cell)}”不是数字")
    return value


def amount(cell: object) -> float:
    """A number not below zero."""
    value = number(cell)
    if value < 0:
        raise CellRefused("不能小于 0")
    return value


def ratio(cell: object) -> float:
    """A share between 0 and 1; ``5%`` is 0.05."""
    text = _plain(cell)
    value = number(text[:-1]) / 100 if text.endswith("%") else number(cell)
    if not 0 <= value <= 1:
        raise CellRefused(f"“{cell_text(cell)}”应在 0 到 1 之间")
    return value


def whole(cell: object) -> int:
    """A whole number not below zero."""
    value = amount(cell)
    if not value.is_integer():
        raise CellRefused(f"“{cell_text(cell)}”应为整数")
    return int(value)


def day(cell: object) -> date:
    """A date as Chinese files write it: 2026-11-23, 2026/11/23, 2026年11月23日, an Excel date."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 1 <= cell < 200_000:
        return _EXCEL_EPOCH + timedelta(days=int(cell))
    text = _plain(cell)
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match is None:
        raise CellRefused(f"“{cell_text(cell)}”不是日期，应如 2026-11-23")
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise CellRefused(f"“{cell_text(cell)}”不是存在的日期") from error


def yes_no(cell: object) -> bool:
    """是/否 and the usual other ways."""
    text = _plain(cell).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellRefused(f"“{cell_text(cell)}”应为 是/否（yes/no）")


def items(cell: object) -> list[str]:
    """A list separated by semicolons, each item once."""
    parts = (part.strip() for part in _SEPARATOR.split(cell_text(cell)))
    return list(dict.fromkeys(part for part in parts if part))


def level(cell: object, letter: str, last: str) -> str:
    """A level such as C1 to C5."""
    text = _plain(cell).upper()
    if not re.fullmatch(f"{letter}[1-{last}]", text):
        raise CellRefused(f"“{cell_text(cell)}”应为 {letter}1–{letter}{last}")
    return text


def customer_level(cell: object) -> str:
    return level(cell, "C", "5")


def product_level(cell: object) -> str:
    return level(cell, "R", "5")


def grade(cell: object) -> str:
    """A credit grade, A to D."""
    text = _plain(cell).upper()
    if text not in ("A", "B", "C", "D"):
        raise CellRefused(f"“{cell_text(cell)}”应为 A–D")
    return text


def choice(cell: object, kind: type[Choice]) -> Choice:
    """A member of *kind*, by the contract's word, its label, or what else files say for it."""
    text = _plain(cell)
    said = ALSO_SAID.get(text)
    if isinstance(said, kind):
        return said
    for member in kind:
        if text.casefold() == member.value or text == member.label:
            return member
    allowed = "、".join(member.value for member in kind)
    raise CellRefused(f"“{cell_text(cell)}”应为 {allowed} 之一")


def consent(cell: object) -> frozenset[ConsentScope]:
    """The scopes agreed to; ``none`` alone means none at all."""
    parts = [part for part in re.split(r"[;；,，、\s]+", cell_text(cell)) if part]
    nothing = [part for part in parts if part.casefold() in _NOTHING]
    if nothing and len(parts) > 1:
        raise CellRefused("none 不能与其他授权并列")
    if nothing:
        return frozenset()
    return frozenset(choice(part, ConsentScope) for part in parts)


def _plain(cell: object) -> str:
    return unicodedata.normalize("NFKC", cell_text(cell)).strip()


def _written_number(cell: object) -> float:
    text = re.sub(r"(?<=\d),(?=\d{3})", "", _plain(cell))
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise CellRefused(f"“{cell_text(cell)}”不是数字")
    unit = (match[2] or "").rstrip("元") if match[2] != "元" else "元"
    scale = {"": 1.0, "万": 1.0, "亿": 10_000.0, "元": 0.0001}[unit]
    return float(match[1]) * scale
