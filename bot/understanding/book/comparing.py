"""Numbers compared: 资产500万以上, 账期超过90天, 转走一半以上, 40到50岁, C3以上, 信用B以上."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.book.fields import Field
from bot.book.query import Leaf, Not, Op, Value
from bot.understanding.book.amounts import Stretch
from bot.understanding.book.lexing import Form, Token
from bot.understanding.book.pieces import (
    BareAmount,
    Content,
    Cursor,
    Met,
    OfHolding,
    Reading,
    leaf,
)
from bot.understanding.book.spans import Span

_SHARES = frozenset({Field.OUTFLOW, Field.RECEIVABLE_SHARE})
_VALUES = frozenset({Form.MONEY, Form.SHARE, Form.NUMBER, Form.STRETCH})
_GRADES = "ABCD"
_LEAST_SIXTY, _MOST_SIXTY = 59, 62
"""Days that two months may have."""
_FLIPPED = {Op.GT: Op.LE, Op.GE: Op.LT, Op.LT: Op.GE, Op.LE: Op.GT}


@dataclass(frozen=True, slots=True)
class Compared:
    """An amount with how it compares; `values` are two where it is from one to another."""

    op: Op
    values: tuple[Token, ...]
    end: int


def compared_at(cursor: Cursor, at: int) -> Compared | None:
    """A comparison that begins here: 超过90天, 500万以上, 100到300万, 不到100万."""
    op, start = before_at(cursor, at)
    first = cursor.token(start)
    if first is None or first.form not in _VALUES:
        return None
    second = _second(cursor, start + 1)
    if second is not None:
        end = second
        values = (first, cursor.tokens[end - 1])
        end = end + 1 if cursor.is_(end, "between") else end
        return Compared(Op.BETWEEN, values, end)
    behind, end = behind_at(cursor, start + 1)
    if behind is Op.GT and op in {None, Op.GT, Op.GE}:
        behind = Op.GT if op is None else op
    return Compared(op or behind or Op.EQ, (first,), end)


def before_at(cursor: Cursor, at: int) -> tuple[Op | None, int]:
    """How what follows compares, and the place behind the words that say so."""
    token = cursor.token(at)
    if token is None or not token.has("before"):
        return None, at
    return Op(token.first("before")), cursor.skip(at + 1)


def behind_at(cursor: Cursor, at: int) -> tuple[Op | None, int]:
    """How what came before compares, and the place behind the words that say so."""
    place = cursor.gaps(at)
    token = cursor.token(place)
    if token is None or not token.has("behind"):
        return None, at
    op = Op(token.first("behind"))
    again = cursor.token(place + 1)
    if again is not None and again.has("behind") and Op(again.first("behind")) is Op.GE:
        return Op.GE, place + 2
    return op, place + 1


def _second(cursor: Cursor, at: int) -> int | None:
    """The place behind a second amount, of 到 and an amount."""
    if not cursor.is_(at, "to"):
        return None
    if cursor.form(at + 1) not in _VALUES:
        return None
    return at + 2


def number_reader(cursor: Cursor, at: int) -> Reading | None:
    """A field's amount, named before or behind it, or told by its unit."""
    named = _named_before(cursor, at)
    if named is not None:
        return named
    if cursor.is_(at, "single"):
        held = compared_at(cursor, cursor.skip(at + 1))
        read = _leaf_of(Field.AMOUNT, held) if held is not None else None
        if read is not None and isinstance(read[0], Met):
            return OfHolding(read[0].condition, Field.AMOUNT), read[1]
    compared = compared_at(cursor, at)
    if compared is None:
        return None
    end = compared.end
    if cursor.is_(end, "years"):
        if compared.op is Op.GT and cursor.tokens[end - 1].text == "多":
            return _decade(compared, end + 1)
        behind, end = behind_at(cursor, end + 1)
        op = behind if behind is not None and compared.op is Op.EQ else compared.op
        end = end + 1 if cursor.is_(end, "between") else end
        return _leaf_of(Field.AGE, Compared(op, compared.values, end))
    place = cursor.skip(end)
    token = cursor.token(place)
    if token is not None and token.has("numbers"):
        read = _leaf_of(Field(token.first("numbers")), compared)
        if read is not None and not _compares_on(cursor, place + 1):
            return read[0], place + 1
    return _bare(compared)


def _decade(compared: Compared, end: int) -> Reading | None:
    """三十多岁: from thirty to thirty-nine."""
    value = _value(Field.AGE, compared.values[0])
    if value is None or value % 10:
        return None
    return leaf(Field.AGE, Op.BETWEEN, (value, value + 9)), end


def _compares_on(cursor: Cursor, at: int) -> bool:
    """Whether the name belongs to another amount behind it."""
    place = cursor.skip(at)
    return compared_at(cursor, place) is not None


