"""Names of products that no shelf says, known by how such names are made: 安鑫, 添利, 稳健.

They are read only where the question speaks of holding, of an amount or of a maturity; whether such
a product exists is for whoever answers to say.
"""

from __future__ import annotations

import re

from bot.book.fields import Field
from bot.book.query import Condition, Leaf, Op
from bot.understanding.book.lexing import Form, Token
from bot.understanding.book.owners import place_at
from bot.understanding.book.pieces import Cursor

_NAME = re.compile("[安鑫添利盈稳享丰泰增瑞祥恒裕福聚汇优益富悦惠宏鼎隆睿颐禧]{2,4}")
_WORDS = frozenset("利益 富裕 优惠 福利 增益 安稳 丰富 收益 受益 祥瑞 恒丰".split())
"""Made of the same characters, and no product."""
_ALSO_A_WORD = "稳健"
_HELD = frozenset(
    "拿着 拿 还拿着 买 买过 买的 持有 持有着 手里有 手上有 手头有 申购 认购 配 入".split()
)
_BEFORE = ("filler", "have", "or", "listing", "except")
_BEHIND = (*_BEFORE, "single", "before", "kinds_of", "verbs", "not", "outside", "and", "count")
_FORMS_BEHIND = frozenset({Form.BREAK, Form.GAP, Form.SPAN, Form.MONEY, Form.NUMBER, Form.LIMIT})
_HANDS = frozenset("手里 手上 手头 名下".split())


def brand_at(cursor: Cursor, at: int) -> tuple[Condition, int] | None:
    """A product by a name like one, and the place behind it."""
    token = cursor.token(at)
    if token is None:
        return None
    if token.text == _ALSO_A_WORD:
        alone = _stands_apart(cursor, at, at + 1) and _is_held(cursor)
        return (Leaf(Field.PRODUCT, Op.HAS, _ALSO_A_WORD), at + 1) if alone else None
    match = _NAME.match(cursor.text, token.start) if token.form is Form.TEXT else None
    if match is None or match.group() in _WORDS:
        return None
    end = place_at(cursor, match.end())
    plain = end is not None and all(each.form is Form.TEXT for each in cursor.tokens[at:end])
    if end is None or not plain or not _stands_apart(cursor, at, end) or not _speaks_of(cursor):
        return None
    return Leaf(Field.PRODUCT, Op.HAS, match.group()), end


def _stands_apart(cursor: Cursor, at: int, end: int) -> bool:
    """Whether no word not understood runs into a name, or goes on from it."""
    before, behind = cursor.token(at - 1), cursor.token(end)
    starts = before is None or before.form in {Form.BREAK, Form.GAP, Form.SPAN}
    starts = starts or any(before is not None and before.has(role) for role in _BEFORE)
    starts = starts or (before is not None and before.text.endswith("的"))
    ends = behind is None or behind.form in _FORMS_BEHIND
    return starts and (ends or any(behind is not None and behind.has(role) for role in _BEHIND))


def _is_held(cursor: Cursor) -> bool:
    """Whether something is held or matures, and nothing else is named that could be meant."""
    if any(token.has("types") or token.has("product") for token in cursor.tokens):
        return False
    return any(token.text in _HELD or _matures(token) for token in cursor.tokens)


def _speaks_of(cursor: Cursor) -> bool:
    """Whether the question is of holdings: 谁手里有, 到期, an amount, one holding."""
    return any(
        token.has("have")
        or token.has("single")
        or token.text in _HANDS
        or token.form is Form.MONEY
        or _matures(token)
        for token in cursor.tokens
    )


def _matures(token: Token) -> bool:
    return Field.MATURITY in token.roles.get("verbs", ())
