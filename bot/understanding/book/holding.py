"""What a customer holds: 买了基金, 季季盈, 没开基金, 100万以上的理财."""

from __future__ import annotations

from bot.book.fields import Field
from bot.book.query import Condition, Leaf, Not, Op, any_of
from bot.understanding.book.brands import brand_at
from bot.understanding.book.lexing import Form
from bot.understanding.book.naming import free_text
from bot.understanding.book.pieces import Cursor, Met, OfHolding, Reading


def kind_reader(cursor: Cursor, at: int) -> Reading | None:
    """A kind of product or a product of the shelf; 基金或者保险 are either."""
    named = _named(cursor, at)
    if named is None:
        return _by_words(cursor, at) or _quoted(cursor, at)
    first, end = named
    lacking = cursor.token(cursor.skip(end))
    excepted = any(token.has("except") for token in cursor.tokens[:at])
    if lacking is not None and lacking.condition == _NOTHING and lacking.text[0] in "一半":
        if excepted:
            return None
        return OfHolding(Not(first), Field.TYPE), cursor.skip(end) + 1
    found: list[Condition] = [first]
    while True:
        place = cursor.gaps(end)
        if not cursor.is_(place, "or"):
            break
        other = _named(cursor, cursor.gaps(place + 1))
        if other is None:
            break
        found.append(other[0])
        end = other[1]
    if cursor.is_(cursor.gaps(end), "kinds_of"):
        end = cursor.gaps(end) + 1
    field = Field.TYPE if isinstance(first, Leaf) and first.field is Field.TYPE else Field.PRODUCT
    return OfHolding(any_of(found), field), end


_NOTHING = Leaf(Field.HOLDINGS, Op.UNKNOWN)
"""一只没有 behind a kind is of that kind."""
_QUOTES = {"“": "”", '"': '"', "「": "」", "《": "》"}


def _quoted(cursor: Cursor, at: int) -> Reading | None:
    """买了“添利”: words in quotes behind a word for holding are of a product's name."""
    token = cursor.token(at)
    closing = _QUOTES.get(token.text) if token is not None else None
    before = at - 1
    while cursor.form(before) is Form.GAP:
        before -= 1
    if token is None or closing is None or not cursor.is_(before, "have"):
        return None
    ends = cursor.text.find(closing, token.end)
    words = cursor.text[token.end : ends]
    if not 1 < len(words) <= _LONGEST_NAME:
        return None
    place = at + 1
    while (inner := cursor.token(place)) is not None and inner.end <= ends + 1:
        place += 1
    return OfHolding(Leaf(Field.PRODUCT, Op.HAS, words), Field.PRODUCT), place


_LONGEST_NAME = 10


def _by_words(cursor: Cursor, at: int) -> Reading | None:
    """产品名带安鑫: whatever product has the words in its name."""
    if not cursor.is_(at, "product_named"):
        return None
    said = free_text(cursor, at, Field.PRODUCT)
    if said is None or not isinstance(said[0], Met):
        return None
    return OfHolding(said[0].condition, Field.PRODUCT), said[1]


def _named(cursor: Cursor, at: int) -> tuple[Condition, int] | None:
    """A product or a kind of them, and the place behind it."""
    token = cursor.token(at)
    if token is None:
        return None
    if token.has("product"):
        return Leaf(Field.PRODUCT, Op.HAS, token.first("product")), at + 1
    if token.has("types"):
        return Leaf(Field.TYPE, Op.EQ, token.first("types")), at + 1
    return brand_at(cursor, at)
