"""What a script must hold beyond being readable; each fault at its file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from knowledge.handbook.format.conditions import condition_faults
from knowledge.handbook.format.lines import slots_of
from knowledge.handbook.format.model import (
    ACTION_CHANNELS,
    ACTION_DUES,
    ACTION_KINDS,
    CUSTOMER_SECTIONS,
    SLOTS,
    Fault,
    Line,
    ScenarioScript,
    Section,
)

PRODUCT_TYPES = frozenset("deposit mmf wealth fund insurance trust loan settlement fx".split())
_COUNTS = {
    Section.OPENING: (1, 3),
    Section.POINTS: (3, 6),
    Section.QUESTIONS: (2, 4),
    Section.ACTIONS: (1, 5),
    Section.AVOID: (1, 5),
    Section.DISCLOSURES: (1, 3),
    Section.NOTES: (1, 12),
}
_ALWAYS_FILLED = frozenset({"salutation", "rm"})
MINIMUM_ASKS = 25
LONGEST_LINE = 120


def script_faults(script: ScenarioScript, *, rule_ids: Collection[str]) -> list[Fault]:
    """Every fault of one script against the format's demands.

    `rule_ids` are the compliance rules that 不能说 may name.
    """
    faults = [*_counts(script), *_lines(script, rule_ids), *_head(script), *_slots(script)]
    return sorted(faults, key=lambda fault: fault.line)


def handbook_faults(scripts: Sequence[ScenarioScript], *, rule_ids: Collection[str]) -> list[Fault]:
    """Faults of all scripts, and asks that two scripts share."""
    faults = [fault for script in scripts for fault in script_faults(script, rule_ids=rule_ids)]
    owner: dict[str, str] = {}
    for script in scripts:
        for ask in script.asks:
            first = owner.setdefault(ask, script.script_id)
            if first != script.script_id:
                faults.append(Fault(script.origin, 1, f"ask {ask!r} is {first}'s already"))
    return faults


def _head(script: ScenarioScript) -> Iterator[Fault]:
    if len(set(script.asks)) < MINIMUM_ASKS and script.status == "approved":
        yield Fault(script.origin, 1, f"{len(set(script.asks))} asks, {MINIMUM_ASKS} are wanted")
    for product in script.products:
        if product not in PRODUCT_TYPES:
            yield Fault(script.origin, 1, f"unknown product type {product!r}")
    for entry in script.applies:
        for reason in condition_faults(entry):
            yield Fault(script.origin, 1, reason)


def _counts(script: ScenarioScript) -> Iterator[Fault]:
    for section, (low, high) in _COUNTS.items():
        bases = [line for line in script.section(section) if not line.tags]
        if not low <= len(bases) <= high:
            row = bases[0].row if bases else 1
            reason = f"{section.value} has {len(bases)} base lines, {low} to {high} are wanted"
            yield Fault(script.origin, row, reason)
    if not 1 <= len(script.objections) <= 5:
        yield Fault(script.origin, 1, f"异议 has {len(script.objections)}, 1 to 5 are wanted")
    for objection in script.objections:
        if not any(not answer.tags for answer in objection.answers):
            yield Fault(script.origin, objection.row, f"{objection.anchor} has no base answer")


def _lines(script: ScenarioScript, rule_ids: Collection[str]) -> Iterator[Fault]:
    bases = {line.anchor for line in script.every_line() if not line.tags}
    for line in script.every_line():
        for reason in _line_faults(line, bases, rule_ids):
            yield Fault(script.origin, line.row, reason)


def _line_faults(line: Line, bases: set[str], rule_ids: Collection[str]) -> Iterator[str]:
    for slot in slots_of(line.text) - SLOTS:
        yield f"unknown slot {{{slot}}}"
    if line.text.count("{") != line.text.count("}"):
        yield "an unpaired brace"
    if line.anchor not in bases:
        yield f"variant {line.reference} has no base line"
    if line.section in CUSTOMER_SECTIONS and len(line.text) > LONGEST_LINE:
        yield f"{len(line.text)} characters: a customer hears {LONGEST_LINE} at most"
    if line.section is Section.AVOID and line.attributes.get("rule") not in rule_ids:
        yield f"rule {line.attributes.get('rule')!r} is not in the rule set"
    if line.section is Section.ACTIONS:
        yield from _action_faults(line)


def _action_faults(line: Line) -> Iterator[str]:
    allowed = {"kind": ACTION_KINDS, "channel": ACTION_CHANNELS, "due": ACTION_DUES}
    for key, values in allowed.items():
        if line.attributes.get(key) not in values:
            yield f"{key}={line.attributes.get(key)} is none of {sorted(values)}"


def _slots(script: ScenarioScript) -> Iterator[Fault]:
    for section, least in ((Section.OPENING, 1), (Section.POINTS, 2), (Section.QUESTIONS, 1)):
        free = [
            line
            for line in script.section(section)
            if not line.tags and slots_of(line.text) <= _ALWAYS_FILLED
        ]
        if len(free) < least:
            reason = f"{section.value} needs {least} base lines that no missing value can drop"
            yield Fault(script.origin, 1, reason)
