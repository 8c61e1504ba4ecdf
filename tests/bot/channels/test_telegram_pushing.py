"""Notices on Telegram: sent and marked, put back where Telegram did not take them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from telegram.ext import CallbackContext

from bot.channels.telegram.pushing import Pusher
from tests.bot.channels.scripted import Scripted, Waiting
from tests.botapi.api import BotApi
from tests.botapi.chat import NO_PAUSES, Telegram, telegram
from tests.botapi.sent import sent_of
from tests.botapi.wire import ApiError
from tests.botapi.world import Room


@asynccontextmanager
async def running() -> AsyncIterator[Telegram]:
    api = BotApi(clock=lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    async with telegram(Scripted(), api) as channel:
        yield channel


async def test_what_is_due_is_sent_and_marked() -> None:
    waiting = Waiting("telegram:7", "telegram:8")
    async with running() as channel:
        rooms = [channel.open(number).room for number in (7, 8)]
        await Pusher(waiting, pauses=NO_PAUSES).look(CallbackContext(channel.application))
    assert [text for room in rooms for text in _by_bot(room)] == ["第0条", "第1条"]
    assert sorted(waiting.marked) == ["told n0", "told n1"]


async def test_what_telegram_refuses_is_put_back_and_delays_no_other() -> None:
    waiting = Waiting("telegram:7", "telegram:8")
    async with running() as channel:
        room = channel.open(8).room
        channel.open(7)
        channel.api.fail("sendMessage", ApiError(403, "Forbidden: bot was blocked by the user"))
        await Pusher(waiting, pauses=NO_PAUSES).look(CallbackContext(channel.application))
    assert len(_by_bot(room)) == 1
    assert sorted(waiting.marked) == ["not told n0", "told n1"]


def _by_bot(room: Room) -> list[str]:
    return [sent_of(each).text for each in room.messages.values() if each.by_bot]
