"""Serving the page: uvicorn over the app, alone or beside the bot in a thread of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.applications import Starlette

from bot.config import Settings

_STOPS_WITHIN = 5
"""Seconds an answer under way may take when the page is stopped."""


def serve_page(app: Starlette, *, settings: Settings) -> None:
    """Serve the page until it is stopped."""
    _server(app, settings).run()


@contextmanager
def page_beside(app: Starlette, *, settings: Settings) -> Iterator[None]:
    """Serve the page in a thread while something else is served."""
    server = _server(app, settings)
    thread = Thread(target=server.run, name="page", daemon=True)
    thread.start()
    yield
    server.should_exit = True
    thread.join(_STOPS_WITHIN)


def _server(app: Starlette, settings: Settings) -> uvicorn.Server:
    host, port = settings.web_address
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            access_log=False,  # addresses hold customers' ids
            log_config=None,
            server_header=False,
            # Behind a proxy on this machine the caller's address is the proxy's to tell.
            proxy_headers=settings.web_url is not None,
            timeout_graceful_shutdown=_STOPS_WITHIN,
        )
    )
