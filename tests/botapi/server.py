"""The Bot API of the tests on 127.0.0.1, so that the real HTTP client can be run.

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
from types import TracebackType

from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.botapi.api import TOKEN, BotApi
from tests.botapi.sent import Sent, sent_of
from tests.botapi.wire import Json, Upload
from tests.botapi.world import Person


class BotApiServer:
    """The server while its `async with` lasts."""

    def __init__(self, *, clock: Callable[[], datetime], token: str = TOKEN) -> None:
        self.token = token
        self.api = BotApi(clock=clock, token=token)
        self._http: HTTPServer | None = None
        self.url = ""

    async def __aenter__(self) -> BotApiServer:
        self._http = HTTPServer(Application([(r"/.*", _AnyPath, {"api": self.api})]))
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

    def user(self, chat_id: int = 1) -> RemoteUser:
        """Someone who writes to the bot in a private chat."""
        return RemoteUser(self, chat_id)

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

    def __init__(self, server: BotApiServer, chat_id: int) -> None:
        self._server = server
        self._person = Person(chat_id)
        self._room = server.api.open_chat(chat_id, title=self._person.first_name)
        self._seen = 0

    async def send(self, text: str) -> int:
        """Type a message; the webhook's HTTP status, or 0 where updates are fetched."""
        update = self._server.api.user_says(self._room.id, self._person, text)
        return await self._server.deliver(update)

    async def press(self, label: str) -> int:
        """Press the newest button with this label."""
        message_id, data = [
            (sent.message_id, b.data)
            for sent in self._all()
            for b in sent.buttons
            if b.label == label
        ][-1]
        update = self._server.api.user_presses(self._room.id, self._person, message_id, data)
        return await self._server.deliver(update)

    async def messages(self, count: int = 1, *, timeout: float = 20) -> list[Sent]:
        """The next `count` new messages of the bot, waited for.

        Raises:
            TimeoutError: where they do not come.
        """
        async with asyncio.timeout(timeout):
            while len(new := [m for m in self._all() if m.message_id > self._seen]) < count:
                self._room.news.clear()
                await self._room.news.wait()
        self._seen = new[count - 1].message_id
        return new[:count]

    def _all(self) -> list[Sent]:
        """Every message of the bot."""
        return [sent_of(each) for each in self._room.messages.values() if each.by_bot]


class _AnyPath(RequestHandler):
    """Hands every request to the Bot API."""

    def initialize(self, api: BotApi) -> None:
        self._api = api

    async def post(self) -> None:
        """A method call as form values or JSON."""
        values = {
            name: self.get_body_argument(name, strip=False) for name in self.request.body_arguments
        }
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            values = json.loads(self.request.body)
        files = {
            name: Upload(sent[0]["filename"], sent[0]["body"])
            for name, sent in self.request.files.items()
        }
        status, body = await self._api.respond(self.request.uri or "", values, files)
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(body)
