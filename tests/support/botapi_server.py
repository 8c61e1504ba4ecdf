"""A Bot API server on 127.0.0.1 over LocalBotApi, so that the real HTTP client can be run.

    async with BotApiServer(clock=clock) as server:
        …  # RM_TELEGRAM_API_URL=server.url, RM_TELEGRAM_TOKEN=server.token
        user = server.user(chat_id=1)
        await user.send("/start")
        first, = await user.messages(1)

Updates are fetched by getUpdates (long polling), or pushed once setWebhook was called.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.local import LocalBotApi, Sent
from bot.local.botapi import TOKEN
from bot.local.reply import sent_of
from bot.local.wire import Json, Upload
from bot.local.world import Person


class BotApiServer:
    """The server while its `async with` lasts; `calls` lists the methods called, in order."""

    def __init__(self, *, clock: Callable[[], datetime], token: str = TOKEN) -> None:
        self.token = token
        self.api = LocalBotApi(clock=clock, token=token)
        self.calls: list[str] = []
        self._http: HTTPServer | None = None
        self.url = ""

    async def __aenter__(self) -> BotApiServer:
        self._http = HTTPServer(Application([(r"/.*", _AnyPath, {"server": self})]))
        (socket,) = bind_sockets(0, address="127.0.0.1")
        self._http.add_sockets([socket])
        self.url = f"http://127.0.0.1:{socket.getsockname()[1]}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._http is not None
        self._http.stop()
        await self._http.close_all_connections()

    def user(self, chat_id: int = 1, *, name: str = "用户", kind: str = "private") -> RemoteUser:
        """Someone who writes to the bot."""
        self.api.open_chat(chat_id, title=name, kind=kind)
        return RemoteUser(self, chat_id, Person(abs(chat_id), name))

    async def deliver(self, update: Json) -> int:
        """Queue the update, or push it to the webhook; the webhook's HTTP status, else 0."""
        webhook = self.api.world.webhook
        if not webhook.url:
            self.api.enqueue(update)
            return 0
        answer = await AsyncHTTPClient().fetch(
            webhook.url,
            method="POST",
            body=json.dumps(update),
            headers={
                "Content-Type": "application/json",
                "X-Telegram-Bot-Api-Secret-Token": webhook.secret,
            },
            raise_error=False,
        )
        return answer.code


class RemoteUser:
    """A user whose bot lives at the other end of HTTP."""

    def __init__(self, server: BotApiServer, chat_id: int, person: Person) -> None:
        self._server = server
        self._person = person
        self._room = server.api.world.rooms[chat_id]
        self._seen = 0

    async def send(self, text: str) -> int:
        """Type a message; the webhook's HTTP status, or 0 where updates are fetched."""
        update = self._server.api.user_says(self._room.id, self._person, text)
        return await self._server.deliver(update)

    async def upload(self, path: Path) -> int:
        """Send a document."""
        update = self._server.api.user_uploads(self._room.id, self._person, path)
        return await self._server.deliver(update)

    async def press(self, label: str) -> int:
        """Press the newest button with this label."""
        meant = [(m, b) for m in self.all() for b in m.flat_buttons if b.label == label]
        message, button = meant[-1]
        update = self._server.api.user_presses(
            self._room.id, self._person, message.message_id, button.data or ""
        )
        return await self._server.deliver(update)

    def all(self) -> list[Sent]:
        """Every message of the bot as it stands."""
        world = self._server.api.world
        return [sent_of(world, each) for each in self._room.messages.values() if each.by_bot]

    async def messages(self, count: int = 1, *, timeout: float = 20) -> list[Sent]:
        """The next `count` new messages of the bot, waited for.

        Raises:
            TimeoutError: where they do not come.
        """
        async with asyncio.timeout(timeout):
            while len(new := [m for m in self.all() if m.message_id > self._seen]) < count:
                self._room.news.clear()
                await self._room.news.wait()
        self._seen = new[count - 1].message_id if count else self._seen
        return new[:count]


class _AnyPath(RequestHandler):
    """Hands every request to the LocalBotApi."""

    def initialize(self, server: BotApiServer) -> None:
        self._server = server

    async def post(self) -> None:
        """A method call as form values, multipart or JSON."""
        values = {name: self.get_body_argument(name, strip=False) for name in self._names()}
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            values = json.loads(self.request.body)
        uploads = {
            name: Upload(part["filename"], part["body"], part["content_type"])
            for name, (part, *_) in self.request.files.items()
        }
        await self._answer(values, uploads)

    async def get(self) -> None:
        """A file, or a method without values."""
        await self._answer({}, {})

    async def _answer(self, values: dict[str, Any], uploads: dict[str, Upload]) -> None:
        self._server.calls.append(self.request.path.rpartition("/")[2])
        status, body = await self._server.api.respond(self.request.uri or "", values, uploads)
        self.set_status(status)
        if "/file/" not in self.request.path:
            self.set_header("Content-Type", "application/json")
        self.finish(body)

    def _names(self) -> list[str]:
        return list(self.request.body_arguments)
