"""A section more is one row of the table: old scripts go on, new ones may have it."""

from __future__ import annotations

import pytest

from knowledge.handbook.format import (
    FaultCode,
    Listener,
    ScenarioScript,
    ScriptFault,
    ScriptReading,
    Section,
    handbook_faults,
    parse_script,
)
from knowledge.handbook.format.formats import FORMATS, SectionForm

from .tea_talk import SCRIPT

NEEDS = Section("探需")
NEWER = SCRIPT.replace("version: 2", "version: 2\nformat: 3")
WITH_NEEDS = NEWER.replace(
    "## 提问",
    "## 探需\n- [e1 stage=early] {salutation}您平时爱喝什么？\n"
    "- [e1 @senior stage=early] 您喝得惯浓茶吗？\n\n## 提问",
)


@pytest.fixture(autouse=True)
def second_format(monkeypatch: pytest.MonkeyPatch) -> None:
    form = SectionForm(NEEDS, "e", 1, 2, heard=True, required=False, attributes=("stage",))
    monkeypatch.setitem(FORMATS, 3, (*FORMATS[1][:2], form, *FORMATS[1][2:]))


def read(text: str) -> ScenarioScript:
    return parse_script(text, file="tea.md")


def codes(text: str) -> list[FaultCode]:
    return [fault.code for fault in handbook_faults([read(text)], rule_ids={"inducement"})]


@pytest.mark.parametrize("text", [SCRIPT, NEWER, WITH_NEEDS])
def test_a_script_with_and_without_it_reads_and_holds(text: str) -> None:
    assert codes(text) == [FaultCode.FEW_ASKS]


def test_its_lines_are_said_in_their_place() -> None:
    script = read(WITH_NEEDS)
    spoken = ScriptReading(script, Listener(frozenset({"senior"}), {})).section(NEEDS)
    assert [(line.text, line.attributes) for line in spoken] == [
        ("您喝得惯浓茶吗？", {"stage": "early"})
    ]
    order = list(dict.fromkeys(line.section for line in script.every_line()))
    assert order[:4] == [Section.OPENING, Section.POINTS, NEEDS, Section.QUESTIONS]
    assert "e1" in {line.reference for line in script.heard_lines()}
    assert read(NEWER).section(NEEDS) == read(SCRIPT).section(NEEDS) == ()


def test_its_own_demands_are_checked() -> None:
    assert FaultCode.ATTRIBUTE_MISSING in codes(WITH_NEEDS.replace(" stage=early", ""))
    many = WITH_NEEDS.replace("## 提问", "- [e2 stage=x] 茶。\n- [e3 stage=x] 水。\n## 提问")
    assert FaultCode.LINE_COUNT in codes(many)
    with pytest.raises(ScriptFault, match="anchor 'p9'"):
        read(WITH_NEEDS.replace("[e1 stage", "[p9 stage"))


def test_an_older_script_that_has_it_is_told_of_the_format() -> None:
    with pytest.raises(ScriptFault) as refused:
        read(WITH_NEEDS.replace("format: 3", "format: 1"))
    assert [(fault.code, fault.line, dict(fault.values)) for fault in refused.value.faults] == [
        (FaultCode.NEWER_SECTION, 30, {"section": "探需", "format": 1, "since": 3})
    ]
