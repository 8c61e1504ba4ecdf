"""Drafts hold the document's words, say where they stand, and are never approved of themselves."""

from __future__ import annotations

import re

import pytest

from knowledge.documents import (
    DraftScript,
    RawDocument,
    clean,
    draft_markdown,
    gap_faults,
    propose,
    report_of,
    split,
)
from knowledge.handbook.format import FaultCode, Section, parse_script

from .samples import ARTICLE, HANDBOOK


def drafts_of(text: str) -> tuple[DraftScript, ...]:
    return propose(split(clean(RawDocument("样本", text))), document="样本")


@pytest.mark.parametrize("text", [HANDBOOK, ARTICLE])
def test_every_draft_reads_as_a_script_and_is_a_draft(text: str) -> None:
    drafts = drafts_of(text)
    assert drafts
    for draft in drafts:
        script = parse_script(draft_markdown(draft), file=draft.script_id)
        assert (script.script_id, script.status) == (draft.script_id, "draft")
        assert len(set(script.asks)) == len(script.asks) >= 3


def test_ids_are_unique_and_stable() -> None:
    ids = [draft.script_id for draft in drafts_of(HANDBOOK)]
    assert ids == [draft.script_id for draft in drafts_of(HANDBOOK)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"doc-[0-9a-f]{8}-\d+", each) for each in ids)


def test_a_scenario_is_sorted_into_the_sections_of_a_script() -> None:
    draft = drafts_of(HANDBOOK)[0]
    said = {line.section: line.text for line in draft.lines}
    assert draft.title == "老年客户来访场景"
    assert said[Section.OPENING] == "{salutation}，您好，我是您的客户经理{rm}，您慢慢坐"
    assert said[Section.QUESTIONS] == "您上次取的钱收好了吗？"
    action = next(line for line in draft.lines if line.section == Section.ACTIONS)
    assert action.attributes == {"kind": "call", "channel": "phone", "due": "+3d"}
    assert draft.missing == (Section.POINTS, Section.OBJECTIONS, Section.DISCLOSURES)


def test_every_line_names_its_place() -> None:
    for draft in drafts_of(HANDBOOK):
        for line in draft.lines:
            assert line.place is not None
            start, end = line.place
            words = clean(RawDocument("样本", HANDBOOK[start:end])).text
            last = re.sub(r"\{\w+\}", "", line.text)[-4:]
            assert last in words + "。；"


def test_gaps_are_written_as_gaps() -> None:
    draft = drafts_of(ARTICLE)[0]
    text = draft_markdown(draft)
    assert Section.OPENING in draft.missing
    assert "- [o1] 〔待补〕原文里没有认出开场白，请写" in text


def test_what_is_still_to_be_written_stands_against_the_draft() -> None:
    draft = drafts_of(HANDBOOK)[0]
    script = parse_script(draft_markdown(draft), file=draft.script_id)
    faults = list(gap_faults(script))
    assert {fault.code for fault in faults} == {FaultCode.UNWRITTEN}
    assert [fault.reference for fault in faults] == ["x1", "p1", "x1a", "d1"]


def test_a_stand_in_for_a_name_stands_against_what_a_customer_hears() -> None:
    (draft,) = drafts_of(
        "一、来访场景\n场景描述：客户来访，某某经理接待。\n话术“您好，某某产品请您看看”可用。\n"
    )
    script = parse_script(draft_markdown(draft), file=draft.script_id)
    found = [fault for fault in gap_faults(script) if fault.code is FaultCode.STAND_IN]
    assert [(fault.reference, fault.values["words"]) for fault in found] == [("o1", "某某")]


def test_lost_characters_never_reach_a_customers_line() -> None:
    text = (
        "一、来访场景\n场景描述：客户来访。\n话术“您好，我是您的客户\ue010经理，请这边坐”可用。\n"
    )
    (draft,) = drafts_of(text)
    assert all("〔" not in line.text for line in draft.lines if line.section == Section.OPENING)
    script = parse_script(draft_markdown(draft), file=draft.script_id)
    lost = [line.reference for line in script.every_line() if "〔缺字〕" in line.text]
    assert lost
    assert set(lost) <= {fault.reference for fault in gap_faults(script)}


def test_the_report_counts() -> None:
    document = clean(RawDocument("样本", HANDBOOK))
    passages = split(document)
    report = report_of(document, passages, propose(passages, document="样本"))
    counts = (report.chapters, report.scenarios, report.tables, report.stages, report.cases)
    assert counts == (5, 2, 1, 2, 2)
    assert (report.drafts, report.passages) == (4, len(passages))
    assert report.removed["页码"] == 2
    assert 0 not in report.removed.values()
