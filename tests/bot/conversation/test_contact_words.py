"""A month's communication asked for in words; look-alikes that are somebody else's."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.routes.contacts import asked_month

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("沟通计划", None),
        ("看看沟通计划", None),
        ("本月沟通计划完成情况怎么样", None),
        ("上个月沟通效果怎么样", date(2026, 10, 1)),
        ("上月的沟通总结", date(2026, 10, 1)),
        ("10月的沟通总结", date(2026, 10, 1)),
        ("十月份的沟通总结", date(2026, 10, 1)),
        ("我10月的沟通总结", date(2026, 10, 1)),
        ("12月沟通总结", date(2025, 12, 1)),
        ("2026年3月的客户沟通计划与效果评估表", date(2026, 3, 1)),
        ("去年十二月沟通总结", date(2025, 12, 1)),
        ("团队上个月的沟通效果", date(2026, 10, 1)),
        ("沟通效果怎么样？", None),
        ("我们团队10月沟通效果如何", date(2026, 10, 1)),
        ("这个月联系客户联系得怎么样", None),
        ("这个月客户联系得怎么样", None),
        ("把上个月的沟通总结导出来", date(2026, 10, 1)),
    ],
)
def test_a_month_is_named(text: str, month: date | None) -> None:
    asked = asked_month(text, TODAY)
    assert asked is not None
    assert asked.month == month


@pytest.mark.parametrize(
    "text",
    [
        "王建国的沟通总结",
        "上个月跟王建国沟通效果不错",
        "客户说沟通计划太频繁",
        "沟通不畅怎么办",
        "怎么写沟通总结",
        "上个月问过保险的",
        "把沟通计划改成每月一次",
        "13月的沟通总结",
        "沟通",
        "客户联系",
        "客户联系方式",
        "跟客户沟通",
        "给他做个沟通计划",
    ],
)
def test_what_only_looks_like_it_is_left_to_others(text: str) -> None:
    assert asked_month(text, TODAY) is None
