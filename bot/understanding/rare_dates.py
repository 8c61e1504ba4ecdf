"""Dates by the farmer's calendar, read by jionlp; loaded on first need: it takes most of a second.

jionlp's known odd cases stay out of here: "月底", "明早" and "月中" it cannot read, "下午" alone
it reads as noon, "国庆后" as the past one. Only a day it names exactly is taken.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

RARE = re.compile(
    r"(?:农历|阴历|旧历)?(?:正月|腊月|冬月|[二三四五六七八九十]月)(?:初[一二三四五六七八九十]"
    r"|(?:二十|廿|三十|十)[一二三四五六七八九]?(?!号|日|点))|除夕|大年三十"
    r"|立春|雨水|惊蛰|春分|谷雨|立夏|小满|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降"
    r"|立冬|小雪(?!花)|大雪(?!天)|冬至|小寒|大寒"
)


def rare_day(words: str, *, now: datetime) -> date | None:
    """The next day these words name, or None."""
    words = words.replace("大年三十", "除夕")
    parse, today = _parser(), now.date()
    for prefix in ("", "明年"):
        day = _read(parse, prefix + words, now)
        if day is not None and day >= today:
            return day
    return None


def _read(parse: Callable[..., Any], words: str, now: datetime) -> date | None:
    try:
        found = parse(words, time_base=now.timestamp())
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        return None
    first, last = (str(each)[:10] for each in found["time"])
    return date.fromisoformat(first) if first == last else None


@cache
def _parser() -> Callable[..., Any]:
    """jionlp's time parser; what it prints on import is swallowed."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp
    parser: Callable[..., Any] = jionlp.parse_time
    return parser
