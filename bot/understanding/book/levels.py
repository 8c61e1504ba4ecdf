"""Levels and grades: C3以上, R2到R4, 信用B以上, A级信用."""

from __future__ import annotations

from collections.abc import Sequence

from bot.book.fields import Field
from bot.book.query import Leaf, Not, Op, Value
from bot.understanding.book.comparing import before_at, behind_at, past_linking
from bot.understanding.book.lexing import Form
from bot.understanding.book.pieces import (
    Content,
    Cursor,
    Met,
    OfHolding,
    Reading,
    leaf,
)

_GRADES = "ABCD"


def level_reader(cursor: Cursor, at: int) -> Reading | None:
    """Risk levels, of customers C1 to C5, of what they hold R1 to R5; several, or a range."""
    start = cursor.skip(at + 1) if cursor.is_(at, "level") else at
    op, place = before_at(cursor, past_linking(cursor, start) if start > at else start)
    first = _level(cursor, place)
    if first is None or (first.startswith("R") and start == at and cursor.is_(at, "not")):
        return None
    levels, end = [first], place + 1
    while True:
        joined = cursor.gaps(end)
        linked = cursor.is_(joined, "listing") or cursor.is_(joined, "or")
        following = cursor.gaps(joined + 1) if linked else joined
        another = _level(cursor, following)
        if another is None or another[0] != first[0]:
            break
        levels.append(another)
        end = following + 1
    if len(levels) == 1 and cursor.is_(end, "to"):
        last = _level(cursor, end + 1)
        if last is not None and last[0] == first[0]:
            return _level_content(Op.BETWEEN, [first, last]), end + 2
    behind, end = behind_at(cursor, end)
    if len(levels) > 1:
        return (_level_content(Op.IN, levels), end) if not (op or behind) else None
    if behind is Op.GT:
        return None
    return _level_content(op or behind or Op.EQ, levels), end


def _level(cursor: Cursor, at: int) -> str | None:
    token = cursor.token(at)
    if token is None:
        return None
    if token.form is Form.LEVEL:
        return str(token.value)
    return token.first("levels") if token.has("levels") else None


def _level_content(op: Op, levels: Sequence[str]) -> Content:
    value: Value = levels[0] if len(levels) == 1 else tuple(levels)
    condition = Leaf(Field.RISK, op, value)
    if levels[0].startswith("R"):
        return OfHolding(condition, Field.RISK)
    return Met(condition, Field.RISK)


def credit_reader(cursor: Cursor, at: int) -> Reading | None:
    """信用B以上, 信用C或者D, A级信用: A is the best."""
    named = cursor.is_(at, "credit")
    place = cursor.skip(at + 1) if named else at
    denied = named and cursor.is_(place, "not") and not cursor.is_(place, "before")
    place = cursor.skip(place + 1) if denied else place
    op, place = before_at(cursor, past_linking(cursor, place) if named else place)
    if cursor.form(place) is not Form.GRADE:
        return None
    grades, end = [str(cursor.tokens[place].value)], place + 1
    while True:
        following = cursor.gaps(end)
        if cursor.is_(following, "listing") or cursor.is_(following, "or"):
            following = cursor.gaps(following + 1)
        named_again = cursor.token(following)
        if named_again is not None and (named_again.has("credit") or named_again.text == "评"):
            following = cursor.gaps(following + 1)
        if cursor.form(following) is not Form.GRADE:
            break
        grades.append(str(cursor.tokens[following].value))
        end = following + 1
    behind, end = behind_at(cursor, end)
    if not named:
        place = cursor.skip(end)
        called = all(t.text.endswith("级") for t in cursor.tokens[at:end] if t.form is Form.GRADE)
        if cursor.is_(place, "credit"):
            end = place + 1
        elif not called:
            return None
    read = _grades(op or behind, grades, end)
    if denied and read is not None and isinstance(read[0], Met):
        return Met(Not(read[0].condition), Field.CREDIT), read[1]
    return read


def _grades(op: Op | None, grades: Sequence[str], end: int) -> Reading | None:
    if op is None or op is Op.EQ:
        if len(grades) == 1:
            return leaf(Field.CREDIT, Op.EQ, grades[0]), end
        return leaf(Field.CREDIT, Op.IN, tuple(grades)), end
    if len(grades) > 1 or op is Op.BETWEEN:
        return None
    at = _GRADES.index(grades[0])
    better = {Op.GE: at + 1, Op.GT: at}.get(op)
    chosen = _GRADES[:better] if better is not None else _GRADES[at + (op is Op.LT) :]
    return (leaf(Field.CREDIT, Op.IN, tuple(chosen)), end) if chosen else None
