"""What a script must hold beyond being readable; each fault at its file and line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.handbook.format.claims import claims_of
from knowledge.handbook.format.conditions import Vocabulary, condition_faults, guard_faults
from knowledge.handbook.format.faults import Fault, FaultCode
from knowledge.handbook.format.formats import (
    STOP_FORMAT,
    Section,
    SectionForm,
    form_in,
    forms_of,
    newest_format,
)
from knowledge.handbook.format.lines import slots_of
from knowledge.handbook.format.model import (
    ACTION_CHANNELS,
    ACTION_DUES,
    ACTION_KINDS,
    ROLES,
    SLOTS,
    STOP_GROUP,
    WITHINS,
    Line,
    ScenarioScript,
)

MINIMUM_ASKS = 25
LONGEST_LINE = 120
PRODUCTS = "holding_types"
"""The field of the vocabulary whose values are the product types."""
_ALWAYS_FILLED = frozenset({"salutation", "rm"})
_RULE = "rule"
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "kind": ACTION_KINDS,
    "channel": ACTION_CHANNELS,
    "due": ACTION_DUES,
    "role": ROLES,
    "within": WITHINS,
}


def handbook_faults(
    scripts: Sequence[ScenarioScript],
    *,
    rule_ids: Collection[str],
    vocabulary: Vocabulary | None = None,
) -> list[Fault]:
    """Faults of all scripts, and asks that two scripts share.

    `rule_ids`: the compliance rules that 不能说 may name. `vocabulary`: the fields of a record and
    their values; without it conditions and products are not checked against any.
    """
    check = _Check(rule_ids, vocabulary)
    faults = [fault for script in scripts for fault in check.script(script)]
    owner: dict[str, str] = {}
    for script in scripts:
        for ask in script.asks:
            first = owner.setdefault(ask, script.script_id)
            if first != script.script_id:
                faults.append(_fault(script, 1, FaultCode.ASK_TAKEN, ask=ask, script_id=first))
    return faults


@dataclass(frozen=True, slots=True)
class _Check:
    """The checks of one script against what is known of rules and records."""

    rule_ids: Collection[str]
    vocabulary: Vocabulary | None = field(default=None)

    def script(self, script: ScenarioScript) -> list[Fault]:
        """Every fault of one script, in the order of its rows."""
        faults = [
            *_kind(script),
            *_asks(script),
            *self._products(script),
            *condition_faults(script, self.vocabulary),
            *guard_faults(script, self.vocabulary),
            *_counts(script),
            *_sure_lines(script),
            *self._lines(script),
        ]
        return sorted(faults, key=lambda fault: fault.line)

    def _products(self, script: ScenarioScript) -> Iterator[Fault]:
        known = None if self.vocabulary is None else self.vocabulary.get(PRODUCTS)
        if known is None:
            return
        for product in script.products:
            if product not in known:
                yield _fault(script, 1, FaultCode.UNKNOWN_PRODUCT, product=product)

    def _lines(self, script: ScenarioScript) -> Iterator[Fault]:
        bases = {line.anchor for line in script.every_line() if not line.tags}
        for line in script.every_line():
            form = form_in(script.format, line.section)
            if form is None:
                continue
            for code, values in (*_words(line, form, bases), *self._attributes(line, form)):
                yield Fault(script.origin, line.row, code, values, line.reference)

    def _attributes(
        self, line: Line, form: SectionForm
    ) -> Iterator[tuple[FaultCode, dict[str, str | int]]]:
        for name in form.attributes:
            value = line.attributes.get(name, "")
            if name == _RULE:
                yield from self._rule(value)
                continue
            known = _ATTRIBUTES.get(name)
            allowed = "…" if known is None else ", ".join(sorted(known))
            if not value:
                yield FaultCode.ATTRIBUTE_MISSING, {"attribute": name, "allowed": allowed}
            elif known is not None and value not in known:
                values = {"attribute": name, "value": value, "allowed": allowed}
                yield FaultCode.ATTRIBUTE_VALUE, {**values}

    def _rule(self, rule: str) -> Iterator[tuple[FaultCode, dict[str, str | int]]]:
        if not rule:
            yield FaultCode.RULE_MISSING, {}
        elif rule not in self.rule_ids:
            yield FaultCode.UNKNOWN_RULE, {"rule": rule}


def _fault(script: ScenarioScript, row: int, code: FaultCode, **values: str | int) -> Fault:
    return Fault(script.origin, row, code, values)


def _kind(script: ScenarioScript) -> Iterator[Fault]:
    """Stop scripts, and they alone, are of the stop format."""
    if script.stops != (script.group == STOP_GROUP):
        allowed = str(STOP_FORMAT if script.group == STOP_GROUP else newest_format())
        values = {"field": "format", "value": str(script.format), "allowed": allowed}
        yield _fault(script, 1, FaultCode.FIELD_VALUE, **values)


def _asks(script: ScenarioScript) -> Iterator[Fault]:
    if script.stops:
        return
    count = len(set(script.asks))
    if count < MINIMUM_ASKS and script.status == "approved":
        yield _fault(script, 1, FaultCode.FEW_ASKS, count=count, least=MINIMUM_ASKS)


def _counts(script: ScenarioScript) -> Iterator[Fault]:
    for form in forms_of(script.format):
        bases = {line.anchor: line for line in script.section(form.section) if not line.tags}
        if form.section == Section.OBJECTIONS:
            yield from _objections(script, form)
        elif bases or form.required:
            row = next(iter(bases.values())).row if bases else 1
            yield from _count(script, row, FaultCode.LINE_COUNT, form, len(bases))


def _objections(script: ScenarioScript, form: SectionForm) -> Iterator[Fault]:
    yield from _count(script, 1, FaultCode.OBJECTION_COUNT, form, len(script.objections))
    for objection in script.objections:
        if not any(answer.is_for_all for answer in objection.answers):
            row, anchor = objection.row, objection.anchor
            yield _fault(script, row, FaultCode.NO_BASE_ANSWER, anchor=anchor)


def _count(
    script: ScenarioScript, row: int, code: FaultCode, form: SectionForm, count: int
) -> Iterator[Fault]:
    if not form.least <= count <= form.most:
        section, least, most = form.section, form.least, form.most
        yield _fault(script, row, code, section=section, count=count, least=least, most=most)


def _sure_lines(script: ScenarioScript) -> Iterator[Fault]:
    for form in forms_of(script.format):
        bases = [line for line in script.section(form.section) if not line.tags]
        sure = [x for x in bases if x.is_for_all and slots_of(x.text) <= _ALWAYS_FILLED]
        if (bases or form.required) and len(sure) < form.sure:
            yield _fault(script, 1, FaultCode.FEW_SURE, section=form.section, least=form.sure)


def _words(
    line: Line, form: SectionForm, bases: Collection[str]
) -> Iterator[tuple[FaultCode, dict[str, str | int]]]:
    for slot in sorted(slots_of(line.text) - SLOTS):
        yield FaultCode.UNKNOWN_SLOT, {"slot": slot}
    if line.text.count("{") != line.text.count("}"):
        yield FaultCode.UNPAIRED_BRACE, {}
    if line.anchor not in bases:
        yield FaultCode.NO_BASE_LINE, {"variant": line.reference}
    if form.heard and not line.guard:
        for claimed in claims_of(line.text):
            yield FaultCode.CLAIM, {"quote": claimed.quote}
    if form.heard and len(line.text) > LONGEST_LINE:
        yield FaultCode.TOO_LONG, {"count": len(line.text), "most": LONGEST_LINE}
