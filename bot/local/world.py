"""What the in-memory Bot API remembers: chats, messages, events, files, menus, updates."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from bot.local.wire import Json, Upload, bad_request, forbidden


@dataclass(frozen=True)
class Person:
    """Who writes to the bot."""

    id: int
    first_name: str = "用户"
    username: str | None = None

    def as_user(self) -> Json:
        """The Bot API's User."""
        named = {"username": self.username} if self.username else {}
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": "zh-hans",
            **named,
        }


@dataclass(frozen=True)
class Posted:
    """The bot sent a message."""

    message_id: int


@dataclass(frozen=True)
class Edited:
    """The bot changed a message's words or buttons."""

    message_id: int
    words_changed: bool


@dataclass(frozen=True)
class Deleted:
    """A message was taken away."""

    message_id: int


@dataclass(frozen=True)
class Acting:
    """The bot showed that it is typing or uploading."""

    action: str


@dataclass(frozen=True)
class Answered:
    """The bot answered a pressed button, with a toast or without words."""

    query_id: str
    text: str
    alert: bool


Event = Posted | Edited | Deleted | Acting | Answered


@dataclass
class Stored:
    """A message as the Bot API shows it, and the markup it was written in."""

    payload: Json
    source: str
    by_bot: bool


@dataclass
class Room:
    """One chat. `lock` keeps its updates in order; events up to `read` were handed out."""

    id: int
    kind: str
    title: str
    username: str | None = None
    messages: dict[int, Stored] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    closed: str | None = None
    last_id: int = 0
    read: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def as_chat(self) -> Json:
        """The Bot API's Chat."""
        name = "first_name" if self.kind == "private" else "title"
        named = {"username": self.username} if self.username else {}
        return {"id": self.id, "type": self.kind, name: self.title, **named}

    def next_id(self) -> int:
        """The next message's id."""
        self.last_id += 1
        return self.last_id

    def tell(self, event: Event) -> None:
        """Keep an event and wake whoever waits for one."""
        self.events.append(event)
        self.news.set()


@dataclass
class Webhook:
    """Where updates are pushed; no URL means that they are fetched."""

    url: str = ""
    secret: str = ""
    allowed: list[str] = field(default_factory=list)


@dataclass
class World:
    """Everything one bot's server knows."""

    clock: Callable[[], datetime]
    token: str
    bot: Json
    rooms: dict[int, Room] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    queries: dict[str, int] = field(default_factory=dict)
    menus: dict[str, list[Json]] = field(default_factory=dict)
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
            raise forbidden(room.closed)
        return room

    def now(self) -> int:
        """Unix time."""
        return int(self.clock().timestamp())

    def update(self, **content: Json) -> Json:
        """A numbered update."""
        self.last_update += 1
        return {"update_id": self.last_update, **content}

    def keep(self, upload: Upload) -> Json:
        """Keep a file; its ids and size."""
        number = len(self.files) + 1
        suffix = PurePosixPath(upload.name).suffix
        self.files[f"file_{number}{suffix}"] = upload
        return {
            "file_id": f"file_{number}{suffix}",
            "file_unique_id": f"unique_{number}",
            "file_size": len(upload.content),
        }
