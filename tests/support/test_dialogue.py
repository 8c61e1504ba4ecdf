"""The harness itself: what a transcript says, and that one that differs fails."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.conftest import NOW
from tests.support.dialogue import Clock, Mismatch, compare, dialogue_of, numbered, replay

SCRIPT = """A remark.
covers: command brief, verb used
> /brief C001
王建国

[1] 已使用
> 1
as: sup1
at: 2026-11-24 00:30
> 看看↵王建国
[…]已使用
"""


def test_headers_stand_for_what_follows() -> None:
    dialogue = dialogue_of(SCRIPT)
    first, second, third = dialogue.turns
    assert (first.line, first.expected, first.speaker) == (
        "/brief C001",
        "王建国\n\n[1] 已使用\n",
        "rm1",
    )
    assert (second.expected, second.at) == ("", NOW)
    assert (third.speaker, third.at) == ("sup1", datetime(2026, 11, 23, 16, 30, tzinfo=UTC))
    assert dialogue.covers == {"command brief", "verb used"}
    assert dialogue.channels == ("terminal", "telegram")
    assert dialogue_of("on: telegram\n> 你好\n您好").channels == ("telegram",)


@pytest.mark.parametrize(
    ("expected", "said", "same"),
    [
        ("王建国 高净值", "王建国\n  高净值", True),
        ("王[…]值", "王建国 高净值", True),
        ("[…]", "", True),
        ("王建国", "王建国 高净值", False),
        ("王[…]国", "王建国 高净值", False),
        ("a.c", "abc", False),
    ],
)
def test_words_are_compared_and_not_white_space(expected: str, said: str, same: bool) -> None:
    (turn,) = dialogue_of(f"> 你好\n{expected}").turns
    if same:
        compare(turn, said)
    else:
        with pytest.raises(Mismatch, match="after rm1 > 你好"):
            compare(turn, said)


def test_a_label_is_pressed_by_its_number() -> None:
    assert numbered(["甲", "乙"], "[乙]") == "2"
    assert numbered(["甲"], "1") == "1"
    assert numbered([], "一↵二") == "一\n二"
    with pytest.raises(AssertionError, match="no button 丙, only 甲"):
        numbered(["甲"], "[丙]")


async def test_a_transcript_that_differs_fails_where_it_differs() -> None:
    class Parrot:
        async def play(self, speaker: str, line: str) -> str:
            return f"{speaker}说：{line}"

    clock = Clock()
    script = "> 一\nrm1说：一\nat: 2026-11-24 09:00\nas: sup1\n> 二\nsup1说：二"
    await replay(dialogue_of(script), Parrot(), clock)
    assert clock() == datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    with pytest.raises(Mismatch, match="after rm1 > 三"):
        await replay(dialogue_of("> 三\nrm1说：四"), Parrot(), clock)
