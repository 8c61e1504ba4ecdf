"""The stages of dialogues: the terminal, and Telegram over the Bot API of the tests."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from io import StringIO
from itertools import cycle

from rich.console import Console
from telegram.ext import CallbackContext

from bot.app import (
    telegram_conversation,
    telegram_pushes,
    terminal_conversation,
    terminal_pushes,
)
from bot.channels.telegram.pushing import Pusher
from bot.channels.terminal import TerminalClient
from bot.channels.terminal.filing import FILES
from bot.config import Settings
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Incoming, Pressed, Reply
from bot.conversation.pushing import Push, Pushes
from bot.desk import Desk
from bot.usecases.staff import staff_member
from bot.usecases.understand import read_message
from bot.usecases.work import working
from store.actor import TERMINAL_ADMIN
from store.chats import button_of
from store.engine import transaction
from store.staff import invite_staff
from tests.botapi.api import BotApi
from tests.botapi.chat import Telegram, TelegramChat, telegram
from tests.botapi.sent import Reply as Received
from tests.support.dialogue import Clock, Stage, numbered

STRANGER = "stranger"
UNASKED = "⏰"
"""The line of a transcript that looks at what is told unasked."""
NOTHING = "（没有）"
WIDTH = 80


@asynccontextmanager
async def stage(
    channel: str, desk: Desk, *, settings: Settings, clock: Clock, seen: set[str]
) -> AsyncIterator[Stage]:
    """A channel at a clock; `seen` gathers the commands, intents and verbs that come by."""
    desk = dataclasses.replace(desk, clock=clock)
    if channel == "terminal":
        yield Terminals(desk, settings, seen)
        return
    open_one = partial(telegram_conversation, desk, settings=settings)
    pushes = telegram_pushes(desk, settings=settings, watch=raised)
    async with telegram(Replicas(desk, open_one, seen), BotApi(clock=clock)) as running:
        yield Chats(desk, running, Pusher(pushes))


def raised(error: Exception) -> None:
    """An error of a notice fails the test."""
    raise error


class Replicas:
    """Two conversations over one store, answering in turns: what only one knew would be lost.

    An error they answered with a reference is raised.
    """

    def __init__(self, desk: Desk, open_one: Callable[..., Conversation], seen: set[str]) -> None:
        self._desk = desk
        self._errors: list[Exception] = []
        self._replicas = cycle([open_one(watch=self._errors.append) for _ in range(2)])
        self._seen = seen

    def respond(self, incoming: Incoming) -> Reply:
        """The next conversation's answer."""
        self._seen.update(self._shown(incoming))
        reply = next(self._replicas).respond(incoming)
        if self._errors:
            raise self._errors.pop()
        return reply

    def _shown(self, incoming: Incoming) -> Iterator[str]:
        with working(self._desk) as work:
            if isinstance(incoming, Pressed):
                button = button_of(
                    session=work.reading, chat_id=incoming.chat, token=incoming.token
                )
                yield f"verb {button.verb if button else 'unknown'}"
            elif incoming.text.startswith("/"):
                yield f"command {incoming.text[1:].split()[0]}"
            elif (rm := staff_member("rm1", work=work)) is not None:
                message = read_message(incoming.text, work=work, actor=rm, in_hand=True)
                yield f"intent {message.intent}"


class Terminals:
    """Staff at their terminals."""

    def __init__(self, desk: Desk, settings: Settings, seen: set[str]) -> None:
        self._desk = desk
        self._settings = settings
        self._seen = seen
        self._clients: dict[str, tuple[TerminalClient, StringIO]] = {}
        self._awake = False

    async def play(self, speaker: str, line: str) -> str:
        """Type a line; what is printed."""
        client, out = self._clients.get(speaker) or self._open(speaker)
        before = out.tell()
        if line == UNASKED:
            self._awake = True
            client.look()
            self._awake = False
            return out.getvalue()[before:] or NOTHING
        client.take(numbered([each.label for each in client.buttons], line))
        return out.getvalue()[before:]

    def _open(self, staff_id: str) -> tuple[TerminalClient, StringIO]:
        open_one = partial(
            terminal_conversation, self._desk, settings=self._settings, staff_id=staff_id
        )
        out = StringIO()
        console = Console(file=out, width=WIDTH, highlight=False, color_system=None)
        conversation = Replicas(self._desk, open_one, self._seen)
        folder = self._settings.data_dir / FILES
        pushes = terminal_pushes(
            self._desk, settings=self._settings, staff_id=staff_id, watch=raised
        )
        client = TerminalClient(
            conversation,
            staff_id=staff_id,
            console=console,
            files=folder,
            pushes=Asked(pushes, lambda: self._awake),
        )
        self._clients[staff_id] = client, out
        return client, out


class Asked:
    """Notices that are told only where a transcript looks for them."""

    def __init__(self, pushes: Pushes, awake: Callable[[], bool]) -> None:
        self._pushes, self._awake = pushes, awake

    def due(self) -> list[Push]:
        """What is due, where it is looked for."""
        return self._pushes.due() if self._awake() else []

    def told(self, push: Push) -> bool:
        """Marked."""
        return self._pushes.told(push)


class Chats:
    """Staff, bound with an invite each, and strangers in their private chats."""

    def __init__(self, desk: Desk, running: Telegram, pusher: Pusher) -> None:
        self._desk = desk
        self._running = running
        self._pusher = pusher
        self._chats: dict[str, TelegramChat] = {}

    async def play(self, speaker: str, line: str) -> str:
        """Send a message or press a button; what arrives."""
        chat = self._chats.get(speaker) or await self._open(speaker)
        if line == UNASKED:
            await self._pusher.look(CallbackContext(self._running.application))
            return transcript(chat.arrived()) or NOTHING
        words = numbered(chat.labels, line)
        pressed = words.isdecimal() and 1 <= int(words) <= len(chat.labels)
        reply = await (chat.press(int(words)) if pressed else chat.send(words))
        if self._running.errors:
            raise self._running.errors.pop()
        return transcript(reply)

    async def _open(self, speaker: str) -> TelegramChat:
        chat = self._chats[speaker] = self._running.open(len(self._chats) + 1)
        if speaker != STRANGER:
            await chat.send(f"/start {self._invite(speaker)}")
        return chat

    def _invite(self, staff_id: str) -> str:
        with transaction(self._desk.engine) as session:
            return invite_staff(
                session=session, actor=TERMINAL_ADMIN, staff_id=staff_id, at=self._desk.clock()
            )


def transcript(reply: Received) -> str:
    """What arrived as a transcript shows it: words, then the buttons with their numbers."""
    parts, number = [], 1
    for sent in reply.messages:
        parts.append(sent.text)
        parts += [f"[{number + at}] {button.label}" for at, button in enumerate(sent.buttons)]
        number += len(sent.buttons)
    return "\n".join(parts)
