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

from .tea_talk import SCRIPT


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
    assert line is not None
    assert line.attributes["due"] == "+3d"


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


GUARDED = SCRIPT.replace(
    "- [p2]",
    "- [p1 when=contacted] 上次您说的茶我带来了。\n"
    "- [p1 when=contact_days:<=7,said:茶|咖啡] 上周您说的茶我带来了。\n- [p2]",
)
PLAIN, CONTACTED, RECENT = (
    "茶在网点，随时来坐。",
    "上次您说的茶我带来了。",
    "上周您说的茶我带来了。",
)


@pytest.mark.parametrize(
    ("facts", "tags", "said"),
    [
        ({}, (), PLAIN),
        ({"contacted": False}, (), PLAIN),
        ({"contacted": False}, ("senior",), "茶给您泡淡些。"),
        ({"contacted": True}, (), CONTACTED),
        ({"contacted": True}, ("senior",), CONTACTED),
        ({"contact_days": 3, "said": ("想喝茶",)}, (), RECENT),
        ({"contact_days": 3, "said": ("想喝水",)}, (), PLAIN),
        ({"contact_days": 9, "said": ("想喝茶",)}, (), PLAIN),
        ({"contact_days": 9, "said": ("想喝茶",), "contacted": True}, (), CONTACTED),
        ({"contact_days": 7, "said": ("想喝茶",), "contacted": True}, (), RECENT),
    ],
)
def test_a_line_that_states_a_fact_is_said_where_the_record_holds_it(
    facts: dict[str, object], tags: tuple[str, ...], said: str
) -> None:
    script = parse_script(GUARDED, file="tea.md")
    listener = Listener(frozenset(tags), {"rm": "林晓"}, facts)
    assert ScriptReading(script, listener).section(Section.POINTS)[0].text == said


def test_a_guarded_line_alone_is_left_out_and_cited_by_its_guard() -> None:
    script = parse_script(SCRIPT.replace("[p3]", "[p3 @senior when=age:>=80]"), file="tea.md")
    assert script.line("p3@senior?age:>=80") is not None
    for age, texts in ((79, 1), (81, 2)):
        spoken = ScriptReading(script, Listener(frozenset({"senior"}), {}, {"age": age}))
        assert len(spoken.section(Section.POINTS)) == texts


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


def test_a_folder_with_an_id_twice_is_refused(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(SCRIPT, encoding="utf-8")
    with pytest.raises(ScriptFault, match="occurs twice"):
        load_folder(tmp_path)


def test_one_source_may_stand_without_brackets() -> None:
    script = parse_script(SCRIPT.replace("sources: [X]", "sources: 内部手册"), file="tea.md")
    assert script.sources == ("内部手册",)


def test_what_a_customer_hears_leaves_out_what_is_for_the_manager() -> None:
    heard = [line.reference for line in parse_script(SCRIPT, file="tea.md").heard_lines()]
    assert {"o1", "p1@senior", "q2", "x1b", "d1"} < set(heard)
    assert not {"a1", "n1", "m1"} & set(heard)
