"""Activities wanted in words: topic, group, day, place; and what is no wish for one."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.activity_words import ActivityWish, activity_wanted

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
SATURDAY = date(2026, 12, 5)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("办个手机摄影活动请谁", ActivityWish("手机摄影活动", "手机摄影")),
        ("下周六的养生讲座邀请哪些客户", ActivityWish("养生讲座", "养生", on=SATURDAY)),
        ("给爱热闹的客户搞个广场舞活动", ActivityWish("广场舞活动", "广场舞", "爱热闹的客户")),
        (
            "12月5日在城东网点办一场掼蛋比赛，请谁来",
            ActivityWish("掼蛋比赛", "掼蛋", on=SATURDAY, place="城东网点"),
        ),
        ("资产100万以上的客户的茶会请哪些人", ActivityWish("茶会", "", "资产100万以上的客户")),
        ("手机摄影课办一期，邀谁", ActivityWish("手机摄影课", "手机摄影")),
        ("高净值客户的品酒会请谁", ActivityWish("品酒会", "品酒", "高净值客户")),
        ("办场活动，给爱热闹的客户", ActivityWish("活动", "", "爱热闹的客户")),
        ("打算下个月搞一场健身活动，请哪些人好", ActivityWish("健身活动", "健身")),
        ("我想组织一次品茶活动", ActivityWish("品茶活动", "品茶")),
        ("谁适合参加广场舞活动", ActivityWish("广场舞活动", "广场舞")),
        ("办个活动请谁", ActivityWish("活动", "")),
        ("给所有客户办个税务讲座", ActivityWish("税务讲座", "税务")),
        (
            "给60岁以上的客户办个养生讲座，下周六上午，别叫投诉没完的",
            ActivityWish("养生讲座", "养生", "60岁以上的客户，别叫投诉没完的", on=SATURDAY),
        ),
        (
            "给企业客户搞个税务沙龙，地点在支行二楼，下周六，别请启明星",
            ActivityWish("税务沙龙", "税务", "除了启明星，企业客户", SATURDAY, "支行二楼"),
        ),
        ("办个摄影活动，除了李秀兰", ActivityWish("摄影活动", "摄影", "除了李秀兰，客户")),
    ],
)
def test_an_activity_wanted_is_read(text: str, wish: ActivityWish) -> None:
    assert activity_wanted(text, now=NOW) == wish


@pytest.mark.parametrize(
    "text",
    [
        "办个养生讲座，她说挺好",
        "办个养生讲座，王建国想来",
        "他喜欢参加活动",
        "活动上他说想买保险",
        "有什么活动费率优惠",
        "客户说不想参加活动怎么办",
        "办信用卡活动有礼品吗",
        "王建国参加了摄影活动",
        "上次的摄影活动请了谁",
        "他说下周的讲座他要来",
        "昨天办了个广场舞活动，来了三十人",
        "讲座几点开始",
        "有哪些客户参加活动",
        "喊他来活动，三次都推了",
        "刚给李秀兰打电话，请她参加摄影活动，她说考虑",
        "下课后请谁吃饭",
        "给王建国办个理财课程",
        "开户活动",
        "活动要请一百来人，这位适不适合叫",
        "行里搞了个开门红活动",
        "谁喜欢摄影",
        "客户想办理财业务",
    ],
)
def test_what_is_no_wish_for_an_activity_is_left_to_others(text: str) -> None:
    assert activity_wanted(text, now=NOW) is None
