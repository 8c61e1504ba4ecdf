"""What the Bot API of the tests remembers: chats, messages, signs, menus, updates."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from tests.botapi.wire import ApiError, Json, Upload, bad_request


@dataclass(frozen=True)
class Person:
    """Who writes to the bot."""

    id: int
    first_name: str = "用户"

    def as_user(self) -> Json:
        """The Bot API's User."""
        return {"id": self.id, "is_bot": False, "first_name": self.first_name}


@dataclass(frozen=True)
class Stored:
    """A message as the Bot API shows it, and the markup it was written in."""

    payload: Json
    source: str
    by_bot: bool


@dataclass
class Room:
    """One chat. `signs` are the actions shown and the queries answered, in order."""

    id: int
    kind: str
    title: str
    messages: dict[int, Stored] = field(default_factory=dict)
    signs: list[str] = field(default_factory=list)
    files: list[Upload] = field(default_factory=list)
    menu: list[Json] = field(default_factory=list)
    closed: str | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def as_chat(self) -> Json:
        """The Bot API's Chat."""
        name = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, name: self.title}

    def keep(self, body: Json, *, source: str, by_bot: bool) -> Json:
        """Put a message into the chat; its payload."""
        payload = {"message_id": len(self.messages) + 1, "chat": self.as_chat(), **body}
        self.messages[payload["message_id"]] = Stored(payload, source, by_bot)
        self.news.set()
        return payload


@dataclass
class Webhook:
    """Where updates are pushed; no URL means that they are fetched."""

    url: str = ""
    secret: str = ""


@dataclass
class World:
    """Everything one bot's server knows. `queries` are those that may still be answered."""

    clock: Callable[[], datetime]
    token: str
    bot: Json
    rooms: dict[int, Room] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)
    pending: list[Json] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    webhook: Webhook = field(default_factory=Webhook)
    last_update: int = 0

    def room(self, chat_id: int) -> Room:
        """A chat the bot may write to.

        Raises:
            ApiError: 400 where it never began, 403 where the bot was shut out.
        """
        room = self.rooms.get(chat_id)
        if room is None:
            raise bad_request("chat not found")
        if room.closed:
            raise ApiError(403, f"Forbidden: {room.closed}")
        return room

    def now(self) -> int:
        """Unix time."""
        return int(self.clock().timestamp())

    def update(self, **content: Json) -> Json:
        """A numbered update."""
        self.last_update += 1
        return {"update_id": self.last_update, **content}
