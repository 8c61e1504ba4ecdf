"""Plans by words: what is a wish for one, and what only speaks of it."""

from __future__ import annotations

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize(
    ("words", "caught"),
    [
        ("王建国的需求匹配清单", True),
        ("给王建国做一份需求匹配清单", True),
        ("我名下客户的产品匹配清单", True),
        ("王建国、赵敏慧的需求匹配清单", True),
        ("刚跟王建国聊了需求匹配清单", False),
        ("把需求匹配清单发给王建国了", False),
        ("王建国问需求匹配清单是什么", False),
        ("明天给王建国看需求匹配清单", False),
    ],
)
async def test_only_a_wish_for_the_list_is_taken_for_one(
    words: str, caught: bool, rm: Chat
) -> None:
    answer = await rm.send(words)
    assert ("需求挖掘与产品匹配清单" in answer.text) is caught
