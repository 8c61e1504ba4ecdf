"""Which words tell of an appointment that is moved, and which day it had."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.moving import Moving, moving

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
WEDNESDAY, FRIDAY, NEXT_WEDNESDAY = date(2026, 11, 25), date(2026, 11, 27), date(2026, 12, 2)


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("把定投扣款日改到5号，下周三再联系", NEXT_WEDNESDAY),
        ("把定投扣款日从3号改到12月5号，12月5号再联系", date(2026, 12, 5)),
        ("太忙，改天再聊，下周三再联系", NEXT_WEDNESDAY),
        ("刚跟他通完电话，他号码改了，下周三再联系", NEXT_WEDNESDAY),
        ("刚接了他的电话，想买黄金，下周三再联系", NEXT_WEDNESDAY),
        ("开会改到12月5号，下周三再联系", NEXT_WEDNESDAY),
        ("他想存三年，下周三再联系（更正：不对，改到周五）", FRIDAY),
    ],
)
def test_other_things_moved_are_no_appointment(said: str, to: date) -> None:
    assert moving(said, now=NOW, to=to) is None


@pytest.mark.parametrize(
    ("said", "to", "found"),
    [
        ("原来周三的见面改到周五", FRIDAY, Moving((WEDNESDAY,), True, True, True)),
        ("原来约的周三他有事，改到周五上午", FRIDAY, Moving((WEDNESDAY,), True, True, True)),
        ("来电话，把周三改到周五上午十点", FRIDAY, Moving((WEDNESDAY,), False, False, True)),
        ("那次拜访改约下周三下午三点", NEXT_WEDNESDAY, Moving((), True, True, True)),
        ("周三打电话说见面改到周五", FRIDAY, Moving((), True, False, True)),
        ("见面推迟一周", date(2026, 11, 30), Moving((), True, False, True)),
        ("原来约的见面改到周五", NEXT_WEDNESDAY, Moving((), True, True, False)),
        ("改到下周三", NEXT_WEDNESDAY, Moving((), False, False, True)),
    ],
)
def test_an_appointment_moved(said: str, to: date, found: Moving) -> None:
    assert moving(said, now=NOW, to=to) == found
