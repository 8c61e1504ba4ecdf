"""What an officer asks of his queue in words, piece by piece, and what is another message."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.queue_words import Names, QueueAsked, is_another_message, read_queue

TODAY = date(2026, 11, 25)  # a Wednesday
NAMES = Names(
    staff={"rm1": "rm1", "林芳": "rm1", "rm12": "rm12", "丁凯": "rm2"},
    officers={"cco1": "cco1", "沈默": "cco1"},
    scripts={"maturity-rollover": "maturity-rollover", "到期承接": "maturity-rollover"},
    products={"R102X": "R102X", "稳健添利": "W301"},
)
WEEK = {"since": date(2026, 11, 16), "until": date(2026, 11, 23)}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("看看rm1的", QueueAsked(staff_id="rm1")),
        ("rm12的", QueueAsked(staff_id="rm12")),
        ("林芳上周的", QueueAsked(staff_id="rm1", **WEEK)),
        ("被R102标出的", QueueAsked(rule_id="R102")),
        ("被return-guarantee标出来的有哪些", QueueAsked(rule_id="return-guarantee")),
        ("上周驳回的", QueueAsked(verdict="rejected", **WEEK)),
        ("上周没通过的", QueueAsked(verdict="rejected", **WEEK)),
        ("还有几条没审", QueueAsked(state="open")),
        ("没审的还有多少", QueueAsked(state="open")),
        ("审过的", QueueAsked(state="done")),
        ("有没有要审的", QueueAsked(state="open")),
        ("还剩多少", QueueAsked(state="open")),
        ("今天审了几条", QueueAsked(state="done", since=TODAY, until=date(2026, 11, 26))),
        ("林芳被驳回的", QueueAsked(staff_id="rm1", verdict="rejected")),
        ("我驳回的", QueueAsked(officer_id="me", verdict="rejected")),
        ("沈默审的", QueueAsked(officer_id="cco1")),
        ("用了maturity-rollover的", QueueAsked(script_id="maturity-rollover")),
        ("用到到期承接脚本的建议", QueueAsked(script_id="maturity-rollover", logged=True)),
        ("涉及稳健添利的", QueueAsked(product_id="W301")),
        ("C001的建议", QueueAsked(customer_id="C001", logged=True)),
        ("王建国的建议", QueueAsked(logged=True, left=("王建国",))),
        ("高风险的抽查", QueueAsked(risk="high", kind="sample")),
        ("昨天标出的", QueueAsked(kind="flagged", since=date(2026, 11, 24), until=TODAY)),
        (
            "11月3日的误报",
            QueueAsked(verdict="dismissed", since=date(2026, 11, 3), until=date(2026, 11, 4)),
        ),
        (
            "10月驳回的",
            QueueAsked(verdict="rejected", since=date(2026, 10, 1), until=date(2026, 11, 1)),
        ),
        ("12月的", QueueAsked(since=date(2025, 12, 1), until=date(2026, 1, 1))),
        (
            "近7天改过的",
            QueueAsked(kind="edit", since=date(2026, 11, 19), until=date(2026, 11, 26)),
        ),
        ("等客户经理回答的", QueueAsked(state="asked")),
        ("今天有几件上报", QueueAsked(kind="stop", since=TODAY, until=date(2026, 11, 26))),
        ("上周上报的", QueueAsked(verdict="escalated", **WEEK)),
        (
            "rm1昨天喝茶的",
            QueueAsked(staff_id="rm1", since=date(2026, 11, 24), until=TODAY, left=("喝茶",)),
        ),
    ],
)
def test_words_are_conditions_or_named(text: str, asked: QueueAsked) -> None:
    assert read_queue(text, NAMES, today=TODAY, me="me") == asked


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "今天天气怎么样",
        "保证收益能不能说给客户听",
        "这款稳健添利保本保息，您放心",
        "导入一份新的话术手册给林芳学习",
    ],
)
def test_other_messages_are_left_alone(text: str) -> None:
    assert is_another_message(read_queue(text, NAMES, today=TODAY), text)
