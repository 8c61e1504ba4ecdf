"""How people write a day: each form's pattern, and how it reads from now."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.understanding.counted import COUNTED_FORMS, WEEKDAY, WEEKS, Form
from bot.understanding.days import (
    NUMBER,
    day_of,
    holidays,
    last_day,
    month_end,
    month_on,
    months_on,
    number,
)
from bot.understanding.rare_dates import RARE, rare_day
from bot.understanding.working_days import first_day_back, is_working_day

_DAYS = {"今": 0, "明": 1, "听": 1, "后": 2, "大后": 3, "昨": -1, "寻": -1, "前": -2, "大前": -3}
_FIRST_DAYS = {"初": 1, "头": 1, "上旬": 1, "中旬": 11, "中": 15, "下旬": 21}
_SPRING = {"年后", "过完年", "过了年", "开年", "年前"}


def _whole(words: str) -> int:
    value = number(words)
    return -1 if value is None else value


def _named_day(match: re.Match[str], now: datetime) -> date:
    return now.date() + timedelta(days=_DAYS[match["day"]])


def _weekday(match: re.Match[str], now: datetime) -> date:
    today, weekday = now.date(), WEEKDAY[match["weekday"]]
    monday = today - timedelta(days=today.weekday())
    prefix = match["which"] or ""
    if prefix:
        weeks = prefix.count("下") - prefix.count("上")
        return monday + timedelta(days=7 * weeks + weekday)
    ahead = (weekday - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)


def _week(match: re.Match[str], now: datetime) -> date:
    """A week as a whole: next week from its Monday, this week until its Friday."""
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    weeks = match["which"].count("下") - match["which"].count("上")
    part = match["share"] or ""
    if weeks == 0 or part in {"内", "之内"}:
        return max(monday + timedelta(days=7 * weeks + 4), today if weeks == 0 else monday)
    return monday + timedelta(days=7 * weeks + {"中": 2, "底": 4}.get(part[-1:], 0))


def _this_month(match: re.Match[str], now: datetime) -> date | None:
    """A month by how far off it is: 月底, 下月初, 下个月中旬, 下下个月15号."""
    today, prefix = now.date(), match["which"] or ""
    ahead = prefix.count("下") - prefix.count("上")
    share = match["share"]
    year, month = month_on(today, ahead)
    day = _share(share, year, month) if share else _whole(match["day"] or "1")
    when = day_of(year, month, day)
    if when is not None and when < today and not prefix:
        year, month = month_on(today, 1)
        when = day_of(year, month, _share(share or "初", year, month))
    return when


def _part_of_month(match: re.Match[str], now: datetime) -> date | None:
    """A third of a month alone: this month's, or the next one's where it has begun."""
    day = now.date().replace(day=_FIRST_DAYS[match["share"]])
    return day if day >= now.date() else months_on(day, 1)


def _nth_in_month(match: re.Match[str], now: datetime) -> date | None:
    """The first, third or last Friday or working day of a month: 12月最后一个周五."""
    month, year = number(match["month"] or ""), _year(match["year"], now)
    ahead = (match["which"] or "").count("下")
    start = day_of(year or now.year, month, 1) if month else date(*month_on(now.date(), ahead), 1)
    for on in (0,) if year or ahead or start is None else (0, 12 if month else 1):
        first = start and months_on(start, on)
        day = first and _nth(match["nth"], match["unit"], first)
        if day is not None and day >= now.date():
            return day
    return None


def _nth(which: str, unit: str, first: date) -> date | None:
    """The day of a month beginning at `first`; None where it has no fifth."""
    days = [first + timedelta(days=n) for n in range(last_day(first.year, first.month))]
    if unit == "工作日":
        days = [day for day in days if is_working_day(day)]
    else:
        days = [day for day in days if day.weekday() == WEEKDAY[unit[-1]]]
    if which[0] in "最末":
        return days[-1]
    count = number(which.removeprefix("第").removesuffix("个")) if which[0] not in "头首" else 1
    return days[count - 1] if count and count <= len(days) else None


def _share(words: str, year: int, month: int) -> int:
    if words in {"底", "末", "尾"}:
        return last_day(year, month)
    return _FIRST_DAYS[words]


def _calendar_day(match: re.Match[str], now: datetime) -> date | None:
    """A month with a day or a share of it, the year named or the next to come."""
    month, year = number(match["month"]), _year(match["year"], now)
    if month is None or not 1 <= month <= 12:
        return None
    for each in (year,) if year else (now.year, now.year + 1):
        share = match["share"]
        day = _share(share, each, month) if share else _whole(match["day"] or "1")
        when = day_of(each, month, day)
        if when is not None and (year or when >= now.date()):
            return when
    return None


def _year(words: str | None, now: datetime) -> int | None:
    if not words:
        return None
    ahead = {"今年": 0, "本年": 0, "明年": 1, "后年": 2, "去年": -1, "前年": -2}.get(words)
    return now.year + ahead if ahead is not None else number(words.rstrip("年")) or None


def _figures(match: re.Match[str], now: datetime) -> date | None:
    year = int(match["year"]) if match["year"] else None
    if match["mark"] == "." and not year and not match["meant"]:
        return None
    for each in (year,) if year else (now.year, now.year + 1):
        when = day_of(each, int(match["month"]), int(match["day"]))
        if when is not None and (year or when >= now.date()):
            return when
    return None


def _day_of_month(match: re.Match[str], now: datetime) -> date | None:
    day = _whole(match["day"])
    for ahead in (0, 1, 2):
        year, month = month_on(now.date(), ahead)
        when = day_of(year, month, day)
        if when is not None and when >= now.date():
            return when
    return None


def _turn_of_year(match: re.Match[str], now: datetime) -> date | None:
    words, today = match["turn"], now.date()
    if words in _SPRING:
        return _holiday("春节", "前" if words == "年前" else "后", now)
    ahead = {"明": 1, "后": 2}.get(words[0], 0)
    if words[-1] in "初头":
        return date(today.year + (ahead or 1), 1, 1)
    if words[-1] == "中":
        middle = date(today.year + ahead, 6, 30)
        return middle if middle >= today else None
    return date(today.year + ahead, 12, 31)


def _quarter(match: re.Match[str], now: datetime) -> date:
    """A quarter's end; the next one's beginning where no end is named."""
    ahead = 3 * (match["quarter"] or "").count("下")
    end = -(now.month % -3) + ahead
    if match["edge"] != "初" and (match["edge"] or not ahead):
        return month_end(now.date(), end)
    year, month = month_on(now.date(), end - 2)
    return date(year, month, 1)


def _feast(match: re.Match[str], now: datetime) -> date | None:
    name = holidays().ways.get(match["feast"], "国庆")
    edge = _edge(match["edge"] or match["over"])
    return _holiday(name, edge, now, _year(match["year"], now))


def _edge(words: str | None) -> str:
    if not words:
        return ""
    if words.startswith("过") or words.startswith("放"):
        return "后"
    return "前" if words.startswith("前") or words.endswith("前") else "后"


def _holiday(name: str, edge: str, now: datetime, year: int | None = None) -> date | None:
    """The holiday, the day before it (前) or the first working day after it (后), still to come."""
    table, today = holidays(), now.date()
    earliest = date(year, 1, 1) if year else today
    for day in table.dates[name]:
        shifts = {"前": day - timedelta(days=1), "后": first_day_back(day), "": day}
        if shifts[edge] >= earliest and (edge != "后" or shifts[edge] > today):
            return shifts[edge]
    return None


def _near_feast(match: re.Match[str], now: datetime) -> date | None:
    near = holidays().nearest(now.date())
    return _holiday(near[0], match["edge"], now) if near else None


def _rare(match: re.Match[str], now: datetime) -> date | None:
    return rare_day(match.group(), now=now)


_SHARED = "的?(?:钱|资金|本金|资产|存款|份额|仓位|客户|股|左右|以上)"
"""What 1/2 or 2/3 is a part of."""
_YEARS = "今年|本年|明年|后年|去年|前年|20[2-9][0-9]年|二[〇零][二三四五][〇零一二三四五六七八九]年"
_EDGES = "之后|以后|过后|结束后|节后|回来|后|之前|以前|节前|前"


def _feasts() -> str:
    names = "|".join(sorted(holidays().ways, key=len, reverse=True))
    return rf"(?P<feast>{names}|十一(?={_EDGES}|假|长假|放))(?:假期|长假|放假|放完假)?"


FORMS: tuple[Form, ...] = COUNTED_FORMS + tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (RARE.pattern, _rare),
        (
            rf"(?P<over>过完|过了|放完)?(?P<year>{_YEARS})?{_feasts()}(?:(?P<edge>{_EDGES})(?!{NUMBER}个?[天日周星礼工晚]))?",
            _feast,
        ),
        (r"(?:过完?|放完)?节(?:完)?(?:之|以)?(?P<edge>前|后)", _near_feast),
        (r"(?<![月份0-9一二三四五六七八九十])(?P<share>[上中下]旬)", _part_of_month),
        (
            rf"(?:(?P<year>{_YEARS})?的?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
            rf"|(?P<which>下+个?|这个?|本)?月(?:份|底|末)?)的?(?P<nth>第?[1-5一二三四五]个?|最后一?个?|头一?个|末一?个|首个?)"
            rf"(?P<unit>工作日|(?:{WEEKS})[一二三四五六日天末])",
            _nth_in_month,
        ),
        (
            rf"(?P<year>{_YEARS})?的?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
            rf"(?:(?P<day>{NUMBER})(?:号|日)?(?![0-9个天点万元块年%期])"
            r"|的?月?(?P<share>底|末|尾|初|头|上旬|中旬|下旬|中))?",
            _calendar_day,
        ),
        (
            rf"(?<![每个两一二三四五六七八九十0-9])(?P<which>下+个?|上+个?|这个?|本)?月(?:份)?的?(?:(?P<share>底|末|尾|初|头|上旬|中旬"
            rf"|下旬|中)|(?P<day>{NUMBER})(?:号|日))",
            _this_month,
        ),
        (r"(?P<which>下+个?|上+个?)月(?P<share>$^)?(?P<day>$^)?", _this_month),
        (
            rf"(?<![每一两老小姓])(?P<which>(?:下+|上+|这|本)个?)?(?:{WEEKS})"
            r"(?P<weekday>[一二三四五六日天末]|[1-7](?![0-9天年月]))(?!岁|年|边)",
            _weekday,
        ),
        (
            rf"(?P<which>下+|上+|这|本)个?(?:{WEEKS})(?!围|年|转)(?P<share>之内|内|初|中|底)?",
            _week,
        ),
        (r"(?P<day>大后|大前|今|明|听|后|昨|寻|前)(?:天|日(?!子)|儿个?|晚|早|朝)", _named_day),
        (
            r"(?<![0-9一二两三四五六七八九十几多半])(?P<turn>(?:今|本|明|后|去)?年(?:底|末|尾|初|头"
            r"|中(?!奖|心))|年后|过完年|过了年|开年|年前)",
            _turn_of_year,
        ),
        (r"(?P<quarter>下个?|这个?|本|一个)?季(?:度)?(?P<edge>末|底|初)", _quarter),
        (r"(?P<quarter>下个?)季度(?P<edge>$^)?", _quarter),
        (
            r"(?<![0-9.拿取卖赎占剩])(?:(?P<year>20[2-9][0-9])[-/.])?(?P<month>1[0-2]|0?[1-9])(?P<mark>[-/.])"
            r"(?P<day>3[01]|[12][0-9]|0?[1-9])(?:号|日)?(?![0-9.%％万个亿折点倍米成a-z])"
            rf"(?!{_SHARED})"
            r"(?=(?P<meant>.{0,3}(?:早|晚|上午|中午|下午|前|再|联系|约|见|打|回访|跟进)))?",
            _figures,
        ),
        (
            rf"(?<![0-9第每月])(?<!每月)(?<!每个月)(?P<day>{NUMBER})(?:号|日)(?!楼|线|店|窗|柜|门|元|产品|理财|卡|基金|客户)",
            _day_of_month,
        ),
    )
)
