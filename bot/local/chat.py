"""LocalChat: a user in one chat, driving the real Application update by update."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from telegram import Update

from bot.local.botapi import LocalBotApi
from bot.local.limits import TEXT_LIMIT
from bot.local.reply import Button, Reply, Sent, reply_from, sent_of
from bot.local.request import LocalRequest
from bot.local.watching import AnyApplication, NoSuchButton, collector_of, settle
from bot.local.wire import Json
from bot.local.world import Event, Person


@dataclass(frozen=True)
class MenuCommand:
    """A command in the menu."""

    command: str
    description: str


@asynccontextmanager
async def running(application: AnyApplication) -> AsyncIterator[None]:
    """The application initialised and started, its job queue with it; no updates are fetched."""
    async with application:
        if application.post_init:
            await application.post_init(application)
        await application.start()
        try:
            yield
        finally:
            await application.stop()
            if application.post_stop:
                await application.post_stop(application)
    if application.post_shutdown:
        await application.post_shutdown(application)


class LocalChat:
    """One user in one chat of an application built with `local_builder`.

    A handler's error is raised after its turn, or kept in `errors` where `tolerant`.
    """

    def __init__(
        self,
        *,
        application: AnyApplication,
        chat_id: int,
        name: str = "用户",
        user_id: int | None = None,
        username: str | None = None,
        kind: str = "private",
        title: str = "群",
        tolerant: bool = False,
    ) -> None:
        self._application = application
        self._api = _api_of(application)
        self._person = Person(chat_id if user_id is None else user_id, name, username)
        shown = name if kind == "private" else title
        self._room = self._api.open_chat(chat_id, title=shown, kind=kind, username=username)
        self._collector = collector_of(application)
        self._tolerant = tolerant
        self._unasked: list[Event] = []
        self._offered: tuple[tuple[int, Button], ...] = ()
        self.errors: list[Exception] = []

    async def send(self, text: str) -> Reply:
        """Type a message; one beyond 4096 characters arrives in pieces, as clients send it."""
        words = text.strip()
        if not words:
            raise ValueError("an empty message cannot be sent")
        pieces = [words[at : at + TEXT_LIMIT] for at in range(0, len(words), TEXT_LIMIT)]
        async with self._room.lock:
            return await self._turn(
                [self._api.user_says(self._room.id, self._person, piece) for piece in pieces]
            )

    async def press(self, choice: str | int) -> Reply:
        """Press a button: its number, label, callback data, or a part of the label.

        Raises:
            NoSuchButton: where none or several are meant, with the labels there are.
        """
        async with self._room.lock:
            message_id, button = self._meant(choice)
            if button.data is None:
                raise NoSuchButton(f"{button.label} opens {button.url} and calls nothing back")
            update = self._api.user_presses(self._room.id, self._person, message_id, button.data)
            return await self._turn([update])

    async def upload(self, path: Path | str, caption: str = "") -> Reply:
        """Send a file as a document."""
        async with self._room.lock:
            update = self._api.user_uploads(self._room.id, self._person, Path(path), caption)
            return await self._turn([update])

    def pushed(self) -> Reply:
        """What the bot did unasked since the last turn."""
        events = [*self._unasked, *self._unread()]
        self._unasked.clear()
        self._judge(self._collector.take(0))
        return self._handed(events)

    async def wait_pushed(self) -> Reply:
        """Wait until the bot does something unasked."""
        while True:
            await self._room.news.wait()
            async with self._room.lock:
                self._room.news.clear()
                if self._unasked or len(self._room.events) > self._room.read:
                    return self.pushed()

    @property
    def messages(self) -> tuple[Sent, ...]:
        """The bot's messages as they stand, oldest first."""
        return tuple(
            sent_of(self._api.world, each) for each in self._room.messages.values() if each.by_bot
        )

    @property
    def buttons(self) -> tuple[Button, ...]:
        """What numbers count: the buttons of the last answer that had any, if one still stands."""
        standing = any(each in self._standing() for each in self._offered)
        return tuple(button for _, button in self._offered) if standing else ()

    @property
    def commands(self) -> tuple[MenuCommand, ...]:
        """The menu this user sees here."""
        menu = self._api.menu(self._room.id, self._person.id)
        return tuple(MenuCommand(each["command"], each["description"]) for each in menu)

    async def _turn(self, updates: list[Json]) -> Reply:
        self._unasked.extend(self._unread())
        for payload in updates:
            update = Update.de_json(payload, self._application.bot)
            before = asyncio.all_tasks()
            await self._application.process_update(update)
            await settle(before)
        errors = [e for each in updates for e in self._collector.take(each["update_id"])]
        events = self._unread()
        reply = self._handed(events)
        self._judge(errors)
        return reply

    def _handed(self, events: list[Event]) -> Reply:
        reply = reply_from(self._api.world, self._room, events)
        offered = tuple((each.message_id, b) for each in reply.shown for b in each.flat_buttons)
        self._offered = offered or self._offered
        return reply

    def _unread(self) -> list[Event]:
        events = self._room.events[self._room.read :]
        self._room.read = len(self._room.events)
        return events

    def _judge(self, errors: list[Exception]) -> None:
        self.errors.extend(errors)
        if not errors or self._tolerant:
            return
        if len(errors) == 1:
            raise errors[0]
        raise ExceptionGroup("several handlers failed", errors)

    def _standing(self) -> list[tuple[int, Button]]:
        """Every button that can be pressed, those of the newest message first."""
        return [(m.message_id, b) for m in reversed(self.messages) for b in m.flat_buttons]

    def _meant(self, choice: str | int) -> tuple[int, Button]:
        standing = self._standing()
        word = str(choice)
        numbered = self._offered[int(word) - 1 : int(word)] if word.isdecimal() else ()
        nearest = [each for each in self._offered if each in standing] + standing
        exact = [each for each in nearest if word in (each[1].label, each[1].data)]
        if numbered and (isinstance(choice, int) or not exact):
            exact = [each for each in numbered if each in standing]
        if exact:
            return exact[0]
        parts = [] if isinstance(choice, int) else [e for e in nearest if word in e[1].label]
        return _one_of(parts, word, nearest)


def _one_of(
    found: list[tuple[int, Button]], word: str, offered: list[tuple[int, Button]]
) -> tuple[int, Button]:
    """The single match in the nearest message that has one."""
    nearest = list(dict.fromkeys(each for each in found if each[0] == found[0][0]))
    if len(nearest) == 1:
        return nearest[0]
    labels = "、".join(dict.fromkeys(button.label for _, button in offered)) or "none"
    why = "several buttons" if nearest else "no button"
    raise NoSuchButton(f"{why} for {word!r}; offered: {labels}")


def _api_of(application: AnyApplication) -> LocalBotApi:
    request = application.bot.request
    if not isinstance(request, LocalRequest):
        raise TypeError("LocalChat drives applications built with local_builder only")
    return request.api
