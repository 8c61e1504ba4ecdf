"""A brief from small scripts: who is silent, what is withdrawn, which lines are left out."""

from __future__ import annotations

from datetime import date

import pytest
from small_handbook import CaseOf, FewScripts, script

from bot.brief.case import Case
from bot.brief.drafting import draft_brief
from bot.record.policy import default_policy
from bot.results.advice import Brief, RuleSource, Sourced
from bot.rules import CheckedText
from store.models import ComplaintSize, ConsentScope, ProductType
from tests.support.records import NOW, company, held, person, product

EVERYTHING = frozenset(ConsentScope)
RICH = {"aum_wan": 500.0, "consent": EVERYTHING}
FUND = product(product_id="F1", name="成长基金", type=ProductType.FUND, risk_level="R3")


def drafted(
    case: Case,
    handbook: FewScripts,
    rules: CheckedText,
    *,
    withdrawn: frozenset[str] = frozenset(),
    purpose: str = "",
) -> Brief:
    return draft_brief(
        case,
        handbook=handbook,
        rules=rules,
        policy=default_policy(),
        withdrawn=withdrawn,
        purpose=purpose,
        now=NOW,
    )


def texts(lines: tuple[Sourced, ...]) -> list[str]:
    return [line.text for line in lines]


def ids(brief: Brief) -> list[str]:
    return [scenario.script_id for scenario in brief.scenarios]


def test_a_brief_speaks_in_the_customers_and_the_rms_name(case: CaseOf, rules: CheckedText) -> None:
    record = person(name="万俟明", occupation="企业高管", **RICH)
    brief = drafted(case(record, product()), FewScripts(script("a", products="wealth")), rules)
    assert brief.opening is not None
    assert brief.opening.text == "万俟总您好，我是林晓。"
    assert "某理财期限180天。" in texts(brief.talking_points)
    assert [p.product_id for p in brief.products] == ["W1"]
    assert brief.record is record
    assert brief.standing.tier == "高净值"


def test_a_minor_is_not_called_and_the_guardian_is_named(case: CaseOf, rules: CheckedText) -> None:
    record = person(birthday=date(2012, 1, 1), **RICH)
    brief = drafted(case(record, product()), FewScripts(script("a", products="wealth")), rules)
    assert (brief.opening, brief.products) == (None, ())
    (line,) = brief.talking_points
    assert "监护人" in line.text
    assert [source.rule_id for source in line.sources if isinstance(source, RuleSource)] == [
        "minor-guardian"
    ]


def test_who_must_not_be_contacted_gets_no_call_to_make(case: CaseOf, rules: CheckedText) -> None:
    record = person(do_not_contact=True, outflow_ratio_60d=0.9)
    brief = drafted(case(record, product()), FewScripts(script("a", group="conduct")), rules)
    assert brief.opening is None
    assert brief.questions == ()
    assert brief.next_actions == ()
    assert texts(brief.talking_points) == ["客户来电时只答所问。"]
    assert brief.products == ()
    assert brief.no_product_reason.startswith("不推荐产品：客户设了免打扰")


@pytest.mark.parametrize("purpose", ["", "怎么说"])
def test_a_withdrawn_script_does_not_speak(case: CaseOf, rules: CheckedText, purpose: str) -> None:
    handbook = FewScripts(script("a", priority=90), script("b"), answered_by=("a", "b"))
    told = case(person())
    assert ids(drafted(told, handbook, rules, purpose=purpose)) == ["a", "b"]
    gone = drafted(told, handbook, rules, purpose=purpose, withdrawn=frozenset({"a"}))
    assert ids(gone) == ["b"]
    places = {source.script_id for line in gone.talking_points for source in line.sources}
    assert places == {"b"}


def test_lines_on_a_type_closed_to_the_customer_are_left_out(
    case: CaseOf, rules: CheckedText
) -> None:
    handbook = FewScripts(script("a", products="fund, wealth"))
    open_to = drafted(case(person(**RICH), product(), FUND), handbook, rules)
    closed = drafted(case(person(**RICH | {"risk_level": "C2"}), product(), FUND), handbook, rules)
    line, objection = "基金有涨有跌，先看概要。", "基金亏了怎么办"
    assert line in texts(open_to.talking_points)
    assert objection in [each.objection for each in open_to.objections]
    assert line not in texts(closed.talking_points)
    assert objection not in [each.objection for each in closed.objections]
    assert [b.rule_id for b in closed.blocked_products] == ["suitability-fund"]


