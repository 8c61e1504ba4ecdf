"""Sending an answer whole and in order, again where the network failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError

from bot.attachments import Attachment
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
            await _send(partial(_text, part, bot=bot, chat_id=chat_id), chat_id, pauses)
        for each in message.attached:
            sending = partial(_file, each, message.confidential, bot=bot, chat_id=chat_id)
            await _send(sending, chat_id, pauses)


async def _send(
    once: Callable[[], Awaitable[object]], chat_id: int, pauses: Sequence[float]
) -> None:
    for pause in pauses:
        try:
            await once()
            return
        except BadRequest:
            raise
        except NetworkError as error:
            _log.warning("send_again chat=%s error=%s", chat_id, type(error).__name__)
        await asyncio.sleep(pause)
    await once()


async def _text(part: Outgoing, *, bot: Bot, chat_id: int) -> None:
    await bot.send_message(
        chat_id,
        part.html,
        parse_mode=ParseMode.HTML,
        protect_content=part.protected,
        reply_markup=part.keyboard,
    )


async def _file(each: Attachment, protected: bool, *, bot: Bot, chat_id: int) -> None:
    send = bot.send_photo if each.picture else bot.send_document
    await send(chat_id, each.content, filename=each.name, protect_content=protected)
