"""Birthdays in a time: 12月过生日, 下周生日, 四季度成立的."""

from __future__ import annotations

from datetime import date, timedelta

from bot.book.fields import Field
from bot.book.query import (
    Leaf,
    Op,
    any_of,
)
from bot.understanding.book.periods import Span
from bot.understanding.book.pieces import Met, leaf


def birthday_in(span: Span) -> Met:
    if span.month is not None:
        return leaf(Field.BIRTHDAY, Op.MONTH, float(span.month))
    since, until = span.ahead
    first, last = (since or until), (until or since)
    if first is None or last is None:
        raise ValueError("a time without days")
    months = _whole_months(first, last)
    if len(months) > 1:
        return Met(
            any_of([Leaf(Field.BIRTHDAY, Op.MONTH, float(m)) for m in months]), Field.BIRTHDAY
        )
    return leaf(Field.BIRTHDAY, Op.WITHIN, (f"{first:%m-%d}", f"{last:%m-%d}"))


def _whole_months(first: date, last: date) -> list[int]:
    """The months that a time is made of; none where it is not made of whole ones."""
    if first.day != 1 or (last + timedelta(days=1)).day != 1 or (last - first).days > 340:
        return []
    found, month = [], first.month
    while True:
        found.append(month)
        if month == last.month:
            return found
        month = month % 12 + 1
