"""An expert's answer put right in words, and what is none."""

from __future__ import annotations

import pytest

from bot.conversation.routes.reanswering import words_anew


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我刚才答错了，重新答复：不用补，走变更就行", "不用补，走变更就行"),
        ("刚才答错了，应该先问客户的税务居民身份", "先问客户的税务居民身份"),
        ("更正一下，欧阳志远那个答复：先核身份再补条款", "先核身份再补条款"),
        ("补充答复：还要看有没有境外账户", "还要看有没有境外账户"),
    ],
)
def test_an_answer_put_right_is_read(text: str, words: str) -> None:
    assert words_anew(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "改到周五下午三点",
        "客户说我答复得慢",
        "先确定税务居民身份",
        "重新打开欧阳志远的投诉",
        "答错了",
    ],
)
def test_what_puts_no_answer_right_is_none(text: str) -> None:
    assert words_anew(text) is None
