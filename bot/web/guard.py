"""Before anything is read: the host, the size of what is sent; and what every answer carries."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.config import Settings

MOST_BYTES = 128 * 1024
"""What a request may bring: the longest message, every character of it escaped, and room."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_STATIC = "/static/"


class Guard:
    """Refuses other hosts and bodies too large; shuts every answer in."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        page = urlsplit(settings.page_url)
        self._hosts = {page.hostname, settings.web_address[0]}
        if settings.web_url is None:
            self._hosts |= {"localhost", "127.0.0.1", "::1"}
        self._headers = dict(_HEADERS)
        if page.scheme == "https":
            self._headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        shut = self._shutting(send, private=not scope["path"].startswith(_STATIC))
        asked = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if urlsplit(f"//{asked.get(b'host', '')}").hostname not in self._hosts:
            await PlainTextResponse("这个地址不对。", 421)(scope, receive, shut)
            return
        length = asked.get(b"content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            await PlainTextResponse("发来的内容太大。", 413)(scope, receive, shut)
            return
        await self._app(scope, _bounded(receive), shut)

    def _shutting(self, send: Send, *, private: bool) -> Send:
        headers = dict(self._headers)
        if private:
            headers["cache-control"] = "no-store"
        added = [(name.encode(), value.encode()) for name, value in headers.items()]

        async def shut(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            await send(message)

        return shut


class TooMuch(Exception):
    """A body without a length went on for too long."""


def _bounded(receive: Receive) -> Receive:
    """What is received, as long as it is not too much."""
    left = MOST_BYTES

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise TooMuch
        return message

    return bounded
