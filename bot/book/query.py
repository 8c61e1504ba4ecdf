"""A typed query over a book of customers, and its JSON form.

A condition is a tree: `All`, `Any_`, `Not` over leaves. A leaf compares one field, asks for one
holding as a whole (`Some`), or for talk and contacts in a time. Unknown values satisfy no
comparison; `Op.UNKNOWN` is satisfied by them alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Literal, cast

from bot.book.fields import Field


class Op(StrEnum):
    """How a leaf compares; the words of the JSON form."""

    EQ = "="
    NE = "!="
    GT = ">"
    GE = ">="
    LT = "<"
    LE = "<="
    BETWEEN = "between"
    HAS = "has"
    LACKS = "lacks"
    IN = "in"
    KNOWN = "known"
    UNKNOWN = "unknown"
    MONTH = "month"
    WITHIN = "within"
    IS = "is"


Scalar = str | float | bool | date
Value = Scalar | tuple[Scalar, ...] | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One field compared; the value's type is the field's."""

    field: Field
    op: Op
    value: Value = None


@dataclass(frozen=True, slots=True)
class Some:
    """One and the same holding meets the condition; its leaves are of `HOLDING_FIELDS`."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Said:
    """The words came up in a conversation between two days; None leaves a side open."""

    words: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Contacted:
    """Contacted between two days: a conversation is noted, or the file's last contact is of then.

    Where a channel is named only a conversation by it counts.
    """

    since: date
    until: date
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part is met."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any_:
    """One of the parts is met."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part is not met."""

    part: Condition


Condition = Leaf | Some | Said | Contacted | All | Any_ | Not
Order = Literal["asc", "desc"]


@dataclass(frozen=True, slots=True)
class Sort:
    """By which field customers are ordered; those without a value come last."""

    by: Field
    order: Order


@dataclass(frozen=True, slots=True)
class Query:
    """A question: whom (None: everybody), in what order, how many, or only their number."""

    condition: Condition | None = None
    sort: Sort | None = None
    limit: int | None = None
    count_only: bool = False

    @property
    def parts(self) -> tuple[Condition, ...]:
        """The single conditions that must all be met."""
        if self.condition is None:
            return ()
        return self.condition.parts if isinstance(self.condition, All) else (self.condition,)

    def narrowed(self, more: Condition | None) -> Query:
        """The same with a further condition."""
        if more is None:
            return self
        return replace(self, condition=all_of([*self.parts, more]))


def all_of(parts: Sequence[Condition]) -> Condition | None:
    """Every part is met; None where there are none, nested ones laid flat."""
    flat: dict[Condition, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, All) else (part,)))
    found = tuple(flat)
    return found[0] if len(found) == 1 else All(found) if found else None


def any_of(parts: Sequence[Condition]) -> Condition:
    """One of the parts is met; nested ones laid flat."""
    flat: dict[Condition, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, Any_) else (part,)))
    found = tuple(flat)
    return found[0] if len(found) == 1 else Any_(found)


def leaves(condition: Condition | None) -> Iterator[Leaf]:
    """Every leaf of a condition, those of a holding too."""
    match condition:
        case Leaf():
            yield condition
        case All(parts) | Any_(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part) | Some(part):
            yield from leaves(part)
        case _:
            return


def negated(part: Condition) -> Condition:
    """The part is not met; twice not is the part itself."""
    return part.part if isinstance(part, Not) else Not(part)


def condition_json(condition: Condition | None) -> dict[str, Any] | None:
    """A condition as JSON values."""
    match condition:
        case None:
            return None
        case All(parts):
            return {"all": [condition_json(part) for part in parts]}
        case Any_(parts):
            return {"any": [condition_json(part) for part in parts]}
        case Not(part):
            return {"not": condition_json(part)}
        case Some(inner):
            return {"field": "holding", "op": "some", "value": condition_json(inner)}
        case Said(words, since, until):
            value = {"words": words, "since": _plain(since), "until": _plain(until)}
            return {"field": "said", "op": "has", "value": value}
        case Contacted(since, until, channel):
            times = [since.isoformat(), until.isoformat(), *([channel] if channel else [])]
            return {"field": "contacted", "op": "between", "value": times}
        case Leaf(field, op, value):
            return {"field": field.value, "op": op.value, "value": _plain(value)}


def condition_from(value: Mapping[str, Any] | None) -> Condition | None:
    """The condition `condition_json` was made from.

    Raises:
        ValueError: where it is none.
    """
    return None if value is None else _condition(value)


def _condition(value: Mapping[str, Any]) -> Condition:
    try:
        return _read(value)
    except (KeyError, TypeError, IndexError, AttributeError) as error:
        raise ValueError(f"no condition: {value}") from error


def _read(value: Mapping[str, Any]) -> Condition:
    if "all" in value:
        return All(tuple(_condition(part) for part in value["all"]))
    if "any" in value:
        return Any_(tuple(_condition(part) for part in value["any"]))
    if "not" in value:
        return Not(_condition(value["not"]))
    name, held = value["field"], value.get("value")
    if name == "holding":
        return Some(_condition(cast("Mapping[str, Any]", held)))
    if name == "said":
        told = cast("Mapping[str, Any]", held)
        return Said(str(told["words"]), _day(told.get("since")), _day(told.get("until")))
    if name == "contacted":
        since, until, *channel = cast("Sequence[str]", held)
        return Contacted(
            date.fromisoformat(since), date.fromisoformat(until), channel[0] if channel else None
        )
    field = Field(name)
    return Leaf(field, Op(value["op"]), _value(field, held))


def query_json(query: Query) -> dict[str, Any]:
    """A query as JSON values."""
    sort = {"by": query.sort.by.value, "order": query.sort.order} if query.sort else None
    return {
        "condition": condition_json(query.condition),
        "sort": sort,
        "limit": query.limit,
        "count_only": query.count_only,
    }


def query_from(value: Mapping[str, Any]) -> Query:
    """The query `query_json` was made from.

    Raises:
        ValueError: where it is none.
    """
    sort = value.get("sort")
    return Query(
        condition=condition_from(value.get("condition")),
        sort=Sort(Field(sort["by"]), cast("Order", sort["order"])) if sort else None,
        limit=value.get("limit"),
        count_only=bool(value.get("count_only")),
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _value(field: Field, value: Any) -> Value:
    if isinstance(value, list):
        return tuple(cast("Scalar", _value(field, each)) for each in value)
    if field.is_date and isinstance(value, str):
        return date.fromisoformat(value)
    return cast("Value", value)


def _plain(value: Value) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
