"""What words say of a kept activity; with anything more in them they are somebody's note."""

from __future__ import annotations

import pytest

from bot.understanding.activity_answers import ActivityTold, activity_told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("王建国答应来摄影活动", ActivityTold("accepted", "摄影活动", "王建国")),
        ("李秀云没来", ActivityTold("absent", who="李秀云")),
        ("李秀兰没来摄影活动", ActivityTold("absent", "摄影活动", "李秀兰")),
        ("摄影活动李秀兰没来", ActivityTold("absent", "摄影活动", "李秀兰")),
        ("王建国参加了摄影活动。", ActivityTold("came", "摄影活动", "王建国")),
        ("王建国、李秀兰到场了", ActivityTold("came", who="王建国、李秀兰")),
        ("王建国婉拒了摄影活动", ActivityTold("declined", "摄影活动", "王建国")),
        ("王建国来不了摄影活动了", ActivityTold("declined", "摄影活动", "王建国")),
        ("邀请了李秀兰参加摄影活动", ActivityTold("invited", "摄影活动", "李秀兰")),
        ("摄影活动请了谁", ActivityTold("show", "摄影活动")),
        ("摄影活动的总结", ActivityTold("sum", "摄影活动")),
        (
            "摄影活动改到12月6日，城东网点",
            ActivityTold("day", "摄影活动", when="12月6日，城东网点"),
        ),
        ("我的活动", ActivityTold("list")),
    ],
)
def test_what_is_said_of_a_kept_activity_is_read(text: str, told: ActivityTold) -> None:
    assert activity_told(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "他喜欢参加活动",
        "活动上他说想买保险",
        "有什么活动费率优惠",
        "王建国参加了摄影活动，说想买保险",
        "李秀云没来电话",
        "李秀云没来，下周再约",
        "王建国答应了",
        "王建国来了",
        "王建国来了网点",
        "客户答应来了又不来怎么办",
        "活动",
    ],
)
def test_what_says_more_or_else_is_left_to_others(text: str) -> None:
    assert activity_told(text) is None
