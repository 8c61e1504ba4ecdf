"""A user in one chat on Telegram, driving the real Application update by update."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application

from bot.channels.telegram.application import build_application
from bot.channels.telegram.doorkeeper import Budget, Budgets
from tests.botapi.api import BotApi
from tests.botapi.request import direct_builder
from tests.botapi.sent import Button, Reply, sent_of
from tests.botapi.wire import Json
from tests.botapi.world import Person, Room

if TYPE_CHECKING:
    from bot.conversation.conversation import Conversation

App = Application[Any, Any, Any, Any, Any, Any]
NO_PAUSES = (0.0, 0.0, 0.0)


_ENDLESS = Budget(at_once=10_000, seconds=1.0)
OPEN_DOOR = Budgets(staff=_ENDLESS, stranger=_ENDLESS, all_strangers=_ENDLESS, group=_ENDLESS)


@asynccontextmanager
async def telegram(
    conversation: Conversation, api: BotApi, *, budgets: Budgets = OPEN_DOOR
) -> AsyncIterator[Telegram]:
    """The channel over a conversation, started; no updates are fetched."""
    application = build_application(
        conversation, builder=direct_builder(api), pauses=NO_PAUSES, budgets=budgets
    )
    errors: list[Exception] = []

    async def collect(update: object, context: Any) -> None:
        errors.append(context.error)

    application.add_error_handler(collect)
    async with application:
        await application.start()
        try:
            yield Telegram(application, api, errors)
        finally:
            await application.stop()


class Telegram:
    """A started Application. `errors` are those of its handlers, which end up nowhere else."""

    def __init__(self, application: App, api: BotApi, errors: list[Exception]) -> None:
        self.application = application
        self.api = api
        self.errors = errors

    def open(
        self, chat_id: int = 1, *, kind: str = "private", user_id: int | None = None
    ) -> TelegramChat:
        """A user in a chat; kind: private, group, supergroup."""
        person = Person(chat_id if user_id is None else user_id)
        return TelegramChat(self, self.api.open_chat(chat_id, title="零售一部", kind=kind), person)

    async def process(self, update: Json) -> None:
        """Have the Application process an update in its chat's order."""
        parsed = Update.de_json(update, self.application.bot)
        processor = self.application.update_processor
        await processor.process_update(parsed, self.application.process_update(parsed))


class TelegramChat:
    """One user in one chat."""

    def __init__(self, telegram: Telegram, room: Room, person: Person) -> None:
        self._telegram = telegram
        self._api = telegram.api
        self.room = room
        self._person = person
        self._offered: tuple[tuple[int, Button], ...] = ()
        self._read = len(room.messages)

    async def send(self, text: str) -> Reply:
        """Type a message."""
        return await self._turn(self._api.user_says(self.room.id, self._person, text))

    async def edit(self, text: str) -> Reply:
        """Change a message."""
        return await self._turn(self._api.user_edits(self.room.id, self._person, text))

    async def show(self, **body: Any) -> Reply:
        """Send something that is no text (`sticker=…`)."""
        return await self._turn(self._api.user_sends(self.room.id, self._person, **body))

    async def press(self, choice: str | int, *, expired: bool = False) -> Reply:
        """Press a button of the newest answer with any: by number, or by (a part of) its label.

        `expired`: the press comes too late to be answered.
        """
        message_id, button = self._meant(choice)
        update = self._api.user_presses(self.room.id, self._person, message_id, button.data)
        if expired:
            self._api.world.queries.clear()
        return await self._turn(update)

    @property
    def commands(self) -> list[str]:
        """The menu shown in this chat."""
        return [each["command"] for each in self.room.menu]

    @property
    def labels(self) -> list[str]:
        """The words on the buttons of the newest answer with any."""
        return [button.label for _, button in self._offered]

    def arrived(self) -> Reply:
        """What came unasked since the last turn."""
        return self._new(len(self.room.signs))

    async def _turn(self, update: Json) -> Reply:
        self._read, signs = len(self.room.messages), len(self.room.signs)
        await self._telegram.process(update)
        return self._new(signs)

    def _new(self, signs: int) -> Reply:
        before, self._read = self._read, len(self.room.messages)
        new = [each for number, each in self.room.messages.items() if number > before]
        messages = tuple(sent_of(each) for each in new if each.by_bot)
        offered = tuple((sent.message_id, b) for sent in messages for b in sent.buttons)
        self._offered = offered or self._offered
        return Reply(messages, tuple(self.room.signs[signs:]))

    def _meant(self, choice: str | int) -> tuple[int, Button]:
        if isinstance(choice, int):
            return self._offered[choice - 1]
        whole = [each for each in self._offered if each[1].label == choice]
        parts = [each for each in self._offered if choice in each[1].label]
        found = whole or parts
        assert len(found) == 1, f"{choice!r} means {len(found)} of {self.labels}"
        return found[0]


Open = Callable[..., TelegramChat]
