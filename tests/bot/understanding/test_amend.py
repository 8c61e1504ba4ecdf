"""A note set right in words, and whose words in a note are the manager's: tables."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.amend import Added, Change, Unread, amendment
from bot.understanding.own_words import own_words, their_words

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("不对，是周四", Change("next", date(2026, 11, 26))),
        ("不是周二，是周四", Change("next", date(2026, 11, 26))),
        ("改到下周三下午三点", Change("next", datetime(2026, 12, 2, 15, tzinfo=NOW.tzinfo))),
        ("时间应该是12月3号", Change("next", date(2026, 12, 3))),
        ("不约了", Change("next")),
        ("不对，是下午两点", Change("hour", datetime(2026, 11, 23, 14, tzinfo=NOW.tzinfo))),
        ("不对，两点半改四点", Change("hour", datetime(2026, 11, 23, 16, tzinfo=NOW.tzinfo))),
        ("把周五改成周六", Change("next", date(2026, 11, 28))),
        ("把明天改成后天", Change("next", date(2026, 11, 25))),
        ("渠道改成微信", Change("channel", "wechat")),
        ("对了他还说想给太太配个保险", Added("他还说想给太太配个保险")),
        ("是昨天打的", Change("took_place", date(2026, 11, 22))),
        ("是上周五", Change("took_place", date(2026, 11, 20))),
        ("没打通", Change("took_place")),
        ("是上门不是电话", Change("channel", "visit")),
        ("不是电话，是微信", Change("channel", "wechat")),
        ("不对，是网点见的", Change("channel", "branch")),
        ("微信聊的", Change("channel", "wechat")),
        ("没有投诉", Change("complaint")),
        ("是大额投诉", Change("complaint", "large")),
        ("不要黄金", Change("needs", "黄金")),
        ("没答应他", Change("promises")),
        ("再加一句，他想买黄金", Added("他想买黄金")),
        ("补充：她女儿在英国", Added("她女儿在英国")),
        ("是他女儿问的", Added("是他女儿问的")),
        ("他不是拒绝，是考虑", Added("他不是拒绝，是考虑")),
        ("改一下，她是说要存五年", Unread("她是说要存五年")),
        ("不是他，是李秀兰", None),
        ("不是他", None),
        ("确认", None),
        ("撤销", None),
        ("等下给王建国打电话", None),
        ("加息了吗", None),
        ("加王总的微信", None),
        ("对了，帮我看看孙浩然", None),
        ("还有，他测评到期没有吗", None),
        ("对了，他想买黄金", Added("他想买黄金")),
        ("客户嫌利率高怎么办", None),
        ("今天要跟进谁", None),
    ],
)
def test_what_a_message_puts_right(words: str, expected: object) -> None:
    assert amendment(words, now=NOW) == expected


@pytest.mark.parametrize(
    ("note", "own"),
    [
        ("刚跟他通完电话，我告诉他保本", "保本"),
        ("我拍胸脯说亏了我赔", "亏了我赔"),
        ("答应给他返两千块", "给他返两千块"),
        ("跟他说信托可以避债", "信托可以避债"),
    ],
)
def test_what_the_manager_told_stands_alone(note: str, own: str) -> None:
    assert own in [note[start:end] for start, end in own_words(note, None)]


@pytest.mark.parametrize("words", ["他要我保本", "他说别家保本保息", "客户给我打了4分"])
def test_what_the_customer_says_is_his(words: str) -> None:
    assert their_words(words, None) == [(0, len(words))]
    assert list(own_words(words, None)) == []
