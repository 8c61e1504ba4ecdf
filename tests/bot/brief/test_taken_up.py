"""What the last conversations left open leads the brief: goal, first points, things to do."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from small_handbook import CaseOf, FewScripts, script

from bot.brief.case import Case
from bot.brief.drafting import draft_brief
from bot.brief.goal import MOST
from bot.brief.taken_up import SCRIPT, Answered, meets
from bot.record.policy import default_policy
from bot.record.talk import Heard, Wanted, owes_reply
from bot.results.advice import Brief, ScriptSource, TalkSource
from bot.rules import CheckedText
from knowledge.handbook.format.parse import parse_script
from store.customers import OpenFollowUp, PastContact
from store.models import Channel, ComplaintSize, ConsentScope, FollowUpKind, ProductType
from store.products import ShelfProduct
from tests.support.records import NOW, TODAY, complaint, held, person, product

RICH = {"aum_wan": 300.0, "consent": frozenset(ConsentScope)}
WEALTH = product()
LONG = product(
    product_id="D3",
    name="三年存单",
    type=ProductType.DEPOSIT,
    risk_level=None,
    term_days=1095,
    min_amount_wan=20.0,
)
CASH = product(product_id="M1", name="现金宝", type=ProductType.MMF, risk_level="R1", term_days=0)
FUND = product(product_id="F1", name="成长", type=ProductType.FUND, risk_level="R3", term_days=0)
SHELF = (WEALTH, LONG, CASH, FUND)
_FILE = Path(__file__).parents[3] / "knowledge" / "handbook" / "everyday" / f"{SCRIPT}.md"
TAKING_UP = parse_script(_FILE.read_text(encoding="utf-8"), file=f"everyday/{SCRIPT}.md")
SELLING = script("a", products="wealth, fund, mmf, deposit")
OBJECTIONS = tuple(
    script(script_id, group="objection", when="{age: '>=200'}", title="异议")
    for script_id in ("objection-competitor", "objection-no-need", "objection-liquidity")
)


def talked(*notes: str, objections: tuple[str, ...] = ()) -> tuple[PastContact, ...]:
    return tuple(
        PastContact(
            f"I{at}",
            NOW - timedelta(days=4 + at),
            Channel.PHONE,
            "rm1",
            note,
            note,
            (),
            objections if at == 0 else (),
            None,
        )
        for at, note in enumerate(notes)
    )


def open_item(kind: FollowUpKind, text: str, on: date, at: datetime | None = None) -> OpenFollowUp:
    return OpenFollowUp("F1", "X1", "rm1", kind, text, on, at, Channel.UNKNOWN, "I9")


def drafted(
    case: Case, rules: CheckedText, *scripts: object, withdrawn: frozenset[str] = frozenset()
) -> Brief:
    return draft_brief(
        case,
        handbook=FewScripts(*(scripts or (SELLING, *OBJECTIONS)), TAKING_UP),  # type: ignore[arg-type]
        rules=rules,
        policy=default_policy(),
        withdrawn=withdrawn,
        purpose="",
        now=NOW,
    )


def test_what_takes_up_his_words_is_a_scripts_line_and_goes_with_it(
    case: CaseOf, rules: CheckedText
) -> None:
    record = person(**RICH, interactions=talked("问有没有三年期"))
    line = drafted(case(record, *SHELF), rules).talking_points[0]
    assert [type(each) for each in line.sources] == [ScriptSource, TalkSource]
    assert isinstance(line.sources[0], ScriptSource)
    assert line.sources[0].script_id == SCRIPT
    without = drafted(case(record, *SHELF), rules, withdrawn=frozenset({SCRIPT}))
    assert "三年" not in without.talking_points[0].text


def test_a_term_asked_for_is_offered_first_and_said(case: CaseOf, rules: CheckedText) -> None:
    record = person(**RICH, interactions=talked("又问三年的有没有", "问有没有三年期"))
    brief = drafted(case(record, *SHELF), rules)
    assert brief.products[0].product_id == "D3"
    assert "问过三年，前后2次" in brief.products[0].why
    first = brief.talking_points[0]
    (reply,) = [each for each in brief.next_actions if "答复" in each.text]
    assert "三年存单" in first.text
    assert first.sources[-1] == TalkSource("I0")
    assert reply.text == "答复客户问过2次的三年：可谈三年存单（20万元起）"
    assert reply.due == TODAY
    assert brief.goal.text.startswith("上次问过三年；先答复清楚")
    assert brief.goal.sources == (TalkSource("I0"),)


@pytest.mark.parametrize(
    ("shelf", "why"),
    [
        (
            (WEALTH, product(product_id="D3", name="三年存单", term_days=1095, risk_level="R5")),
            "三年存单不能推荐",
        ),
        ((WEALTH,), "货架上没有"),
    ],
)
def test_why_what_was_asked_for_is_not_offered(
    case: CaseOf, rules: CheckedText, shelf: tuple[object, ...], why: str
) -> None:
    brief = drafted(case(person(**RICH, interactions=talked("问有没有三年期")), *shelf), rules)
    assert "缘由照实跟您说" in brief.talking_points[0].text
    told = [each.text for each in brief.next_actions]
    assert [each for each in told if each.startswith(f"答复客户问过的三年期：{why}")]
    assert "D3" not in [each.product_id for each in brief.products]


def test_what_was_refused_is_not_offered_again(case: CaseOf, rules: CheckedText) -> None:
    open_to = drafted(case(person(**RICH), *SHELF), rules)
    closed = drafted(case(person(**RICH, interactions=talked("说不碰基金")), *SHELF), rules)
    assert "F1" in [each.product_id for each in open_to.products]
    assert "F1" not in [each.product_id for each in closed.products]
    avoid = next(each for each in closed.avoid if "基金" in each.text)
    assert avoid.text == "11月19日拒绝过基金，这次不主动提"
    assert avoid.sources == (TalkSource("I0"),)


def test_money_that_must_be_at_hand_is_not_tied(case: CaseOf, rules: CheckedText) -> None:
    brief = drafted(
        case(person(**RICH, interactions=talked("老伴住院，钱要随时能取")), *SHELF), rules
    )
    assert [each.product_id for each in brief.products] == ["M1"]
    assert "看病备用" in brief.products[0].why
    assert brief.talking_points[0].sources[-1] == TalkSource("I0")
    assert brief.scenarios[0].script_id == "objection-liquidity"


def test_money_used_by_a_day_is_not_tied_beyond_it(case: CaseOf, rules: CheckedText) -> None:
    shelf = (WEALTH, product(product_id="W9", name="某三十天", term_days=30), CASH)
    record = person(**RICH, interactions=talked("两个月后要交学费"))
    brief = drafted(case(record, *shelf), rules)
    assert brief.products[0].product_id == "W9"
    assert "1月18日前后要用，30天到期，赶得上" in brief.products[0].why
    assert "W1" not in [each.product_id for each in brief.products]


def test_a_day_nobody_said_is_not_told(case: CaseOf, rules: CheckedText) -> None:
    shelf = (product(product_id="W9", name="某三十天", term_days=30),)
    record = person(**RICH, interactions=talked("明年要交学费"))
    why = drafted(case(record, *shelf), rules).products[0].why
    assert "要用钱，具体时间没说，30天到期，先问清" in why
    assert "前后要用" not in why


@pytest.mark.parametrize(
    ("changes", "objections", "lead"),
    [
        ({}, ("objection-competitor",), "objection-competitor"),
        ({}, (), "objection-competitor"),
        ({"outflow_ratio_60d": 0.8}, (), "objection-competitor"),
        ({"open_complaint": ComplaintSize.SMALL}, (), None),
    ],
)
def test_an_objection_that_was_made_leads(
    case: CaseOf,
    rules: CheckedText,
    changes: dict[str, object],
    objections: tuple[str, ...],
    lead: str | None,
) -> None:
    said = talked("说隔壁银行利率高，转走一笔", objections=objections)
    leaving = script("b", group="retention", when="{alerts: [CHURN_OUTFLOW]}", priority=97)
    record = person(**RICH, interactions=said, **changes)
    brief = drafted(case(record, *SHELF), rules, SELLING, leaving, *OBJECTIONS)
    leads = brief.scenarios[0].script_id if brief.scenarios else None
    assert (leads == "objection-competitor") is (lead is not None)
    if lead is not None:
        assert brief.goal.text.startswith("上次说隔壁银行利率高")
        assert "隔壁银行利率高" in brief.scenarios[0].why


def test_a_busy_customer_is_not_asked_for_a_long_talk(case: CaseOf, rules: CheckedText) -> None:
    long_one = script("c", priority=99, title="约谈", why="该见面了")
    record = person(**RICH, interactions=talked("在开会，改天再说"))
    brief = drafted(case(record, *SHELF), rules, long_one, *OBJECTIONS)
    assert "objection-no-need" in [each.script_id for each in brief.scenarios]
    said = [brief.opening, *brief.talking_points, *brief.questions]
    assert not [each for each in said if each and "半小时" in each.text]


def test_promises_and_plans_stand_in_what_comes_next(case: CaseOf, rules: CheckedText) -> None:
    tonight = datetime(2026, 11, 23, 20, 0, tzinfo=NOW.tzinfo)
    record = person(
        follow_ups=(
            open_item(FollowUpKind.PROMISE, "把说明发给客户", TODAY - timedelta(days=2)),
            open_item(FollowUpKind.FOLLOW_UP, "回电", TODAY, tonight),
        ),
        next_plan="上门谈谈",
        next_follow_up_on=TODAY + timedelta(days=3),
    )
    actions = drafted(case(record), rules).next_actions
    told = [(each.text, each.due) for each in actions if "约时间" not in each.text]
    assert told[0] == ("把说明发给客户", TODAY - timedelta(days=2))
    assert ("回电", tonight) in told
    assert ("上门谈谈", TODAY + timedelta(days=3)) in told
    assert all(each.sources for each in actions)


@pytest.mark.parametrize(
    ("changes", "goal"),
    [
        (
            {"interactions": talked("又来问网银怎么用"), "need_tags": ("购房计划",)},
            "上次又来问网银怎么用",
        ),
        (
            {"follow_ups": (open_item(FollowUpKind.PROMISE, "把清单发给客户", TODAY),)},
            "答应今天把清单发给客户",
        ),
        (
            {
                "open_complaint": ComplaintSize.SMALL,
                "complaints": (complaint(ComplaintSize.SMALL),),
            },
            "投诉“不满”还没了结；只谈处理，不谈产品",
        ),
        ({"do_not_contact": True}, "不主动联系；客户来电时只答他所问"),
        (
            {"holdings": (held("某", ProductType.WEALTH, amount=80, until=date(2026, 12, 1)),)},
            "80万元12月1日到期",
        ),
        ({}, "看看资金"),
    ],
)
def test_the_goal_is_one_sentence_on_what_calls_for_the_talk(
    case: CaseOf, rules: CheckedText, changes: dict[str, object], goal: str
) -> None:
    scripts = (script("a", group="growth"), script("b", group="complaint", priority=95))
    told = drafted(case(person(**changes), *SHELF), rules, *scripts).goal
    assert told.text.startswith(goal)
    assert len(told.text) <= MOST


def test_who_asked_not_to_be_called_is_written_to(case: CaseOf, rules: CheckedText) -> None:
    record = person(preferred_channel=Channel.PHONE, interactions=talked("别再打电话，发微信就行"))
    channels = {each.channel for each in drafted(case(record), rules).next_actions}
    assert Channel.PHONE not in channels
    assert Channel.WECHAT in channels


def test_a_trust_is_not_offered_before_it_is_asked_for(case: CaseOf, rules: CheckedText) -> None:
    trust = product(product_id="T1", name="家族信托", type=ProductType.TRUST, risk_level="R3")
    selling = script("t", products="trust, insurance")
    rich = RICH | {"aum_wan": 2000.0, "need_tags": ("资产传承",)}
    silent = drafted(case(person(**rich), trust, *SHELF), rules, selling)
    asking = person(**rich, interactions=talked("想了解信托怎么设"))
    assert silent.products == ()
    assert "先听" in silent.no_product_reason
    offered = [each.product_id for each in drafted(case(asking, trust), rules, selling).products]
    assert offered == ["T1"]


def loan(product_id: str, name: str) -> ShelfProduct:
    return product(product_id=product_id, name=name, type=ProductType.LOAN, risk_level=None)


@pytest.mark.parametrize(
    ("said", "name", "meets_it"),
    [
        ("问设备贷款", "应收账款保理", False),
        ("问设备贷款", "设备更新贷", True),
        ("想了解信用贷额度", "科技企业信用贷", True),
        ("问能不能做房贷", "个人消费贷", False),
        ("打听贷款", "个人消费贷", True),
    ],
)
def test_who_asked_for_one_kind_is_not_answered_with_another(
    said: str, name: str, meets_it: bool
) -> None:
    heard = Heard(said, "I0", TODAY)
    wanted = Wanted(heard, frozenset({ProductType.LOAN}), None)
    assert meets(loan("L1", name), wanted) is meets_it


def test_what_was_arranged_when_it_was_asked_is_the_answer(
    case: CaseOf, rules: CheckedText
) -> None:
    visit = dataclasses.replace(
        open_item(FollowUpKind.FOLLOW_UP, "带授信经理上门", TODAY + timedelta(days=8)),
        interaction_id="I0",
    )
    record = person(**RICH, interactions=talked("问设备贷款"), follow_ups=(visit,))
    brief = drafted(case(record, *SHELF, loan("L2", "应收账款保理")), rules)
    told = [each.text for each in brief.next_actions]
    assert "带授信经理上门" in told
    assert not [text for text in told if "保理" in text or "货架上没有" in text]
    assert "设备贷款" in brief.goal.text
    assert brief.scenarios[0].script_id == SCRIPT


def test_what_was_promised_when_it_was_asked_leads_and_is_said(
    case: CaseOf, rules: CheckedText
) -> None:
    sheet = open_item(FollowUpKind.PROMISE, "送设备贷款说明", TODAY + timedelta(days=3))
    kept = dataclasses.replace(sheet, interaction_id="I0")
    asked = talked("问设备贷款")
    brief = drafted(case(person(**RICH, interactions=asked, follow_ups=(kept,)), *SHELF), rules)
    assert brief.goal.text.startswith("答应11月26日送设备贷款说明")
    assert any("还记着" in each.text for each in brief.talking_points)
    assert not any("没有合适的" in each.text for each in brief.talking_points)
    other = dataclasses.replace(sheet, interaction_id="I9")
    brief = drafted(case(person(**RICH, interactions=asked, follow_ups=(other,)), *SHELF), rules)
    assert any("没有合适的" in each.text for each in brief.talking_points)


def test_protection_asked_for_leads_and_is_offered(case: CaseOf, rules: CheckedText) -> None:
    cover = product(
        product_id="I1", name="终身寿", type=ProductType.INSURANCE, risk_level="R1", term_days=3650
    )
    record = person(**RICH, interactions=talked("想给家里人配点保障"))
    brief = drafted(case(record, *SHELF, cover), rules)
    assert brief.products[0].product_id == "I1"
    assert brief.scenarios[0].script_id == SCRIPT
    assert "保险" in brief.goal.text


def test_who_wants_it_steadier_is_not_offered_the_same_again(
    case: CaseOf, rules: CheckedText
) -> None:
    matures = held(WEALTH.name, WEALTH.type, level="R2", until=TODAY + timedelta(days=20))
    record = person(**RICH, holdings=(matures,), interactions=talked("想换稳当些的"))
    brief = drafted(case(record, *SHELF), rules)
    assert {each.product_id for each in brief.products} == {"D3", "M1"}
    assert "稳当些" in brief.goal.text
    assert "更稳的" in brief.talking_points[0].text


def test_an_answer_owed_within_the_week_is_the_goal(case: CaseOf, rules: CheckedText) -> None:
    item = open_item(FollowUpKind.FOLLOW_UP, "回复预审结果", TODAY + timedelta(days=4))
    brief = drafted(case(person(**RICH, follow_ups=(item,)), *SHELF), rules)
    assert brief.goal.text.startswith("11月27日前要回复预审结果")
    assert brief.goal.sources == (TalkSource("I9"),)
    assert brief.opening is not None
    assert "回话" in brief.opening.text


@pytest.mark.parametrize(
    ("said", "called"),
    [("想了解信用贷额度", "信用贷款"), ("问设备贷款", "设备贷款"), ("打听贷款", "贷款")],
)
def test_a_kind_of_loan_is_called_as_one_would(said: str, called: str) -> None:
    wanted = Wanted(Heard(said, "I0", TODAY), frozenset({ProductType.LOAN}), None)
    assert Answered(wanted, 1, None, "").words == called


@pytest.mark.parametrize(
    ("text", "owed"),
    [
        ("答复她查询的结果", True),
        ("给他回电", True),
        ("投诉回访：确认处理结果客户是否满意", False),
        ("满意度回访，记下结果", False),
        ("带授信经理上门", False),
    ],
)
def test_an_answer_is_owed_where_he_waits_for_one(text: str, owed: bool) -> None:
    assert owes_reply(open_item(FollowUpKind.FOLLOW_UP, text, TODAY)) is owed
