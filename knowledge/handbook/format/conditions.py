"""When a script applies: conditions in its front matter over the facts of a customer's record.

    applies:
      - when: {alerts: [IDLE_FUNDS], not_alerts: [OPEN_COMPLAINT], aum_wan: ">=50"}
        priority: 70
        why: 工资连续{idle_months}个月入账没有打理

A mapping's keys must all hold; a list is met by any of its members; several entries are
alternatives, the highest priority of those met counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import ge, gt, le, lt
from typing import Any

from knowledge.handbook.format.model import ScenarioScript

Facts = Mapping[str, Any]
"""Field → number, text, truth, or a collection of texts; an unknown value is absent or None."""

_COMPARISON = re.compile(r"^(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)$")
_SIGNS = {">=": ge, "<=": le, ">": gt, "<": lt}
_LOOSE = frozenset({"needs", "interests", "resources", "occupation", "industry", "next_plan"})
FIELDS = frozenset(
    """alerts kind tier stage needs interests resources occupation industry personality age aum_wan
    complaint credit_grade holding_types idle_months receivable_days receivable_share revenue_wan
    opened_days contact_days first_contact consent preferred_channel solved_complaint_days
    promise_due maturity_days birthday_days outflow_ratio next_plan""".split()
)


@dataclass(frozen=True, slots=True)
class Application:
    """That a script applies to a customer, how strongly, and why in words."""

    script_id: str
    priority: int
    why: str
    when: Mapping[str, Any]


def applicable(script: ScenarioScript, facts: Facts) -> Application | None:
    """The strongest of the script's conditions that the facts meet, or None."""
    kind = facts.get("kind")
    if script.audience != "any" and kind is not None and script.audience != kind:
        return None
    met = [entry for entry in script.applies if holds(entry.get("when", {}), facts)]
    if not met:
        return None
    best = max(met, key=lambda entry: int(entry["priority"]))
    return Application(script.script_id, int(best["priority"]), str(best["why"]), best["when"])


def holds(when: Mapping[str, Any], facts: Facts) -> bool:
    """Whether every key of a condition is met; an empty condition never is."""
    for key, want in when.items():
        name = key.removeprefix("not_")
        if _matches(name, want, facts.get(name)) is (name != key):
            return False
    return bool(when)


def condition_faults(entry: Any) -> list[str]:
    """What is wrong in one entry of `applies`, in words."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("when"), Mapping):
        return ["an entry of applies has no mapping under when"]
    faults = [
        f"unknown field {key!r} in when"
        for key in entry["when"]
        if key.removeprefix("not_") not in FIELDS
    ]
    if not isinstance(entry.get("priority"), int):
        faults.append("an entry of applies has no whole-number priority")
    if not isinstance(entry.get("why"), str):
        faults.append("an entry of applies does not say why")
    return faults


def _matches(key: str, want: Any, have: Any) -> bool:
    if isinstance(want, bool):
        return bool(have) is want
    if have is None:
        return False
    if isinstance(want, str) and (comparison := _comparison(want)):
        return _compares(comparison, have)
    wanted = want if isinstance(want, list) else [want]
    present = [have] if isinstance(have, str | int | float) else list(have)
    if key in _LOOSE:
        return _overlaps([str(each) for each in wanted], [str(each) for each in present])
    return any(each in wanted for each in present)


@cache
def _comparison(want: str) -> tuple[str, float] | None:
    found = _COMPARISON.match(want)
    return (found[1], float(found[2])) if found else None


def _overlaps(wanted: Sequence[str], present: Sequence[str]) -> bool:
    return any(w in p or p in w for w in wanted for p in present if p)


def _compares(comparison: tuple[str, float], have: Any) -> bool:
    sign, bound = comparison
    return isinstance(have, int | float) and bool(_SIGNS[sign](have, bound))
