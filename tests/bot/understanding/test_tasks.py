"""Where a message that wants several things is divided."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.follow_up import wording_of_promise
from bot.understanding.tasks import divided

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        (
            "赵敏慧那个测算我今天发不了，挪到周五上午吧，顺便提醒我下午四点给吴振海打电话",
            "赵敏慧那个测算我今天发不了，挪到周五上午吧",
            "提醒我下午四点给吴振海打电话",
        ),
        (
            "把王建国带传承方案上门改到下周四下午两点，另外提醒我周五上午给华信打电话",
            "把王建国带传承方案上门改到下周四下午两点",
            "提醒我周五上午给华信打电话",
        ),
        (
            "赵敏慧的测算已经发了，明天提醒我问她看得怎么样",
            "赵敏慧的测算已经发了",
            "明天提醒我问她看得怎么样",
        ),
        (
            "华信的送保理方案往后顺延一天，王建国的见面提前半小时",
            "华信的送保理方案往后顺延一天",
            "王建国的见面提前半小时",
        ),
    ],
)
def test_a_message_of_two_tasks_is_divided(text: str, first: str, rest: str) -> None:
    assert (first, rest) in list(divided(text, now=NOW))


@pytest.mark.parametrize(
    "text",
    [
        "刚跟王建国通完电话，他要用钱，周三下午再打给他",
        "提醒我周五上午给孙浩然打电话",
        "王建国说想把见面改到周五，还问了利率",
        "短信提醒开通了，他说挺好",
    ],
)
def test_a_message_of_one_task_is_not(text: str) -> None:
    assert list(divided(text, now=NOW)) == []


def test_a_promise_given_anew_keeps_no_word_of_promising() -> None:
    assert wording_of_promise("再答应她发基金对比") == "发基金对比"
