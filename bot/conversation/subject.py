"""Of whom a message speaks: the one it names, the customer in hand, or nobody in particular.

A customer in hand is taken for pronouns and for what is plainly about him, nothing else: a line
fitted to the wrong record, and logged to it, is worse than a general one with a button.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.conversation.memory import Memory
from bot.results.customers import Found, Several, Unknown
from knowledge.yaml_files import read_yaml
from store.names.strangers import person_named

RIGHT_AFTER = timedelta(hours=2)
"""How long words without any subject go on about the customer spoken of before."""
_FILE = Path(__file__).parent / "subject.yaml"
Named = Found | Several | Unknown


class Talk(StrEnum):
    """What kind of message it is, where that makes a difference to whom it means."""

    ASKED = "asked"
    """A question: “客户” is anybody."""
    TOLD = "told"
    """Taken for a call told of: “客户” is who was called, if anybody was."""
    LOGGED = "logged"
    """Told on purpose as a note on somebody."""


def means_in_hand(text: str, memory: Memory, *, now: datetime, talk: Talk = Talk.ASKED) -> bool:
    """Whether words that name nobody speak of the customer in hand, if there is one."""
    if memory.in_hand is None:
        return False
    if _at("pointing", text) is not None:
        return True
    if talk is Talk.ASKED:
        return _asked_of_him(text, memory, now)
    if _at("another", text) is not None:
        return False
    return talk is Talk.LOGGED or _told_of_him(text, memory, now)


def _asked_of_him(text: str, memory: Memory, now: datetime) -> bool:
    other, pronoun = _first(_at("general", text), person_named(text)), _at("pronoun", text)
    if other is not None:
        return pronoun is not None and pronoun < other
    if pronoun is not None or _at("vague", text) is not None:
        return True
    return _right_after(memory, now) and _at("follow_up", text) is not None


def _told_of_him(text: str, memory: Memory, now: datetime) -> bool:
    him = _first(_at("pronoun", text), _at("vague", text))
    if _right_after(memory, now):
        him = _first(him, _at("contact", text))
    other = person_named(text)
    return him is not None and (other is None or him < other)


def _first(*places: int | None) -> int | None:
    return min((each for each in places if each is not None), default=None)


_NAME = "〔"
"""Stands for the customer's name in a question: a mark no message has there."""


def asks_how_to_begin(text: str) -> bool:
    """Whether a follow-up asks for nothing but how to talk with the customer: 怎么开口."""
    return _at("begin", text) is not None


def begins_with(text: str, name: str) -> bool:
    """Whether no more is asked than how to begin with the customer *name*: 给他打电话怎么开口."""
    rest = text.replace(name, _NAME, 1)
    for each in _patterns()["reaching"]:
        rest = each.sub("", rest)
    return rest != text and asks_how_to_begin(rest.replace(_NAME, "").strip(" ,，"))


def _right_after(memory: Memory, now: datetime) -> bool:
    return memory.lately is not None and now - memory.lately <= RIGHT_AFTER


def _at(name: str, text: str) -> int | None:
    """Where the first match of the named patterns begins, None where there is none."""
    found = (match.start() for each in _patterns()[name] if (match := each.search(text)))
    return min(found, default=None)


@cache
def _patterns() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    return {name: tuple(map(re.compile, each)) for name, each in read_yaml(_FILE).items()}
