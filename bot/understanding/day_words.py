"""Words about one's own day: the morning message's hour, a reminder again, a line put off.

day_wish("早报改到8点", now=now) == MorningAt(time(8))
day_wish("答应王建国的改到下周二", now=now) == PutOff(date(2026, 12, 1), "王建国", promised=True)
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.understanding.days import number
from bot.understanding.moments import moments
from bot.understanding.moving import OTHER_THINGS

LONGEST = 40
"""Characters of such words; what is longer tells something of its own."""


@dataclass(frozen=True)
class MorningAt:
    """The morning message at another hour; None: none any more."""

    at: time | None


@dataclass(frozen=True)
class MorningAgain:
    """The morning message at the house's hour."""


@dataclass(frozen=True)
class QuietHours:
    """The hours in which nothing is to be told."""

    begin: time
    end: time


@dataclass(frozen=True)
class Again:
    """The last reminder once more, so much later."""

    ahead: timedelta


@dataclass(frozen=True)
class PutOff:
    """A line of the diary to another time: of whom `whose` names, else the last one reminded of.

    `named`: `whose` says which line too, in its own words; `same_hour`: the line keeps its hour.
    """

    to: date | datetime
    whose: str = ""
    promised: bool = False
    named: bool = False
    same_hour: bool = False


@dataclass(frozen=True)
class Shift:
    """A line of the diary so much later, or earlier; of whom `whose` names."""

    by: timedelta
    whose: str


Wish = MorningAt | MorningAgain | QuietHours | Again | PutOff | Shift
_TAIL = re.compile(r"(?:吧|呢|啊|呀|哦|哈|嘛|啦|了)+$")
_MARKS = re.compile(r"[\s,，。.!！~～、;；…]+")
_MORNING = "(?:早报|晨报|早上的?(?:消息|推送|提醒))"
_MOVE = "(?:改|推|挪|延|顺延|推迟|延后)(?:期|迟|后)?(?:到|至|成)"
_AT = re.compile(
    rf"^(?:请|帮我|麻烦)?(?:把|将)?(?:我的)?{_MORNING}(?:的?时间)?"
    r"(?:改|调|换|设|定|推迟|提前)(?:到|成|为|在)(?P<at>.{2,10})$"
)
_OFF = re.compile(
    rf"^(?:请|以后|帮我)?(?:不要|别|不用|取消|关掉|关闭|停掉|停)(?:再)?(?:给我)?(?:发|推送?)?{_MORNING}$"
    rf"|^{_MORNING}(?:不要|关|关掉|停|停掉|取消|别发)$"
)
_ON = re.compile(rf"^(?:请|帮我)?(?:恢复|打开|开启|重新要|还是要)(?:发)?{_MORNING}$")
_QUIET = re.compile(
    r"^(?:把)?(?:安静|免打扰|勿扰)(?:时段|时间)(?:改|设|定|调)?(?:到|成|为|是)?(?P<begin>.{2,8}?)(?:到|至|-|~)(?P<end>.{2,8})$"
)
_AGAIN = re.compile(
    r"^(?:再)?(?:过|等)?(?P<count>半|[0-9一两二三四五六七八九十]{1,3})个?(?P<unit>小时|钟头|分钟)"
    r"(?P<half>半)?(?:以?后|之后)?再?(?:提醒|叫)(?:我|一下|我一下)?$"
    r"|^再(?:过|等)(?P<hours>半|[0-9一两二三四五六七八九十]{1,3})个?(?:小时|钟头)$"
)
_BARE = re.compile(rf"^(?:这个|这件|这条|那条|刚才那条|提醒)?{_MOVE}(?P<to>.{{2,14}})$")
_PROMISE = re.compile(
    rf"^我?(?:答应|承诺|应承)(?:给|过|了)?(?P<who>.{{1,14}}?)(?:的)?(?:那?件?事情?|那[件个])?先?{_MOVE}(?P<to>.{{2,14}})$"
)
_LINE = re.compile(
    rf"^(?:把|将)?(?P<who>.{{1,20}}?)(?:的)?(?P<what>提醒|跟进|承诺){_MOVE}(?P<to>.{{2,14}})$"
)
_NAMED = re.compile(rf"^(?P<put>把|将)?(?P<who>.{{4,24}}?)先?{_MOVE}(?P<to>.{{2,18}})$")
_CANNOT = re.compile(
    r"^(?P<who>.{2,24}?)(?:我)?(?:今天|今晚|明天|这周|本周|上午|下午|晚上)*(?:我)?"
    r"(?:发|办|做|弄|去|来|赶|交|送|写|算|打|见|约)?(?:不了|不完|不及|不上|不出来|不成)了?,?先?"
    rf"{_MOVE}(?P<to>.{{2,14}})$"
)
"""赵敏慧那个测算我今天发不了，挪到周一上午."""
_SHIFT = re.compile(
    r"^(?:把|将)?(?P<who>.{2,24}?)(?:的)?(?:时间)?先?"
    r"(?:(?:往后|向后|再)?(?P<later>顺延|推迟|延后|推后|后延|延|推|挪后|挪|晚)|(?:往前|向前)?(?P<sooner>提前|提早|往前挪|往前提|提|早))"
    r"(?:了)?(?P<count>半|[0-9一两二三四五六七八九十]{1,3})个?(?P<half>半)?(?P<unit>天|周|星期|礼拜|小时|钟头|分钟|刻钟)$"
)
_UNITS = {"天": 1440, "周": 10080, "星期": 10080, "礼拜": 10080, "分钟": 1, "刻钟": 15}
_SAME = re.compile(r"的?(?:同一个?时间|同样的?时间|原来?的?时间|老时间|时间(?:不变|照旧))$")


