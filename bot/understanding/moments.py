"""Times and dates in a text, each with its place and what it means as seen from now."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from bot.understanding.days import (
    NUMBER,
    day_of,
    holidays,
    last_day,
    month_end,
    month_on,
    months_on,
    number,
    working_day,
    working_days_on,
)
from bot.understanding.rare_dates import RARE, rare_day

When = date | datetime
_Reader = Callable[[re.Match[str], datetime], When | None]


@dataclass(frozen=True)
class Moment:
    """A time expression at `start:end`; a date where no hour is named, else an aware datetime."""

    start: int
    end: int
    when: When
    deadline: bool = False

    def is_past(self, now: datetime) -> bool:
        """Whether it lies before now (a date: before today)."""
        if isinstance(self.when, datetime):
            return self.when < now
        return self.when < now.date()


_PART = "凌晨|清晨|一早|一大早|早上|早晨|早间|上午|中午|午后|下午|下半天|傍晚|晚上|夜里|晚间|上半天"
_HOUR = (
    rf"(?P<part>{_PART}|早|晚)?(?:的|，|,)?\s*(?:差不多|大概|大约)?(?:"
    rf"(?P<hour>{NUMBER})(?:点钟|点整|点|时)(?![0-9一二两三四五六七八九]?个|要求|建议|想法|原因|问题)"
    rf"(?P<minute>半|一刻|三刻|{NUMBER}分?)?|(?P<clock>[0-2]?[0-9][:：][0-5][0-9]))"
)
_CLOCK = re.compile(_HOUR)
_AFTER_DAY = re.compile(rf"(?:的|，|,)?\s*(?:(?:{_PART}|早|晚)(?![0-9一二两三四五六七八九十]))?\s*")
_CLOCK_AFTER_DAY = re.compile(rf"(?:的|，|,)?\s*{_HOUR}")
_BEFORE = re.compile(r"(?:之|以)?前(?!后|天|面|一)")
_WEEK = {c: n for n, c in enumerate("一二三四五六")} | {"日": 6, "天": 6, "末": 5, "七": 6}
_WEEK |= {str(n + 1): n for n in range(7)}
_SPANS = {"天": 1, "日": 1, "周": 7, "个星期": 7, "个礼拜": 7, "星期": 7, "礼拜": 7}


def moments(text: str, *, now: datetime) -> list[Moment]:
    """Every time expression of the text, in order, never overlapping."""
    found: list[Moment] = []
    at = 0
    while (match := _scanner().search(text, at)) is not None:
        moment = _moment(match, text, now)
        if moment is None:
            at = match.start() + 1
            continue
        found.append(moment)
        at = moment.end
    return found


def _moment(match: re.Match[str], text: str, now: datetime) -> Moment | None:
    name = match.lastgroup or ""
    reader = _READERS[name]
    inner = _PATTERNS[name].match(text, match.start())
    when = reader(inner, now) if inner is not None else None
    if inner is None or when is None:
        return None
    return _with_clock(inner, when, text, now)


def _with_clock(inner: re.Match[str], when: When, text: str, now: datetime) -> Moment:
    """Join an hour that follows the day; take a "前" along."""
    end = inner.end()
    if not isinstance(when, datetime):
        clock = _CLOCK_AFTER_DAY.match(text, end)
        if clock is not None and (at := _time(clock, _evening(inner.group()))) is not None:
            when, end = datetime.combine(when, at, tzinfo=now.tzinfo), clock.end()
        elif (part := _AFTER_DAY.match(text, end)) is not None and part.group().strip("的，, "):
            end = part.end()
    before = _BEFORE.match(text, end)
    if before is None:
        return Moment(inner.start(), end, when)
    return Moment(inner.start(), before.end(), when, deadline=True)


def _evening(words: str) -> str:
    return "晚" if words.endswith("晚") else "早" if words.endswith("早") else ""


def _time(match: re.Match[str], part: str = "") -> time | None:
    if match["clock"]:
        hour, minute = (int(each) for each in re.split("[:：]", match["clock"]))
    else:
        hour = _or_none(match["hour"])
        minute = _minutes(match["minute"])
    part = match["part"] or part
    hour = _on_the_dial(hour, part)
    return time(hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None


def _or_none(words: str) -> int:
    value = number(words)
    return -1 if value is None else value


def _minutes(words: str | None) -> int:
    if not words:
        return 0
    return {"半": 30, "一刻": 15, "三刻": 45}.get(words, _or_none(words.rstrip("分")))


def _on_the_dial(hour: int, part: str) -> int:
    """Half a dial to all twenty-four hours; without a word, the hours a bank is open."""
    if part in {"下午", "午后", "傍晚", "晚上", "晚", "夜里", "晚间", "下半天"} and hour < 12:
        return hour + 12
    if (part == "中午" and hour < 4) or (not part and 1 <= hour <= 6):
        return hour + 12
    return hour


# --------------------------------------------------------------- one reader for each kind of words


def _named_day(match: re.Match[str], now: datetime) -> date:
    days = {"今": 0, "明": 1, "听": 1, "后": 2, "大后": 3, "昨": -1, "前": -2, "大前": -3}
    return now.date() + timedelta(days=days[match["day"]])


def _weekday(match: re.Match[str], now: datetime) -> date:
    today, weekday = now.date(), _WEEK[match["weekday"]]
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
    weeks = match["weeks"].count("下") - match["weeks"].count("上")
    part = match["share"] or ""
    if weeks == 0 or part in {"内", "之内"}:
        return max(monday + timedelta(days=7 * weeks + 4), today if weeks == 0 else monday)
    return monday + timedelta(days=7 * weeks + {"中": 2, "底": 4}.get(part[-1:], 0))


def _in_days(match: re.Match[str], now: datetime) -> date | None:
    unit, count = match["unit"], number(match["count"])
    if count is None:
        return None
    if unit == "个工作日":
        return working_days_on(now.date(), count)
    return now.date() + timedelta(days=count * _SPANS[unit])


def _in_months(match: re.Match[str], now: datetime) -> date | None:
    half = timedelta(days=15 if match["half"] else 0)
    count = number(match["months"])
    if count is None:
        return None
    return months_on(now.date(), count * (12 if match["size"] == "年" else 1)) + half


def _half(match: re.Match[str], now: datetime) -> date:
    if match["whole"] == "年":
        return months_on(now.date(), 6)
    return now.date() + timedelta(days=15)


def _in_hours(match: re.Match[str], now: datetime) -> datetime | None:
    count = 0.5 if match["hours"].startswith("半") else number(match["hours"].rstrip("个"))
    if count is None:
        return None
    unit = timedelta(hours=1) if match["clockunit"] in {"小时", "钟头"} else timedelta(minutes=1)
    return now + count * unit + (timedelta(minutes=30) if match["more"] else timedelta())


def _this_month(match: re.Match[str], now: datetime) -> date | None:
    """A month by how far off it is: 月底, 下月初, 下个月中旬, 下下个月15号."""
    today, prefix = now.date(), match["nth"] or ""
    ahead = prefix.count("下") - prefix.count("上")
    share = match["third"]
    year, month = month_on(today, ahead)
    day = _share(share, year, month) if share else _or_none(match["mday"] or "1")
    when = day_of(year, month, day)
    if when is not None and when < today and not prefix:
        year, month = month_on(today, 1)
        when = day_of(year, month, _share(share or "初", year, month))
    return when


def _share(words: str, year: int, month: int) -> int:
    if words in {"底", "末", "尾"}:
        return last_day(year, month)
    return {"初": 1, "头": 1, "上旬": 1, "中": 15, "中旬": 11, "下旬": 21}[words]


def _calendar_day(match: re.Match[str], now: datetime) -> date | None:
    """A month with a day or a share of it, the year named or the next to come."""
    month, year = number(match["month"]), _year(match["year"], now)
    if month is None or not 1 <= month <= 12:
        return None
    for each in (year,) if year else (now.year, now.year + 1):
        share = match["monthshare"]
        day = _share(share, each, month) if share else _or_none(match["dom"] or "1")
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
    year = int(match["fy"]) if match["fy"] else None
    for each in (year,) if year else (now.year, now.year + 1):
        when = day_of(each, int(match["fm"]), int(match["fd"]))
        if when is not None and (year or when >= now.date()):
            return when
    return None


def _day_of_month(match: re.Match[str], now: datetime) -> date | None:
    day = _or_none(match["only"])
    for ahead in (0, 1, 2):
        year, month = month_on(now.date(), ahead)
        when = day_of(year, month, day)
        if when is not None and when >= now.date():
            return when
    return None


def _turn_of_year(match: re.Match[str], now: datetime) -> date | None:
    words, today = match["turn"], now.date()
    if words in {"年后", "年后头", "过完年", "过了年", "过年后", "开年", "开春", "年前"}:
        return _holiday("春节", "前" if words == "年前" else "后", now)
    ahead = {"明": 1, "后": 2}.get(words[0], 0)
    if words.endswith("初") or words.endswith("头"):
        return date(today.year + (ahead or 1), 1, 1)
    if words.endswith("中"):
        middle = date(today.year + ahead, 6, 30)
        return middle if middle >= today else None
    return date(today.year + ahead, 12, 31)


def _quarter(match: re.Match[str], now: datetime) -> date:
    ahead = match["q"].count("下") * 3
    end = (now.month - 1) // 3 * 3 + 3 - now.month + ahead
    if match["qpart"] in {"末", "底"} or (not ahead and not match["qpart"]):
        return month_end(now.date(), end)
    year, month = month_on(now.date(), end - 2)
    return date(year, month, 1)


def _feast(match: re.Match[str], now: datetime) -> date | None:
    edge = match["edge"] or ""
    return _holiday(holidays().ways[match["feast"]], edge[-1:] if edge else "", now, match["fyear"])


def _holiday(name: str, edge: str, now: datetime, year: str | None = None) -> date | None:
    table, after = holidays(), now.date()
    wanted = _year(year, now)
    if wanted:
        after = date(wanted, 1, 1)
    day = table.coming(name, after - timedelta(days=table.rest[name] if edge == "后" else 0))
    if day is None:
        return None
    if edge == "前" and day <= now.date():
        day = table.coming(name, now.date() + timedelta(days=1)) or day
    if edge == "前":
        return day - timedelta(days=1)
    return table.first_day_back(name, day) if edge in {"后", "完"} else day


def _near_feast(match: re.Match[str], now: datetime) -> date | None:
    near = holidays().nearest(now.date())
    return _holiday(near[0], match["nearedge"], now) if near else None


def _hour_only(match: re.Match[str], now: datetime) -> datetime | None:
    at = _time(match)
    if at is None:
        return None
    when = datetime.combine(now.date(), at, tzinfo=now.tzinfo)
    return when if when > now else when + timedelta(days=1)


def _rare(match: re.Match[str], now: datetime) -> date | None:
    return rare_day(match.group(), now=now)


def _weekend(match: re.Match[str], now: datetime) -> date:
    today = now.date()
    return today + timedelta(days=(5 - today.weekday()) % 7)


def _parsed(kinds: dict[str, tuple[str, _Reader]]) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, (pattern, _) in kinds.items()}


_FEASTS = "|".join(sorted(holidays().ways, key=len, reverse=True))
_LATER = "之后|以后|过后|后|之内|以内|内"
_YEARS = "今年|本年|明年|后年|去年|前年|20[2-9][0-9]年|二[〇零][二三四五六七八九][〇零一二三四五六七八九]年"
_KINDS: dict[str, tuple[str, _Reader]] = {
    "inhours": (
        rf"(?:再?过)?(?P<hours>半个?|{NUMBER}个?)(?P<clockunit>小时|钟头|分钟)(?P<more>半)?"
        rf"(?:{_LATER})",
        _in_hours,
    ),
    "inmonths": (
        rf"(?:再?过)?(?P<months>{NUMBER})个?(?P<half>半)?(?P<size>月|年)(?:{_LATER})",
        _in_months,
    ),
    "half": (rf"(?:再?过)?半个?(?P<whole>月|年)(?:{_LATER})", _half),
    "indays": (
        rf"(?:再?过|隔)?(?P<count>{NUMBER})(?P<unit>天|日|周|个星期|个礼拜|星期|礼拜|个工作日)"
        rf"(?:{_LATER})",
        _in_days,
    ),
    "passdays": (
        rf"(?:再?过|隔)(?:个)?(?P<count>{NUMBER})(?P<unit>天|日|周|个星期|个礼拜|星期|礼拜)",
        _in_days,
    ),
    "passmonths": (rf"再?过(?P<months>{NUMBER})个(?P<half>半)?(?P<size>月)", _in_months),
    "rare": (RARE.pattern, _rare),
    "feast": (
        rf"(?P<fyear>{_YEARS})?(?<!二)(?P<feast>{_FEASTS})"
        r"(?:假期|长假|放假)?(?P<edge>之后|以后|过后|结束后|回来|节后|后|过完|之前|以前|节前|前)?",
        _feast,
    ),
    "nearfeast": (r"(?<![年春庆秋午旦宵明阳])(?:过)?节(?:完)?(?P<nearedge>前|后)", _near_feast),
    "calendarday": (
        rf"(?P<year>{_YEARS})?的?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
        rf"(?:(?P<dom>{NUMBER})(?:号|日)?(?!个|天|点|万|元|块|年|%)"
        r"|(?P<monthshare>底|末|尾|初|头|上旬|中旬|下旬|中))?",
        _calendar_day,
    ),
    "thismonth": (
        rf"(?P<nth>下+个?|上+个?|这个?|本)?月(?:份)?(?:(?P<third>底|末|尾|初|头|上旬|中旬|下旬|中)"
        rf"|(?P<mday>{NUMBER})(?:号|日))",
        _this_month,
    ),
    "nextmonth": (r"(?P<nth>下+个?)月份?(?P<third>$^)?(?P<mday>$^)?(?!利率)", _this_month),
    "weekday": (
        r"(?P<which>(?:下+|上+|这|本)个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末]|[1-7](?![0-9天年月]))"
        r"(?!岁|年|边)",
        _weekday,
    ),
    "week": (
        r"(?P<weeks>下+|上+|这|本)个?(?:周|星期|礼拜)(?!围|年|转)(?P<share>之内|内|初|中|底)?",
        _week,
    ),
    "weekend": (r"周末", _weekend),
    "namedday": (r"(?P<day>大后|大前|今|明|听|后|昨|前)(?:天|日(?!子)|儿个?|晚|早|朝)", _named_day),
    "turnofyear": (
        r"(?P<turn>(?:今|本|明|后)?年(?:底|末|尾|初|头|中(?!奖|心))|年后头|年后|过完年|过了年|开年"
        r"|开春|年前)",
        _turn_of_year,
    ),
    "quarter": (
        r"(?P<q>下个?|这个?|本)?季(?:度)?(?P<qpart>末|底|初)|(?P<q2>$^)",
        lambda match, now: _quarter_of(match, now),
    ),
    "figures": (
        r"(?<![0-9.])(?:(?P<fy>20[2-9][0-9])[-/.年])?(?P<fm>1[0-2]|0?[1-9])[-/.]"
        r"(?P<fd>3[01]|[12][0-9]|0?[1-9])(?:号|日)?(?![0-9.%％万个亿折点倍])",
        _figures,
    ),
    "dayofmonth": (
        rf"(?<![0-9第])(?P<only>{NUMBER})(?:号|日)(?!楼|线|店|窗|柜|门|元|产品|理财|卡|基金|客户|机)",
        _day_of_month,
    ),
    "houronly": (_HOUR, _hour_only),
}
