"""When a script's action is due, and by which channel it goes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.brief.actions import channel_of, due_of
from bot.record.policy import default_policy
from bot.results.vocabulary import ActionKind, Inward
from store.customers import HeldProduct
from store.models import Channel, ProductType
from tests.support.records import NOW, TODAY, company, held, person, standing

POLICY = default_policy()


def maturing(on: date) -> tuple[HeldProduct, ...]:
    return (held("稳健", ProductType.WEALTH, until=on),)


@pytest.mark.parametrize(
    ("rule", "changes", "due"),
    [
        ("today", {}, TODAY),
        ("+3d", {}, date(2026, 11, 26)),
        ("+2h", {}, NOW + timedelta(hours=2)),
        ("+30m", {}, NOW + timedelta(minutes=30)),
        ("on_birthday", {"birthday": date(1985, 11, 23)}, TODAY),
        ("on_birthday", {"birthday": date(1985, 12, 1)}, date(2026, 12, 1)),
        ("on_birthday", {"birthday": None}, date(2026, 11, 30)),
        ("before_maturity", {"holdings": maturing(date(2026, 12, 10))}, date(2026, 12, 7)),
        ("before_maturity", {"holdings": maturing(date(2026, 11, 25))}, TODAY),
        ("before_maturity", {}, TODAY),
        ("after_maturity", {"holdings": maturing(date(2026, 12, 10))}, date(2026, 12, 11)),
        ("after_maturity", {}, date(2026, 11, 26)),
    ],
)
def test_due(rule: str, changes: dict[str, object], due: date | datetime) -> None:
    record = person(**changes)
    assert due_of(rule, standing=standing(record), policy=POLICY, now=NOW) == due


@pytest.mark.parametrize(
    ("channel", "own", "kind", "goes"),
    [
        ("phone", Channel.WECHAT, ActionKind.CALL, Channel.PHONE),
        ("internal", Channel.WECHAT, ActionKind.ESCALATE, Inward.INTERNAL),
        ("preferred", Channel.VISIT, ActionKind.CALL, Channel.VISIT),
        ("preferred", Channel.VISIT, ActionKind.MESSAGE, Channel.WECHAT),
        ("preferred", Channel.VISIT, ActionKind.MATERIAL, Channel.VISIT),
        ("preferred", Channel.SMS, ActionKind.MESSAGE, Channel.SMS),
        ("preferred", Channel.UNKNOWN, ActionKind.CALL, Channel.WECHAT),
        ("preferred", None, ActionKind.CALL, Channel.WECHAT),
        ("preferred", None, ActionKind.MATERIAL, Channel.WECHAT),
    ],
)
def test_the_channel_is_the_customers_own_where_the_action_can_go_by_it(
    channel: str, own: Channel | None, kind: ActionKind, goes: Channel | Inward
) -> None:
    assert channel_of(channel, person(preferred_channel=own), kind=kind) is goes


def test_a_company_without_a_channel_is_called() -> None:
    assert channel_of("preferred", company(preferred_channel=None)) is Channel.PHONE
