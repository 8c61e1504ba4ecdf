"""The script format: what reads, what is refused and where, which line whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.handbook.format import (
    Listener,
    ScriptFault,
    ScriptReading,
    Section,
    applicable,
    load_folder,
    parse_script,
)
from knowledge.handbook.format.lines import fill
from knowledge.handbook.format.validate import script_faults

SCRIPT = """---
id: tea-talk
group: care
title: 请喝茶
version: 2
status: approved
sources: [X]
goal: 约一杯茶。
audience: any
products: []
applies:
  - {when: {alerts: [SENIOR], age: ">=70"}, priority: 40, why: "{age}岁"}
  - {when: {needs: [喝茶], not_personality: [quiet]}, priority: 60, why: 想喝茶}
asks:
  - 想请客户喝茶咋说
---

## 开场
- [o1] {salutation}您好，我是{rm}。
- [o1 @senior] {salutation}您好呀，我是{rm}，慢慢说。
- [o1 @company @hnw] 我是{rm}，代表团队向{company}问好。

## 要点
- [p1] 茶在网点，随时来坐。
- [p1 @senior] 茶给您泡淡些。
- [p2] 上次见面是{last_contact}。
- [p3] 不谈业务，只喝茶。

## 提问
- [q1] 您喜欢绿茶还是红茶？
- [q2] 平时什么时候得空？

## 异议
### [x1] 没空
- [x1a] 那等您得空。
- [x1b] {next_plan}那天也行。

## 下一步
- [a1 kind=call channel=preferred due=+3d] 打电话约时间。

## 不能说
- [n1 rule=inducement] 别说喝茶送礼。

## 披露
- [d1] 喝茶与办理业务无关。

## 备忘
- [m1] 备好淡茶。
"""


def reading(*tags: str, **slots: str) -> ScriptReading:
    return ScriptReading(parse_script(SCRIPT, file="tea.md"), Listener(frozenset(tags), slots))


def test_it_reads_whole() -> None:
    script = parse_script(SCRIPT, file="tea.md")
    assert (script.script_id, script.version, script.group) == ("tea-talk", 2, "care")
    assert [line.reference for line in script.section(Section.OPENING)] == [
        "o1",
        "o1@senior",
        "o1@company@hnw",
    ]
    assert script.objections[0].text == "没空"
    line = script.line("a1")
    assert line is not None and line.attributes["due"] == "+3d"


@pytest.mark.parametrize(
    ("tags", "opening"),
    [
        ((), "王总您好，我是林晓。"),
        (("senior",), "王总您好呀，我是林晓，慢慢说。"),
        (("company", "hnw"), "我是林晓，代表团队向华信问好。"),
        (("company",), "王总您好，我是林晓。"),
    ],
)
def test_the_variant_that_fits_is_said(tags: tuple[str, ...], opening: str) -> None:
    said = reading(*tags, salutation="王总", rm="林晓", company="华信").section(Section.OPENING)
    assert [line.text for line in said] == [opening]


def test_a_variant_that_cannot_be_filled_gives_way_to_the_base_line() -> None:
    said = reading("company", "hnw", salutation="王总", rm="林晓").section(Section.OPENING)
    assert said[0].reference == "o1"


def test_an_unfilled_slot_drops_its_line_and_shows_no_brace() -> None:
    spoken = reading(rm="林晓")
    texts = [line.text for line in spoken.section(Section.POINTS)]
    assert texts == ["茶在网点，随时来坐。", "不谈业务，只喝茶。"]
    ((_, answers),) = spoken.objections()
    assert [answer.text for answer in answers] == ["那等您得空。"]


def test_an_empty_salutation_takes_its_comma_along() -> None:
    assert fill("{salutation}，您好。", {}) == "您好。"
    assert fill("{salutation}您好，我是{rm}。", {"rm": "林晓"}) == "您好，我是林晓。"


@pytest.mark.parametrize(
    ("facts", "priority"),
    [
        ({"alerts": {"SENIOR"}, "age": 70}, 40),
        ({"alerts": {"SENIOR"}, "age": 69}, None),
        ({"alerts": {"SENIOR"}, "age": 71, "needs": ("喝茶聊天",)}, 60),
        ({"needs": ("喝茶",), "personality": "quiet"}, None),
        ({"alerts": set()}, None),
    ],
)
def test_conditions(facts: dict[str, object], priority: int | None) -> None:
    met = applicable(parse_script(SCRIPT, file="tea.md"), facts)
    assert (met.priority if met else None) == priority


@pytest.mark.parametrize(
    ("before", "after", "row", "words"),
    [
        ("group: care", "group: garden", 3, "garden"),
        ("- [p1] 茶", "- [z1] 茶", 24, "z1"),
        ("- [p3] 不", "- [p1] 不", 27, "p1 occurs twice"),
        ("- [q1] 您", "您", 30, "neither"),
        ("## 披露", "## 披漏", 44, "披漏"),
        ("[o1 @senior]", "[o1 @seniors]", 20, "seniors"),
        ("goal: 约一杯茶。\n", "", 1, "goal"),
        ("sources: [X]", "sources: [X", 8, "YAML"),
    ],
)
def test_a_fault_names_file_and_line(before: str, after: str, row: int, words: str) -> None:
    with pytest.raises(ScriptFault) as refused:
        parse_script(SCRIPT.replace(before, after, 1), file="tea.md")
    assert any(
        f.file == "tea.md" and f.line == row and words in f.reason for f in refused.value.faults
    ), str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("随时来坐", "随时来{seat}坐", "unknown slot"),
        ("rule=inducement", "rule=no-such-rule", "no-such-rule"),
        ("due=+3d", "due=+3w", "+3w"),
        ("- [p1] 茶在网点，随时来坐。\n", "", "no base line"),
        ("priority: 40", "priority: high", "priority"),
        ("alerts: [SENIOR]", "alarms: [SENIOR]", "alarms"),
        ("products: []", "products: [gold]", "gold"),
    ],
)
def test_what_reads_but_does_not_hold_is_named(before: str, after: str, words: str) -> None:
    script = parse_script(SCRIPT.replace(before, after, 1), file="tea.md")
    faults = script_faults(script, rule_ids={"inducement"})
    assert any(words in str(fault) for fault in faults)


def test_a_folder_with_an_id_twice_is_refused(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(SCRIPT, encoding="utf-8")
    with pytest.raises(ScriptFault, match="occurs twice"):
        load_folder(tmp_path)
