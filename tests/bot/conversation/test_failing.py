"""What is said where a turn fails: the truth about what was written, and a reference."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.blocks import plain_text
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Reply, Said
from bot.conversation.turn import Office
from bot.desk import Desk
from bot.usecases.build import Workshop
from bot.usecases.chat import memory_of, remember
from bot.usecases.work import Work, working
from store.actor import Actor
from tests.conftest import settings_for

CHAT = "telegram:1"


def said(desk: Desk, folder: Path, *, commits: bool) -> Reply:
    """The reply of a turn that writes, commits or not, and then fails."""

    def identify(chat: str, work: Work) -> Actor | None:
        remember(chat, {"suggestion_id": "SG1"}, work=work)
        if commits:
            work.commit()
        raise KeyError("内部的话")

    office = Office(desk, Workshop(settings_for(folder), desk.rules, desk.clock), identify)
    return Conversation(office).respond(Said(CHAT, "你好"))


@pytest.mark.parametrize(
    ("commits", "words", "kept"),
    [
        (False, "没有写入任何东西", {}),
        (True, "在那之前写入的都还在", {"suggestion_id": "SG1"}),
    ],
)
def test_a_failure_says_what_was_written(
    desk: Desk, tmp_path: Path, commits: bool, words: str, kept: dict[str, str]
) -> None:
    reply = said(desk, tmp_path, commits=commits)
    (message,) = reply.messages
    text = plain_text(message.screen)
    assert words in text
    assert reply.reference in text
    assert "内部的话" not in text
    with working(desk) as work:
        assert memory_of(CHAT, work=work) == kept


def test_what_fails_after_the_commit_undoes_nothing(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fails() -> None:
        raise OSError("客户的话")

    with caplog.at_level(logging.ERROR), working(desk) as work:
        remember(CHAT, {"suggestion_id": "SG1"}, work=work)
        work.afterwards(fails)
        work.afterwards(lambda: done.append("next"))
        assert done == []
    assert done == ["next"]
    assert "afterwards_failed error=OSError" in caplog.text
    assert "客户的话" not in caplog.text
    with working(desk) as work:
        assert memory_of(CHAT, work=work) == {"suggestion_id": "SG1"}
