"""Figures in one form, whether in digits or in words."""

import pytest

from bot.writers.llm_figures import figures

TABLE = [
    ("满30％，3.5万元，11月26日", ("30%", "3.5万", "11月", "26日")),
    ("百分之五，也就是5%", ("5%", "5%")),
    ("三个月和3月", ("3个月", "3月")),
    ("五十万，千万别急，万一用得着", ("500000",)),
    ("1,000,000元", ("1000000元",)),
    ("七成、翻一番、半年", ("7成", "翻一番", "半年")),
    ("明天下午三点", ("明天", "下午", "3点")),
    ("一起看一下，慢一点", ()),
]


@pytest.mark.parametrize(("text", "found"), TABLE)
def test_figures(text: str, found: tuple[str, ...]) -> None:
    assert figures(text) == found
