"""The time of day in words: 下午三点半, 晚上8点, 15:30."""

from __future__ import annotations

import re
from datetime import time

from bot.understanding.days import NUMBER, number

PART = (
    "凌晨|清晨|一大早|一早|早上|早晨|早间|早浪|朝早|上午|上半天|上昼|头晌|中午|晌午|午后|下午|下半天|下昼|下晌"
    "|傍晚|夜晚|晚上|夜里|夜头|晚间"
)
_NOT_AN_HOUR = (
    "[0-9一二两三四五六七八九]?个|几|[零一二两三四五六七八九](?!十|分|刻|[零一二三四五六七八九])"
    "|要求|建议|想法|原因|问题|疑问|意见|利|的利|左右的?利"
)
HOUR = (
    rf"(?P<part>{PART}|早|晚)?(?:的|，|,)?\s*(?:差不多|大概|大约)?(?:差(?P<short>一刻|{NUMBER}分钟?)(?:到|就)?)?(?:"
    rf"(?P<hour>{NUMBER})(?:[、，,到至~-]{NUMBER})?来?(?:点钟|点整|点|(?<!一)时(?!候|间))(?!{_NOT_AN_HOUR})"
    rf"(?P<minute>半|[一三]刻|差一刻|差{NUMBER}分|{NUMBER}分?(?!个|%))?|(?P<clock>[0-2]?[0-9][:：][0-5][0-9]))"
)
AFTER_A_DAY = re.compile(rf"[)\]]?(?:的|，|,)?\s*{HOUR}")
PART_ONLY = re.compile(rf"的?\s*(?:{PART}|早|晚)")
_LATE = set("下午 午后 傍晚 晚上 晚 夜里 夜晚 夜头 晚间 下半天 下昼 下晌".split())
_TWO_HOURS = re.compile(r"(?P<earlier>[一二两三四五六七八九]|十一)[二三四五六七八九十]")
_SHARES = {"半": 30, "一刻": 15, "三刻": 45}


def time_of(match: re.Match[str], part: str = "") -> time | None:
    """The time an `HOUR` match names; `part` is a part of the day said before it (明晚8点)."""
    minute: int | None
    if match["clock"]:
        hour, minute = (int(each) for each in re.split("[:：]", match["clock"]))
    else:
        hour, minute = _hour(match["hour"]), _minutes(match["minute"])
    hour = _on_the_dial(hour, match["part"] or part)
    if not (0 <= hour < 24 and minute is not None and minute < 60):
        return None
    short = _minutes(match["short"])
    return None if short is None else _earlier(hour, minute, short)


def _earlier(hour: int, minute: int, short: int) -> time | None:
    """The clock so many minutes back: 差一刻四点, 四点差五分."""
    past_midnight = hour * 60 + minute - short
    return time(*divmod(past_midnight, 60)) if past_midnight >= 0 else None


def _hour(words: str) -> int:
    """An hour; the earlier of two said together (七八点)."""
    later = _TWO_HOURS.fullmatch(words)
    value = number(later["earlier"] if later else words)
    return -1 if value is None else value


def _minutes(words: str | None) -> int | None:
    """Minutes past the hour, below 0 where so many are wanting; None for what is no number."""
    if not words:
        return 0
    short = words.startswith("差")
    words = words.removeprefix("差")
    minutes = _SHARES.get(words) or number(words.removesuffix("钟").removesuffix("分"))
    return -minutes if short and minutes is not None else minutes


def _on_the_dial(hour: int, part: str) -> int:
    """Half a dial to all twenty-four hours; without a word, the hours a bank is open."""
    if part in _LATE and hour < 12:
        return hour + 12
    if (part == "中午" and 0 < hour < 4) or (not part and 1 <= hour <= 6):
        return hour + 12
    return hour
