"""Times looked back on: a weekday or a date alone is the last one gone by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.understanding.days import the_day
from bot.understanding.moments import Moment, moments

_ALONE = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天]")
_THIS = re.compile(r"(?:这|本)个?(?:周|星期|礼拜)")
_DATED = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:月|[-/.]\d)")
_DAY_ONLY = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})(?:号|日)")
_AHEAD = re.compile("下(?!午|半|昼|晌)|明|听|后天|大后|之后|以后|过")
_WEEK, _MONTHS, _YEAR = timedelta(days=7), (28, 30, 31), (365, 366)


def looked_back(words: str, moment: Moment, *, now: datetime) -> date | datetime | None:
    """When a time was, as seen from now; None where its words can only mean what is to come.

    `words` are the text of the moment, as `moments` found it.
    """
    if moment.is_past(now) or moment.when == now.date():
        return moment.when
    if _AHEAD.search(words):
        return None
    gone = [each for each in _earlier(words, now) if the_day(each) <= now.date()]
    return max(gone, key=the_day, default=None)


def _earlier(words: str, now: datetime) -> Iterator[date | datetime]:
    """What the words meant a week, a month, a year or a day ago."""
    if _ALONE.search(words) and not _THIS.search(words):
        backs: tuple[timedelta, ...] = (_WEEK,)
    elif _DATED.search(words):
        backs = tuple(timedelta(days=days) for days in _YEAR)
    elif _DAY_ONLY.search(words):
        backs = tuple(timedelta(days=days) for days in _MONTHS)
    else:
        backs = (timedelta(days=1),)
    for back in backs:
        for each in moments(words, now=now - back):
            yield each.when
