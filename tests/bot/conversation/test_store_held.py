"""Another process holds the store: a turn is done all the same, a notice is told later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

from bot.blocks import plain_text
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Said
from bot.conversation.turn import Office
from bot.desk import Desk
from bot.usecases.build import Workshop
from bot.usecases.chat import remember
from bot.usecases.notices import LEASE
from bot.usecases.work import Work
from store.actor import Actor
from tests.conftest import NOW, settings_for
from tests.support.dialogue import Clock
from tests.support.unasked import remind, replica, words

Actors = Callable[[str], Actor]
_HELD, _FULL = "database is locked", "database or disk is full"


@contextmanager
def failing(engine: Engine, times: int, why: str = _HELD) -> Iterator[list[str]]:
    """The next transactions to write cannot begin; those that could not."""
    failed: list[str] = []

    def begin(connection: object) -> None:
        writes = connection.get_execution_options().get("store_writes")  # type: ignore[attr-defined]
        if writes and len(failed) < times:
            failed.append(why)
            raise OperationalError("BEGIN IMMEDIATE", {}, Exception(why))

    event.listen(engine, "begin", begin, insert=True)
    try:
        yield failed
    finally:
        event.remove(engine, "begin", begin)


@pytest.mark.parametrize(
    ("times", "why", "begun", "lost"),
    [
        (2, _HELD, 3, False),
        (3, _HELD, 3, True),
        (1, _FULL, 1, True),
    ],
)
def test_a_turn_that_finds_the_store_held_is_begun_anew(
    desk: Desk, tmp_path: Path, times: int, why: str, begun: int, lost: bool
) -> None:
    tries: list[str] = []

    def stranger(chat: str, work: Work) -> Actor | None:
        tries.append(chat)
        remember(chat, {"seen": True}, work=work)
        return None

    office = Office(desk, Workshop(settings_for(tmp_path), desk.rules, desk.clock), stranger)
    with failing(desk.engine, times, why):
        reply = Conversation(office).respond(Said("telegram:1", "你好"))
    assert len(tries) == begun
    assert ("留痕没有写成" in plain_text(reply.messages[0].screen)) is lost


def test_what_was_written_before_the_store_was_held_is_not_written_again(
    desk: Desk, tmp_path: Path
) -> None:
    tries: list[str] = []

    def stranger(chat: str, work: Work) -> Actor | None:
        tries.append(chat)
        remember(chat, {"seen": True}, work=work)
        work.commit()
        with failing(desk.engine, 1):
            remember(chat, {"seen": False}, work=work)
        return None

    office = Office(desk, Workshop(settings_for(tmp_path), desk.rules, desk.clock), stranger)
    reply = Conversation(office).respond(Said("telegram:1", "你好"))
    assert len(tries) == 1
    assert reply.reference is not None


def test_a_notice_whose_claim_fails_is_told_at_the_next_look(
    bank: Desk, clock: Clock, actor: Actors
) -> None:
    remind(bank, actor("rm1"), NOW)
    sender = replica(bank)
    with failing(bank.engine, 9) as failed:
        assert sender.due() == []
    assert failed
    (push,) = sender.due()
    with failing(bank.engine, 1):
        assert not sender.told(push)
    clock.now += LEASE
    (push,) = sender.due()
    assert sender.told(push)
    assert words([push]) == ["⏰ 今天 09:00 王建国：发资料"]
