"""Short turns of phrase, each a whole message: corrections, wishes about an answer, greetings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from bot.results.vocabulary import How
from knowledge.yaml_files import read_yaml

_FILE = Path(__file__).parent / "phrases.yaml"
_MARKS = re.compile(r"[\s,，。.!！?？~～、;；…]+")
_TAIL = re.compile(r"(?:吧|呢|啊|呀|哦|哈|嘛|啦)$")
_WEEKDAYS = "一二三四五六日"
_LETTERS = re.compile(r"[a-z]+")
_LONGEST = 24
"""A turn of phrase is short; what is longer says something of its own."""


@dataclass(frozen=True)
class Correction:
    """The customer was taken wrongly: `wrong` and `right` as said, each may be empty.

    `rest` is what is said beyond it.
    """

    wrong: str
    right: str
    rest: str


def correction(text: str) -> Correction | None:
    """What a message sets right about the customer, if it does."""
    said = _MARKS.sub(",", unicodedata.normalize("NFKC", text).strip()).strip(",")
    for pattern in _patterns()["correction"]:
        found = pattern.match(said)
        if found is not None:
            parts = {name: (words or "").strip(",") for name, words in found.groupdict().items()}
            return Correction(parts.get("wrong", ""), parts.get("right", ""), parts.get("rest", ""))
    return None


def another(text: str) -> str:
    """The name in a question for one customer more, 那李秀兰呢; "" where it is none."""
    said = _MARKS.sub(",", unicodedata.normalize("NFKC", text).strip()).strip(",")
    found = next(filter(None, (each.match(said) for each in _patterns()["also"])), None)
    return found["right"] if found is not None else ""


def wanted_again(text: str) -> How | None:
    """How the last answer is wanted again: more of it, shorter, in other words, in full."""
    return next((how for how in How if _is(how.value, text)), None)


def confirms(text: str) -> bool:
    """Whether a message says yes to what was read back."""
    return _is("confirm", text)


def drops(text: str) -> bool:
    """Whether a message puts aside what was read back."""
    return _is("drop", text)


def takes_back(text: str) -> bool:
    """Whether a message wants what was written last undone."""
    return _is("undo", text)


def small_talk(text: str, *, now: datetime) -> str | None:
    """A short answer to a greeting, thanks, or a look at the calendar; `now` is the office's."""
    said = _bare(text)
    for patterns, words in _small_talk():
        if len(said) <= _LONGEST and any(each.fullmatch(said) for each in patterns):
            return words.format(
                date=f"{now.month}月{now.day}日",
                weekday=f"星期{_WEEKDAYS[now.weekday()]}",
                clock=f"{now:%H:%M}",
            )
    return None


def is_gibberish(text: str) -> bool:
    """Whether a message is a row of letters no syllable is made of: a cat on the keyboard."""
    said = _bare(text)
    return len(said) > 4 and _LETTERS.fullmatch(said) is not None


def asks_own_lists(text: str) -> bool:
    """Whether words ask which lists one has kept."""
    return _is("own_lists", text)


def _is(name: str, text: str) -> bool:
    said = _bare(text)
    return len(said) <= _LONGEST and any(each.fullmatch(said) for each in _patterns()[name])


def _bare(text: str) -> str:
    """Without marks, in small letters, without a particle behind."""
    said = _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()
    return _TAIL.sub("", said) or said


@cache
def _patterns() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    table = read_yaml(_FILE)
    wishes = {name: _compiled(patterns) for name, patterns in table["again"].items()}
    others = {
        name: _compiled(table[name])
        for name in ("confirm", "drop", "undo", "own_lists", "correction", "also")
    }
    return {**wishes, **others}


@cache
def _small_talk() -> tuple[tuple[tuple[re.Pattern[str], ...], str], ...]:
    return tuple((_compiled(each["words"]), each["say"]) for each in read_yaml(_FILE)["small_talk"])


def _compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)
