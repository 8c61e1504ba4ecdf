"""Every list names all customers on whom one of its alerts stands, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.desk import Desk
from bot.record.vocabulary import AlertCode
from bot.usecases.oversee import cases_in_sight
from bot.usecases.work import working
from store.actor import Actor
from tests.bot.dialogues.conftest import Seat
from tests.support.day import whole_day

pytestmark = pytest.mark.slow

LISTS = {
    "流失预警": {AlertCode.CHURN_NO_TRANSACTIONS, AlertCode.CHURN_OUTFLOW},
    "到期": {AlertCode.MATURED_UNPLACED, AlertCode.MATURITY_SOON},
    "服务时限已过": {AlertCode.CLOCK_MISSED},
    "近期生日": {AlertCode.BIRTHDAY_SOON},
    "该联系了": {AlertCode.CONTACT_OVERDUE, AlertCode.FOLLOW_UP_OVERDUE, AlertCode.PROMISE_DUE},
    "资金闲置": {AlertCode.IDLE_FUNDS},
    "未结投诉": {AlertCode.OPEN_COMPLAINT},
    "测评过期或缺失": {AlertCode.RISK_ASSESSMENT_EXPIRED, AlertCode.RISK_ASSESSMENT_MISSING},
    "没有授权或免打扰": {AlertCode.NO_MARKETING_CONSENT, AlertCode.DO_NOT_CONTACT},
    "新客户": {AlertCode.NEW_CUSTOMER},
    "信息要补": {AlertCode.INFO_INCOMPLETE, AlertCode.RECORD_CONFLICT},
}
"""Written out, not taken from the code: what a supervisor means by each."""


@pytest.mark.parametrize("leader", ["sup1", "sup2"])
async def test_a_list_holds_who_has_one_of_its_alerts(
    leader: str, seat: Seat, desk: Desk, actor: Callable[[str], Actor]
) -> None:
    chat = seat(leader)
    offered = await chat.send("/list")
    assert list(offered.labels) == list(LISTS)
    for button in offered.buttons:
        with working(desk) as work:
            there = {
                case.record.customer_id
                for case in cases_in_sight(work=work, actor=actor(leader)).rows
                if LISTS[button.label] & {alert.code for alert in case.alerts}
            }
        shown = await chat.press(button)
        assert f"{button.label}（{len(there)}位" in shown.text or not there
        while "更多" in shown.labels:
            listed = shown.text
            shown = await chat.press(next(b for b in shown.buttons if b.label == "更多"))
            there = {each for each in there if each not in listed}
        assert all(customer_id in shown.text for customer_id in there)


async def test_a_record_that_cannot_be_read_costs_nobody_else_a_list(
    seat: Seat, desk: Desk
) -> None:
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE customer SET kind = 'alien' WHERE customer_id = 'C001'")
        connection.exec_driver_sql("UPDATE interaction SET at = '9999-12-31 23:59:59.999999'")
        connection.exec_driver_sql("UPDATE complaint SET opened_at = '9999-12-31 23:59:59.999999'")
        connection.exec_driver_sql("UPDATE follow_up SET due_at = '9999-12-31 23:59:59.999999'")
    for who, asked in (("rm1", "/list 流失"), ("sup1", "/list 信息"), ("sup1", "/team")):
        shown = await seat(who).send(asked)
        assert "另有1位客户的记录读不出来，没有算进去：C001" in shown.text
    assert "记录读不出来，没有算进去：C001" in (await seat("rm1").send("/today")).text
    assert "李秀兰" in (await seat("rm1").send("/brief C002")).text
    refused = await seat("rm1").send("C001")
    assert refused.text == "客户 C001 的记录有一格读不出来，请联系管理员核对。"


async def test_a_diary_entry_that_cannot_be_read_is_named(seat: Seat, desk: Desk) -> None:
    due = "SELECT MIN(follow_up_id) FROM follow_up WHERE staff_id = 'rm1' AND status = 'open'"
    with desk.engine.begin() as connection:
        broken = connection.exec_driver_sql(due).scalar()
        connection.exec_driver_sql(
            "UPDATE follow_up SET kind = 'soul', due_on = '2026-11-23' WHERE follow_up_id = ?",
            (broken,),
        )
    assert "另有1位客户的记录读不出来，没有算进去：C013" in await whole_day(seat("rm1"))
