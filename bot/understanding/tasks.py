"""Several things wanted in one message: where the first ends and the next begins.

A line moved and a reminder, a thing done and one promised anew, a note and a reminder of somebody
else: each is served by itself, none is lost in the words of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from enum import Enum

from bot.understanding.day_words import PutOff, Shift, day_wish


class Task(Enum):
    """What a stretch of a message wants by itself."""

    MOVE = "move"
    REMIND = "remind"
    OTHER = "other"


_JOINS = r"(?:然后|顺便|顺带|另外|还有|对了|同时|再|也|,|，|麻烦|请|帮我|给我)"
_BREAK = re.compile(
    rf"[,，。；;！!\s]+(?:{_JOINS})*|(?<=[^,，。；;！!\s])(?=顺便|顺带|另外|对了)(?:{_JOINS})+"
)
_WHEN = (
    r"(?:今天|明天|后天|大后天|(?:下|这|本)?(?:周|星期|礼拜)[一二三四五六日天]|下个?月|月底|\d{1,2}[月号日])?"
    r"(?:早上|上午|中午|下午|晚上|傍晚)?(?:[\d一二两三四五六七八九十]{1,3}点(?:半|[\d一二三四五十]{1,3}分?)?)?"
)
_REMINDS = re.compile(rf"^(?:{_JOINS})*{_WHEN}(?:再)?提醒(?:我|一?下我)")
_SHORTEST = 4


def task_of(words: str, *, now: datetime) -> Task:
    """What a stretch wants; a line moved names which, a reminder says that one is wanted."""
    if _REMINDS.match(words):
        return Task.REMIND
    wish = day_wish(words, now=now)
    moves = isinstance(wish, Shift) or (isinstance(wish, PutOff) and bool(wish.whose))
    return Task.MOVE if moves else Task.OTHER


def divided(text: str, *, now: datetime) -> Iterator[tuple[str, str]]:
    """The ways to divide a message in two at a pause, one of the two being a line moved or a
    reminder; the earliest first."""
    for found in _BREAK.finditer(text):
        first, rest = text[: found.start()].strip(), text[found.end() :].strip()
        if min(len(first), len(rest)) < _SHORTEST:
            continue
        tasks = {task_of(first, now=now), task_of(rest, now=now)}
        if tasks != {Task.OTHER}:
            yield first, rest
