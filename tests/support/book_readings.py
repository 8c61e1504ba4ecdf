"""Wrong readings of a condition: what a book must tell apart to judge how it was understood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

_BESIDE = {">=": ">", ">": ">=", "<=": "<", "<": "<="}


def wrong_readings(condition: Any) -> Iterator[tuple[str, Any]]:
    """Each reading that is wrong in one place: what is wrong with it, and the condition read."""
    for joint, other in (("all", "any"), ("any", "all")):
        if joint in condition:
            yield f"{joint} as {other}", {other: condition[joint]}
            yield from _of_parts(joint, condition[joint])
    if "not" in condition:
        yield "not left out", condition["not"]
        for what, read in wrong_readings(condition["not"]):
            yield what, {"not": read}
    if "field" in condition:
        for what, changes in _of_leaf(condition):
            yield f"{condition['field']}: {what}", {**condition, **changes}


def _of_parts(joint: str, parts: list[Any]) -> Iterator[tuple[str, Any]]:
    for place, part in enumerate(parts):
        others = [*parts[:place], *parts[place + 1 :]]
        yield f"without {part}", {joint: others}
        for what, read in wrong_readings(part):
            yield what, {joint: [*others, read]}


def _of_leaf(leaf: Any) -> Iterator[tuple[str, Any]]:
    field, op, value = leaf["field"], leaf["op"], leaf.get("value")
    if field == "holding":
        for what, read in wrong_readings(value):
            yield what, {"value": read}
    elif field == "said":
        for end in ("since", "until"):
            if value[end] is not None:
                yield f"without {end}", {"value": {**value, end: None}}
    elif field == "contacted":
        yield from ((what, {"value": days}) for what, days in _shifted(value))
        if len(value) > 2:
            yield "by any channel", {"value": value[:2]}
    elif op == "between":
        yield from ((what, {"value": ends}) for what, ends in _shifted(value))
    elif op in _BESIDE:
        yield f"{_BESIDE[op]} for {op}", {"op": _BESIDE[op]}


def _shifted(ends: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    """A span shorter by one at its beginning, and at its end."""
    first, last, *rest = ends
    yield f"without {first}", [_moved(first, 1), last, *rest]
    yield f"without {last}", [first, _moved(last, -1), *rest]


def _moved(end: Any, by: int) -> Any:
    if isinstance(end, str):
        return (date.fromisoformat(end) + timedelta(days=by)).isoformat()
    return end + by / 100
