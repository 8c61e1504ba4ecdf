"""The time of day in words: 下午三点半, 晚上8点, 15:30."""

from __future__ import annotations

import re
from datetime import time

from bot.understanding.days import NUMBER, number

_PART = "凌晨|清晨|一大早|一早|早上|早晨|早间|上午|上半天|中午|午后|下午|下半天|傍晚|晚上|夜里|晚间"
_NOT_AN_HOUR = (
    "[0-9一二两三四五六七八九]?个|要求|建议|想法|原因|问题|疑问|意见|利|的利|左右的?利|建议"
)
HOUR = (
    rf"(?P<part>{_PART}|早|晚)?(?:的|，|,)?\s*(?:差不多|大概|大约)?(?:"
    rf"(?P<hour>{NUMBER})(?:点钟|点整|点|时(?!候|间))(?!{_NOT_AN_HOUR})"
    rf"(?P<minute>半|一刻|三刻|{NUMBER}分?(?!个|%))?|(?P<clock>[0-2]?[0-9][:：][0-5][0-9]))"
)
AFTER_A_DAY = re.compile(rf"(?:的|，|,)?\s*{HOUR}")
PART_ONLY = re.compile(rf"的?\s*(?:{_PART}|早|晚)")
_LATE = {"下午", "午后", "傍晚", "晚上", "晚", "夜里", "晚间", "下半天"}
_SHARES = {"半": 30, "一刻": 15, "三刻": 45}


def time_of(match: re.Match[str], part: str = "") -> time | None:
    """The time an `HOUR` match names; `part` is a part of the day said before it (明晚8点)."""
    if match["clock"]:
        hour, minute = (int(each) for each in re.split("[:：]", match["clock"]))
    else:
        hour, minute = _whole(match["hour"]), _minutes(match["minute"])
    hour = _on_the_dial(hour, match["part"] or part)
    return time(hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None


def _whole(words: str) -> int:
    value = number(words)
    return -1 if value is None else value


def _minutes(words: str | None) -> int:
    if not words:
        return 0
    return _SHARES.get(words) or _whole(words.rstrip("分"))


def _on_the_dial(hour: int, part: str) -> int:
    """Half a dial to all twenty-four hours; without a word, the hours a bank is open."""
    if part in _LATE and hour < 12:
        return hour + 12
    if (part == "中午" and 0 < hour < 4) or (not part and 1 <= hour <= 6):
        return hour + 12
    return hour
