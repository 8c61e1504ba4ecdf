"""The webhook's door: who sends an update must know the secret, before a byte of it is read."""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import signal
import ssl
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from telegram import Bot, Update
from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.web import Application, RequestHandler, stream_request_body

from bot.channels.telegram.application import App
from bot.channels.telegram.transport import update_from

MOST_BYTES = 256 * 1024
"""Of one update; Telegram's largest, a message of 4,096 characters with entities, has a tenth."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
SHORTEST_SECRET = 16
_SLOWEST_BODY = 10.0
"""Seconds a sender may take for one update."""
_STOPS = (signal.SIGINT, signal.SIGTERM)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Listening:
    """Where updates come in. `url` is what Telegram calls, `certificate` with `key` speak TLS."""

    url: str
    address: str
    port: int
    secret: str
    certificate: Path | None = None
    key: Path | None = None

    def __post_init__(self) -> None:
        if len(self.secret) < SHORTEST_SECRET:
            raise ValueError("the webhook has no secret")

    @property
    def path(self) -> str:
        """The URL's last part, under which the server answers."""
        return "/" + self.url.rstrip("/").rsplit("/", 1)[-1]


async def run_webhook(application: App, *, listening: Listening, wanted: list[str]) -> None:
    """Tell Telegram where to call, and answer until the process is told to stop."""
    stopped = asyncio.Event()
    for each in _STOPS:
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    async with application:
        await application.start()
        server = await take_calls(application, listening=listening, wanted=wanted)
        await stopped.wait()
        server.stop()
        await server.close_all_connections()
        await application.stop()


async def take_calls(application: App, *, listening: Listening, wanted: list[str]) -> HTTPServer:
    """The server, listening before Telegram is told; who does not know the secret stays outside."""
    at_hand = {
        "secret": listening.secret,
        "bot": application.bot,
        "updates": application.update_queue,
    }
    server = HTTPServer(
        Application([(listening.path, _Receiver, at_hand)], log_function=_say_nothing),
        max_body_size=MOST_BYTES,
        body_timeout=_SLOWEST_BODY,
        idle_connection_timeout=60.0,
        ssl_options=_tls(listening),
    )
    server.listen(listening.port, address=listening.address)
    await application.bot.set_webhook(
        listening.url,
        secret_token=listening.secret,
        allowed_updates=wanted,
        certificate=listening.certificate,
    )
    return server


@stream_request_body
class _Receiver(RequestHandler):
    """One request: judged by its headers, then read, then queued."""

    def initialize(self, *, secret: str, bot: Bot, updates: asyncio.Queue[Any]) -> None:
        self._secret, self._bot, self._updates = secret, bot, updates
        self._body = bytearray()

    def prepare(self) -> None:
        """Refuse by the headers alone; tornado has bounded the length before."""
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self._refuse(HTTPStatus.FORBIDDEN)
        elif self.request.method != "POST":
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED)

    def data_received(self, chunk: bytes) -> None:
        """Keep the body of one who was let in."""
        if not self._finished:
            self._body += chunk

    async def post(self) -> None:
        """Queue the update; one that cannot be read is skipped, or Telegram would repeat it."""
        update = _update_of(bytes(self._body), self._bot)
        if update is not None:
            await self._updates.put(update)

    def _refuse(self, status: HTTPStatus) -> None:
        self.set_status(status)
        self.set_header("Connection", "close")
        self.finish()


def _update_of(body: bytes, bot: Bot) -> Update | None:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        _log.warning("update_unreadable bytes=%s error=%s", len(body), type(error).__name__)
        return None
    return update_from(content, bot)


def _tls(listening: Listening) -> ssl.SSLContext | None:
    if listening.certificate is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(listening.certificate, listening.key)
    return context


def _say_nothing(_: RequestHandler | HTTPServerRequest) -> None:
    """Requests are not logged: a path or a header may hold what must not be."""
