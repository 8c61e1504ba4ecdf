"""What came up in conversations: 问过保险, 这个月问过大额存单, 没提过养老."""

from __future__ import annotations

import re

from bot.book.query import (
    Condition,
    Not,
    Said,
    all_of,
    any_of,
)
from bot.understanding.book.lexing import Form
from bot.understanding.book.periods import Span
from bot.understanding.book.pieces import Cursor, Met, Reading

_LONGEST_TOPIC = 12


def said_reader(cursor: Cursor, at: int) -> Reading | None:
    """这个月问过大额存单: a topic, in a time where one is named; 没问过 is its opposite."""
    span, place = _span_before(cursor, at)
    negative = cursor.is_(place, "not")
    if negative:
        place = cursor.skip(place + 1)
    token = cursor.token(place)
    if token is None or not token.has("said"):
        return None
    while cursor.is_(cursor.skip(place + 1), "said"):
        place = cursor.skip(place + 1)
    if span is None and cursor.form(cursor.skip(place + 1)) is Form.SPAN:
        inner = cursor.tokens[cursor.skip(place + 1)].value
        if isinstance(inner, Span):
            span, place = inner, cursor.skip(place + 1)
    topics, end = _topics(cursor, place + 1)
    if not topics:
        return None
    since, until = span.days(ahead=False) if span is not None else (None, None)
    said: list[Condition] = [Said(words, since, until) for words, _ in topics]
    joined = any_of(said) if any(either for _, either in topics) else all_of(said)
    if joined is None:
        return None
    return Met(Not(joined) if negative else joined, None), end


def _span_before(cursor: Cursor, at: int) -> tuple[Span | None, int]:
    token = cursor.token(at)
    if token is not None and isinstance(token.value, Span):
        place = cursor.skip(at + 1)
        pauses = cursor.form(place) is Form.BREAK and cursor.tokens[place].text == ","
        return token.value, cursor.skip(place + 1) if pauses else place
    return None, at


def _topics(cursor: Cursor, at: int) -> tuple[list[tuple[str, bool]], int]:
    """The topics said, whether 或 joins one to the one before, and the place behind them."""
    found: list[tuple[str, bool]] = []
    either = False
    while True:
        words, end = _topic(cursor, at)
        if not words:
            return found, at if found else end
        found.append((words, either))
        at = end
        following = cursor.gaps(end)
        either = cursor.is_(following, "or")
        listed = cursor.is_(following, "listing")
        if not (either or listed) or not _plain_topic(cursor, following + 1):
            return found, end
        at = following + 1


def _plain_topic(cursor: Cursor, at: int) -> bool:
    """Whether a further topic follows, not a condition of another kind."""
    token = cursor.token(cursor.gaps(at))
    return token is not None and (
        token.form is Form.TEXT or any(token.has(role) for role in ("tag", "types", "consents"))
    )


def _topic(cursor: Cursor, at: int) -> tuple[str, int]:
    at = cursor.gaps(at)
    while (token := cursor.token(at)) is not None and token.text in _LEADING:
        at += 1
    start, end = at, at
    while (token := cursor.token(end)) is not None and not _ends_topic(cursor, end):
        end += 1
    if end == start:
        return "", end
    words = cursor.text[cursor.tokens[start].start : cursor.tokens[end - 1].end]
    for tail in (
        "的事情",
        "的事",
        "这事",
        "这块",
        "方面",
        "的话题",
        "话题",
        "业务",
        "的问题",
        "这些",
    ):
        words = words.removesuffix(tail)
    if _TIMES.fullmatch(words):
        return "", end
    return (words, end) if 1 < len(words) <= _LONGEST_TOPIC else ("", end)


_TIMES = re.compile("[0-9一二两三四五六七八九十几好多]+[次回遍趟]")
"""How often, not what of: 聊过五次."""
_LEADING = (
    "想",
    "要",
    "关于",
    "有",
    "有关",
    "一下",
    "下",
    "有没有",
    "我",
    "我们",
    "想要",
    "买",
    "想买",
)
_CLOSED = frozenset({Form.BREAK, Form.GAP, Form.SPAN, Form.LIMIT, Form.MONEY, Form.LEVEL})


def _ends_topic(cursor: Cursor, at: int) -> bool:
    token = cursor.tokens[at]
    if token.form in _CLOSED or token.condition is not None:
        return True
    if any(token.has(role) for role in ("or", "and", "listing", "not", "count")):
        return True
    return token.has("filler") and not token.has("types")
