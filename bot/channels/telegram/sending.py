"""Sending an answer whole and in order, again where the network failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError

from bot.channels.telegram.encode import Outgoing, outgoing_of
from bot.conversation.messages import Reply

_log = logging.getLogger(__name__)
PAUSES = (0.5, 2.0, 8.0)
"""Seconds to wait before another try at a message the network did not take."""


async def send_reply(
    reply: Reply, *, bot: Bot, chat_id: int, pauses: Sequence[float] = PAUSES
) -> None:
    """Send every message of a reply.

    Raises:
        telegram.error.TelegramError: where one is refused, or not taken however often it was
            tried; what follows it is not sent.
    """
    for message in reply.messages:
        for part in outgoing_of(message):
            await _send(part, bot=bot, chat_id=chat_id, pauses=pauses)


async def _send(part: Outgoing, *, bot: Bot, chat_id: int, pauses: Sequence[float]) -> None:
    for pause in pauses:
        try:
            await _send_once(part, bot=bot, chat_id=chat_id)
            return
        except BadRequest:
            raise
        except NetworkError as error:
            _log.warning("send_again chat=%s error=%s", chat_id, type(error).__name__)
        await asyncio.sleep(pause)
    await _send_once(part, bot=bot, chat_id=chat_id)


async def _send_once(part: Outgoing, *, bot: Bot, chat_id: int) -> None:
    await bot.send_message(
        chat_id,
        part.html,
        parse_mode=ParseMode.HTML,
        protect_content=part.protected,
        reply_markup=part.keyboard,
    )
