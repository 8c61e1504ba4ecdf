"""Words that say a case is over, and those that do not."""

from __future__ import annotations

import pytest

from bot.conversation.routes.escalations import says_over


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("欧阳志远的上报了结了，误报", True),
        ("孙浩然那件诈骗处理完了", True),
        ("王建国的上报是误报", True),
        ("李秀兰这件事解决了", True),
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
