"""The handbook's clocks: each from its event, by the office's hours, and by how much missed."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta

import pytest

from bot.record.alerts import alerts_of
from bot.record.clocks import Clock, clocks_of
from bot.record.policy import default_policy
from bot.record.vocabulary import AlertCode
from store.models import ComplaintSize, FollowUpKind
from tests.support.records import NOW, ZONE, call, complaint, due, person, standing

POLICY = default_policy()
LATE_EVENING = datetime(2026, 11, 23, 23, 30, tzinfo=ZONE)
AFTER_MIDNIGHT = datetime(2026, 11, 24, 0, 30, tzinfo=ZONE)


def clocks(now: datetime = NOW, **changes: object) -> dict[str, Clock]:
    record = person(**changes)
    told = standing(record, today=now.date())
    found = clocks_of(record, standing=told, policy=POLICY, now=now)
    return {clock.value.split(".")[1]: clock for clock in found}


def missed(now: datetime = NOW, **changes: object) -> list[str]:
    record = person(**changes)
    told = standing(record, today=now.date())
    alerts = alerts_of(record, standing=told, policy=POLICY, now=now)
    return [alert.text for alert in alerts if alert.code is AlertCode.CLOCK_MISSED]


def opened(day: date, **changes: object) -> dict[str, object]:
    return {"opened_on": day, "last_contact_on": None} | changes


def received(
    at: datetime,
    *,
    told_at: datetime | None = None,
    received_at: datetime | None = None,
    **changes: object,
) -> dict[str, object]:
    row = complaint(ComplaintSize.SMALL, at)
    noted = (dataclasses.replace(row, told_at=told_at, received_at=received_at),)
    return {"open_complaint": ComplaintSize.SMALL, "complaints": noted} | changes


def test_a_record_in_order_has_no_clock() -> None:
    assert clocks() == {}


@pytest.mark.parametrize(
    ("now", "changes", "said"),
    [
        (NOW, opened(date(2026, 11, 20)), ["开户欢迎已超时2天"]),
        (LATE_EVENING, opened(date(2026, 11, 22)), []),
        (AFTER_MIDNIGHT, opened(date(2026, 11, 22)), ["开户欢迎已超时1天"]),
        (NOW, opened(date(2026, 11, 20), last_contact_on=date(2026, 11, 20)), []),
        (
            AFTER_MIDNIGHT,
            opened(date(2026, 11, 20), last_contact_on=date(2026, 11, 20)),
            ["首次沟通后的第二次联系已超时1天"],
        ),
        (NOW, opened(date(2026, 9, 1)), []),
        (NOW, opened(date(2026, 11, 20), do_not_contact=True), []),
        (LATE_EVENING, received(LATE_EVENING - timedelta(minutes=30)), []),
        (AFTER_MIDNIGHT, received(LATE_EVENING), ["告知投诉核实进度已超时30分钟"]),
        (NOW, received(NOW - timedelta(hours=3)), ["告知投诉核实进度已超时2小时"]),
        (NOW, received(NOW - timedelta(days=4)), ["告知投诉核实进度已超时3天"]),
        (
            NOW,
            received(NOW - timedelta(days=4), interactions=(call(NOW - timedelta(days=3)),)),
            ["告知投诉核实进度已超时3天"],
        ),
        (
            NOW,
            received(NOW - timedelta(days=4), last_contact_on=date(2026, 11, 20)),
            [],
        ),
        (
            NOW,
            received(NOW - timedelta(days=4), do_not_contact=True),
            ["告知投诉核实进度已超时3天"],
        ),
        (AFTER_MIDNIGHT, received(LATE_EVENING, told_at=LATE_EVENING + timedelta(minutes=9)), []),
        (
            AFTER_MIDNIGHT,
            received(AFTER_MIDNIGHT, received_at=LATE_EVENING - timedelta(hours=1)),
            ["告知投诉核实进度已超时1小时"],
        ),
        (
            datetime(2028, 3, 4, 9, 0, tzinfo=ZONE),
            {
                "complaint_solved_at": datetime(2028, 2, 28, 17, 0, tzinfo=ZONE),
                "last_transaction_on": date(2028, 2, 20),
            },
            ["投诉解决后的回访已超时2天"],
        ),
        (
            NOW,
            {"last_transaction_on": date(2026, 9, 20), "last_contact_on": date(2026, 11, 18)},
            ["流失预警后的深度沟通已超时3天"],
        ),
        (
            NOW,
            {"last_transaction_on": date(2026, 9, 20), "last_contact_on": date(2026, 11, 19)},
            [],
        ),
        (NOW, {"outflow_ratio_60d": 0.9}, []),
    ],
)
def test_a_missed_clock_is_said_from_its_event(
    now: datetime, changes: dict[str, object], said: list[str]
) -> None:
    assert missed(now, **changes) == said


@pytest.mark.parametrize(
    ("changes", "running"),
    [
        (
            opened(date(2026, 11, 23)),
            {"welcome_hours": date(2026, 11, 24), "benefits_hours": date(2026, 11, 25)},
        ),
        (opened(date(2026, 11, 21)), {"welcome_hours": date(2026, 11, 22), "benefits_hours": NOW}),
        (
            opened(date(2026, 11, 10), last_contact_on=date(2026, 11, 22)),
            {},
        ),
        (
            opened(date(2026, 11, 10), interactions=(call(NOW - timedelta(days=1)),)),
            {"thanks_hours": NOW, "second_contact_days": date(2026, 11, 25)},
        ),
        (
            opened(
                date(2026, 11, 10),
                interactions=(call(NOW - timedelta(days=1)), call(NOW - timedelta(days=9))),
            ),
            {},
        ),
    ],
)
def test_the_clocks_of_an_opening(changes: dict[str, object], running: dict[str, date]) -> None:
    days = {
        name: until.date() if isinstance(until, datetime) else until
        for name, until in running.items()
    }
    assert {name: clock.due for name, clock in clocks(**changes).items()} == days


def test_a_missed_clock_fades_when_a_month_has_gone() -> None:
    assert missed(**opened(date(2026, 10, 23)))
    assert not missed(**opened(date(2026, 10, 22)))


@pytest.mark.parametrize(
    ("assets", "due_on", "said"),
    [
        (600.0, date(2026, 11, 23), ["回应客户交办（查限额）已超时1小时"]),
        (400.0, date(2026, 11, 23), []),
        (600.0, date(2026, 11, 24), []),
    ],
)
def test_a_high_net_worth_customer_is_answered_within_hours(
    assets: float, due_on: date, said: list[str]
) -> None:
    talk = call(NOW - timedelta(hours=5))
    promise = dataclasses.replace(
        due(FollowUpKind.PROMISE, "查限额", due_on), interaction_id=talk.interaction_id
    )
    changes = {"aum_wan": assets, "interactions": (talk,), "follow_ups": (promise,)}
    assert missed(**changes) == said
