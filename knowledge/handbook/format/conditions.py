"""When a script applies: conditions in its front matter over the facts of a customer's record.

    applies:
      - when: {alerts: [IDLE_FUNDS], not_alerts: [OPEN_COMPLAINT], aum_wan: ">=50"}
        priority: 70
        why: 工资连续{idle_months}个月入账没有打理

A mapping's keys must all hold; a list is met by any of its members; several entries are
alternatives, the highest priority of those met counts.

A line that states a fact carries it in the same words, on one row and without spaces:

    - [p2 when=contact_days:<=90,holding_types:fund|wealth] 上次跟您聊过的基金，……
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import ge, gt, le, lt

from knowledge.handbook.format.faults import Fault, FaultCode
from knowledge.handbook.format.model import Plain, ScenarioScript, Wanted

Facts = Mapping[str, object]
"""Field → number, text, truth, or a collection of texts; an unknown value is absent or None."""
Vocabulary = Mapping[str, frozenset[str] | None]
"""Field a condition may name → the values it takes, None where any number or text may stand."""

_NOT = "not_"
_BOUND = r"(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)"
_COMPARISON = re.compile(rf"^{_BOUND}(?:{_BOUND})?$")
_MEANT_TO_COMPARE = re.compile(r"^\s*[<>=≥≤]")
_SIGNS = {">=": ge, "<=": le, ">": gt, "<": lt}
_MANY = (tuple, frozenset, set, list)
_LOOSE = frozenset(
    """needs interests resources occupation industry next_plan said kept_promises
    open_promises""".split()
)
"""Fields in free words: a condition's word is met by a longer or shorter one."""


@dataclass(frozen=True, slots=True)
class Application:
    """That a script applies to a customer, how strongly, and why in words."""

    script_id: str
    priority: int
    why: str
    when: Mapping[str, Wanted]


def applicable(script: ScenarioScript, facts: Facts) -> Application | None:
    """The strongest of the script's conditions that the facts meet, or None."""
    kind = facts.get("kind")
    if script.audience != "any" and kind is not None and script.audience != kind:
        return None
    met = [condition for condition in script.applies if holds(condition.when, facts)]
    if not met:
        return None
    best = max(met, key=lambda condition: condition.priority)
    return Application(script.script_id, best.priority, best.why, best.when)


def holds(when: Mapping[str, Wanted], facts: Facts) -> bool:
    """Whether every key of a condition is met; an empty condition never is."""
    for key, want in when.items():
        name = key.removeprefix(_NOT)
        if _matches(name, want, facts.get(name)) is (name != key):
            return False
    return bool(when)


def guard_of(text: str) -> Mapping[str, Wanted] | None:
    """The condition a line's `when=` writes, empty where there is none; None where it is unfit.

    `contacted` asks for something to be there, `a:x|y` for any of several, `a:>=25<=40` for a span,
    commas for all. A fact named twice is unfit: the second would hide the first.
    """
    if not text:
        return {}
    clauses = [clause.partition(":") for clause in text.split(",")]
    if not all(name and bool(mark) is bool(values) for name, mark, values in clauses):
        return None
    if len({name for name, _, _ in clauses}) < len(clauses):
        return None
    return {name: _wanted(values) for name, _, values in clauses}


def _wanted(values: str) -> Wanted:
    if not values:
        return True
    return values if _MEANT_TO_COMPARE.match(values) else values.split("|")


def guard_faults(script: ScenarioScript, vocabulary: Vocabulary | None) -> Iterator[Fault]:
    """The same for the facts that lines carry."""
    for line in script.every_line():
        for key, want in line.when.items():
            for code, values in _field_faults(key.removeprefix(_NOT), want, vocabulary):
                yield Fault(script.origin, line.row, code, values, line.reference)


def condition_faults(script: ScenarioScript, vocabulary: Vocabulary | None) -> Iterator[Fault]:
    """Fields and values that no record ever has, and comparisons that do not read.

    Without a vocabulary only the comparisons are looked at.
    """
    for condition in script.applies:
        for key, want in condition.when.items():
            for code, values in _field_faults(key.removeprefix(_NOT), want, vocabulary):
                yield Fault(script.origin, condition.row, code, values)


def _field_faults(
    field: str, want: Wanted, vocabulary: Vocabulary | None
) -> Iterator[tuple[FaultCode, dict[str, str]]]:
    if vocabulary is not None and field not in vocabulary:
        yield FaultCode.UNKNOWN_FIELD, {"field": field}
        return
    if isinstance(want, bool):
        return
    allowed = vocabulary[field] if vocabulary is not None else None
    for value in map(str, _several(want)):
        if allowed is not None and value not in allowed:
            values = {"field": field, "value": value, "allowed": ", ".join(sorted(allowed))}
            yield FaultCode.UNKNOWN_VALUE, values
        elif _MEANT_TO_COMPARE.match(value) and not _comparison(value):
            yield FaultCode.BAD_COMPARISON, {"field": field, "value": value}


def _several(want: Wanted) -> Sequence[Plain]:
    return [want] if isinstance(want, bool | int | float | str) else want


def _matches(key: str, want: Wanted, have: object) -> bool:
    if isinstance(want, bool):
        return bool(have) is want
    if have is None:
        return False
    if isinstance(want, str) and (bounds := _comparison(want)):
        return isinstance(have, int | float) and all(_SIGNS[sign](have, at) for sign, at in bounds)
    wanted = _several(want)
    present = list(have) if isinstance(have, _MANY) else [have]
    if key in _LOOSE:
        return _overlaps([str(each) for each in wanted], [str(each) for each in present])
    return any(each in wanted for each in present)


@cache
def _comparison(want: str) -> tuple[tuple[str, float], ...]:
    """The bounds a comparison sets, one or two; none where it does not read."""
    found = _COMPARISON.match(want)
    pairs = [found.groups()[at : at + 2] for at in (0, 2)] if found else []
    return tuple((sign, float(bound)) for sign, bound in pairs if sign)


def _overlaps(wanted: Sequence[str], present: Sequence[str]) -> bool:
    return any(w in p or p in w for w in wanted for p in present if p)
