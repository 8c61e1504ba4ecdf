"""The promise ledger asked for in words; look-alikes that are somebody else's."""

from __future__ import annotations

import pytest

from bot.conversation.routes.promised import asks_for_promises, asks_what_was_promised_to_me


@pytest.mark.parametrize(
    "text",
    [
        "我答应过谁什么",
        "我答应客户的事还有哪些",
        "答应客户的还有什么没办",
        "我还答应了谁什么事",
        "答应别人的事还有哪些没做",
        "还有哪些承诺没办",
        "我的承诺",
        "承诺台账",
        "没兑现的承诺",
        "承诺兑现率怎么样",
        "团队的承诺兑现率",
        "谁的承诺兑现率最低",
        "看看承诺清单",
    ],
)
def test_promises_are_asked_for(text: str) -> None:
    assert asks_for_promises(text)


@pytest.mark.parametrize(
    "text", ["答应我的事还有哪些", "谁答应过我什么", "客户答应我的事还有哪些没办"]
)
def test_what_others_promised_is_another_question(text: str) -> None:
    assert asks_what_was_promised_to_me(text)
    assert not asks_for_promises(text)


@pytest.mark.parametrize(
    "text",
    [
        "答应王建国的改到下周二",
        "我答应他周五发资料",
        "答应李秀云的资料发了",
        "我答应过王建国什么",
        "能承诺收益吗",
        "客户要我承诺保本怎么办",
        "答应了",
        "承诺函怎么写",
        "我答应给他报价",
        "王建国答应我下周转钱进来",
    ],
)
def test_what_only_looks_like_it_is_left_to_others(text: str) -> None:
    assert not asks_for_promises(text)
    assert not asks_what_was_promised_to_me(text)
