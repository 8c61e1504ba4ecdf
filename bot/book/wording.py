"""A query in words, rendered from its types: what was understood, not what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.book.fields import CHOICES, Field, Kind
from bot.book.query import (
    All,
    Any_,
    Condition,
    Contacted,
    Leaf,
    Not,
    Op,
    Query,
    Said,
    Scalar,
    Some,
    Sort,
    Value,
)
from store.models import Channel, Labelled

EVERYBODY = "全部客户"
_WAN_PER_YI = 10_000
_COMPARED = {
    Op.EQ: "{value}",
    Op.NE: "不是{value}",
    Op.GT: "超过{value}",
    Op.GE: "{value}以上",
    Op.LT: "不到{value}",
    Op.LE: "{value}以内",
}
_DATED = {
    Op.EQ: "{value}",
    Op.NE: "不在{value}",
    Op.GT: "在{value}之后",
    Op.GE: "在{value}或之后",
    Op.LT: "早于{value}",
    Op.LE: "不晚于{value}",
}
_DESCENDING = {Kind.DATE: "从近到远"}
_ASCENDING = {Kind.DATE: "从远到近"}
_TO_COME = frozenset({Field.NEXT_ON, Field.MATURITY})
"""Days that lie ahead: the earliest is the nearest."""


def query_words(query: Query) -> str:
    """The line above a result: 条件：…；排序：…"""
    sort = f"；排序：{sort_words(query.sort)}" if query.sort else ""
    limit = f"；只看前{query.limit}位" if query.limit else ""
    return f"条件：{condition_words(query.condition)}{sort}{limit}"


def sort_words(sort: Sort) -> str:
    """An order in words: 资产从高到低."""
    if sort.by in _TO_COME:
        return f"{sort.by.label}{'从晚到早' if sort.order == 'desc' else '从早到晚'}"
    down, up = _DESCENDING.get(sort.by.kind_, "从高到低"), _ASCENDING.get(sort.by.kind_, "从低到高")
    return f"{sort.by.label}{down if sort.order == 'desc' else up}"


def condition_words(condition: Condition | None) -> str:
    """A condition in words; parts are joined by 且, alternatives by 或."""
    match condition:
        case None:
            return EVERYBODY
        case All(parts):
            return "，且".join(_within(part) for part in parts)
        case Any_((Leaf(field, Op.LT, day), Leaf(other, Op.UNKNOWN))) if field is other:
            return f"{leaf_words(Leaf(field, Op.LT, day))}（或没有记录）"
        case Any_(parts):
            return " 或 ".join(_within(part) for part in parts)
        case Not(part):
            return _negated(part)
        case Some(inner):
            return f"持有{_holding_words(inner)}"
        case Said(words, since, until):
            return f"{_span(since, until)}谈到过“{words}”"
        case Contacted(since, until, channel):
            by = f"{Channel(channel).label}" if channel else ""
            return f"{_span(since, until)}有过{by}沟通"
        case Leaf():
            return leaf_words(condition)


def leaf_words(leaf: Leaf) -> str:
    """One comparison in words."""
    special = _SPECIAL.get(leaf.field)
    words = special(leaf) if special else None
    if words is not None:
        return words
    label = leaf.field.label
    if leaf.op is Op.UNKNOWN:
        return f"{label}没有记录"
    if leaf.op is Op.KNOWN:
        return f"{label}有记录"
    if leaf.op is Op.BETWEEN and isinstance(leaf.value, tuple):
        low, high = (value_words(leaf.field, each) for each in leaf.value)
        return f"{label}{low}" if low == high else f"{label}{low}至{high}"
    return _compared(leaf)


def value_words(field: Field, value: Value) -> str:
    """A value in words: 1.2亿, 35%, 高净值, 2026-12-08."""
    if isinstance(value, tuple):
        return "、".join(value_words(field, each) for each in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float)):
        return _number(field, value)
    return _label(field, value)


def _number(field: Field, value: float) -> str:
    if field.unit == "%":
        return f"{value * 100:g}%"
    if field.unit == "万元" and value >= _WAN_PER_YI:
        return f"{value / _WAN_PER_YI:g}亿元"
    return f"{value:g}{field.unit}"


def _label(field: Field, value: Scalar | None) -> str:
    words = CHOICES.get(field)
    if words is None or value is None:
        return str(value or "")
    found: Labelled = words(str(value))
    return found.label


def _compared(leaf: Leaf) -> str:
    value, label = value_words(leaf.field, leaf.value), leaf.field.label
    if leaf.op is Op.HAS:
        return f"{label}有“{value}”"
    if leaf.op is Op.LACKS:
        return f"{label}没有“{value}”"
    if leaf.op is Op.IN:
        return f"{label}是{value}"
    forms = _DATED if leaf.field.is_date else _COMPARED
    words = forms[leaf.op].format(value=value)
    joined = "" if leaf.field.kind_ in {Kind.NUMBER, Kind.DATE, Kind.LEVEL} else "是"
    return f"{label}{joined if leaf.op is Op.EQ else ''}{words}"


def _within(part: Condition) -> str:
    words = condition_words(part)
    return f"（{words}）" if isinstance(part, All | Any_) and "）" not in words[-1:] else words


def _negated(part: Condition) -> str:
    if isinstance(part, Some):
        return f"没有持有{_holding_words(part.condition)}"
    if isinstance(part, Said | Contacted):
        words = condition_words(part)
        return words.replace("有过", "没有", 1) if isinstance(part, Contacted) else f"没有{words}"
    if isinstance(part, Leaf) and isinstance(part.value, bool):
        return leaf_words(Leaf(part.field, part.op, not part.value))
    if isinstance(part, Leaf) and part.op is Op.EQ:
        return leaf_words(Leaf(part.field, Op.NE, part.value))
    if isinstance(part, Leaf) and part.op in {Op.KNOWN, Op.UNKNOWN}:
        return leaf_words(Leaf(part.field, Op.UNKNOWN if part.op is Op.KNOWN else Op.KNOWN))
    return f"不符合（{condition_words(part)}）"


def _holding_words(condition: Condition) -> str:
    """One holding in words: R4以上的基金, 在12月到期的50万元以上的理财."""
    parts = condition.parts if isinstance(condition, All) else (condition,)
    described = [_of_holding(part) for part in parts if not _names(part)]
    named = [_of_holding(part) for part in parts if _names(part)]
    words = "、".join(described)
    noun = "".join(named) or "产品"
    return f"{words}的{noun}" if words else noun


def _names(part: Condition) -> bool:
    return isinstance(part, Leaf) and part.field in {Field.TYPE, Field.PRODUCT}


def _of_holding(part: Condition) -> str:
    match part:
        case Leaf(Field.TYPE | Field.PRODUCT, Op.EQ | Op.HAS | Op.IN, value):
            return value_words(part.field, value)
        case Leaf(Field.RISK, Op.EQ | Op.NE | Op.GE | Op.GT | Op.LE | Op.LT):
            return _COMPARED[part.op].format(value=value_words(part.field, part.value))
        case Leaf(Field.RISK, _, value):
            return value_words(part.field, value)
        case Any_(parts):
            return "或".join(_of_holding(each) for each in parts)
        case _:
            return condition_words(part)


def _span(since: date | None, until: date | None) -> str:
    if since and until:
        return f"{since.isoformat()}至{until.isoformat()}"
    if since:
        return f"{since.isoformat()}以来"
    return f"{until.isoformat()}以前" if until else ""


def _birthday(leaf: Leaf) -> str | None:
    months = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    if leaf.op is Op.MONTH:
        return f"{'、'.join(_figure(each) for each in months)}月过生日"
    if leaf.op is Op.WITHIN:
        low, high = (str(each) for each in months)
        return f"生日在{low}" if low == high else f"生日在{low}至{high}"
    return None


def _figure(value: object) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def _state(leaf: Leaf) -> str | None:
    if leaf.op is not Op.IS:
        return None
    label = _label(leaf.field, str(leaf.value))
    if leaf.field is Field.ALERT:
        return label
    return f"{leaf.field.label}{label}" if leaf.field is Field.ASSESSMENT else _due(leaf)


def _due(leaf: Leaf) -> str:
    how = "有未办的" if leaf.value == "open" else "有过期的"
    return f"{how}{leaf.field.label}"


def _flag(leaf: Leaf) -> str | None:
    return ("免打扰" if leaf.value else "没有设免打扰") if leaf.op is Op.EQ else None


def _complaint(leaf: Leaf) -> str | None:
    return {Op.KNOWN: "有未结投诉", Op.UNKNOWN: "没有未结投诉"}.get(leaf.op)


def _holdings(leaf: Leaf) -> str | None:
    return "没有持有任何产品" if leaf.op is Op.UNKNOWN else "持有产品"


def _case(leaf: Leaf) -> str | None:
    return "有未结投诉" if leaf.op is Op.IS else None


def _consent(leaf: Leaf) -> str | None:
    value = value_words(leaf.field, leaf.value)
    words = {Op.HAS: f"授权了{value}", Op.LACKS: f"没授权{value}"}
    words |= {Op.KNOWN: "有授权记录", Op.UNKNOWN: "授权没有记录"}
    return words.get(leaf.op)


_SPECIAL: dict[Field, Callable[[Leaf], str | None]] = {
    Field.BIRTHDAY: _birthday,
    Field.ASSESSMENT: _state,
    Field.ALERT: _state,
    Field.PROMISE: _state,
    Field.FOLLOW_UP: _state,
    Field.QUIET: _flag,
    Field.COMPLAINT: _complaint,
    Field.HOLDINGS: _holdings,
    Field.CASE: _case,
    Field.CONSENT: _consent,
}
