"""Months that a salary came in and nothing was bought of it: 工资进来半年没买理财."""

from __future__ import annotations

from bot.book.fields import Field
from bot.book.query import Leaf, Not, Op, Some
from bot.understanding.book.comparing import Compared, compared_at, leaf_of, past_linking
from bot.understanding.book.lexing import Form
from bot.understanding.book.pieces import (
    Cursor,
    Met,
    Reading,
)


def salary_reader(cursor: Cursor, at: int) -> Reading | None:
    """工资进来6个月以上没买理财: the amount stands within the name."""
    if not cursor.is_(at, "salary"):
        said = _months_behind(cursor, at)
        return said or _before_salary(cursor, at) or _without_wealth(cursor, at)
    place = _past_lying(cursor, cursor.skip(at + 1))
    pauses = cursor.form(place) is Form.BREAK or cursor.is_(place, "listing")
    if pauses and cursor.is_(cursor.skip(place + 1), "unplaced"):
        place = cursor.skip(place + 1)
    compared = compared_at(cursor, place)
    if compared is not None:
        behind = cursor.skip(compared.end)
        if cursor.is_(behind, "unplaced"):
            return _idle(Compared(compared.op, compared.values, behind + 1), alone=True)
    if cursor.is_(place, "unplaced"):
        compared = compared_at(cursor, _past_break(cursor, place + 1))
        return _idle(compared, alone=False) if compared is not None else None
    return None


def _months_behind(cursor: Cursor, at: int) -> Reading | None:
    """工资到账没买理财，已经六个月以上的: the months behind a pause."""
    token = cursor.token(at)
    named = token is not None and Field.IDLE_MONTHS in token.roles.get("numbers", ())
    if not named or cursor.form(cursor.skip(at + 1)) is not Form.BREAK:
        return None
    compared = compared_at(cursor, _past_break(cursor, at + 1))
    return _idle(compared, alone=False) if compared is not None else None


def _past_break(cursor: Cursor, at: int) -> int:
    """Behind fillers, one pause and 有: …，这样有半年以上的."""
    place = cursor.skip(at)
    if cursor.form(place) is Form.BREAK:
        place = past_linking(cursor, cursor.skip(place + 1))
    return place


def _past_lying(cursor: Cursor, place: int) -> int:
    """Behind 以后, 闲, 放着 and one comma: 发工资以后闲了三个月, 工资月月进来，满了六个月."""
    ahead = cursor.skip(place + 1)
    if cursor.form(place) is Form.BREAK and compared_at(cursor, ahead) is not None:
        return ahead
    while (token := cursor.token(place)) is not None and (
        token.text in _LYING or token.has("loose") or token.has("linking")
    ):
        place = cursor.skip(place + 1)
    return place


_LYING = frozenset("以 以后 之后 后 闲 放 躺 趴 搁 存 着 闲着 放着 在 卡里 活期 里".split())


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


def _without_wealth(cursor: Cursor, at: int) -> Reading | None:
    """手上没理财: of no salary, so of what is held."""
    token = cursor.token(at)
    if token is None or not token.has("unplaced") or not token.text.endswith("理财"):
        return None
    return Met(Not(Some(Leaf(Field.TYPE, Op.EQ, "wealth"))), Field.HOLDINGS), at + 1


def _idle(compared: Compared, *, alone: bool) -> Reading | None:
    """Months without a product; 三个月没买 says at least so many."""
    op = Op.GE if compared.op is Op.EQ and alone else compared.op
    return leaf_of(Field.IDLE_MONTHS, Compared(op, compared.values, compared.end))
