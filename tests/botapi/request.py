"""python-telegram-bot's transport, straight into the Bot API of the tests."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest, RequestData

from tests.botapi.api import BotApi
from tests.botapi.wire import Upload

BASE_URL = "http://local.invalid/bot"


class DirectRequest(BaseRequest):
    """Answers every request from memory; the same errors as over HTTP."""

    def __init__(self, api: BotApi) -> None:
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
            return await self.api.respond(url, {})
        parts = request_data.multipart_data if request_data.contains_files else {}
        files = {name: Upload(part[0], part[1]) for name, part in parts.items()}
        return await self.api.respond(url, request_data.json_parameters, files)


def direct_builder(api: BotApi) -> ApplicationBuilder[Any, Any, Any, Any, Any, Any]:
    """An Application builder whose bot talks to `api` only; a new one every time."""
    return (
        Application.builder()
        .token(api.world.token)
        .base_url(BASE_URL)
        .request(DirectRequest(api))
        .get_updates_request(DirectRequest(api))
    )
