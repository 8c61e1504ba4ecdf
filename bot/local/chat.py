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
from bot.local.world import Person


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
        self._read = len(self._room.events)
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
            message, button = self._meant(choice)
            if button.data is None:
                raise NoSuchButton(f"{button.label} opens {button.url} and calls nothing back")
            return await self._turn(
                [
                    self._api.user_presses(
                        self._room.id, self._person, message.message_id, button.data
                    )
                ]
            )

    async def upload(self, path: Path | str, caption: str = "") -> Reply:
        """Send a file as a document."""
        async with self._room.lock:
            update = self._api.user_uploads(self._room.id, self._person, Path(path), caption)
            return await self._turn([update])

    def pushed(self) -> Reply:
        """What the bot did unasked since the last turn."""
        reply = self._since_read()
        self._judge(self._collector.take(0))
        return reply

    async def wait_pushed(self) -> Reply:
        """Wait until the bot does something unasked."""
        while True:
            await self._room.news.wait()
            async with self._room.lock:
                self._room.news.clear()
                if len(self._room.events) > self._read:
                    return self.pushed()

    @property
    def messages(self) -> tuple[Sent, ...]:
        """The bot's messages as they stand, oldest first."""
        return tuple(
            sent_of(self._api.world, each) for each in self._room.messages.values() if each.by_bot
        )

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons a number means: those under the newest message that has any."""
        return next((each.flat_buttons for each in reversed(self.messages) if each.buttons), ())

    @property
    def commands(self) -> tuple[MenuCommand, ...]:
        """The menu this user sees here."""
        menu = self._api.menu(self._room.id, self._person.id)
        return tuple(MenuCommand(each["command"], each["description"]) for each in menu)

    async def _turn(self, updates: list[Json]) -> Reply:
        for payload in updates:
            update = Update.de_json(payload, self._application.bot)
            before = asyncio.all_tasks()
            await self._application.process_update(update)
            await settle(before)
        errors = [e for each in updates for e in self._collector.take(each["update_id"])]
        reply = self._since_read()
        self._judge(errors)
        return reply

    def _since_read(self) -> Reply:
        events = self._room.events[self._read :]
        self._read += len(events)
        return reply_from(self._api.world, self._room, events)

    def _judge(self, errors: list[Exception]) -> None:
        self.errors.extend(errors)
        if not errors or self._tolerant:
            return
        if len(errors) == 1:
            raise errors[0]
        raise ExceptionGroup("several handlers failed", errors)

    def _meant(self, choice: str | int) -> tuple[Sent, Button]:
        offered = [(m, b) for m in reversed(self.messages) for b in m.flat_buttons]
        newest = [(m, b) for m, b in offered if m is offered[0][0]]
        word = str(choice)
        by_number = word.isdecimal() and 1 <= int(word) <= len(newest)
        if by_number and isinstance(choice, int):
            return newest[int(word) - 1]
        exact = [each for each in offered if word in (each[1].label, each[1].data)]
        if exact:
            return exact[0]
        if by_number:
            return newest[int(word) - 1]
        return _one_of([each for each in offered if word in each[1].label], word, offered)


def _one_of(
    found: list[tuple[Sent, Button]], word: str, offered: list[tuple[Sent, Button]]
) -> tuple[Sent, Button]:
    """The single match in the newest message that has one."""
    nearest = [each for each in found if each[0] is found[0][0]]
    if len(nearest) == 1:
        return nearest[0]
    labels = "、".join(button.label for _, button in offered) or "none"
    why = "several buttons" if nearest else "no button"
    raise NoSuchButton(f"{why} for {word!r}; offered: {labels}")


def _api_of(application: AnyApplication) -> LocalBotApi:
    request = application.bot.request
    if not isinstance(request, LocalRequest):
        raise TypeError("LocalChat drives applications built with local_builder only")
    return request.api
