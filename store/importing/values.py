"""From the cells people type to the values of the record; every refusal is a Chinese sentence."""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from store.models import (
    Channel,
    ComplaintSize,
    ConsentScope,
    CustomerKind,
    Labelled,
    ProductType,
)
from store.visible import in_one_line, visible

Choice = TypeVar("Choice", bound=Labelled)

_NUMBER = re.compile(
    r"(?:(?:[¥￥$]|RMB|CNY|人民币)\s*)?(?P<digits>[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)"
    r"\s*(?P<unit>亿|万|千|百|w)?\s*(?:元|块|RMB|CNY|人民币)?",
    re.IGNORECASE,
)
_SCALES = {"": 1.0, "w": 1.0, "万": 1.0, "亿": 10_000.0, "千": 0.1, "百": 0.01}
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+)?E[+-]?\d+", re.IGNORECASE)
_UNSAID = frozenset(
    {"n/a", "na", "#n/a", "null", "none", "nan", "不详", "未知", "暂无", "待补", "待定"}
)
_DASHES = re.compile(r"[-—–_/\\.。*]+")
_LONGEST_EXACT = 10**15
"""Beyond it a spreadsheet keeps no last digit."""
_MOST_WAN = 1e9
_MOST_WHOLE = 100_000
_MOST_ITEMS, _LONGEST_ITEM = 100, 128
_LONGEST_QUOTE = 24
_LOST = "“{said}”是科学计数，原来的{what}已经丢失；请把这一列设为“文本”格式再导出"
_SEPARATOR = re.compile(r"[;；\n]+")
_INJECTION = re.compile(r"'(?=[=+\-@\t\r])")
_LEVEL_WORDS = {
    "C": ("保守", "稳健", "平衡", "积极", "激进"),
    "R": ("低风险", "中低风险", "中风险", "中高风险", "高风险"),
}
_ALSO_LEVEL = {"谨慎": "保守", "成长": "积极", "进取": "激进", "中等风险": "中风险"}

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
TIERS = ("普通", "潜力高净值", "高净值", "企业", "战略企业")
"""Tiers that may be set by hand; the policy says which a record has by itself."""
_YES = frozenset({"yes", "y", "true", "1", "是", "有"})
_NO = frozenset({"no", "n", "false", "0", "否", "无"})
_EVERYTHING = frozenset({"all", "全部", "全部授权", "均授权"})
_FEWEST_DIGITS = 5
_NOTHING = frozenset({"none", "无", "没有", "均未授权"})


class CellRefused(ValueError):
    """The cell does not hold what its column needs; ``str()`` says why in Chinese."""


class CellUnknown(ValueError):
    """The cell says that nothing is known, or nothing sure; ``str()`` says so in Chinese.

    The row is kept with the value unknown, and the reason is reported.
    """


def cell_text(cell: object) -> str:
    """The cell as trimmed text: whole numbers without a decimal point, export guards taken off."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _INJECTION.sub("", visible(str(cell)).strip(), count=1).strip()


def quoted(text: str) -> str:
    """What a cell holds, as a refusal names it: one line, not all of a long one."""
    short = in_one_line(text)
    return f"{short[:_LONGEST_QUOTE]}…" if len(short) > _LONGEST_QUOTE else short


def identifier(cell: object) -> str:
    """An id as written; one a spreadsheet has damaged is refused, since nothing can restore it."""
    damaged = "编号超过15位，表格已经改了末尾几位；请把这一列设为“文本”格式，重新填写后再导入"
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if abs(cell) >= _LONGEST_EXACT:
            raise CellRefused(damaged)
        if isinstance(cell, float) and not cell.is_integer():
            raise CellRefused(f"“{cell}”不是编号")
    text = text_of(64)(cell)
    if _SCIENTIFIC.fullmatch(text):
        raise CellRefused(
            f"“{quoted(text)}”是科学计数，原来的编号已经丢失；请把这一列设为“文本”格式再导出"
        )
    return text


def phone(cell: object) -> str:
    """A phone number with its digits folded; one a spreadsheet has damaged is refused."""
    text = plain_text_of(cell)
    if _SCIENTIFIC.fullmatch(text):
        raise CellRefused(
            f"“{quoted(text)}”是科学计数，原来的号码已经丢失；请把这一列设为“文本”格式再导出"
        )
    if says_nothing(text):
        raise CellUnknown(f"联系方式写的是“{quoted(text)}”，按未知处理")
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        raise CellRefused(f"“{quoted(text)}”不是电话号码")
    return text_of(64)(text)


def text_of(limit: int, *, lines: bool = False) -> "TextParser":
    """A parser of text of at most *limit* characters; with *lines* it keeps its line breaks."""
    return TextParser(limit, lines)


@dataclass(frozen=True)
class TextParser:
    """Reads a cell's text; see :func:`text_of`."""

    limit: int
    lines: bool

    def __call__(self, cell: object) -> str:
        text = cell_text(cell) if self.lines else in_one_line(cell_text(cell))
        if len(text) > self.limit:
            raise CellRefused(f"超过 {self.limit} 个字")
        return text


def number(cell: object) -> float:
    """A finite number; thousands separators and 万, 亿 behind it are understood as 万元."""
    if isinstance(cell, bool):
        raise CellRefused(f"“{cell}”不是数字")
    value = float(cell) if isinstance(cell, (int, float)) else _written_number(cell)
    if not math.isfinite(value):
        raise CellRefused(f"“{quoted(cell_text(cell))}”不是数字")
    if abs(value) > _MOST_WAN:
        raise CellRefused(f"“{quoted(cell_text(cell))}”太大，不像是以万元计的数")
    return value


