"""A branch at work: people on Telegram and at a terminal, two replicas over one store.

branch.at = 1                     the replica that answers from now on
await branch.say("rm1", "/today") what arrives
await branch.look()               both replicas look at once at what is to be told unasked
branch.restart()                  both begin anew, with nothing but the store
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import StringIO

from rich.console import Console
from telegram.ext import CallbackContext

from bot.app import (
    open_store,
    telegram_conversation,
    telegram_pushes,
    terminal_conversation,
    terminal_pushes,
)
from bot.channels.telegram.pushing import Pusher
from bot.channels.terminal import TerminalClient
from bot.channels.terminal.filing import FILES
from bot.config import Settings
from bot.conversation.messages import Incoming, Reply
from bot.desk import Desk
from store.actor import TERMINAL_ADMIN
from store.engine import transaction
from store.staff import invite_staff
from tests.botapi.api import BotApi
from tests.botapi.chat import NO_PAUSES, Telegram, TelegramChat, telegram
from tests.conftest import settings_for
from tests.support.dialogue import Clock, numbered
from tests.support.stages import WIDTH, raised, transcript


class Replica:
    """What one process holds: an engine of its own, a conversation, a sender."""

    def __init__(self, desk: Desk, settings: Settings) -> None:
        self.desk = dataclasses.replace(desk, engine=open_store(settings))
        self.errors: list[Exception] = []
        self.conversation = telegram_conversation(
            self.desk, settings=settings, watch=self.errors.append
        )
        self.pushes = telegram_pushes(self.desk, settings=settings, watch=raised)
        self.pusher = Pusher(self.pushes, pauses=NO_PAUSES)


class Branch:
    """The people and the replicas."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self.clock = clock
        self.at = 0
        self._settings = settings_for(desk.anchor_file.parent)
        self._desk = dataclasses.replace(desk, clock=clock)
        self.replicas = self._opened()
        self._running: Telegram | None = None
        self._chats: dict[str, TelegramChat] = {}
        self._terminals: dict[str, tuple[TerminalClient, StringIO]] = {}

    def respond(self, incoming: Incoming) -> Reply:
        """The answer of the replica that is at it; an error it answered is raised."""
        replica = self.replicas[self.at]
        reply = replica.conversation.respond(incoming)
        if replica.errors:
            raise replica.errors.pop()
        return reply

    def restart(self) -> None:
        """Both replicas end; two new ones know what is in the store."""
        self.close()
        self.replicas = self._opened()

    def close(self) -> None:
        """Give back the connections."""
        for each in self.replicas:
            each.desk.engine.dispose()

    async def enter(self, staff_id: str, running: Telegram) -> None:
        """Give somebody a chat on Telegram, bound by an invite."""
        self._running = running
        with transaction(self._desk.engine) as session:
            code = invite_staff(
                session=session, actor=TERMINAL_ADMIN, staff_id=staff_id, at=self.clock()
            )
        self._chats[staff_id] = running.open(len(self._chats) + 1)
        await self.say(staff_id, f"/start {code}")

    async def say(self, staff_id: str, line: str) -> str:
        """Type a message, or press a button by `[label]`; what arrives."""
        chat = self._chats.get(staff_id)
        if chat is None:
            return self._typed(staff_id, line)
        words = numbered(chat.labels, line)
        pressed = line.startswith("[")
        return transcript(await (chat.press(int(words)) if pressed else chat.send(words)))

    async def look(self, *replicas: int) -> dict[str, str]:
        """All replicas, or those named, look at once; what arrived at whom on Telegram."""
        if self._running is None:
            return {}
        context = CallbackContext(self._running.application)
        senders = [self.replicas[each].pusher for each in replicas or range(len(self.replicas))]
        await asyncio.gather(*(each.look(context) for each in senders))
        arrived = {staff: transcript(chat.arrived()) for staff, chat in self._chats.items()}
        return {staff: words for staff, words in arrived.items() if words}

    def unasked_at_terminal(self, staff_id: str) -> str:
        """What somebody is told at his terminal."""
        client, out = self._terminal(staff_id)
        before = out.tell()
        client.look()
        return out.getvalue()[before:]

    def _typed(self, staff_id: str, line: str) -> str:
        client, out = self._terminal(staff_id)
        before = out.tell()
        client.take(numbered([each.label for each in client.buttons], line))
        return out.getvalue()[before:]

    def _terminal(self, staff_id: str) -> tuple[TerminalClient, StringIO]:
        if staff_id not in self._terminals:
            out = StringIO()
            given = {"settings": self._settings, "staff_id": staff_id, "watch": raised}
            client = TerminalClient(
                terminal_conversation(self._desk, **given),
                staff_id=staff_id,
                console=Console(file=out, width=WIDTH, highlight=False, color_system=None),
                files=self._settings.data_dir / FILES,
                pushes=terminal_pushes(self._desk, **given),
            )
            self._terminals[staff_id] = client, out
        return self._terminals[staff_id]

    def _opened(self) -> list[Replica]:
        return [Replica(self._desk, self._settings) for _ in range(2)]


@asynccontextmanager
async def branch_of(desk: Desk, clock: Clock, *staff: str) -> AsyncIterator[Branch]:
    """A branch whose *staff* are on Telegram; everybody else sits at a terminal."""
    branch = Branch(desk, clock)
    async with telegram(branch, BotApi(clock=clock)) as running:
        for each in staff:
            await branch.enter(each, running)
        try:
            yield branch
        finally:
            branch.close()
