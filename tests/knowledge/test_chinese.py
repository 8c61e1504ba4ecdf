"""Traditional words for people to read: whole words, offsets kept."""

from __future__ import annotations

import pytest

from knowledge.chinese import simplified_words


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("這個客戶著急地說頭髮乾了", "这个客户着急地说头发干了"),
        ("乾隆年間的著名作者", "乾隆年间的著名作者"),
        ("接著說，原著不改", "接着说，原著不改"),
        ("已经是简体，没有变化", "已经是简体，没有变化"),
    ],
)
def test_words_are_read_in_their_context_and_keep_their_length(given: str, read: str) -> None:
    assert simplified_words(given) == read
    assert len(read) == len(given)