def _named_before(cursor: Cursor, at: int) -> Reading | None:
    start = _lead(cursor, at)
    token = cursor.token(start)
    if token is None or not token.has("numbers"):
        return None
    place = cursor.skip(start + 1)
    again = cursor.token(place)
    field = Field(token.first("numbers"))
    if again is not None and again.has("numbers"):
        field, place = Field(again.first("numbers")), cursor.skip(place + 1)
    flip = cursor.is_(place, "not") and not cursor.is_(place, "before")
    compared = compared_at(cursor, cursor.skip(place + 1) if flip else place)
    if compared is None and cursor.is_(place, "have"):
        compared = compared_at(cursor, cursor.skip(place + 1))
    if compared is None:
        return None
    if flip:
        op = _FLIPPED.get(compared.op)
        if op is None:
            return None
        compared = Compared(op, compared.values, compared.end)
    end = compared.end
    if cursor.is_(end, "years"):
        behind, end = behind_at(cursor, end + 1)
        compared = Compared(behind or compared.op, compared.values, end)
    return _leaf_of(field, compared)


def _lead(cursor: Cursor, at: int) -> int:
    """Past the sixty days that an outflow is counted over."""
    token = cursor.token(at)
    if token is None:
        return at
    days = 0.0
    if isinstance(token.value, Stretch):
        days = token.value.in_days
    elif isinstance(token.value, Span) and token.value.rolling and token.value.back[0]:
        days = (cursor.today - token.value.back[0]).days
    place = cursor.skip(at + 1)
    while cursor.is_(place, "behind"):
        place = cursor.skip(place + 1)
    named = cursor.token(place)
    outflow = named is not None and Field.OUTFLOW in named.roles.get("numbers", ())
    return place if outflow and _LEAST_SIXTY <= days <= _MOST_SIXTY else at


def _leaf_of(field: Field, compared: Compared) -> Reading | None:
    values = [_value(field, each) for each in compared.values]
    numbers = [each for each in values if each is not None]
    if len(numbers) != len(values):
        return None
    if compared.op is Op.BETWEEN:
        low, high = _same_unit(field, compared.values, numbers)
        return leaf(field, Op.BETWEEN, (low, high)), compared.end
    return leaf(field, compared.op, numbers[0]), compared.end


def _same_unit(
    field: Field, tokens: Sequence[Token], values: Sequence[float]
) -> tuple[float, float]:
    """100到300万: the first amount has the second's unit."""
    low, high = values
    if field.unit == "万元" and tokens[0].form is Form.NUMBER and tokens[1].text.endswith("亿"):
        low *= 10_000
    return min(low, high), max(low, high)


def _value(field: Field, token: Token) -> float | None:
    """The amount in the field's unit; None where it is of another kind."""
    value = token.value
    if isinstance(value, Stretch):
        if field is Field.RECEIVABLE_DAYS:
            return value.in_days
        whole = field is Field.IDLE_MONTHS and not value.days
        return float(value.months) if whole else None
    if not isinstance(value, float):
        return None
    if field in _SHARES:
        return round(value, 4) if token.form is Form.SHARE else None
    if field.unit == "万元":
        return value if token.form in {Form.MONEY, Form.NUMBER} else None
    if field is Field.AGE or field in {Field.RECEIVABLE_DAYS, Field.IDLE_MONTHS}:
        return value if token.form is Form.NUMBER else None
    return None


def _bare(compared: Compared) -> Reading | None:
    """An amount of money that nothing names."""
    if any(each.form not in {Form.MONEY, Form.NUMBER} for each in compared.values):
        return None
    if compared.values[-1].form is not Form.MONEY:
        return None
    values = [float(each.value) for each in compared.values if isinstance(each.value, float)]
    value: Value = values[0]
    if compared.op is Op.BETWEEN:
        value = _same_unit(Field.AUM, compared.values, values)
    return BareAmount(compared.op, value), compared.end


def salary_reader(cursor: Cursor, at: int) -> Reading | None:
    """工资进来6个月以上没买理财: the amount stands within the name."""
    if not cursor.is_(at, "salary"):
        return None
    place = cursor.skip(at + 1)
    compared = compared_at(cursor, place)
    if compared is not None:
        behind = cursor.skip(compared.end)
        if cursor.is_(behind, "unplaced"):
            return _idle(Compared(compared.op, compared.values, behind + 1), alone=True)
    if cursor.is_(place, "unplaced"):
        compared = compared_at(cursor, cursor.skip(place + 1))
        return _idle(compared, alone=False) if compared is not None else None
    return None


def _idle(compared: Compared, *, alone: bool) -> Reading | None:
    """Months without a product; 三个月没买 says at least so many."""
    op = Op.GE if compared.op is Op.EQ and alone else compared.op
    return _leaf_of(Field.IDLE_MONTHS, Compared(op, compared.values, compared.end))


def level_reader(cursor: Cursor, at: int) -> Reading | None:
    """Risk levels, of customers C1 to C5, of what they hold R1 to R5; several, or a range."""
    start = cursor.skip(at + 1) if cursor.is_(at, "level") else at
    op, place = before_at(cursor, start)
    first = _level(cursor, place)
    if first is None:
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
    op, place = before_at(cursor, place)
    if cursor.form(place) is not Form.GRADE:
        return None
    grades, end = [str(cursor.tokens[place].value)], place + 1
    while True:
        following = cursor.gaps(end)
        if cursor.is_(following, "listing") or cursor.is_(following, "or"):
            following = cursor.gaps(following + 1)
        if cursor.form(following) is not Form.GRADE:
            break
        grades.append(str(cursor.tokens[following].value))
        end = following + 1
    behind, end = behind_at(cursor, end)
    if not named:
        place = cursor.skip(end)
        if not cursor.is_(place, "credit"):
            return None
        end = place + 1
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
