"""Words that say a case is over or taken on, and those that do not."""

from __future__ import annotations

import pytest

from bot.understanding.escalation_words import says_over, takes_on


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("欧阳志远的上报了结了，误报", True),
        ("孙浩然那件诈骗处理完了", True),
        ("王建国的上报是误报", True),
        ("李秀兰这件事解决了", True),
        ("周晓岚那个洗钱的搞错了，不是这回事", True),
        ("王建国被骗的那个弄错了", True),
        ("李秀兰那个上报报错了，没这回事", True),
        ("周晓岚那个投诉监管的搞错了，不是这回事", True),
        ("王建国那个手机号搞错了", False),
        ("李秀兰那个存单搞错了，是三年的", False),
        ("李秀兰那件投诉处理好了", False),
        ("李秀兰的上报还没处理完", False),
        ("王建国的上报处理完了吗", False),
        ("王建国的上报怎么了结", False),
        ("王建国的存单办好了", False),
        ("今天要跟进谁", False),
        ("王建国那件事处理好了，他刚才又说要跳楼", False),
        ("王建国那件事处理好了他刚才又被骗走五万", False),
        ("这个客户王建国今天办了一张信用卡", False),
        ("这件事的手续办好了，下周三再联系", False),
    ],
)
def test_a_case_is_over(text: str, over: bool) -> None:
    assert says_over(text) is over


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("我来处理周晓岚那个上报", True),
        ("周晓岚那个上报我来跟进", True),
        ("好的，由我来接手孙浩然被骗的那个", True),
        ("接手王建国那件", True),
        ("王建国的上报我处理不了", False),
        ("王建国的上报我没处理", False),
        ("我来处理周晓岚的投诉", False),
        ("我来处理王建国的存单", False),
        ("王建国说他被骗了五万，那个上报怎么处理", False),
    ],
)
def test_a_case_is_taken_on(text: str, taken: bool) -> None:
    assert takes_on(text) is taken
