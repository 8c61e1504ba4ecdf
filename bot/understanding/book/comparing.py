"""Numbers compared: 资产500万以上, 账期超过90天, 转走一半以上, 40到50岁, C3以上, 信用B以上."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.book.fields import Field
from bot.book.query import Op, Value
from bot.understanding.book.amounts import Stretch, stretch_at
from bot.understanding.book.lexing import Form, Token
from bot.understanding.book.periods import Span
from bot.understanding.book.pieces import (
    BareAmount,
    Cursor,
    Met,
    OfHolding,
    Reading,
    leaf,
)

_SHARES = frozenset({Field.OUTFLOW, Field.RECEIVABLE_SHARE})
_VALUES = frozenset({Form.MONEY, Form.SHARE, Form.NUMBER, Form.STRETCH})
_NAMES = ("numbers", "types", "product", "kinds_of", "verbs", "not")
"""Parts of words that an amount before them belongs to."""
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
    if token is not None and token.form is Form.ADJECTIVE and token.text == "多的":
        return Op.GT, place + 1
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
        return named[0], _past_assets(cursor, named)
    if cursor.is_(at, "single"):
        held = compared_at(cursor, cursor.skip(at + 1))
        read = leaf_of(Field.AMOUNT, held) if held is not None else None
        if read is not None and isinstance(read[0], Met):
            return OfHolding(read[0].condition, Field.AMOUNT), read[1]
    compared = compared_at(cursor, at)
    if compared is None or _denies_holding(cursor, at, compared.end):
        return None
    end = compared.end
    if cursor.is_(end, "years"):
        if compared.op is Op.GT and cursor.tokens[end - 1].text == "多":
            return _decade(compared, end + 1)
        behind, end = behind_at(cursor, end + 1)
        op = behind if behind is not None and compared.op is Op.EQ else compared.op
        end = end + 1 if cursor.is_(end, "between") else end
        return leaf_of(Field.AGE, Compared(op, compared.values, end))
    place = cursor.skip(end)
    token = cursor.token(place)
    if token is not None and token.has("numbers"):
        read = leaf_of(Field(token.first("numbers")), compared)
        if read is not None and not _compares_on(cursor, place + 1):
            return read[0], place + 1
    return _bare(compared)


def _past_assets(cursor: Cursor, named: Reading) -> int:
    """Behind the 资产 of 转走一半以上资产, where no amount of its own follows."""
    content, end = named
    of_outflow = isinstance(content, Met) and content.field is Field.OUTFLOW
    place = cursor.skip(end)
    token = cursor.token(place)
    assets = token is not None and Field.AUM in token.roles.get("numbers", ())
    if of_outflow and assets and not _compares_on(cursor, place + 1):
        return place + 1
    return end


def _denies_holding(cursor: Cursor, at: int, end: int) -> bool:
    """Whether 没有 before an amount is said of what is held: 没有50万以上的理财."""
    ahead = cursor.token(cursor.skip(end))
    held = ahead is not None and any(ahead.has(role) for role in ("types", "product", "kinds_of"))
    return held and cursor.tokens[at].text.startswith("没有")


def again_reader(cursor: Cursor, at: int, field: Field) -> Reading | None:
    """A comparison that goes on with the field named before it, where nothing else is named."""
    compared = compared_at(cursor, at)
    if compared is None or compared.op is Op.EQ:
        return None
    share = compared.values[0].form is Form.SHARE
    if share and field is Field.RECEIVABLE_DAYS:
        return leaf_of(Field.RECEIVABLE_SHARE, compared)
    if cursor.is_(compared.end, "years"):
        compared = Compared(*_aged(cursor, compared))
    ahead = cursor.token(cursor.skip(compared.end))
    if ahead is not None and any(ahead.has(role) for role in _NAMES):
        return None
    return leaf_of(field, compared)


def _aged(cursor: Cursor, compared: Compared) -> tuple[Op, tuple[Token, ...], int]:
    """The comparison with 岁 and the words behind it."""
    behind, end = behind_at(cursor, compared.end + 1)
    return (
        (behind if behind is not None and compared.op is Op.EQ else compared.op),
        (compared.values),
        end,
    )


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
    place = past_linking(cursor, cursor.skip(start + 1))
    again = cursor.token(place)
    field = Field(token.first("numbers"))
    if again is not None and again.has("numbers"):
        field, place = Field(again.first("numbers")), cursor.skip(place + 1)
    flip = cursor.is_(place, "not") and not cursor.is_(place, "before")
    compared = compared_at(cursor, cursor.skip(place + 1) if flip else place)
    if compared is None and not flip:
        compared = _within(cursor, place)
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
    return leaf_of(field, compared)


def _within(cursor: Cursor, place: int) -> Compared | None:
    """账期六十天以内: elsewhere a time, behind the name of a length its upper bound."""
    token = cursor.token(place)
    if token is None or not isinstance(token.value, Span) or not token.value.rolling:
        return None
    length = stretch_at(token.text, 0)
    if length is None:
        return None
    text = token.text[: length[0]]
    bound = Token(Form.STRETCH, text, token.start, token.start + length[0], {}, length[1])
    return Compared(Op.LE, (bound,), place + 1)


def past_linking(cursor: Cursor, place: int) -> int:
    """Behind 拖, 做到, 占 between a name and its amount."""
    while cursor.is_(place, "linking") or cursor.is_(place, "loose"):
        place = cursor.skip(place + 1)
    return place


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


def leaf_of(field: Field, compared: Compared) -> Reading | None:
    if field is Field.RECEIVABLE_DAYS and compared.values[0].form is Form.SHARE:
        field = Field.RECEIVABLE_SHARE
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
