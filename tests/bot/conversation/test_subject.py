"""Whether words name somebody, and whether they mean the customer in hand."""

from __future__ import annotations

import pytest

from bot.conversation.subject import means_in_hand, names_somebody


@pytest.mark.parametrize(
    "text",
    [
        "刚跟欧阳娜娜通完电话，她说下周再看",
        "刚和诸葛亮打了电话",
        "昨天给孙小美回了微信，她想要三年期的",
        "今天约陈大文见了面",
        "陪李四海吃了饭，聊到孩子上学",
        "上午找赵铁柱谈了贷款的事",
    ],
)
def test_a_named_contact_names_somebody(text: str) -> None:
    assert names_somebody(text)


@pytest.mark.parametrize(
    "text",
    [
        "电话里说年底前要用一笔钱，不想买封闭的，下周三下午三点再联系",
        "刚打完电话，他说不急",
        "刚跟他通完电话，说下周再看",
        "刚和客户聊完，说利率太低",
        "跟对方谈了谈到期的安排",
        "刚通完电话，客户说要给孩子开户",
    ],
)
def test_pronouns_and_plain_talk_name_nobody(text: str) -> None:
    assert not names_somebody(text)


@pytest.mark.parametrize("text", ["他怎么样了", "再看一下", "这位客户呢", "TA现在什么情况"])
def test_words_for_the_one_in_hand(text: str) -> None:
    assert means_in_hand(text)


def test_a_question_on_customers_means_nobody_in_hand() -> None:
    assert not means_in_hand("有哪些客户要流失")
