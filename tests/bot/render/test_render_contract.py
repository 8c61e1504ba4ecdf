"""The contract's JSON: its keys, plain values only, and times in the office's zone."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime

import pytest

from bot.blocks import plain_text
from bot.render.brief import brief_screens
from bot.render.contract import (
    alerts_json,
    answer_json,
    blocked_json,
    brief_json,
    brief_output,
    search_json,
    understood_json,
)
from bot.results.customers import Found, Several
from bot.results.notes import Message
from bot.results.shown import Shown
from bot.understanding import Promise
from knowledge.retrieval import Hit, SearchResult
from store.customers import CustomerHit
from store.models import Channel, ComplaintSize, CustomerKind
from tests.bot.render import samples
from tests.bot.render.samples import ZONE

BRIEF = """suggestion_id customer_id generated_at handbook_version writer last_contact open_items
customer alerts scenarios opening talking_points questions products blocked_products objections
next_actions avoid disclosures""".split()
CUSTOMER = """customer_id name kind tier stage aum_wan risk_level risk_assessed_on risk_valid_until
preferred_channel consent tags owner age occupation industry personality phone_tail last_contact_on
next_plan holdings""".split()
ANSWER = (
    """suggestion_id customer_id abstained reason answers scenarios avoid disclosures""".split()
)
UNDERSTOOD = """intent customer_id candidates channel took_place follow_up objections needs promises
complaint opt_out summary""".split()
MESSAGE = Message(
    text="",
    intent="capture",
    customer=Found("C900", "欧阳明"),
    channel=Channel.PHONE,
    took_place=date(2026, 11, 22),
    follow_up=datetime(2026, 12, 2, 15, 0, tzinfo=ZONE),
    objections=("objection-rate-high",),
    needs=("养老规划",),
    summary="要保本才买",
    promises=(Promise("发方案", date(2026, 11, 24)), Promise("寄流水", None, "customer")),
    complaint=ComplaintSize.SMALL,
    opt_out=True,
    purpose="",
)


@pytest.mark.parametrize(
    ("content", "keys"),
    [
        (brief_json(samples.brief()), BRIEF),
        (brief_json(samples.brief())["customer"], CUSTOMER),
        (answer_json(samples.answer(about=samples.record())), ANSWER),
        (answer_json(samples.answer(about=samples.record()))["customer"], CUSTOMER),
        (understood_json(MESSAGE), UNDERSTOOD),
    ],
)
def test_the_contracts_keys_are_there_with_plain_values(content, keys) -> None:
    assert set(keys) <= content.keys()
    assert json.loads(json.dumps(content)) == content
    assert _shapes(content) <= {dict, list, str, int, float, bool, type(None)}


def test_a_brief_in_json() -> None:
    content = brief_json(samples.brief())
    here = [{"script_id": "first", "version": 1, "line": "p1"}]
    assert content["generated_at"] == "2026-11-23T09:00:00+08:00"
    assert content["opening"] == {"text": "您好，我是林芳。", "sources": here}
    assert content["customer"] == {
        "customer_id": "C900",
        "name": "欧阳明",
        "salutation": "欧阳总",
        "kind": "person",
        "tier": "高净值",
        "stage": "mature",
        "aum_wan": 520.0,
        "risk_level": "C3",
        "risk_assessed_on": "2026-06-30",
        "risk_valid_until": "2027-06-30",
        "preferred_channel": "visit",
        "consent": ["insurance", "wealth"],
        "tags": ["资产传承", "茶"],
        "owner": "rm1",
        "age": 58,
        "occupation": "企业高管",
        "industry": "",
        "personality": "",
        "phone_tail": "8821",
        "last_contact_on": "2026-11-20",
        "next_plan": "带方案上门",
        "holdings": ["稳健添利（R2） 300万元，2026-12-12到期"],
    }
    assert content["last_contact"] == {
        "interaction_id": "IN1",
        "on": "2026-11-20",
        "channel": "phone",
        "said": "约了下周面谈",
    }
    assert content["open_items"] == [
        {
            "kind": "follow_up",
            "text": "带方案上门",
            "due": "2026-11-24T20:00:00+08:00",
            "source": {"interaction_id": "IN1"},
        },
        {
            "kind": "promise",
            "text": "发限额截图",
            "due": "2026-11-20",
            "source": {"interaction_id": "IN1"},
        },
    ]
    assert content["alerts"] == [{"code": "MATURITY_SOON", "text": "三百万将到期", "rule_id": None}]
    assert content["products"] == [
        {
            "product_id": "W204",
            "name": "短债七天",
            "type": "wealth",
            "risk_level": "R1",
            "why": "期限短",
            "disclosure": "理财不是存款",
        }
    ]
    assert content["blocked_products"] == [
        {
            "product_id": "F302",
            "name": "成长股票",
            "type": "fund",
            "reason": "高于等级",
            "rule_id": "suitability-fund",
            "clause": "某办法第1条",
            "instead": "看匹配的",
        }
    ]
    assert content["objections"] == [
        {"objection": "我取走算了", "response": "随时可以", "sources": here}
    ]
    assert content["avoid"] == [{"text": "别催", "rule_id": "pressure", "sources": here}]
    actions = content["next_actions"]
    assert isinstance(actions, list)
    assert actions[0] == {
        "kind": "escalate",
        "text": "报主管",
        "due": "2026-11-24T09:00:00+08:00",
        "channel": "internal",
        "sources": [{"rule_id": "churn.contact_hours", "clause": "H5.3"}],
        "rule_id": "churn-response",
    }
    assert [action["due"] for action in actions[1:]] == ["2026-12-09", "2026-11-23"]


def test_every_field_of_a_brief_is_in_its_json() -> None:
    brief = samples.brief()
    fields = {each.name for each in dataclasses.fields(brief)} - {"record", "standing"}
    assert fields <= brief_json(brief).keys()
    answer = samples.answer()
    fields = {each.name for each in dataclasses.fields(answer)} - {"record", "standing"}
    assert fields <= answer_json(answer).keys()


def test_where_there_is_nothing_json_says_null() -> None:
    nobody = answer_json(samples.answer())
    assert nobody["customer"] is None
    assert nobody["customer_id"] is None
    silent = dataclasses.replace(
        samples.brief(),
        opening=None,
        record=dataclasses.replace(samples.record(), interactions=(), follow_ups=()),
    )
    content = brief_json(silent)
    assert content["opening"] is None
    assert content["last_contact"] is None
    assert content["open_items"] == []


def test_the_command_prints_the_first_screen_as_it_was_shown() -> None:
    brief = samples.brief()
    screens = brief_screens(brief)
    printed = brief_output(Shown(brief, "SG1", screens))
    assert printed == brief_json(brief) | {"first_screen": plain_text(screens["first"])}


def test_evidence_takes_alerts_and_blocked_products_as_the_brief_has_them() -> None:
    brief = samples.brief()
    assert alerts_json(brief.alerts) == brief_json(brief)["alerts"]
    assert blocked_json(brief.blocked_products) == brief_json(brief)["blocked_products"]


def test_a_message_understood_in_json() -> None:
    assert understood_json(MESSAGE) == {
        "intent": "capture",
        "sure": True,
        "alternatives": [],
        "second_request": None,
        "customer_id": "C900",
        "candidates": [],
        "channel": "phone",
        "took_place": "2026-11-22",
        "follow_up": "2026-12-02T15:00:00+08:00",
        "objections": ["objection-rate-high"],
        "needs": ["养老规划"],
        "summary": "要保本才买",
        "purpose": "",
        "promises": [
            {"text": "发方案", "due": "2026-11-24", "who": "rm"},
            {"text": "寄流水", "due": None, "who": "customer"},
        ],
        "complaint": "small",
        "opt_out": True,
    }
    assert understood_json(MESSAGE, parts=[MESSAGE])["parts"] == [understood_json(MESSAGE)]


def test_several_customers_meant_are_candidates() -> None:
    hits = tuple(
        CustomerHit(key, "王芳", CustomerKind.PERSON, None, None, "name", 0, 2)
        for key in ("C1", "C2")
    )
    several = dataclasses.replace(MESSAGE, customer=Several(hits), follow_up=None)
    content = understood_json(several)
    assert content["customer_id"] is None
    assert content["candidates"] == ["C1", "C2"]
    assert understood_json(dataclasses.replace(several, customer=None))["candidates"] == []


def test_a_search_in_json() -> None:
    hit = Hit("first", "到期承接", 0.876543, "到期了")
    found = {"script_id": "first", "title": "到期承接", "score": 0.8765, "matched": "到期了"}
    assert search_json(SearchResult("到期", False, (hit,), (hit,))) == {
        "abstained": False,
        "hits": [found],
    }
    assert search_json(SearchResult("蛋糕", True, (), (hit,))) == {"abstained": True, "hits": []}


def _shapes(value: object) -> set[type]:
    if isinstance(value, dict):
        return {dict}.union(*map(_shapes, value.values()))
    if isinstance(value, list):
        return {list}.union(*map(_shapes, value))
    return {type(value)}
