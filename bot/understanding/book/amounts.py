"""Amounts, shares and stretches of time as people write them: 五百万, 3成, 半年, 一年半."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.days import months_on

_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "两": 2, "俩": 2, "仨": 3}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_WAN = {"万": 1.0, "w": 1.0, "W": 1.0, "亿": 10_000.0}
NUMERAL = r"(?:\d+(?:,\d{3})*(?:\.\d+)?[百千]?|[零〇一二两俩三仨四五六七八九十百千]{1,9})"
_AND_MORE = "(?:[来多](?=个?[万亿](?:元|块钱|块)?(?:以上|往上|朝上|起|打底|及以上|向上)))?"
"""二十来万往上: where the amount is a bound, 来 says nothing."""
_MONEY = re.compile(
    rf"(?:(?P<yi>{NUMERAL}|半){_AND_MORE}个?亿)?"
    rf"(?:(?P<wan>{NUMERAL}|半){_AND_MORE}个?(?P<unit>[万wW](?!一)))?"
    r"(?:元|块钱|块|人民币)?"
)
_YUAN = re.compile(r"(?P<n>\d{4,12})(?:元|块钱|块)")
_SHARE = re.compile(
    rf"百分之(?P<hundred>{NUMERAL})|(?P<percent>\d+(?:\.\d+)?)[%％]"
    rf"|(?P<tenth>{NUMERAL})成(?P<half>半)?|(?P<one>一半|半数|大半|(?<=[过超])半(?![年个天成]))|(?P<part>0\.\d+)"
    r"|(?P<third>三分之一|三分之二|四分之一|四分之三)"
)
_LONGEST = 999
"""Of a length of time; what is more is a year's number."""
_BARE = re.compile(r"(?<=[过上超破])亿(?:元)?")
_THIRDS = {"三分之一": 1 / 3, "三分之二": 2 / 3, "四分之一": 0.25, "四分之三": 0.75}
_STRETCH = re.compile(
    rf"(?P<halfyear>半年)|(?P<halfmonth>半个月)|(?P<n>{NUMERAL})"
    r"(?:(?P<years>年|周年)(?P<yhalf>半)?(?![级前来初底末中代])|个(?P<mhalf>半)?月|(?P<month>(?<=[仨俩])月|月(?=[内没未]))"
    r"|个?(?P<quarters>季度)|(?P<weeks>个?星期|个?礼拜|周)(?![一二三四五六日天年岁])|(?P<days>天|日)(?![到至]))"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time: months or days."""

    months: int = 0
    days: int = 0

    def before(self, day: date) -> date:
        """The day so long before another."""
        return (months_on(day, -self.months) or day) - timedelta(days=self.days)

    def after(self, day: date) -> date:
        """The day so long after another."""
        return (months_on(day, self.months) or day) + timedelta(days=self.days)

    @property
    def in_months(self) -> float:
        """The length in months."""
        return self.months + self.days / 30

    @property
    def in_days(self) -> float:
        """The length in days, a month counted as thirty."""
        return self.months * 30 + self.days


def numeral(words: str) -> float | None:
    """A number in figures or in Chinese up to 9999, 5百 and 2千 too; None for anything else."""
    plain = words.replace(",", "")
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([百千]?)", plain)
    if match is not None:
        return float(match[1]) * _PLACES.get(match[2], 1)
    return _chinese(plain)


def _chinese(words: str) -> float | None:
    total, digit, last = 0, None, 1
    for char in words:
        if char in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[char]
        elif char in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[char]
            digit, last = None, _PLACES[char]
        else:
            return None
    if digit is None:
        return float(total) if words else None
    short = last >= 100 and total and not words.endswith(("零" + words[-1], "〇" + words[-1]))
    return float(total + digit * (last // 10 if short else 1))


def money_at(text: str, at: int) -> tuple[int, float] | None:
    """Where an amount of money that begins at *at* ends, and its value in 万元."""
    yuan = _YUAN.match(text, at)
    if yuan is not None:
        return yuan.end(), float(yuan["n"]) / 10_000
    bare = _BARE.match(text, at)
    if bare is not None:
        return bare.end(), _WAN["亿"]
    match = _MONEY.match(text, at)
    if match is None or not (match["yi"] or match["wan"]):
        return None
    total = 0.0
    for words, unit in ((match["yi"], 10_000.0), (match["wan"], 1.0)):
        if words:
            value = 0.5 if words == "半" else numeral(words)
            if value is None:
                return None
            total += value * unit
    return match.end(), total


def share_at(text: str, at: int) -> tuple[int, float] | None:
    """Where a share that begins at *at* ends, and its value between 0 and 1."""
    match = _SHARE.match(text, at)
    if match is None:
        return None
    if match["one"]:
        return match.end(), 0.5
    if match["third"]:
        return match.end(), _THIRDS[match["third"]]
    if match["part"]:
        return match.end(), float(match["part"])
    value = numeral(match["hundred"] or match["percent"] or match["tenth"])
    if value is None:
        return None
    if match["tenth"]:
        return match.end(), (value + (0.5 if match["half"] else 0)) / 10
    return match.end(), value / 100


def stretch_at(text: str, at: int) -> tuple[int, Stretch] | None:
    """Where a length of time that begins at *at* ends, and the length."""
    match = _STRETCH.match(text, at)
    if match is None:
        return None
    if match["halfyear"] or match["halfmonth"]:
        return match.end(), Stretch(months=6) if match["halfyear"] else Stretch(days=15)
    value = numeral(match["n"])
    if value is None or value != int(value) or value > _LONGEST:
        return None
    return match.end(), _stretch(int(value), match)


def _stretch(count: int, match: re.Match[str]) -> Stretch:
    if match["years"]:
        return Stretch(months=12 * count + (6 if match["yhalf"] else 0))
    if match["quarters"]:
        return Stretch(months=3 * count)
    if match["weeks"]:
        return Stretch(days=7 * count)
    if match["days"]:
        return Stretch(days=count)
    return Stretch(months=count, days=15 if match["mhalf"] else 0)


def number_at(text: str, at: int) -> tuple[int, float] | None:
    """Where a bare number that begins at *at* ends, and its value."""
    match = re.compile(NUMERAL).match(text, at)
    value = numeral(match.group()) if match else None
    return (match.end(), value) if match and value is not None else None
