"""The day as a screen: times of the office, reasons, pages."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest

from bot.blocks import plain_text
from bot.record.matters import Concern, Matter
from bot.record.vocabulary import Tier
from bot.render.day import day_screen
from bot.results.day import Day, DayEntry
from store.customers import OpenFollowUp
from store.models import FollowUpKind
from tests.bot.render.samples import TODAY, ZONE, follow_up


def entry(line: OpenFollowUp, name: str = "欧阳明") -> DayEntry:
    due = line.due_at or line.due_on
    matter = Matter(Concern.DIARY, line.text, 0.8, "约定今天到期", 1.0, "日程", due, line)
    return DayEntry("C1", name, "林芳", Tier.HIGH, 520.0, matter, (), 0.9)


def shown(*entries: DayEntry, start: int = 0, unreadable: tuple[str, ...] = ()) -> str:
    day = Day(entries, unreadable)
    return plain_text(day_screen(day, start=start, zone=ZONE, today=TODAY))


@pytest.mark.parametrize(
    ("due", "line"),
    [
        (follow_up(), "① 明天 欧阳明 带方案上门"),
        (
            follow_up(due_on=TODAY, due_at=datetime(2026, 11, 23, 12, 0, tzinfo=UTC)),
            "① 今天 20:00 欧阳明 带方案上门",
        ),
        (
            follow_up(due_on=TODAY, due_at=datetime(2026, 11, 23, 15, 30, tzinfo=UTC)),
            "① 今天 23:30 欧阳明 带方案上门",
        ),
        (
            follow_up(due_at=datetime(2026, 11, 23, 16, 30, tzinfo=UTC)),
            "① 明天 00:30 欧阳明 带方案上门",
        ),
        (follow_up(due_on=date(2026, 11, 22)), "① 🔴 11月22日(周日) 欧阳明 带方案上门"),
        (
            follow_up(kind=FollowUpKind.PROMISE, due_on=date(2027, 1, 1)),
            "① 2027年1月1日(周五) 欧阳明 【承诺】带方案上门",
        ),
    ],
)
def test_an_entry_names_the_customer_and_the_offices_hour(due: OpenFollowUp, line: str) -> None:
    assert shown(entry(due)).splitlines()[1] == line


def test_an_entry_says_why_it_stands_where_it_does_and_what_else_there_is() -> None:
    birthday = Matter(Concern.OCCASION, "生日11月25日", 0.6, "还有2天", 0.95, "客户档案")
    both = dataclasses.replace(entry(follow_up()), besides=(birthday,) * 4)
    assert shown(both).splitlines() == [
        "今天要跟进（1项，先急后缓）",
        "① 明天 欧阳明 带方案上门",
        *["　另：生日11月25日，还有2天 〔客户档案〕"] * 2,
        "　还有2件，见客户现状",
        "　因为：约定今天到期，高净值客户520万元 〔日程〕",
    ]


def test_five_at_a_time_in_the_order_given_and_none_at_all() -> None:
    entries = [entry(follow_up(), f"客户第{at}") for at in range(7)]
    assert "客户第4" in shown(*entries)
    assert "客户第5" not in shown(*entries)
    second = shown(*entries, start=5)
    assert second.startswith("今天要跟进：第6到7项，共7项\n① 明天 客户第5")
    assert shown() == "今天没有到期的事，也没有要留意的客户。"


def test_a_record_that_cannot_be_read_is_named() -> None:
    assert shown(unreadable=("C7",)).endswith(
        "⚠ 另有1位客户的记录读不出来，没有算进去：C7。请管理员核对。"
    )
