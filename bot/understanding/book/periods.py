"""Days that the calendar names: 本月, 下周, 12月15号, 今年二季度, 年底, 明天."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.days import day_of, holidays, last_day, month_on, number

_DAY = timedelta(days=1)
NUMBER = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_NAMED = {"今": 0, "当": 0, "明": 1, "后": 2, "即": 0, "大后": 3, "昨": -1, "前": -2, "大前": -3}
_WEEKDAY = {each: at for at, each in enumerate("一二三四五六")} | {"日": 6, "天": 6}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from and to, as looked back on and as looked forward to; None leaves a side open.

    `length` is set where only a length was said: 近三个月, 60天内. `month` is a whole month.
    """

    back: tuple[date | None, date | None]
    ahead: tuple[date | None, date | None]
    rolling: bool = False
    month: int | None = None
    feast: bool = False

    def days(self, *, ahead: bool) -> tuple[date | None, date | None]:
        """The days in the direction that what is asked looks."""
        return self.ahead if ahead else self.back


def fixed(since: date | None, until: date | None) -> Span:
    """A span that is the same from wherever it is looked at."""
    return Span((since, until), (since, until))


def _months(year: int, month: int, count: int = 1) -> tuple[date, date]:
    last_year, last_month = month_on(date(year, month, 1), count - 1)
    return date(year, month, 1), date(last_year, last_month, last_day(last_year, last_month))


def _both(days: tuple[date, date], month: int | None = None) -> Span:
    return Span(days, days, month=month)


def _part(days: tuple[date, date], part: str | None) -> tuple[date, date]:
    """A part of a month."""
    first, last = days
    ends = {
        "初": (first, first.replace(day=10)),
        "头": (first, first.replace(day=10)),
        "上旬": (first, first.replace(day=10)),
        "中旬": (first.replace(day=11), first.replace(day=20)),
        "中": (first.replace(day=11), first.replace(day=20)),
        "下旬": (first.replace(day=21), last),
        "底": (first.replace(day=21), last),
        "末": (first.replace(day=21), last),
    }
    return ends[part] if part else days


def _shift(words: str) -> int:
    return words.count("下") - words.count("上")


def _month_by_name(match: re.Match[str], today: date) -> Span | None:
    year, month = month_on(today, _shift(match["which"]))
    day = number(match["day"]) if match["day"] else None
    if match["day"]:
        found = day_of(year, month, day or 0)
        return fixed(found, found) if found else None
    return _both(_part(_months(year, month), match["part"]), None if match["part"] else month)


def _end_of_month(match: re.Match[str], today: date) -> Span:
    return _both(_part(_months(today.year, today.month), match["part"]))


def _week(match: re.Match[str], today: date) -> Span:
    monday = today - timedelta(days=today.weekday() - 7 * _shift(match["which"]))
    if match["day"] is None:
        return _both((monday, monday + 6 * _DAY))
    if match["day"] == "末":
        return _both((monday + 5 * _DAY, monday + 6 * _DAY))
    day = monday + _WEEKDAY[match["day"]] * _DAY
    return _both((day, day))


def _year_of(words: str | None, today: date) -> int | None:
    if not words:
        return None
    ahead = {"今": 0, "本": 0, "当": 0, "去": -1, "前": -2, "大前": -3, "明": 1, "后": 2}
    stem = words.removesuffix("年")
    if stem in ahead:
        return today.year + ahead[stem]
    found = number(stem)
    if found is None:
        return None
    return found if found > 1900 else 2000 + found


def _year(match: re.Match[str], today: date) -> Span | None:
    year = _year_of(match["year"], today)
    if year is None or not 1900 < year < 2100:
        return None
    part = match["part"]
    if part in {"初", "头"}:
        return _both(_months(year, 1, 3))
    if part in {"底", "末"}:
        return _both(_months(year, 12))
    return _both((date(year, 1, 1), date(year, 12, 31)))


def _end_of_year(match: re.Match[str], today: date) -> Span:
    first = 1 if match["part"] in {"初", "头"} else 12
    return _both(_months(today.year, first, 3 if first == 1 else 1))


def _half_year(match: re.Match[str], today: date) -> Span | None:
    year = _year_of(match["year"], today) or today.year
    return _both(_months(year, 1 if match["half"] == "上" else 7, 6))


def _quarter(match: re.Match[str], today: date) -> Span | None:
    if match["which"]:
        year, month = month_on(today, -((today.month - 1) % 3) + 3 * _shift(match["which"]))
        return _both(_months(year, month, 3))
    quarter = number(match["n"] or "") or 0
    if not 1 <= quarter <= 4:
        return None
    year = _year_of(match["year"], today) or today.year
    return _both(_months(year, 3 * quarter - 2, 3))


def _month(match: re.Match[str], today: date) -> Span | None:
    month = 1 if match["month"] == "元" else number(match["month"])
    named = _year_of(match["year"], today)
    if month is None or not 1 <= month <= 12:
        return None
    day = number(match["day"]) if match["day"] else None

    def of(year: int) -> tuple[date | None, date | None] | None:
        if match["day"]:
            found = day_of(year, month, day or 0)
            return (found, found) if found else None
        return _part(_months(year, month), match["part"])

    if named:
        days = of(named)
        return Span(days, days, month=_whole(match, month)) if days else None
    years = (today.year - 1, today.year, today.year + 1)
    found = [days for days in map(of, years) if days is not None]
    back = [d for d in found if d[0] is not None and d[0] <= today]
    ahead = [d for d in found if d[1] is not None and d[1] >= today]
    if not back or not ahead:
        return None
    return Span(back[-1], ahead[0], month=_whole(match, month))


