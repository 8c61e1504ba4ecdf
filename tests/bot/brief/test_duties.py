"""What the policy demands whatever the scripts say, with its time limits."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.brief.duties import bar_avoids, demanded_actions, merged
from bot.record.gate import Blocked
from bot.record.policy import default_policy
from bot.record.ruling import Act, refused
from bot.results.advice import NextAction, RuleSource
from bot.results.vocabulary import ActionKind, Inward
from store.models import Channel, ComplaintSize, ProductType
from tests.support.records import (
    NOW,
    TODAY,
    call,
    complaint,
    held,
    person,
    product,
    standing,
)

POLICY = default_policy()
CHURN = {"outflow_ratio_60d": 0.9}
ANOTHER_TALK = call(NOW - timedelta(minutes=5))
COMPLAINT = {"open_complaint": ComplaintSize.SMALL}
RECEIVED = COMPLAINT | {
    "complaints": (complaint(ComplaintSize.SMALL, NOW - timedelta(minutes=20)),)
}
MATURED = {
    "last_transaction_on": date(2026, 11, 15),
    "holdings": (held("稳健", ProductType.WEALTH, amount=9, until=date(2026, 11, 20)),),
}
ABOVE = {"holdings": (held("成长", ProductType.FUND, level="R4", amount=9),)}
HALF_AN_HOUR, A_DAY = NOW + timedelta(minutes=30), NOW + timedelta(hours=24)
ANSWERED = COMPLAINT | {
    "complaints": tuple(
        dataclasses.replace(each, told_at=NOW - timedelta(minutes=5))
        for each in RECEIVED["complaints"]
    )
}


def demanded(**changes: object) -> list[NextAction]:
    record = person(**changes)
    told = standing(record)
    return list(demanded_actions(record, standing=told, policy=POLICY, now=NOW))


def solved(day: int) -> dict[str, object]:
    return {"complaint_solved_at": datetime(2026, 11, day, 4, 0, tzinfo=UTC)}


def opened(day: int, **changes: object) -> dict[str, object]:
    return {"opened_on": date(2026, 11, day), "last_contact_on": None} | changes


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, []),
        (CHURN, [(ActionKind.ESCALATE, A_DAY), (ActionKind.CALL, A_DAY)]),
        (CHURN | {"do_not_contact": True}, []),
        (COMPLAINT, [(ActionKind.CALL, HALF_AN_HOUR)]),
        (COMPLAINT | {"do_not_contact": True}, [(ActionKind.CALL, HALF_AN_HOUR)]),
        (RECEIVED, [(ActionKind.CALL, NOW + timedelta(minutes=10))]),
        (ANSWERED, []),
        (
            RECEIVED | {"interactions": (ANOTHER_TALK,)},
            [(ActionKind.CALL, NOW + timedelta(minutes=10))],
        ),
        (solved(22), [(ActionKind.CALL, date(2026, 11, 25))]),
        (solved(20), [(ActionKind.CALL, TODAY)]),
        (solved(19), [(ActionKind.CALL, date(2026, 11, 22))]),
        (solved(19) | {"last_contact_on": date(2026, 11, 21)}, []),
        (
            opened(23),
            [(ActionKind.CALL, date(2026, 11, 24)), (ActionKind.MESSAGE, date(2026, 11, 25))],
        ),
        (opened(20), [(ActionKind.CALL, date(2026, 11, 21))]),
        (
            opened(21, last_contact_on=date(2026, 11, 22)),
            [
                (ActionKind.MESSAGE, TODAY),
                (ActionKind.MESSAGE, TODAY),
                (ActionKind.CALL, date(2026, 11, 25)),
            ],
        ),
        (
            opened(18, last_contact_on=date(2026, 11, 19)),
            [(ActionKind.CALL, date(2026, 11, 22))],
        ),
        (MATURED, [(ActionKind.CALL, TODAY)]),
        (MATURED | {"open_complaint": ComplaintSize.SMALL}, [(ActionKind.CALL, HALF_AN_HOUR)]),
        (ABOVE, [(ActionKind.CALL, TODAY)]),
        (ABOVE | {"do_not_contact": True}, []),
    ],
)
def test_what_is_demanded_and_by_when(
    changes: dict[str, object], wanted: list[tuple[ActionKind, date]]
) -> None:
    assert [(action.kind, action.due) for action in demanded(**changes)] == wanted


def test_churn_goes_to_the_supervisor_with_its_signs_and_its_source() -> None:
    escalated, called = demanded(**CHURN)
    assert escalated.channel is Inward.INTERNAL
    assert "业务主管" in escalated.text
    assert "近60日转出90%" in escalated.text
    assert called.channel is Channel.WECHAT
    assert called.text == "与客户深度沟通，问清原因"
    assert {each.rule_id for each in (escalated, called)} == {"churn-response"}
    clause = default_policy().sources["churn.contact_hours"]
    assert escalated.sources == (RuleSource("churn.contact_hours", clause),)


def test_what_ran_out_is_said_so_first() -> None:
    (late,) = demanded(**opened(20))
    assert late.text == "已超时2天，今天补上：开户欢迎：教会常用功能，留下联系方式"
    (in_time,) = demanded(**opened(22, last_contact_on=date(2026, 11, 22)))[-1:]
    assert in_time.text.startswith("第二次联系")


def test_a_minor_is_reached_through_the_guardian() -> None:
    changes = opened(20, birthday=date(2012, 1, 1), risk_level=None, risk_assessed_on=None)
    (late,) = demanded(**changes)
    assert "联系监护人" in late.text


def scripted(due: date | datetime) -> NextAction:
    return NextAction(ActionKind.CALL, "打电话", due, Channel.PHONE, ())


@pytest.mark.parametrize(
    ("due", "kept"),
    [(NOW + timedelta(hours=1), 2), (A_DAY, 2), (A_DAY + timedelta(minutes=1), 3)],
)
def test_a_demand_met_in_time_by_a_script_is_not_said_twice(due: datetime, kept: int) -> None:
    found = merged(demanded(**CHURN), [scripted(due)], now=NOW)
    assert len(found) == kept
    (of_script,) = [each for each in found if each.text == scripted(due).text]
    assert of_script.rule_id == ("churn-response" if kept == 2 else None)


def test_a_day_stands_among_hours_at_the_end_of_its_work() -> None:
    at_five, at_seven = (datetime(2026, 11, 23, hour, tzinfo=NOW.tzinfo) for hour in (17, 19))
    found = merged([], [scripted(at_seven), scripted(TODAY), scripted(at_five)], now=NOW)
    assert [action.due for action in found] == [at_five, TODAY, at_seven]


def test_a_bar_forbids_every_product_else_those_above_the_level_are_named() -> None:
    high = Blocked(product(name="成长基金"), refused(Act.SELL, "suitability-fund", "高于客户等级"))
    off = Blocked(product(name="旧产品"), refused(Act.SELL, "off-shelf", "产品已停售"))
    (above,) = bar_avoids([], [off, high])
    assert above.text == "不主动介绍高于客户等级的产品（如成长基金）"
    barred = list(bar_avoids([refused(Act.SELL, "complaint-first", "有未结投诉")], [high]))
    assert [(each.text, each.rule_id) for each in barred] == [
        ("不提任何产品：有未结投诉", "complaint-first")
    ]
