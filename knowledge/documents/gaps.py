"""What is still to be written or restored in a script that came out of a document."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.documents.model import CUT_OFF, LOST, TO_WRITE
from knowledge.handbook.format import Fault, FaultCode, ScenarioScript

_GAPS = (TO_WRITE, LOST, CUT_OFF)
_STAND_INS = ("XX", "××", "某某")


def gap_faults(script: ScenarioScript) -> Iterator[Fault]:
    """Lines unwritten or with lost characters, and stand-ins for names that a customer would hear.

    They stand against approving a script, not against a script that speaks already.
    """
    if _has_gap(script.title + script.goal):
        yield Fault(script.origin, 1, FaultCode.UNWRITTEN)
    for objection in script.objections:
        if _has_gap(objection.text):
            yield Fault(script.origin, objection.row, FaultCode.UNWRITTEN, {}, objection.anchor)
    for line in script.every_line():
        if _has_gap(line.text):
            yield Fault(script.origin, line.row, FaultCode.UNWRITTEN, {}, line.reference)
    for line in script.heard_lines():
        if words := next((each for each in _STAND_INS if each in line.text), None):
            values = {"words": words}
            yield Fault(script.origin, line.row, FaultCode.STAND_IN, values, line.reference)


def _has_gap(text: str) -> bool:
    return any(mark in text for mark in _GAPS)
