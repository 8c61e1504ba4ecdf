"""Drafts hold the document's words, say where they stand, and are never approved of themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from knowledge.documents import (
    DraftScript,
    RawDocument,
    clean,
    draft_markdown,
    findings,
    propose,
    report_of,
    split,
)
from knowledge.handbook.format import Section, parse_script

from .samples import ARTICLE, HANDBOOK


def drafts_of(text: str) -> tuple[DraftScript, ...]:
    return propose(split(clean(RawDocument("样本", text))), document="样本")


@dataclass(frozen=True)
class Said:
    verdict: str
    findings: tuple[str, ...] = ()


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
    action = next(line for line in draft.lines if line.section is Section.ACTIONS)
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
    assert "- [o1] 〔待补〕原文没有开场白，请写" in text


def test_the_checker_hears_what_a_customer_would() -> None:
    draft = drafts_of(HANDBOOK)[0]
    heard: list[str] = []

    def check(text: str) -> Said:
        heard.append(text)
        return Said("block", ("找到",)) if "客户经理" in text else Said("pass")

    found = findings(draft, check)
    assert set(heard) == {
        line.text for line in draft.lines if line.section in (Section.OPENING, Section.QUESTIONS)
    }
    blocked = [each for each in found if each.verdict == "block"]
    assert [(each.anchor, each.found) for each in blocked] == [("o1", ("找到",))]
    assert [each.reason.split("：")[0] for each in found if not each.text] == [
        "要点",
        "异议",
        "披露",
    ]


def test_lost_characters_never_reach_a_customers_line() -> None:
    text = (
        "一、来访场景\n场景描述：客户来访。\n话术“您好，我是您的客户\ue010经理，请这边坐”可用。\n"
    )
    (draft,) = drafts_of(text)
    assert all("〔" not in line.text for line in draft.lines if line.section is Section.OPENING)
    reasons = [each.reason for each in findings(draft, lambda _text: Said("pass"))]
    assert "原文有缺字，对照原件补上" in reasons


def test_the_report_counts() -> None:
    document = clean(RawDocument("样本", HANDBOOK))
    passages = split(document)
    report = report_of(document, passages, propose(passages, document="样本"))
    counts = (report.chapters, report.scenarios, report.tables, report.stages, report.cases)
    assert counts == (5, 2, 1, 2, 2)
    assert (report.drafts, report.passages) == (4, len(passages))
    assert report.removed["页码"] == 2
    assert 0 not in report.removed.values()
