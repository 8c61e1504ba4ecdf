"""What is wrong in a script: each code is found where it is meant, named by file and row."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from knowledge.handbook.format import (
    Fault,
    FaultCode,
    ScriptFault,
    handbook_faults,
    parse_script,
)

from .tea_talk import SCRIPT

VOCABULARY: Mapping[str, frozenset[str] | None] = {
    "alerts": frozenset({"SENIOR"}),
    "personality": frozenset({"quiet", "outgoing"}),
    "holding_types": frozenset({"fund"}),
    "age": None,
    "needs": None,
}
ANSWERS = "- [x1a] 那等您得空。\n- [x1b] {next_plan}"
LONG = "茶" * 121


def faults_of(text: str) -> list[Fault]:
    """Faults of one text, whether it reads or not."""
    try:
        script = parse_script(text, file="tea.md")
    except ScriptFault as refused:
        return list(refused.faults)
    return handbook_faults([script], rule_ids={"inducement"}, vocabulary=VOCABULARY)


UNREADABLE = [
    ("---\nid: tea-talk", "id: tea-talk", 1, FaultCode.NO_FRONT_MATTER),
    ("sources: [X]", "sources: [X", 8, FaultCode.NOT_YAML),
    ("title: 请喝茶", "title: 请喝茶\ntitle: 请吃饭", 5, FaultCode.KEY_TWICE),
    ("goal: 约一杯茶。\n", "", 1, FaultCode.FIELD_MISSING),
    ("group: care", "group: garden", 3, FaultCode.FIELD_VALUE),
    ("audience: any", "audience: dog", 9, FaultCode.FIELD_VALUE),
    ("products: []", "products: fund", 10, FaultCode.NOT_A_LIST),
    ("version: 2", "version: two", 5, FaultCode.NOT_A_NUMBER),
    ("version: 2", "version: 2\nvalid_until: 明年", 6, FaultCode.NOT_A_DATE),
    ("  - 想请客户喝茶咋说", "  - 想请客户喝茶咋说\n  - 2026", 16, FaultCode.ASK_NOT_TEXT),
    ("version: 2", "version: 2\nformat: 9", 6, FaultCode.UNKNOWN_FORMAT),
    ("## 披露", "## 披漏", 44, FaultCode.UNKNOWN_SECTION),
    ("- [d1] 喝茶与办理业务无关。\n", "", 48, FaultCode.SECTION_MISSING),
    ("- [q1] 您", "您", 30, FaultCode.STRAY_ROW),
    ("## 备忘", "### [x2] 太远\n## 备忘", 47, FaultCode.STRAY_OBJECTION),
    ("## 开场\n", "", 18, FaultCode.BEFORE_SECTION),
    ("### [x1] 没空\n", "", 34, FaultCode.BEFORE_OBJECTION),
    ("- [p1] 茶", "- [z1] 茶", 24, FaultCode.WRONG_ANCHOR),
    ("- [p3] 不", "- [p1] 不", 27, FaultCode.ANCHOR_TWICE),
    ("[o1 @senior]", "[o1 @seniors]", 20, FaultCode.UNKNOWN_VARIANT),
    ("[o1 @senior]", "[o1 @senior when=age:]", 20, FaultCode.BAD_GUARD),
    ("[o1 @senior]", "[o1 @senior when=age,,needs]", 20, FaultCode.BAD_GUARD),
    ("[o1 @senior]", "[o1 @senior when=age:>=70,age:<=80]", 20, FaultCode.BAD_GUARD),
    ('when: {alerts: [SENIOR], age: ">=70"}', "when: SENIOR", 12, FaultCode.NO_WHEN),
    ("alerts: [SENIOR]", "alerts: ", 12, FaultCode.NO_VALUE),
    ("priority: 60", "priority: high", 13, FaultCode.NO_PRIORITY),
    (', why: "{age}岁"', "", 12, FaultCode.NO_WHY),
]
UNSOUND = [
    ("alerts: [SENIOR]", "alarms: [SENIOR]", 12, FaultCode.UNKNOWN_FIELD),
    ("not_personality", "not_person", 13, FaultCode.UNKNOWN_FIELD),
    ("alerts: [SENIOR]", "alerts: [SENOIR]", 12, FaultCode.UNKNOWN_VALUE),
    ("not_personality: [quiet]", "not_personality: [still]", 13, FaultCode.UNKNOWN_VALUE),
    ('age: ">=70"', 'age: "=>70"', 12, FaultCode.BAD_COMPARISON),
    ("[o1 @senior]", "[o1 @senior when=alarms:SENIOR]", 20, FaultCode.UNKNOWN_FIELD),
    ("[o1 @senior]", "[o1 @senior when=alerts:SENOIR]", 20, FaultCode.UNKNOWN_VALUE),
    ("[o1 @senior]", "[o1 @senior when=age:=>70]", 20, FaultCode.BAD_COMPARISON),
    ("[o1 @senior]", "[o1 @senior when=age:>=70=80]", 20, FaultCode.BAD_COMPARISON),
    ("[p3]", "[p3 when=age:>70]", 1, FaultCode.FEW_SURE),
    (ANSWERS, ANSWERS.replace("]", " when=age]"), 34, FaultCode.NO_BASE_ANSWER),
    ("  - 想请", "  - 再来一杯\n  - 想请", 1, FaultCode.FEW_ASKS),
    ("products: []", "products: [gold]", 1, FaultCode.UNKNOWN_PRODUCT),
    ("- [q2] 平时什么时候得空？\n", "", 30, FaultCode.LINE_COUNT),
    ("- [x1a] 那等您得空。", "- [x1a @senior] 那等您得空。", 35, FaultCode.NO_BASE_LINE),
    ("- [p3] 不谈业务", "- [p3] {interest}不谈业务", 1, FaultCode.FEW_SURE),
    ("随时来坐", "随时来{seat}坐", 24, FaultCode.UNKNOWN_SLOT),
    ("随时来坐", "随时来坐}", 24, FaultCode.UNPAIRED_BRACE),
    ("茶在网点", "茶给您备好了", 24, FaultCode.CLAIM),
    ("茶在网点", LONG, 24, FaultCode.TOO_LONG),
    ("rule=inducement", "rule=no-such-rule", 42, FaultCode.UNKNOWN_RULE),
    (" rule=inducement", "", 42, FaultCode.RULE_MISSING),
    (" due=+3d", "", 39, FaultCode.ATTRIBUTE_MISSING),
    ("due=+3d", "due=+3w", 39, FaultCode.ATTRIBUTE_VALUE),
]


@pytest.mark.parametrize(("before", "after", "row", "code"), [*UNREADABLE, *UNSOUND])
def test_a_fault_is_found_at_its_row(before: str, after: str, row: int, code: FaultCode) -> None:
    assert before in SCRIPT
    found = [fault for fault in faults_of(SCRIPT.replace(before, after, 1)) if fault.code is code]
    assert [(fault.file, fault.line) for fault in found[:1]] == [("tea.md", row)]


def test_a_sound_script_has_none_but_too_few_asks() -> None:
    assert [fault.code for fault in faults_of(SCRIPT)] == [FaultCode.FEW_ASKS]
    assert faults_of(SCRIPT.replace("approved", "draft")) == []


def test_objections_are_counted_and_each_has_an_answer_for_everybody() -> None:
    more = "".join(f"### [x{n}] 没空\n- [x{n}a @senior] 好的。\n" for n in range(2, 7))
    codes = [fault.code for fault in faults_of(SCRIPT.replace("## 下一步", more + "## 下一步"))]
    assert codes.count(FaultCode.OBJECTION_COUNT) == 1
    assert codes.count(FaultCode.NO_BASE_ANSWER) == 5


def test_an_ask_belongs_to_one_script() -> None:
    first = parse_script(SCRIPT, file="a.md")
    second = parse_script(SCRIPT.replace("tea-talk", "tea-again"), file="b.md")
    taken = [
        fault
        for fault in handbook_faults([first, second], rule_ids={"inducement"})
        if fault.code is FaultCode.ASK_TAKEN
    ]
    assert [(fault.file, fault.values["script_id"]) for fault in taken] == [("b.md", "tea-talk")]


def test_without_a_vocabulary_names_are_taken_as_they_are() -> None:
    script = parse_script(SCRIPT.replace("SENIOR", "SENOIR"), file="tea.md")
    codes = {fault.code for fault in handbook_faults([script], rule_ids={"inducement"})}
    assert codes == {FaultCode.FEW_ASKS}


def test_a_fault_reads_in_english_with_its_place() -> None:
    (fault,) = (
        fault
        for fault in faults_of(SCRIPT.replace("due=+3d", "due=+3w"))
        if fault.code is FaultCode.ATTRIBUTE_VALUE
    )
    assert str(fault).startswith("tea.md:39: a1: due=+3w is none of +1d, ")


def test_a_fault_carries_the_values_of_its_code_and_no_others() -> None:
    with pytest.raises(TypeError):
        Fault("tea.md", 1, FaultCode.FEW_ASKS, {"count": 3})
    for code in FaultCode:
        values = dict.fromkeys(code.names, "值")
        assert str(Fault("tea.md", 1, code, values)).isprintable()
