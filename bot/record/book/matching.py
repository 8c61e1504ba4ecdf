"""Whether a customer meets a condition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import cast

from bot.book.fields import Field
from bot.book.query import (
    All,
    Any_,
    Condition,
    Contacted,
    Leaf,
    Not,
    Op,
    Said,
    Some,
    Value,
)
from bot.record.book.entry import Entry
from store.customers import HeldProduct, Talked

_WORDED = frozenset({Field.NAME, Field.OCCUPATION, Field.INDUSTRY, Field.PRODUCT})
"""Texts of which a part is enough."""


def meets(condition: Condition | None, entry: Entry) -> bool:
    """Whether the customer meets it; unknown values meet no comparison."""
    match condition:
        case None:
            return True
        case All(parts):
            return all(meets(part, entry) for part in parts)
        case Any_(parts):
            return any(meets(part, entry) for part in parts)
        case Not(part):
            return not meets(part, entry)
        case Some(inner):
            return bool(holdings_meeting(inner, entry))
        case Said():
            return bool(talks_saying(condition, entry))
        case Contacted():
            return (
                bool(talks_within(condition, entry)) or dated_within(condition, entry) is not None
            )
        case Leaf():
            return _leaf(condition, entry)


def holdings_meeting(condition: Condition, entry: Entry) -> tuple[HeldProduct, ...]:
    """The holdings that meet a condition as a whole."""
    return tuple(held for held in entry.record.holdings if _held(condition, held))


def talks_saying(condition: Said, entry: Entry) -> tuple[Talked, ...]:
    """The conversations in which the words came up, within the time."""
    words = condition.words.lower()
    return tuple(
        talk
        for talk in entry.talks
        if _between(talk.took_place_on, condition.since, condition.until)
        and any(words in part.lower() for part in talk.texts)
    )


def talks_within(condition: Contacted, entry: Entry) -> tuple[Talked, ...]:
    """The conversations within the time, by the channel where one is named."""
    return tuple(
        talk
        for talk in entry.talks
        if condition.since <= talk.took_place_on <= condition.until
        and condition.channel in {None, talk.channel.value}
    )


def dated_within(condition: Contacted, entry: Entry) -> date | None:
    """The file's day of the last contact where it lies within the time.

    None where a channel is named: a day alone does not say by which.
    """
    on = entry.record.last_contact_on
    if on is None or condition.channel is not None:
        return None
    return on if condition.since <= on <= condition.until else None


def _between(day: date, since: date | None, until: date | None) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _held(condition: Condition, held: HeldProduct) -> bool:
    match condition:
        case All(parts):
            return all(_held(part, held) for part in parts)
        case Any_(parts):
            return any(_held(part, held) for part in parts)
        case Not(part):
            return not _held(part, held)
        case Leaf(field, op, value):
            return compared(field, op, value, _of_holding(field, held))
        case _:
            raise ValueError(f"no condition on a holding: {condition}")


def _of_holding(field: Field, held: HeldProduct) -> object:
    match field:
        case Field.TYPE:
            return held.type
        case Field.PRODUCT:
            return held.shown_name
        case Field.RISK:
            return held.risk_level
        case Field.AMOUNT:
            return held.amount_wan
        case Field.MATURITY:
            return held.maturity_date
        case _:
            raise ValueError(f"no field of a holding: {field}")


def _leaf(leaf: Leaf, entry: Entry) -> bool:
    match leaf.field, leaf.op:
        case Field.ASSESSMENT, Op.IS:
            return entry.assessed(str(leaf.value))
        case ((Field.PROMISE | Field.FOLLOW_UP), Op.IS):
            return entry.due(leaf.field, str(leaf.value))
        case Field.ALERT, Op.IS:
            return bool(entry.alerted(str(leaf.value)))
        case Field.CASE, _:
            return entry.record.open_complaint is not None
        case Field.BIRTHDAY, Op.MONTH | Op.WITHIN:
            return _birthday(leaf, entry.record.birthday)
        case Field.SURNAME, _:
            return _surname(leaf, entry)
        case _:
            return compared(leaf.field, leaf.op, leaf.value, entry.value(leaf.field))


def compared(field: Field, op: Op, value: Value, actual: object) -> bool:
    """Whether an actual value compares so; None and empty lists satisfy `unknown` alone."""
    missing = actual is None or actual == () or actual == ""
    if op is Op.UNKNOWN:
        return missing
    if op is Op.KNOWN:
        return not missing
    if missing:
        return op is Op.LACKS and field is Field.CONSENT
    if op is Op.LACKS:
        return not _has(field, actual, str(value))
    return _COMPARED[op](field, actual, value)


def _has(field: Field, actual: object, value: str) -> bool:
    if isinstance(actual, str):
        return value.lower() in actual.lower()
    if isinstance(actual, (tuple, frozenset)):
        if field is Field.CONSENT:
            return value in actual
        return any(value in str(each) for each in actual)
    return False


def _equal(field: Field, actual: object, value: Value) -> bool:
    if field in _WORDED:
        return str(value).lower() in str(actual).lower()
    return actual == value


def _is_in(field: Field, actual: object, value: Value) -> bool:
    values = value if isinstance(value, tuple) else (value,)
    return any(_equal(field, actual, each) for each in values)


def _in_range(_: Field, actual: object, value: Value) -> bool:
    low, high = cast("Sequence[float]", value)
    return low <= cast("float", actual) <= high


_COMPARED: dict[Op, Callable[[Field, object, Value], bool]] = {
    Op.EQ: _equal,
    Op.NE: lambda field, actual, value: not _equal(field, actual, value),
    Op.GT: lambda _, actual, value: cast("float", actual) > cast("float", value),
    Op.GE: lambda _, actual, value: cast("float", actual) >= cast("float", value),
    Op.LT: lambda _, actual, value: cast("float", actual) < cast("float", value),
    Op.LE: lambda _, actual, value: cast("float", actual) <= cast("float", value),
    Op.BETWEEN: _in_range,
    Op.IN: _is_in,
    Op.HAS: lambda field, actual, value: _has(field, actual, str(value)),
}


def _birthday(leaf: Leaf, birthday: date | None) -> bool:
    if birthday is None:
        return False
    if leaf.op is Op.MONTH:
        months = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
        return birthday.month in months
    low, high = cast("tuple[str, str]", leaf.value)
    day = f"{birthday:%m-%d}"
    return low <= day <= high if low <= high else day >= low or day <= high


def _surname(leaf: Leaf, entry: Entry) -> bool:
    if entry.record.is_company:
        return False
    wanted = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    met = any(entry.surname == str(each) for each in wanted)
    return not met if leaf.op is Op.NE else met
