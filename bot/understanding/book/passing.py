"""Words that are mostly passed over and here say something: 想买基金, 大概500万, 不到5万超过3万."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.book.fields import Field, Kind
from bot.book.query import Leaf, Op
from bot.understanding.book.comparing import (
    again_reader,
    number_reader,
)
from bot.understanding.book.grouping import MATURING
from bot.understanding.book.lexing import Form
from bot.understanding.book.pieces import (
    AMOUNTS,
    BareAmount,
    Cursor,
    Idle,
    Join,
    Link,
    Met,
    OfHolding,
    Piece,
    Reading,
    Unread,
)

_WISHES = frozenset("想 要 想要 需要 可以 再 主要 就 连 提前 应该".split())
_WHOLLY = frozenset("全 统统 通通 一律 主要 整体".split())
_TOGETHER = frozenset("加起来 合计 一共 总共 共 共有".split())
_EACH = frozenset("每个 每位 各 各位 分别".split())
_UNMOVED = frozenset({Field.TRADED_ON, Field.CONTACTED_ON})
_NOTHING = [Leaf(each, Op.UNKNOWN) for each in (Field.HOLDINGS, *_UNMOVED)]
_OF_WHAT = re.compile("交易|动账|买卖|流水|联系|沟通|电话|产品|理财|持有")
_COUNTED = re.compile("[一半][笔次]")
_DOING = re.compile("买|办|做|配|投|开|入手|申购|认购|购买")


def changes_meaning(cursor: Cursor, at: int) -> bool:
    """Whether a word that mostly says nothing changes the meaning here: 想买基金, 大概500万."""
    text = cursor.tokens[at].text
    place = cursor.gaps(at + 1)
    ahead = cursor.token(place)
    if text in {"比例", "占比"}:
        return cursor.is_(cursor.gaps(at - 1) if at else at, "count") or cursor.is_(place, "count")
    if ahead is None:
        return False
    if text in _WISHES and ahead.has("have") and _DOING.match(ahead.text):
        return True
    if text in _WHOLLY and (ahead.has("have") or ahead.text == "是" or ahead.has("types")):
        return any(token.has("types") for token in cursor.tokens[place : place + 2])
    if text in _TOGETHER and (ahead.form in AMOUNTS or ahead.has("before")):
        return any(token.has("types") for token in cursor.tokens[:at])
    if cursor.approximates(at):
        return True
    if text in _WHOLLY | {"全部", "所有"} and ahead.has("consent"):
        return True
    return text in _EACH and any(token.has("count") for token in cursor.tokens[at:])


def matures_before(cursor: Cursor, at: int) -> bool:
    """Whether it is the 到期 of a day said before: 下个月有保险到期."""
    token = cursor.tokens[at]
    verb = token.has("verbs") and Field.MATURITY in token.roles["verbs"]
    if not (verb or token.condition == MATURING):
        return False
    while at > 0 and cursor.form(at - 1) is not Form.BREAK:
        at -= 1
        if cursor.form(at) is Form.SPAN:
            return True
    return False


def _not_one(cursor: Cursor, at: int) -> bool:
    """Whether 一笔也没有 says once more that nothing moved: not that nothing is held."""
    token = cursor.tokens[at]
    bare = _COUNTED.search(token.text) and not _OF_WHAT.search(token.text)
    return bool(bare) and token.condition in _NOTHING


def further(cursor: Cursor, at: int, found: Sequence[Piece]) -> Reading | None:
    """A second comparison of the amount named last: 月进账不到5万超过3万, 不到60或者超过70."""
    said = [piece.content for piece in found if not isinstance(piece.content, Idle)]
    linked = bool(said) and said[-1] in (Link(Join.OR), Link(Join.AND))
    last = said[-2] if linked and len(said) > 1 else said[-1] if said else None
    if isinstance(last, Met) and last.field in _UNMOVED and _not_one(cursor, at):
        return Idle(), at + 1
    if isinstance(last, Met) and last.field is not None and last.field.kind_ is Kind.NUMBER:
        return again_reader(cursor, at, last.field)
    either = linked and said[-1] == Link(Join.OR)
    if either and isinstance(last, BareAmount) and any(isinstance(e, OfHolding) for e in said):
        read = number_reader(cursor, at)
        if read is not None and isinstance(read[0], BareAmount):
            return Unread(), read[1]
    return None
