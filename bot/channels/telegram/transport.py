"""The way to the Bot API: answers read with care, a chat that must wait delays no other."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Bot, Update
from telegram.error import RetryAfter, TelegramError
from telegram.ext import AIORateLimiter
from telegram.request import HTTPXRequest

RETRIES = 3
LONGEST_WAIT = 60.0
"""Seconds a message waits for a chat Telegram has slowed down; a longer wait gives it up."""
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, TelegramError)
"""What reading an update raises that is not as the library expects it."""
_SIGNS = frozenset({"sendChatAction", "answerCallbackQuery", "setMyCommands", "deleteMyCommands"})
"""Nice to have, not worth waiting for."""
_log = logging.getLogger(__name__)

Json = dict[str, Any]
Call = Callable[..., Coroutine[Any, Any, bool | Json | list[Json]]]


class CarefulRequest(HTTPXRequest):
    """Reads the Bot API's answers; what cannot be read is neither logged nor allowed to stop it."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Json:
        """The answer, its unreadable updates emptied but for their number.

        Raises:
            telegram.error.TelegramError: where it is no answer of a Bot API server.
        """
        try:
            answer = json.loads(payload)
        except (ValueError, RecursionError) as error:
            raise TelegramError("no answer of a Bot API server") from error
        if not isinstance(answer, dict):
            raise TelegramError("no answer of a Bot API server")
        result = answer.get("result")
        if isinstance(result, list):
            answer["result"] = [_readable(each) for each in result]
        return answer


def update_from(content: Any, bot: Bot | None) -> Update | None:
    """The update; None for one that cannot be read, of which the log says no content."""
    try:
        return Update.de_json(content, bot)
    except UNREADABLE as error:
        number = content.get("update_id") if isinstance(content, dict) else None
        _log.warning(
            "update_unreadable update=%s error=%s",
            number if isinstance(number, int) else "?",
            type(error).__name__,
        )
        return None


def _readable(content: Any) -> Any:
    """An entry of a list as it stands; an update that cannot be read with its number alone.

    The number stays, or the update would be asked for again and again.
    """
    if not isinstance(content, dict) or not isinstance(content.get("update_id"), int):
        return content
    return content if update_from(content, None) else {"update_id": content["update_id"]}


class PerChat(AIORateLimiter):
    """Telegram's limits; a chat that is slowed down waits alone, and no sign waits at all."""

    async def process_request(
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> bool | Json | list[Json]:
        """Make the request, again after the time its chat is told to wait.

        Raises:
            telegram.error.RetryAfter: where it was refused too often or for too long.
        """
        for _ in range(0 if endpoint in _SIGNS else RETRIES):
            try:
                return await super().process_request(
                    callback, args, kwargs, endpoint, data, rate_limit_args
                )
            except RetryAfter as error:
                wait = _seconds(error)
                if wait > LONGEST_WAIT:
                    raise
                _log.info("slowed_down endpoint=%s seconds=%s", endpoint, wait)
                await asyncio.sleep(wait)
        return await super().process_request(
            callback, args, kwargs, endpoint, data, rate_limit_args
        )


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait if isinstance(wait, (int, float)) else wait.total_seconds())
