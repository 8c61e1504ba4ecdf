"""The figures and times a sentence names, in one form for digits and Chinese numerals."""

from __future__ import annotations

import re
import unicodedata

_UNITS = (
    "个百分点|百分点|个工作日|工作日|个季度|季度|个月|小时|分钟|万亿|千万|百万|亿|万|元|块|天|日|号|月|年|周|岁|"
    "倍|成|折|点|笔|次|期|份|名|家|户|人|位|轮|厘|%|‰"
)
_DIGITS = re.compile(rf"(\d+(?:[.:/-]\d+)*)\s*({_UNITS})?")
_NUMERAL = re.compile(
    "(百分之)?([〇零一二两三四五六七八九十百千万]+(?:点[零一二三四五六七八九]+)?)"
    rf"({_UNITS})?"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_LOOSE = frozenset("一点 一次 一份 一位 一家 一人 一轮 一块 一笔 一名 一户".split())
_WORDS = re.compile(
    "百分百|百分之百|翻[一两几]?[倍番]|双倍|数倍|[几数多]个?(?:成|倍|百分点|年|月|万)|半年|半个月|半天|一半|对半|"
    "今[天晚早年]|明[天晚早年]|后天|昨天|去年|[本这下上]个?[周月]|本季|年[底初末]|月[底初末]|季末|"
    "[周星期]{1,2}[一二三四五六日天末]|上午|中午|下午|晚上|节前|节后"
)
_SAME_UNIT = {"个百分点": "百分点", "个工作日": "工作日", "个季度": "季度"}
_VALUES = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def figures(text: str) -> tuple[str, ...]:
    """Numbers with their units, dates and words of time, in the order in which they stand."""
    folded = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text))
    found = [(m.start(), _written(m[1], m[2])) for m in _DIGITS.finditer(folded)]
    for match in _NUMERAL.finditer(folded):
        if _counts(match):
            unit = "%" if match[1] else match[3]
            found.append((match.start(), _written(_value(match[2]), unit)))
    found += [(m.start(), m.group()) for m in _WORDS.finditer(folded)]
    return tuple(figure for _, figure in sorted(found))


def _written(value: str, unit: str | None) -> str:
    return value + _SAME_UNIT.get(unit or "", unit or "")


def _counts(match: re.Match[str]) -> bool:
    """Whether a numeral says an amount, and is not part of an idiom such as 一点 or 万一."""
    if match[1]:
        return True
    if match[3]:
        return match.group() not in _LOOSE and match[2] != "万"
    return match[2][0] in _VALUES and any(char in _STEPS for char in match[2])


def _value(numeral: str) -> str:
    whole, _, decimals = numeral.partition("点")
    total = section = digit = 0
    for char in whole:
        if char in _VALUES:
            digit = _VALUES[char]
        elif char == "万":
            total, section, digit = (total + section + digit or 1) * 10000, 0, 0
        else:
            section, digit = section + (digit or 1) * _STEPS[char], 0
    value = str(total + section + digit)
    return f"{value}.{''.join(str(_VALUES[char]) for char in decimals)}" if decimals else value
