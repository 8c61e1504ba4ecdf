"""Days and hours counted from now or from a day just named: 三天后, 一个半小时后, 的前3天."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.understanding.days import NUMBER, months_on, number
from bot.understanding.working_days import working_days_on

When = date | datetime
Reader = Callable[[re.Match[str], datetime], When | None]
Form = tuple[re.Pattern[str], Reader]

WEEKS = "周|星期|礼拜"
WEEKDAY = {c: n for n, c in enumerate("一二三四五六")} | {"日": 6, "天": 6, "末": 5}
WEEKDAY |= {str(n + 1): n for n in range(7)}
_SPANS = {"天": 1, "日": 1, "周": 7, "个星期": 7, "个礼拜": 7, "星期": 7, "礼拜": 7}
_LONG_UNITS = {"个月": 1, "年": 12}
_UNITS = {
    "小时": timedelta(hours=1),
    "钟头": timedelta(hours=1),
    "分钟": timedelta(minutes=1),
    "刻钟": timedelta(minutes=15),
}
_LATER = "之后|以后|过后|后|之内|以内|内"
_COUNTED = "天|日|周|个星期|个礼拜|星期|礼拜|个工作日"


def _in_days(match: re.Match[str], now: datetime) -> date | None:
    unit, count = match["unit"], number(match["count"])
    if count is None:
        return None
    if unit == "个工作日":
        return working_days_on(now.date(), count)
    return now.date() + timedelta(days=count * _SPANS[unit])


def _in_months(match: re.Match[str], now: datetime) -> date | None:
    half, years = match["half"] or match["more"], match["unit"] == "年"
    count = number(match["count"])
    if count is None:
        return None
    months = count * (12 if years else 1) + (6 if half and years else 0)
    day = months_on(now.date(), months)
    return day + timedelta(days=15) if day and half and not years else day


def _ago(match: re.Match[str], now: datetime) -> date | None:
    """A day gone by: 三天前, 一周前的星期二."""
    count, unit, weekday = number(match["count"]), match["unit"], match["weekday"]
    if count is None:
        return None
    if unit in _LONG_UNITS:
        return months_on(now.date(), -count * _LONG_UNITS[unit])
    day = now.date() - timedelta(days=count * (1 if unit == "天" else 7))
    return day - timedelta(days=day.weekday() - WEEKDAY[weekday]) if weekday else day


def _half(match: re.Match[str], now: datetime) -> date | None:
    if "年" in (match["unit"], match["unit2"]):
        return months_on(now.date(), 6)
    return now.date() + timedelta(days=15)


def _in_hours(match: re.Match[str], now: datetime) -> datetime | None:
    hours = match["hours"]
    more = "半" in hours.removeprefix("半") or match["more"]
    count = 0.5 if hours.startswith("半") else number(hours.rstrip("个半"))
    if count is None:
        return None
    return now + count * _UNITS[match["unit"]] + (timedelta(minutes=30) if more else timedelta())


COUNTED_FORMS: tuple[Form, ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (
            rf"(?:再?过|隔)?(?P<hours>半个?|{NUMBER}个?半?)(?P<unit>小时|钟头|分钟|刻钟)(?P<more>半)?"
            rf"(?:{_LATER})",
            _in_hours,
        ),
        (
            rf"(?:再?过|隔)(?P<hours>半个?|{NUMBER}个?半?)(?P<unit>小时|钟头|分钟|刻钟)(?P<more>半)?",
            _in_hours,
        ),
        (
            rf"(?<![0-9])(?:再?过|隔)?(?P<count>{NUMBER})个?(?P<half>半)?(?P<unit>月|年)(?P<more>半)?(?:{_LATER})",
            _in_months,
        ),
        (rf"(?:再?过|隔)(?P<count>{NUMBER})个(?P<half>半)?(?P<unit>月)(?P<more>半)?", _in_months),
        (
            rf"(?:再?过|隔)?半个?(?P<unit>月|年)(?:{_LATER})|(?:再?过|隔)半个?(?P<unit2>月|年)",
            _half,
        ),
        (rf"(?:再?过|隔)?(?P<count>{NUMBER})(?P<unit>{_COUNTED})(?:{_LATER})", _in_days),
        (rf"(?:再?过|隔)(?P<count>{NUMBER})(?P<unit>{_COUNTED})", _in_days),
        (
            rf"(?<![0-9])(?P<count>{NUMBER})(?P<unit>天|周|个?星期|个?礼拜|个月|年)(?:之|以)?前(?!提)"
            rf"(?:的?(?:那个)?(?:{WEEKS})(?P<weekday>[一二三四五六日天]))?",
            _ago,
        ),
    )
)
OFFSET = re.compile(
    rf"(?:的|之|,)?(?:(?P<way>[前后])(?P<count>{NUMBER})(?P<unit>{_COUNTED}|晚)"
    rf"|提前(?P<early>{NUMBER})(?P<early_unit>{_COUNTED})"
    rf"|(?P<far>{NUMBER})(?P<far_unit>{_COUNTED})(?:之|以)?(?P<far_way>[前后])"
    r"|(?P<eve>头[一1]天)|(?P<next>(?:的|后|过后|之后)?(?:第二天|次日|隔天)))"
)
"""What moves a day just named: 12月8号的前3天, 春节前一周, 到期第二天, 提前两天."""
NEXT_DAY = re.compile("(?:的?第二天|次日|隔天|转天)(?!性)")
"""The day after the last one spoken of."""


def moved(match: re.Match[str], day: date) -> date | None:
    """The day an `OFFSET` makes of the one named before it."""
    if match["eve"] or match["next"]:
        return day + timedelta(days=-1 if match["eve"] else 1)
    count = number(match["count"] or match["early"] or match["far"])
    unit = match["unit"] or match["early_unit"] or match["far_unit"]
    back = match["early"] or "前" in (match["way"], match["far_way"])
    if count is None:
        return None
    if unit == "个工作日":
        return working_days_on(day, -count if back else count)
    days = count * _SPANS.get(unit, 1)
    return day + timedelta(days=-days if back else days)
