"""Months that a salary came in and nothing was bought of it: 工资进来半年没买理财."""

from __future__ import annotations

from bot.book.fields import Field
from bot.book.query import Op
from bot.understanding.book.comparing import Compared, compared_at, leaf_of
from bot.understanding.book.lexing import Form
from bot.understanding.book.pieces import (
    Cursor,
    Reading,
)


def salary_reader(cursor: Cursor, at: int) -> Reading | None:
    """工资进来6个月以上没买理财: the amount stands within the name."""
    if not cursor.is_(at, "salary"):
        return _before_salary(cursor, at)
    place = cursor.skip(at + 1)
    compared = compared_at(cursor, place)
    if compared is not None:
        behind = cursor.skip(compared.end)
        if cursor.is_(behind, "unplaced"):
            return _idle(Compared(compared.op, compared.values, behind + 1), alone=True)
    if cursor.is_(place, "unplaced"):
        behind = cursor.skip(place + 1)
        behind = cursor.skip(behind + 1) if cursor.form(behind) is Form.BREAK else behind
        compared = compared_at(cursor, behind)
        return _idle(compared, alone=False) if compared is not None else None
    return None


def _before_salary(cursor: Cursor, at: int) -> Reading | None:
    """半年没买理财的代发客户."""
    compared = compared_at(cursor, at)
    if compared is None or compared.values[0].form is not Form.STRETCH:
        return None
    place = cursor.skip(compared.end)
    end = cursor.skip(place + 1)
    if not cursor.is_(place, "unplaced") or not cursor.is_(end, "salary"):
        return None
    return _idle(Compared(compared.op, compared.values, end + 1), alone=True)


def _idle(compared: Compared, *, alone: bool) -> Reading | None:
    """Months without a product; 三个月没买 says at least so many."""
    op = Op.GE if compared.op is Op.EQ and alone else compared.op
    return leaf_of(Field.IDLE_MONTHS, Compared(op, compared.values, compared.end))