def test_a_script_that_sells_nothing_may_say_the_word(case: CaseOf, rules: CheckedText) -> None:
    brief = drafted(case(person(risk_level="C1"), FUND), FewScripts(script("a")), rules)
    assert "基金有涨有跌，先看概要。" in texts(brief.talking_points)


@pytest.mark.parametrize(
    ("changes", "group", "chosen"),
    [
        ({}, "growth", ["a"]),
        ({"open_complaint": ComplaintSize.SMALL}, "growth", []),
        ({"open_complaint": ComplaintSize.SMALL}, "complaint", ["a"]),
        ({"do_not_contact": True}, "retention", []),
        ({"do_not_contact": True}, "conduct", ["a"]),
    ],
)
def test_a_bar_leaves_only_the_groups_that_serve(
    case: CaseOf, rules: CheckedText, changes: dict[str, object], group: str, chosen: list[str]
) -> None:
    handbook = FewScripts(script("a", group=group), answered_by=("a",))
    brief = drafted(case(person(**changes)), handbook, rules, purpose="怎么说")
    assert ids(brief) == chosen


def test_a_stated_purpose_goes_before_what_the_record_suggests(
    case: CaseOf, rules: CheckedText
) -> None:
    scripts = (script("a", priority=70), script("b", priority=40, why="平时"))
    brief = drafted(
        case(person()), FewScripts(*scripts, answered_by=("b",)), rules, purpose="聊安排"
    )
    assert ids(brief) == ["b", "a"]
    assert brief.scenarios[0].why == "这次要谈“聊安排”，与“怎么说”相近"


def test_a_purpose_for_companies_is_not_for_a_person(case: CaseOf, rules: CheckedText) -> None:
    handbook = FewScripts(
        script("a", audience="company", when="{kind: company}"), answered_by=("a",)
    )
    assert ids(drafted(case(person()), handbook, rules, purpose="怎么说")) == []
    assert ids(drafted(case(company()), handbook, rules, purpose="怎么说")) == ["a"]


def test_the_reason_names_what_the_record_says(case: CaseOf, rules: CheckedText) -> None:
    handbook = FewScripts(
        script(
            "a",
            when="{needs: [购房]}",
            why="要{need}，资产{aum_wan}，{resource}，转出{outflow_ratio}",
        )
    )
    record = person(need_tags=("换车", "购房计划"), resource_needs=("场地",), aum_wan=88.5)
    (chosen,) = drafted(case(record), handbook, rules).scenarios
    assert chosen.why == "要购房计划，资产88.5，场地，转出5%"


def test_types_take_turns_and_what_is_held_is_not_offered_again(
    case: CaseOf, rules: CheckedText
) -> None:
    shelf = [
        product(product_id="W1", term_days=90),
        product(product_id="W2", term_days=30),
        product(product_id="W3", term_days=60),
        product(product_id="W4", term_days=10),
        FUND,
    ]
    record = person(**RICH, holdings=(held("某", ProductType.WEALTH, product_id="W4"),))
    brief = drafted(case(record, *shelf), FewScripts(script("a", products="wealth, fund")), rules)
    assert [p.product_id for p in brief.products] == ["F1", "W1", "W3"]


def test_dual_recording_and_agency_are_said_with_the_product(
    case: CaseOf, rules: CheckedText
) -> None:
    handbook = FewScripts(script("a", products="wealth"))
    brief = drafted(case(person(**RICH), product(fee="申购费1%")), handbook, rules)
    said = brief.products[0].disclosure
    assert "录音录像" in said
    assert "某公司" in said
    assert "费用：申购费1%。" in said
    assert said in brief.disclosures
    plain = product(needs_dual_recording=False, agency_sale=False)
    bare = drafted(case(person(**RICH), plain), handbook, rules).products[0].disclosure
    assert "录音录像" not in bare
    assert "代销" not in bare


@pytest.mark.parametrize(("wait", "offered"), [(60, ["L1"]), (59, [])])
def test_a_business_product_needs_something_that_asks_for_it(
    case: CaseOf, rules: CheckedText, wait: int, offered: list[str]
) -> None:
    loan = product(
        product_id="L1",
        name="应收账款保理",
        type=ProductType.LOAN,
        risk_level=None,
        fact_sheet="随借随还",
    )
    record = company(receivable_days=wait, industry="餐饮")
    brief = drafted(case(record, loan), FewScripts(script("a", products="loan")), rules)
    assert [p.product_id for p in brief.products] == offered