def day_wish(text: str, *, now: datetime) -> Wish | None:
    """What words wish of one's own day; None where they are no such thing."""
    said = _TAIL.sub("", _MARKS.sub("", unicodedata.normalize("NFKC", text)))
    if len(said) > LONGEST:
        return None
    return (
        _morning(said, now)
        or _quiet(said, now)
        or _again(said)
        or _put_off(said, now)
        or _shift(said)
    )


def _morning(said: str, now: datetime) -> Wish | None:
    if _OFF.match(said):
        return MorningAt(None)
    if _ON.match(said):
        return MorningAgain()
    found = _AT.match(said)
    at = _hour(found["at"], now) if found is not None else None
    return MorningAt(at) if at is not None else None


def _quiet(said: str, now: datetime) -> QuietHours | None:
    found = _QUIET.match(said)
    if found is None:
        return None
    begin, end = _hour(found["begin"], now), _hour(found["end"], now)
    return QuietHours(begin, end) if begin is not None and end is not None else None


def _hour(words: str, now: datetime) -> time | None:
    """The time of day that words name whole."""
    whole = f"明天{words}"
    found = moments(whole, now=now)
    if len(found) != 1 or found[0].end != len(whole) or not isinstance(found[0].when, datetime):
        return None
    return found[0].when.time().replace(tzinfo=None)


def _again(said: str) -> Again | None:
    found = _AGAIN.match(said)
    if found is None:
        return None
    words, unit = found["count"] or found["hours"], found["unit"] or "小时"
    count = 0.5 if words == "半" else number(words)
    if not count:
        return None
    minutes = count * (1 if unit == "分钟" else 60) + (30 if found["half"] else 0)
    return Again(timedelta(minutes=minutes))


def _put_off(said: str, now: datetime) -> PutOff | None:
    for pattern in (_PROMISE, _LINE, _BARE, _CANNOT, _NAMED):
        found = pattern.match(said)
        to = _time(_SAME.sub("", found["to"]), now) if found is not None else None
        if found is None or to is None:
            continue
        parts = found.groupdict()
        promised = pattern is _PROMISE or parts.get("what") == "承诺"
        same, named = _SAME.search(found["to"]) is not None, pattern in (_NAMED, _CANNOT)
        if pattern is _NAMED and not (same or parts["put"]):
            continue
        return PutOff(to, parts.get("who") or "", promised, named, same)
    return None


def _shift(said: str) -> Shift | None:
    found = _SHIFT.match(said)
    if found is None or OTHER_THINGS.search(found["who"]):
        return None
    count = 0.5 if found["count"] == "半" else number(found["count"])
    if not count:
        return None
    unit = _UNITS.get(found["unit"], 60)
    minutes = (count + (0.5 if found["half"] else 0)) * unit
    return Shift(timedelta(minutes=minutes if found["later"] else -minutes), found["who"])


def _time(words: str, now: datetime) -> date | datetime | None:
    """The time to come that words name whole."""
    found = moments(words, now=now)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(words))
    if not whole or found[0].against is not None or found[0].is_past(now):
        return None
    return found[0].when