def _whole(match: re.Match[str], month: int) -> int | None:
    return None if match["day"] or match["part"] else month


def _figures(match: re.Match[str], today: date) -> Span | None:
    year = int(match["year"]) if match["year"] else None
    month, day = int(match["month"]), int(match["day"])
    if year:
        found = day_of(year, month, day)
        return fixed(found, found) if found else None
    near = [day_of(today.year + each, month, day) for each in (-1, 0, 1)]
    days = [each for each in near if each is not None]
    back = [each for each in days if each <= today]
    ahead = [each for each in days if each >= today]
    if not back or not ahead:
        return None
    return Span((back[-1], back[-1]), (ahead[0], ahead[0]))


def _named(match: re.Match[str], today: date) -> Span:
    day = today + _NAMED[match["day"]] * _DAY
    return fixed(day, day)


def _feast(match: re.Match[str], today: date) -> Span | None:
    """国庆, 去年春节: its days off; where it has none, the day."""
    table = holidays()
    name = table.ways[match["feast"]]
    lasting = timedelta(days=0 if match["one"] else table.rest.get(name, 1) - 1)
    year = _year_of(match["year"], today)
    days = [each for each in table.dates[name] if year in {None, each.year}]
    back = [each for each in days if each <= today] or days
    ahead = [each for each in days if each + lasting >= today] or days
    if not days:
        return None
    last, coming = back[-1], ahead[0]
    return Span((last, last + lasting), (coming, coming + lasting), feast=True)


def _rest_of(match: re.Match[str], today: date) -> Span:
    """年内, 月内: since the year began, or till it ends."""
    if match["unit"] == "年":
        first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    elif match["unit"] == "月":
        first, last = _months(today.year, today.month)
    elif match["unit"] == "周":
        first = today - timedelta(days=today.weekday())
        last = first + 6 * _DAY
    else:
        first, last = _months(today.year, today.month - (today.month - 1) % 3, 3)
    return Span((first, today), (today, last))


_YEARS = "(?:20[0-9]{2}|[0-9]{2}|今|本|当|去|前|明|后|大前)年"
_FEASTS = "|".join(sorted(holidays().ways, key=len, reverse=True))
_PARTS = "底|末|初|头|上旬|中旬|下旬|中"
FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Span | None]], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"(?P<year>{_YEARS})(?:的)?(?P<part>底|末|初|头)?", _year),
        (r"年(?P<part>底|末|初|头)", _end_of_year),
        (rf"(?:(?P<year>{_YEARS})的?)?(?P<half>[上下])半年", _half_year),
        (
            rf"(?:(?P<year>{_YEARS})的?)?(?:第?(?P<n>[一二三四1-4])季度?(?![0-9年])|Q(?P<q>$^))"
            r"(?P<which>$^)?",
            _quarter,
        ),
        (r"(?P<which>上上|上|这|本|下下|下|当)个?季度?(?P<n>$^)?(?P<year>$^)?", _quarter),
        (
            rf"(?:(?P<year>{_YEARS})的?)?(?P<month>{NUMBER}|元)月份?(?:的?(?P<day>{NUMBER})(?:号|日)"
            rf"|的?(?P<part>{_PARTS}))?",
            _month,
        ),
        (
            rf"(?P<which>上上|上|这|本|下下|下|当)个?月份?(?:的?(?P<day>{NUMBER})(?:号|日)|(?P<part>{_PARTS}))?",
            _month_by_name,
        ),
        (
            rf"(?:(?P<year>{_YEARS})的?)?(?P<month>{NUMBER}|元)月(?P<day>{NUMBER})(?P<part>$^)?"
            rf"(?=(?:号|日)?(?:到|至|-|~)(?:{NUMBER}|元)(?:号|日|月))",
            _month,
        ),
        (r"月(?P<part>底|末|初|中|头)", _end_of_month),
        (
            r"(?P<which>上上|上|这|本|下下|下|当)个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])?",
            _week,
        ),
        (r"(?P<which>)(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])", _week),
        (
            r"(?:(?P<year>20[0-9]{2})[-/.])(?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12][0-9]|0?[1-9])",
            _figures,
        ),
        (
            r"(?P<year>$^)?(?P<month>1[0-2]|0?[1-9])[-/](?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9%万个岁年月天])",
            _figures,
        ),
        (
            rf"(?:(?P<year>{_YEARS})的?)?(?P<feast>{_FEASTS})"
            r"(?:(?P<one>当天|那天|那日|当日)|期间|假期|长假|那几天|放假|这几天)?",
            _feast,
        ),
        (
            r"(?<![一两半二三四五六七八九十0-9个本这当])(?P<unit>年|月|季度|季|周)(?:之|以)?内",
            _rest_of,
        ),
        (r"(?P<day>大后|大前|今|明|后|昨|前)(?:天|日|儿)", _named),
        (r"(?P<day>即)日(?=起|开始)", _named),
    )
)
