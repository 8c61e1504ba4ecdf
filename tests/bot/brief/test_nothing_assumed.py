"""A spoken line names only what the record holds: a complaint's content, a hurry, an assessment."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_handbook import CaseOf

from bot.brief.composing import told_about
from bot.brief.selection import Chosen
from bot.record.words import complaint_topics
from knowledge.handbook.format import Section
from knowledge.handbook.format.parse import load_folder
from store.customers import COMPLAINT_UNTOLD, OpenFollowUp
from store.models import Channel, ComplaintSize, FollowUpKind
from tests.support.records import NOW, TODAY, complaint, person

SCRIPTS = {
    script.script_id: script
    for script in load_folder(Path(__file__).parents[3] / "knowledge" / "handbook")
}
NAMES = {
    "complaint-small-fee": ("费", "扣"),
    "complaint-service-failure": ("耽误您办事", "重复提交", "卡在"),
    "complaint-investment-loss": ("亏", "跌", "变少", "少了钱", "回撤"),
}
HEARD = (Section.OPENING, Section.POINTS, Section.QUESTIONS)


def heard(script_id: str, case: object, *, asked: str = "") -> str:
    told = told_about(Chosen(SCRIPTS[script_id], ""), case, rm_name="林晓", asked=asked)  # type: ignore[arg-type]
    return "\n".join(line.text for section in HEARD for line in told.each_line(section))


@pytest.mark.parametrize("script_id", NAMES)
def test_a_complaint_without_content_is_answered_without_any(script_id: str, case: CaseOf) -> None:
    for text in (COMPLAINT_UNTOLD, "对我们不满意"):
        record = person(complaints=(complaint(ComplaintSize.LARGE, text=text),))
        said = heard(script_id, case(record))
        assert not [word for word in NAMES[script_id] if word in said], said


@pytest.mark.parametrize(
    ("script_id", "text", "word"),
    [
        ("complaint-small-fee", "短信费扣了两年", "那笔手续费"),
        ("complaint-service-failure", "汇款三天没到账", "耽误您办事"),
        ("complaint-investment-loss", "买的产品净值跌了", "变少"),
    ],
)
def test_what_was_recorded_or_asked_is_named(
    script_id: str, text: str, word: str, case: CaseOf
) -> None:
    record = person(complaints=(complaint(ComplaintSize.LARGE, text=text),))
    assert word in heard(script_id, case(record))
    assert word in heard(script_id, None, asked=f"客户说{text}怎么办")


def test_our_fault_is_owned_only_where_nobody_was_told(case: CaseOf) -> None:
    def said(text: str) -> str:
        record = person(complaints=(complaint(ComplaintSize.SMALL, text=text),))
        return heard("complaint-small-fee", case(record))

    assert "我们的疏忽" in said("年费扣了没跟他说")
    assert "我们的疏忽" not in said("嫌年费太贵")


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        (COMPLAINT_UNTOLD, set()),
        ("多收了工本费", {"fee"}),
        ("悄悄扣了管理费", {"fee", "untold_fee"}),
        ("理财亏了两万", {"loss"}),
        ("柜台排队两小时", {"delay"}),
    ],
)
def test_what_a_complaint_is_about(text: str, topics: set[str]) -> None:
    assert complaint_topics(text) == topics


def test_no_hurry_is_assumed_of_who_asked_for_a_limit(case: CaseOf) -> None:
    said = heard("limits-and-control", case(person()))
    assert "要是有急着付的" in said
    assert "急着付的这笔" not in said
    assert "急事" not in SCRIPTS["limits-and-control"].goal


def test_who_was_never_assessed_is_not_told_that_it_ran_out(case: CaseOf) -> None:
    never = heard("risk-assessment-renewal", case(person(risk_level=None, risk_assessed_on=None)))
    ahead = heard(
        "risk-assessment-renewal", case(person(risk_assessed_on=TODAY.replace(year=2027)))
    )
    old = heard("risk-assessment-renewal", case(person(risk_assessed_on=TODAY.replace(year=2023))))
    assert "超过一年" in old
    assert "上次测评" in old
    for said in (never, ahead):
        assert not [word for word in ("超过一年", "上次", "到期") if word in said]
    assert "核对" in ahead
    assert "核对" not in never


@pytest.mark.parametrize("word", ["提过", "上次", "上回", "急事", "到期了"])
def test_no_goal_that_any_customer_may_get_states_a_fact(word: str) -> None:
    guarded = {"improvement-notice", "last-conversation", "matured-unplaced"}
    goals = {i: s.goal for i, s in SCRIPTS.items() if i not in guarded}
    assert not [i for i, goal in goals.items() if word in goal]


def test_who_waits_for_an_answer_is_told_where_it_stands(case: CaseOf) -> None:
    item = OpenFollowUp(
        "F1", "X1", "rm1", FollowUpKind.FOLLOW_UP, "回复预审结果", TODAY, None, Channel.PHONE, "I1"
    )
    assert "等着我回话" in heard("last-conversation", case(person(follow_ups=(item,))))
    assert "等着" not in heard("last-conversation", case(person()))
    assert NOW.date() == TODAY
