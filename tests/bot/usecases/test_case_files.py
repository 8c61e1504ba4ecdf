"""Complaints worked on: whom they are about, who hears of them, the diary across midnight."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.app import terminal_pushes
from bot.blocks import plain_text
from bot.desk import Desk
from bot.results.cases import ComplaintFile
from bot.results.declined import Declined
from bot.usecases.case_file import complaint_files, open_files
from bot.usecases.complaint import (
    Noted,
    about_whom,
    add_to_complaint,
    note_complaint,
)
from bot.usecases.complaint_closing import (
    CHECK_BACK,
    UNREADY,
    close_complaint,
    open_again,
    propose_close,
)
from bot.usecases.day import day_of
from bot.usecases.work import working
from store.actor import Actor
from store.engine import reading
from store.models import ComplaintSize, FollowUp, FollowUpStatus, Notice, StepKind
from tests.conftest import NOW, settings_for

Actors = Callable[[str], Actor]
BEFORE_MIDNIGHT = datetime(2026, 11, 23, 15, 50, tzinfo=NOW.tzinfo)
"""Ten to midnight in Shanghai."""


def note(
    desk: Desk, actor: Actor, size: ComplaintSize, text: str = "手续费乱收", **more: datetime
) -> Noted:
    with working(desk, now=BEFORE_MIDNIGHT) as work:
        noted = note_complaint("C001", size, text, work=work, actor=actor, **more)
    assert isinstance(noted, Noted)
    return noted


def file_of(desk: Desk, actor: Actor) -> ComplaintFile:
    with working(desk, now=BEFORE_MIDNIGHT) as work:
        files = complaint_files("C001", work=work, actor=actor)
    assert not isinstance(files, Declined)
    return files[0]


def told(desk: Desk) -> list[tuple[str, bool]]:
    with reading(desk.engine) as session:
        rows = session.exec(select(Notice).where(Notice.kind == "case")).all()
        return [(row.staff_id, row.grave) for row in rows]


def ready(key: str, desk: Desk, actor: Actor) -> None:
    """The customer was told, and a plan is written."""
    with working(desk, now=BEFORE_MIDNIGHT) as work:
        for kind, text in ((StepKind.TOLD, ""), (StepKind.SOLUTION, "退费")):
            assert isinstance(add_to_complaint(key, kind, text, work=work, actor=actor), str)


def check_backs(session: Session) -> list[tuple[date, FollowUpStatus]]:
    rows = session.exec(select(FollowUp).where(FollowUp.text == CHECK_BACK)).all()
    return [(row.due_on, row.status) for row in rows]


def test_the_clock_runs_from_the_receipt_over_midnight(desk: Desk, actor: Actors) -> None:
    received = BEFORE_MIDNIGHT.astimezone(desk.zone) - timedelta(minutes=15)
    noted = note(desk, actor("rm1"), ComplaintSize.SMALL, received=received)
    assert f"{noted.tell_by:%m-%d %H:%M}" == "11-24 00:05"


@pytest.mark.parametrize(
    ("size", "text", "hears"),
    [
        (ComplaintSize.SMALL, "手续费乱收", []),
        (ComplaintSize.SMALL, "投诉林芳态度差", [("sup1", True)]),
        (ComplaintSize.LARGE, "基金亏了要赔", [("sup1", True)]),
        (ComplaintSize.PUBLIC, "业主群里都在骂", [("sup1", True)]),
    ],
)
def test_the_supervisor_hears_at_once(
    desk: Desk, actor: Actors, size: ComplaintSize, text: str, hears: list[tuple[str, bool]]
) -> None:
    note(desk, actor("rm1"), size, text)
    assert told(desk) == hears


def test_what_he_hears_is_worded_as_it_is_sent_and_not_once_it_was_taken_back(
    desk: Desk, actor: Actors
) -> None:
    note(desk, actor("rm1"), ComplaintSize.LARGE, "基金亏了要赔")
    later = dataclasses.replace(desk, clock=lambda: BEFORE_MIDNIGHT)
    settings = settings_for(desk.anchor_file.parent)
    (push,) = terminal_pushes(later, settings=settings, staff_id="sup1").due()
    words = [plain_text(each.screen) for each in push.reply.messages]
    assert words == ["📣 王建国 登记：大额投诉“基金亏了要赔”（林芳 11-23 23:50）"]


@pytest.mark.parametrize(
    ("text", "his"),
    [
        ("投诉林芳态度差", True),
        ("他投诉我，说我误导他", True),
        ("对我很不满，要换人", True),
        ("投诉我们网点排队", False),
        ("投诉柜员态度差", False),
        ("手续费乱收，让我赶紧退", False),
    ],
)
def test_whom_a_complaint_is_about(actor: Actors, text: str, his: bool) -> None:
    assert about_whom(text, actor("rm1")) == ("rm1" if his else None)


def test_closed_the_check_back_is_three_days_on_reopened_it_is_not_due(
    desk: Desk, actor: Actors
) -> None:
    rm = actor("rm1")
    key = note(desk, rm, ComplaintSize.SMALL).complaint_id
    ready(key, desk, rm)
    with working(desk, now=BEFORE_MIDNIGHT) as work:
        assert close_complaint(key, work=work, actor=rm) is None
    with reading(desk.engine) as session:
        assert check_backs(session) == [(date(2026, 11, 26), FollowUpStatus.OPEN)]
    with working(desk, now=BEFORE_MIDNIGHT) as work:
        assert open_again(key, work=work, actor=rm) is None
        declined = add_to_complaint("CP9", StepKind.PROGRESS, "核实", work=work, actor=rm)
        assert isinstance(declined, Declined)
    with reading(desk.engine) as session:
        assert check_backs(session) == [(date(2026, 11, 26), FollowUpStatus.CANCELLED)]
    kinds = [each.kind for each in file_of(desk, rm).lines]
    assert kinds[-2:] == [StepKind.CLOSED, StepKind.REOPENED]


def test_a_large_one_is_proposed_by_the_manager_and_closed_by_the_supervisor(
    desk: Desk, actor: Actors
) -> None:
    rm, lead = actor("rm1"), actor("sup1")
    key = note(desk, rm, ComplaintSize.LARGE).complaint_id
    ready(key, desk, rm)
    with working(desk, now=BEFORE_MIDNIGHT) as work:
        refused = close_complaint(key, work=work, actor=rm)
        assert refused is not None
        assert "由主管结案" in refused.reason
        assert propose_close(key, work=work, actor=rm) is None
    assert told(desk) == [("sup1", True), ("sup1", False)]
    assert not file_of(desk, rm).may_close
    assert file_of(desk, lead).may_close
    with working(desk, now=BEFORE_MIDNIGHT) as work:
        assert close_complaint(key, work=work, actor=lead) is None


@pytest.mark.parametrize(
    ("size", "who"), [(ComplaintSize.SMALL, "rm1"), (ComplaintSize.LARGE, "sup1")]
)
def test_none_is_closed_before_a_plan_is_written_and_the_customer_told(
    desk: Desk, actor: Actors, size: ComplaintSize, who: str
) -> None:
    key = note(desk, actor("rm1"), size).complaint_id
    with working(desk, now=BEFORE_MIDNIGHT) as work:
        refused = close_complaint(key, work=work, actor=actor(who))
        assert refused is not None
        assert refused.code == UNREADY
        add_to_complaint(key, StepKind.SOLUTION, "退费", work=work, actor=actor("rm1"))
        refused = close_complaint(key, work=work, actor=actor(who))
        assert refused is not None
        assert "已告知客户" in refused.reason
        assert propose_close(key, work=work, actor=actor("rm1")) == refused
        add_to_complaint(key, StepKind.TOLD, "", work=work, actor=actor("rm1"))
        assert close_complaint(key, work=work, actor=actor(who)) is None
    assert file_of(desk, actor("rm1")).solution == "退费"


def test_who_is_not_content_after_closing_is_listed_and_told_once(
    desk: Desk, actor: Actors
) -> None:
    rm = actor("rm1")
    key = note(desk, rm, ComplaintSize.SMALL).complaint_id
    ready(key, desk, rm)
    with working(desk, now=BEFORE_MIDNIGHT) as work:
        assert close_complaint(key, work=work, actor=rm) is None
    for minutes, score in ((1, 2), (2, 1)):
        with working(desk, now=BEFORE_MIDNIGHT + timedelta(minutes=minutes)) as work:
            rated = add_to_complaint(
                key, StepKind.RATED, "拖了太久", work=work, actor=rm, score=score
            )
            assert isinstance(rated, str)
    assert told(desk) == [("sup1", False)]
    with working(desk, now=BEFORE_MIDNIGHT + timedelta(minutes=3)) as work:
        files = open_files(work=work, actor=rm)
        assert not isinstance(files, Declined)
        assert [each.text for each in files if each.customer_id == "C001"] == [
            "评1分“拖了太久”，请重新打开处理"
        ]
        days = [e for e in day_of(work=work, actor=rm).entries if e.customer_id == "C001"]
        assert any("客户不满意" in each.matter.what for each in days)
        assert open_again(key, work=work, actor=rm) is None
    with working(desk, now=BEFORE_MIDNIGHT + timedelta(minutes=4)) as work:
        files = open_files(work=work, actor=rm)
        assert not isinstance(files, Declined)
        assert not any("不满意" in each.what for each in files)


def test_numbers_of_persons_are_covered_in_what_is_kept(desk: Desk, actor: Actors) -> None:
    rm = actor("rm1")
    key = note(desk, rm, ComplaintSize.SMALL).complaint_id
    with working(desk, now=BEFORE_MIDNIGHT) as work:
        add_to_complaint(key, StepKind.PROGRESS, "核实了卡6222020200112233445", work=work, actor=rm)
    assert "6222020200112233445" not in file_of(desk, rm).lines[-1].text