def amount(cell: object) -> float:
    """A number not below zero."""
    value = number(cell)
    if value < 0:
        raise CellRefused("不能小于 0")
    return value


def ratio(cell: object) -> float:
    """A share between 0 and 1; ``5%`` is 0.05."""
    text = plain_text_of(cell)
    value = number(text[:-1]) / 100 if text.endswith("%") else number(cell)
    if not 0 <= value <= 1:
        raise CellRefused(f"“{quoted(cell_text(cell))}”应在 0 到 1 之间")
    return value


def whole(cell: object) -> int:
    """A whole number not below zero."""
    value = amount(cell)
    if not value.is_integer():
        raise CellRefused(f"“{quoted(cell_text(cell))}”应为整数")
    if value > _MOST_WHOLE:
        raise CellRefused(f"“{quoted(cell_text(cell))}”太大")
    return int(value)


def yes_no(cell: object) -> bool:
    """是/否 and the usual other ways."""
    text = plain_text_of(cell).casefold()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellRefused(f"“{quoted(cell_text(cell))}”应为 是/否（yes/no）")


def items(cell: object) -> list[str]:
    """A list separated by semicolons, each item once."""
    parts = (in_one_line(part) for part in _SEPARATOR.split(cell_text(cell)))
    found = list(dict.fromkeys(part for part in parts if part))
    if len(found) > _MOST_ITEMS or any(len(each) > _LONGEST_ITEM for each in found):
        raise CellRefused(f"最多 {_MOST_ITEMS} 项，每项不超过 {_LONGEST_ITEM} 个字")
    return found


def level(cell: object, letter: str) -> str:
    """A level such as C1 to C5, also by its usual word or with the word behind it: C2稳健型."""
    text = re.sub(r"\s+", "", plain_text_of(cell)).upper()
    match = re.fullmatch(f"P?{letter}([1-5])(?:级|等)?(?:[(（-]?(?P<word>[一-鿿]+)[)）]?)?", text)
    if match is not None:
        return f"{letter}{match[1]}"
    word = re.sub(r"(?:类|型|投资者|客户|等级|产品)+$", "", text)
    words = _LEVEL_WORDS[letter]
    word = _ALSO_LEVEL.get(word, word)
    if word in words:
        return f"{letter}{words.index(word) + 1}"
    if says_nothing(text):
        raise CellUnknown(f"等级写的是“{quoted(text)}”，按未知处理")
    raise CellRefused(f"“{quoted(cell_text(cell))}”应为 {letter}1–{letter}5")


def customer_level(cell: object) -> str:
    return level(cell, "C")


def product_level(cell: object) -> str:
    return level(cell, "R")


def grade(cell: object) -> str:
    """A credit grade, A to D."""
    text = plain_text_of(cell).upper()
    if text not in ("A", "B", "C", "D"):
        raise CellRefused(f"“{quoted(cell_text(cell))}”应为 A–D")
    return text


def choice(cell: object, kind: type[Choice]) -> Choice:
    """A member of *kind*, by the contract's word, its label, or what else files say for it."""
    text = plain_text_of(cell)
    said = ALSO_SAID.get(text)
    if isinstance(said, kind):
        return said
    for member in kind:
        if text.casefold() == member.value or text == member.label:
            return member
    allowed = "、".join(dict.fromkeys(member.label for member in kind))
    raise CellRefused(f"“{quoted(cell_text(cell))}”应为 {allowed} 之一")


def tier(cell: object) -> str:
    """A tier set by hand, as staff call it: 高净值."""
    text = plain_text_of(cell).removesuffix("客户")
    if text not in TIERS:
        raise CellRefused(f"“{quoted(cell_text(cell))}”应为 {'、'.join(TIERS)} 之一")
    return text


def consent(cell: object) -> frozenset[ConsentScope]:
    """The scopes agreed to; ``none`` alone means none at all."""
    parts = [part for part in re.split(r"[;；,，、\s]+", cell_text(cell)) if part]
    if len(parts) == 1 and parts[0].casefold() in _EVERYTHING:
        return frozenset(ConsentScope)
    nothing = [part for part in parts if part.casefold() in _NOTHING]
    if nothing and len(parts) > 1:
        raise CellRefused("none 不能与其他授权并列")
    if nothing:
        return frozenset()
    return frozenset(choice(part, ConsentScope) for part in parts)


def plain_text_of(cell: object) -> str:
    """A cell's text with its width folded."""
    return unicodedata.normalize("NFKC", cell_text(cell)).strip()


def says_nothing(text: str) -> bool:
    """Whether a cell says that nothing is known: 不详, N/A, a dash."""
    return text.casefold() in _UNSAID or _DASHES.fullmatch(text) is not None


def _written_number(cell: object) -> float:
    text = plain_text_of(cell)
    if says_nothing(text):
        raise CellUnknown(f"写的是“{quoted(text)}”，按未知处理")
    if _SCIENTIFIC.fullmatch(text):
        raise CellUnknown(f"“{quoted(text)}”是科学计数，可能丢了位数，按未知处理；请写完整的数")
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise CellRefused(f"“{quoted(cell_text(cell))}”不是数字")
    value = float(match["digits"].replace(",", ""))
    unit = (match["unit"] or "").casefold()
    plain_yuan = not unit and text.rstrip().endswith(("元", "块"))
    return value * (0.0001 if plain_yuan else _SCALES[unit])
