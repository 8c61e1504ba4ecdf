"""Words about one's own day, and look-alikes that are somebody else's."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.day_words import (
    Again,
    MorningAgain,
    MorningAt,
    PutOff,
    QuietHours,
    Shift,
    Wish,
    day_wish,
)

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
FRIDAY = datetime(2026, 11, 27, 15, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("早报改到8点", MorningAt(time(8))),
        ("把早报调到七点半吧", MorningAt(time(7, 30))),
        ("早报时间改成早上9点一刻", MorningAt(time(9, 15))),
        ("不要早报", MorningAt(None)),
        ("别再发早报了", MorningAt(None)),
        ("早报关掉", MorningAt(None)),
        ("恢复早报", MorningAgain()),
        ("安静时段改成晚上10点到早上7点", QuietHours(time(22), time(7))),
        ("再过1小时", Again(timedelta(hours=1))),
        ("再过半个小时提醒我", Again(timedelta(minutes=30))),
        ("20分钟后再提醒我一下", Again(timedelta(minutes=20))),
        ("改到周五下午三点", PutOff(FRIDAY)),
        ("推到明天吧", PutOff(date(2026, 11, 24))),
        ("答应王建国的改到下周二", PutOff(date(2026, 12, 1), "王建国", True)),
        ("承诺给李秀云的事推到月底", PutOff(date(2026, 11, 30), "李秀云", True)),
        ("孙浩然的提醒改到周五下午三点", PutOff(FRIDAY, "孙浩然")),
        (
            "把王建国带传承方案上门改到周五下午三点",
            PutOff(FRIDAY, "王建国带传承方案上门", named=True),
        ),
        (
            "周一吴振海的见面推到明天同一时间",
            PutOff(date(2026, 11, 24), "周一吴振海的见面", named=True, same_hour=True),
        ),
        ("周一吴振海的见面推到明天", None),
        ("把赵敏慧的跟进推到明天", PutOff(date(2026, 11, 24), "赵敏慧")),
        (
            "赵敏慧那个测算我今天发不了，挪到明天吧",
            PutOff(date(2026, 11, 24), "赵敏慧那个测算", named=True),
        ),
        ("王建国上门往后顺延一天", Shift(timedelta(days=1), "王建国上门")),
        ("周一华信的见面提前半小时", Shift(timedelta(minutes=-30), "周一华信的见面")),
        ("吴振海的电话晚一个半小时", Shift(timedelta(minutes=90), "吴振海的电话")),
        ("吴振海的电话晚1小时", Shift(timedelta(hours=1), "吴振海的电话")),
    ],
)
def test_what_is_wished_of_the_day(text: str, wish: Wish) -> None:
    assert day_wish(text, now=NOW) == wish


@pytest.mark.parametrize(
    "text",
    [
        "早报里说的到期客户是谁",
        "早报看过了",
        "王建国不要早报",
        "客户说改到周五下午三点",
        "答应王建国的利率改到3%",
        "答应他下周二给材料",
        "王建国的见面改到周五",
        "刚跟王建国聊完，答应的材料改到下周二给他",
        "再过1小时给王建国打电话",
        "提醒我后天十点给孙浩然发资料",
        "改到昨天",
        "改成电话",
        "再过半年到期",
        "客户免打扰时间到什么时候",
        "短信提醒改到哪里设置",
        "投资期限改到三年合适吗",
        "王建国的还款推迟一周",
        "王建国的理财提前三天到期",
        "他等不了了",
        "提前半小时",
        "王建国想把贷款延一周",
    ],
)
def test_what_is_no_such_wish(text: str) -> None:
    assert day_wish(text, now=NOW) is None
