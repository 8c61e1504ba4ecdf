"""Of whom a message speaks that names nobody: the customer in hand, or nobody in particular."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.memory import InHand, Memory
from bot.conversation.subject import (
    RIGHT_AFTER,
    Talk,
    asks_how_to_begin,
    begins_with,
    means_in_hand,
)

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HELD = Memory(in_hand=InHand("C014", "启明星软件"), lately=NOW - timedelta(minutes=3))
DIGRESSED = Memory(in_hand=HELD.in_hand)
HIM, NOBODY = True, False


def meant(text: str, memory: Memory = HELD, *, talk: Talk = Talk.ASKED) -> bool:
    return means_in_hand(text, memory, now=NOW, talk=talk)


ASKED = [
    # pronouns and pointing words
    ("他嫌起点太高怎么回", HIM),
    ("她不肯做双录咋办", HIM),
    ("TA一直不回微信", HIM),
    ("怎么跟他开口聊保险", HIM),
    ("这位客户适合长期限的吗", HIM),
    ("该客户的测评过期了怎么提醒", HIM),
    ("刚才那位还能再推基金吗", HIM),
    ("这家企业的账期太长怎么聊", HIM),
    ("再看一下", HIM),
    ("人家觉得收益太少", HIM),
    ("人家客户不差这点钱", NOBODY),
    ("他是企业客户，手续费能不能减", HIM),
    ("他朋友也想来开户", HIM),
    ("他们公司想提前还贷", HIM),
    # plainly his: right after, without any subject
    ("怎么开口", HIM),
    ("嫌利率低怎么回", HIM),
    ("那不肯来网点呢", HIM),
    ("说要跟家里商量，怎么接", HIM),
    ("该聊点什么", HIM),
    ("先推哪款合适", HIM),
    ("要是问保不保本呢", HIM),
    ("这笔定期怎么接着放", HIM),
    ("又没接电话", HIM),
    # customers at large, another kind of customer, other people
    ("客户嫌手续费高怎么办", NOBODY),
    ("客户说他忙，怎么约", NOBODY),
    ("遇到客户发火怎么安抚", NOBODY),
    ("企业客户嫌放款慢怎么回", NOBODY),
    ("房贷客户想提前还款怎么说", NOBODY),
    ("贷款被拒的客户怎么安抚", NOBODY),
    ("新客户第一次来怎么聊", NOBODY),
    ("老客户很久没来怎么激活", NOBODY),
    ("企业财务说我们审批慢", NOBODY),
    ("老年人不会用手机银行怎么教", NOBODY),
    ("同事的客户想转给我怎么办", NOBODY),
    ("朋友想买点黄金怎么说", NOBODY),
    ("有个阿姨问存三年划不划算", NOBODY),
    ("顾客当场要退保怎么接", NOBODY),
    ("行里新来的同事，带他去见人怎么介绍", NOBODY),
    ("那位妈妈只能晚上接电话", NOBODY),
    ("苏州那个客户嫌远怎么办", NOBODY),
    # somebody named whom the book does not hold
    ("令狐长风是我师兄，他来开户先聊什么", NOBODY),
    ("冯天佑推荐了他朋友，谁跟一下", NOBODY),
    ("他朋友冯天佑想开户怎么接", HIM),
    # facts and rules, about no customer
    ("存款保险保多少", NOBODY),
    ("双录的流程是什么", NOBODY),
    ("稳健添利起购多少", NOBODY),
    ("其他银行最近利率多少", NOBODY),
    ("他行的大额存单利率", NOBODY),
    ("吉他班的事", NOBODY),
]


@pytest.mark.parametrize(("text", "him"), ASKED)
def test_a_question_means_the_one_in_hand_or_nobody(text: str, him: bool) -> None:
    assert meant(text) is him


@pytest.mark.parametrize("text", ["怎么开口", "嫌利率低怎么回", "该聊点什么"])
def test_words_without_a_subject_go_on_only_right_after(text: str) -> None:
    old = Memory(in_hand=HELD.in_hand, lately=NOW - RIGHT_AFTER - timedelta(minutes=1))
    assert not meant(text, DIGRESSED)
    assert not meant(text, old)


@pytest.mark.parametrize("text", ["他嫌起点太高怎么回", "这位客户适合长期限的吗"])
def test_pronouns_mean_him_after_something_else_too(text: str) -> None:
    assert meant(text, DIGRESSED)


@pytest.mark.parametrize("text", [text for text, him in ASKED if him])
def test_nobody_in_hand_is_nobody(text: str) -> None:
    assert not meant(text, Memory())


@pytest.mark.parametrize(
    ("text", "him"),
    [
        ("刚打完电话，客户说年底要用钱", HIM),
        ("通完电话了，说下周再看", HIM),
        ("聊了二十分钟，对方想要三年期的", HIM),
        ("刚跟一个新客户通了电话，想开户", NOBODY),
        ("下午见了另一个客户，聊贷款", NOBODY),
        ("又接待了两位客户，都问存款", NOBODY),
        ("刚有个客户打进来问利率", NOBODY),
        ("他家孩子考上大学了", HIM),
        ("没人接，晚点再打", HIM),
        ("打完电话了，说是冯天佑介绍的", HIM),
        ("冯天佑陪他妈妈来过，聊了存款", NOBODY),
        ("同事推过来一位，喜欢跑步，电话还没打", NOBODY),
        ("材料要用大号字打出来", NOBODY),
        ("买的签字笔又漏水了", NOBODY),
        ("今天跑了三个村，累坏了", NOBODY),
        ("星辰科技打了2分，嫌慢", NOBODY),
        ("昨天回访打了2分，嫌慢", HIM),
        ("说完给我们打了两分，嫌停车难", HIM),
        ("挺客气的，电话里聊了三分钟", HIM),
    ],
)
def test_a_call_told_of_is_with_the_one_in_hand_unless_another_is_meant(
    text: str, him: bool
) -> None:
    assert meant(text, talk=Talk.TOLD) is him


def test_a_note_made_on_purpose_is_of_the_one_in_hand() -> None:
    assert meant("年底要用一笔", talk=Talk.LOGGED)
    assert not meant("一个新客户想开户", talk=Talk.LOGGED)


def test_a_note_without_a_subject_is_his_only_right_after() -> None:
    assert not meant("打完电话了，说月底再看", DIGRESSED, talk=Talk.TOLD)
    assert meant("打完电话了，他说月底再看", DIGRESSED, talk=Talk.TOLD)


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("怎么开口", True),
        ("那该怎么跟他聊呢？", True),
        ("先聊点什么好", True),
        ("怎么跟他说利率下调", False),
        ("怎么开口要转介绍", False),
        ("嫌利率低怎么回", False),
    ],
)
def test_how_to_begin_asks_for_the_brief(text: str, begin: bool) -> None:
    assert asks_how_to_begin(text) is begin


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("给吴振海打电话怎么开口", True),
        ("算了不说她了 吴振海那边明早打电话怎么开口", True),
        ("吴振海早上打电话怎么开口", True),
        ("明天见吴振海，先聊点什么好", True),
        ("吴振海的母亲昨天走了，怎么开口", False),
        ("给吴振海打电话怎么说利率下调", False),
        ("吴振海嫌手续费高怎么说", False),
        ("怎么开口", False),
    ],
)
def test_how_to_begin_with_who_is_named_is_his_brief(text: str, begins: bool) -> None:
    assert begins_with(text, "吴振海") is begins
