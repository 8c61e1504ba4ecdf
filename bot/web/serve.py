"""Serving the page: uvicorn over the app, alone or beside the bot in a thread of its own."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.applications import Starlette

from bot.config import Settings

_STOPS_WITHIN = 5
"""Seconds an answer under way may take when the page is stopped."""


class NoPlace(RuntimeError):
    """The page cannot listen where it is set to; `str()` says so in Chinese."""


def listening(settings: Settings) -> socket.socket:
    """Where the page listens, taken before anything is said of it.

    Raises:
        NoPlace: where another program has it, or it is not this machine's.
    """
    address = settings.web_address
    kind = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    taken = socket.socket(kind, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(address)
    except OSError:
        taken.close()
        raise NoPlace(
            f"网页听不了 {settings.web_listen}：别的程序占着，或不是本机地址。请改 RM_WEB_LISTEN。"
        ) from None
    return taken


def serve_page(app: Starlette, *, settings: Settings, at: socket.socket) -> None:
    """Serve the page until it is stopped."""
    _server(app, settings).run(sockets=[at])


@contextmanager
def page_beside(app: Starlette, *, settings: Settings) -> Iterator[None]:
    """Serve the page in a thread while something else is served.

    Raises:
        NoPlace: where it cannot listen.
    """
    server, at = _server(app, settings), listening(settings)
    thread = Thread(target=server.run, args=([at],), name="page", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(_STOPS_WITHIN)


def _server(app: Starlette, settings: Settings) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            access_log=False,  # addresses hold customers' ids
            log_config=None,
            server_header=False,
            # Behind a proxy on this machine the caller's address is the proxy's to tell.
            proxy_headers=settings.web_url is not None,
            timeout_graceful_shutdown=_STOPS_WITHIN,
        )
    )
