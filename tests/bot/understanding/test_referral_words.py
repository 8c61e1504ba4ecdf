"""A referral in words, beside what only sounds like one."""

from __future__ import annotations

import pytest

from bot.understanding.referral_words import Referral, asks_for_team, question_in, referral


@pytest.mark.parametrize(
    ("text", "field", "who", "ask"),
    [
        ("把欧阳志远转介给税务专家", "税务", "", ""),
        (
            "把欧阳志远转介给税务专家，问子女海外身份怎么申报，周五前",
            "税务",
            "",
            "子女海外身份怎么申报，周五前",
        ),
        ("唐婉清转介给法律顾问：遗嘱和信托怎么衔接", "法律", "", "遗嘱和信托怎么衔接"),
        ("欧阳志远引荐给苏晴，看看税务身份", "", "苏晴", "税务身份"),
        ("把欧阳志远转给律师，请教遗嘱公证", "法律", "", "遗嘱公证"),
        ("把华信制造转介给授信专员", "授信", "", ""),
        ("把王建国介绍给园艺专家", "", "园艺", ""),
    ],
)
def test_a_referral(text: str, field: str, who: str, ask: str) -> None:
    assert referral(text) == Referral(field, who, ask)


@pytest.mark.parametrize(
    "text",
    [
        "让王建国转介绍几个客户",
        "王建国转介客户送礼可以吗",
        "转介绍话术怎么说",
        "怎么转介给税务专家",
        "能不能把他转介给律师",
        "他把钱转给儿子了",
        "王建国把50万转给税务局了",
        "专家什么时候来",
        "客户想见税务专家，怎么约",
        "把资料交给王建国",
    ],
)
def test_no_referral(text: str) -> None:
    assert referral(text) is None


def test_who_serves_him() -> None:
    assert asks_for_team("欧阳志远的团队有谁")
    assert asks_for_team("欧阳志远的专属团队里缺谁")
    assert not asks_for_team("我们团队怎么样")
    assert not asks_for_team("大客户的1+1+N团队怎么介绍")


@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("问遗产规划怎么缴税", "遗产规划怎么缴税"),
        ("想咨询一下遗嘱怎么立。", "遗嘱怎么立"),
        ("问题出在公证上，怎么补", "问题出在公证上，怎么补"),
        ("海外身份怎么申报", "海外身份怎么申报"),
    ],
)
def test_a_question_is_kept_without_what_leads_up_to_it(words: str, question: str) -> None:
    assert question_in(words) == question
