"""Churn cases: opened once by their signs, told to the supervisor, their clock kept to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import event
from sqlmodel import select

from bot.app import terminal_pushes
from bot.blocks import plain_text
from bot.desk import Desk
from bot.usecases.case_file import case_files
from bot.usecases.churn import open_all, open_of
from bot.usecases.complaint import add_to_complaint, note_complaint
from bot.usecases.service_case import add_to_case, end_case
from bot.usecases.work import working
from store.actor import Actor
from store.engine import reading, transaction
from store.models import ComplaintSize, Customer, Notice, ServiceCase, StepKind
from tests.conftest import NOW, settings_for

Actors = Callable[[str], Actor]
WU = "C008"


def opened(desk: Desk, actor: Actor, *, at: datetime = NOW, customer: str = WU) -> list[str]:
    with working(desk, now=at) as work:
        open_of(customer, work=work, actor=actor)
    with working(desk, now=at) as work:
        return [each.sign for each in case_files(customer, work=work, actor=actor)]


def told(desk: Desk, staff_id: str, at: datetime) -> list[str]:
    later = dataclasses.replace(desk, clock=lambda: at)
    settings = settings_for(desk.anchor_file.parent)
    pushes = terminal_pushes(later, settings=settings, staff_id=staff_id)
    due = pushes.due()
    for push in due:
        pushes.told(push)
    words = [plain_text(message.screen) for push in due for message in push.reply.messages[:1]]
    return [each for each in words if each[0] in "📣⏰" and ("吴振海" in each or "王建国" in each)]


def test_two_looks_open_one_case_with_both_signs(desk: Desk, actor: Actors) -> None:
    both = ["CHURN_NO_TRANSACTIONS;CHURN_OUTFLOW"]
    assert opened(desk, actor("rm1")) == both
    assert opened(desk, actor("sup1")) == both
    assert opened(desk, actor("rm1"), customer="C001") == []


def test_a_new_sign_goes_into_the_case_that_stands(desk: Desk, actor: Actors) -> None:
    with transaction(desk.engine) as session:
        row = session.get(Customer, WU)
        assert row is not None
        row.outflow_ratio_60d = 0.1
    assert opened(desk, actor("rm1")) == ["CHURN_NO_TRANSACTIONS"]
    with transaction(desk.engine) as session:
        row = session.get(Customer, WU)
        assert row is not None
        row.outflow_ratio_60d = 0.7
    assert opened(desk, actor("rm1")) == ["CHURN_NO_TRANSACTIONS;CHURN_OUTFLOW"]


def test_closed_it_opens_again_only_after_its_time(desk: Desk, actor: Actors) -> None:
    lead = actor("sup1")
    opened(desk, actor("rm1"))
    with working(desk, now=NOW) as work:
        (file,) = case_files(WU, work=work, actor=lead)
        assert end_case(file.case_id, "stays", "留下", work=work, actor=lead) is None
    assert len(opened(desk, lead, at=NOW + timedelta(days=59))) == 1
    assert len(opened(desk, lead, at=NOW + timedelta(days=60))) == 2


def test_the_whole_book_is_looked_at_once(desk: Desk, actor: Actors) -> None:
    for _ in range(2):
        with working(desk, now=NOW) as work:
            open_all(work=work, actor=actor("sup1"))
    with reading(desk.engine) as session:
        found = sorted(session.exec(select(ServiceCase.customer_id)).all())
    assert found == ["C008", "C032", "C038", "C041"]


def test_the_supervisor_hears_of_it_and_again_when_a_day_has_passed(
    desk: Desk, actor: Actors
) -> None:
    evening = datetime(2026, 11, 23, 9, 50, tzinfo=NOW.tzinfo)
    opened(desk, actor("rm1"), at=evening)
    assert told(desk, "sup1", evening)[-1].startswith("📣 吴振海 登记：流失预警：")
    assert told(desk, "sup1", evening + timedelta(hours=23, minutes=59)) == []
    (late,) = told(desk, "sup1", evening + timedelta(hours=24))
    assert late == "⏰ 吴振海的流失预警到时限了（今天 17:50），还没有主管接手。"


def test_one_taken_on_is_not_late(desk: Desk, actor: Actors) -> None:
    lead = actor("sup1")
    opened(desk, actor("rm1"))
    with working(desk, now=NOW) as work:
        (file,) = case_files(WU, work=work, actor=lead)
        add_to_case(file.case_id, StepKind.TAKEN, "", work=work, actor=lead)
    told(desk, "sup1", NOW)
    assert told(desk, "sup1", NOW + timedelta(hours=24)) == []


def test_the_clock_of_a_complaint_reminds_the_manager_then_the_supervisor(
    desk: Desk, actor: Actors
) -> None:
    rm = actor("rm1")
    night = datetime(2026, 11, 23, 15, 50, tzinfo=NOW.tzinfo)
    with working(desk, now=night) as work:
        note_complaint("C001", ComplaintSize.SMALL, "乱收费", work=work, actor=rm)
    assert told(desk, "rm1", night + timedelta(minutes=19)) == []
    (soon,) = told(desk, "rm1", night + timedelta(minutes=20))
    assert "今天 00:20前要告诉客户核实进度。" in soon
    (late,) = told(desk, "sup1", night + timedelta(minutes=30))
    assert "已超时" in late


def test_a_customer_told_in_time_gives_no_alarm(desk: Desk, actor: Actors) -> None:
    rm = actor("rm1")
    with working(desk, now=NOW) as work:
        noted = note_complaint("C001", ComplaintSize.SMALL, "乱收费", work=work, actor=rm)
        add_to_complaint(noted.complaint_id, StepKind.TOLD, "在查", work=work, actor=rm)
    assert told(desk, "rm1", NOW + timedelta(minutes=20)) == []
    with reading(desk.engine) as session:
        kinds = session.exec(select(Notice.dropped_why).where(Notice.staff_id == "rm1")).all()
    assert "已办，或已了结" in kinds


def test_a_team_s_signs_are_looked_up_at_once(desk: Desk, actor: Actors) -> None:
    """What stands is read once for all, not once a customer."""
    asked: list[str] = []
    with working(desk) as work:
        open_all(work=work, actor=actor("sup1"))
    event.listen(desk.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))
    with working(desk) as work:
        open_all(work=work, actor=actor("sup1"))
    assert sum("FROM service_case" in each for each in asked) == 1
    assert not any(each.startswith("INSERT INTO service_case") for each in asked)
