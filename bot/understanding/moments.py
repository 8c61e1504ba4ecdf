"""Times and dates in a text, each with its place and what it means as seen from now."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.understanding.clock import AFTER_A_DAY, HOUR, PART_ONLY, time_of
from bot.understanding.counted import NEXT_DAY, OFFSET, When, moved
from bot.understanding.date_forms import FORMS

_MAY_BEGIN = re.compile(
    "[0-9〇零一二两俩三仨四五六七八九十廿今明听后昨前大这本下上年月周星礼半再过隔寻头朝季节开去元春新清劳端"
    "中国重圣双妇农阴旧正腊冬除立雨惊谷夏小芒处白秋寒霜早晚凌午傍夜放第次转差]"
)
_HOUR_ALONE = re.compile(HOUR)
_EITHER_HALF = (7, 9)  # hours a call may come at in the morning and in the evening
_SAME_DAY = re.compile(r"\s*(?:[(\[]|,?(?:就|也就)是|即)?\s*")
_NEAR = 16
"""Characters at most between a day and an hour of its own."""
_STOPS = re.compile("[!?;\n]|的时候|之前|今|刚|那天")
_BEFORE = re.compile(r"(?:之|以)?前(?!后|天|面|台|一)")


@dataclass(frozen=True)
class Moment:
    """A time expression at `start:end`: a date, or with an hour named an aware datetime."""

    start: int
    end: int
    when: When
    deadline: bool = False
    against: date | None = None
    """Another day the same words name: the weekday and the date do not agree."""

    def is_past(self, now: datetime) -> bool:
        """Whether it lies before now (a date: before today)."""
        if isinstance(self.when, datetime):
            return self.when < now
        return self.when < now.date()

    @property
    def day(self) -> date:
        """Its day."""
        return self.when.date() if isinstance(self.when, datetime) else self.when


def moments(text: str, *, now: datetime) -> list[Moment]:
    """Every time expression of the text, in order, never overlapping."""
    found: list[Moment] = []
    at = 0
    while (begin := _MAY_BEGIN.search(text, at)) is not None:
        moment = _moment_at(text, begin.start(), now, found)
        if moment is not None and found and _says_again(text, found[-1], moment):
            moment = _one_of_two(found.pop(), moment)
        if moment is not None:
            found.append(moment)
        at = moment.end if moment is not None else begin.end()
    return found


def _says_again(text: str, first: Moment, second: Moment) -> bool:
    """Whether a time says the one before it once more; after a pause only where they agree."""
    between = text[first.end : second.start]
    if _SAME_DAY.fullmatch(between) is None:
        return False
    return not (between and between.isspace()) or first.day == second.day


def _moment_at(text: str, at: int, now: datetime, before: list[Moment]) -> Moment | None:
    return (
        _day_at(text, at, now)
        or _next_day(text, at, now, before)
        or _hour_at(text, at, now, before[-1] if before else None)
    )


def _of_that_day(text: str, before: Moment, at: int, now: datetime) -> bool:
    """Whether an hour goes with the day named right before it: 明早别忘了，十点半要…"""
    if isinstance(before.when, datetime) or before.deadline or before.day <= now.date():
        return False
    return len(text[before.end : at]) <= _NEAR and not _STOPS.search(text[before.end : at])


def _next_day(text: str, at: int, now: datetime, before: list[Moment]) -> Moment | None:
    """The day after the one last spoken of."""
    match = NEXT_DAY.match(text, at)
    if match is None or not before:
        return None
    return _with_hour(match, before[-1].day + timedelta(days=1), text, now)


def _one_of_two(first: Moment, second: Moment) -> Moment:
    """A day said twice over, 下周三(12月2日): once, with the hour if one has it."""
    timed = first if isinstance(first.when, datetime) else second
    other = None if first.day == second.day else (first if timed is second else second).day
    return replace(timed, start=first.start, end=second.end, against=other)


def _day_at(text: str, at: int, now: datetime) -> Moment | None:
    for pattern, reader in FORMS:
        match = pattern.match(text, at)
        when = reader(match, now) if match is not None else None
        if match is not None and when is not None:
            return _with_hour(match, when, text, now)
    return None


def _with_hour(match: re.Match[str], when: When, text: str, now: datetime) -> Moment:
    """Join the hour that follows the day, and a "前"."""
    end = match.end()
    offset = None if isinstance(when, datetime) else OFFSET.match(text, end)
    day = moved(offset, when) if offset is not None else None
    if offset is not None and day is not None:
        when, end = day, offset.end()
    if not isinstance(when, datetime):
        part = match.group()[-1]
        clock = AFTER_A_DAY.match(text, end)
        hour = time_of(clock, part if part in "早晚" else "") if clock is not None else None
        if clock is not None and hour is not None:
            when, end = datetime.combine(when, hour, tzinfo=now.tzinfo), clock.end()
        elif (only := PART_ONLY.match(text, end)) is not None:
            end = only.end()
    before = _BEFORE.match(text, end)
    if before is None:
        return Moment(match.start(), end, when, deadline=match.group()[-1] in "前内")
    return Moment(match.start(), before.end(), when, deadline=True)


def _hour_at(text: str, at: int, now: datetime, before: Moment | None) -> Moment | None:
    """An hour without a day: of the day to come just named, else today's, or tomorrow's."""
    match = _HOUR_ALONE.match(text, at)
    hour = time_of(match) if match is not None else None
    if match is None or hour is None:
        return None
    if before is not None and _of_that_day(text, before, at, now):
        when = datetime.combine(before.day, hour, tzinfo=now.tzinfo)
        return Moment(match.start(), match.end(), when)
    when = datetime.combine(now.date(), hour, tzinfo=now.tzinfo)
    if when <= now and not match["part"] and _EITHER_HALF[0] <= hour.hour <= _EITHER_HALF[1]:
        when += timedelta(hours=12)
    return Moment(match.start(), match.end(), when if when > now else when + timedelta(days=1))
