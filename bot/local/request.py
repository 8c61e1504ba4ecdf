"""LocalRequest: python-telegram-bot's transport, straight into a LocalBotApi."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest, RequestData

from bot.local.botapi import LocalBotApi
from bot.local.wire import Upload

BASE_URL = "http://local.invalid/bot"
BASE_FILE_URL = "http://local.invalid/file/bot"


class LocalRequest(BaseRequest):
    """Answers every request from memory; the same errors as over HTTP."""

    def __init__(self, api: LocalBotApi) -> None:
        self.api = api

    @property
    def read_timeout(self) -> float | None:
        """No waiting on a network."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: object,
        **more_timeouts: object,
    ) -> tuple[int, bytes]:
        """The API's status and body."""
        if request_data is None:
            return await self.api.respond(url, {}, {})
        files = {name: _upload(part) for name, part in request_data.multipart_data.items()}
        return await self.api.respond(url, request_data.json_parameters, files)


def local_builder(api: LocalBotApi) -> ApplicationBuilder[Any, Any, Any, Any, Any, Any]:
    """An Application builder whose bot talks to `api` only; a new one every time."""
    return (
        Application.builder()
        .token(api.world.token)
        .base_url(BASE_URL)
        .base_file_url(BASE_FILE_URL)
        .request(LocalRequest(api))
        .get_updates_request(LocalRequest(api))
    )


def _upload(part: Any) -> Upload:
    name, content, mime = part
    return Upload(name, content if isinstance(content, bytes) else content.read(), mime)
