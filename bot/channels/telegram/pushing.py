"""What is told unasked: asked for every few seconds, sent, and marked as told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import CallbackContext

from bot.channels.telegram.sending import PAUSES, send_reply

if TYPE_CHECKING:
    from bot.channels.telegram.application import App
    from bot.conversation.pushing import Push, Pushes

EVERY = 5.0
"""Seconds between two looks at what is due."""
LONGEST = 60.0
"""Seconds one may take to be sent: well within the claim, or another sender would send it too."""
Context = CallbackContext[Any, Any, Any, Any]
_log = logging.getLogger(__name__)


def push_regularly(application: App, pushes: Pushes) -> None:
    """Have a started Application tell what falls due, by polling and by webhook alike.

    Raises:
        RuntimeError: where the Application was built without a job queue.
    """
    if application.job_queue is None:
        raise RuntimeError("the Application has no job queue")
    pusher = Pusher(pushes)
    overlapping = {"max_instances": 3, "coalesce": True}
    application.job_queue.run_repeating(
        pusher.look, interval=EVERY, first=0.0, job_kwargs=overlapping
    )


class Pusher:
    """Sends what is due, one look at a time."""

    def __init__(self, pushes: Pushes, *, pauses: Sequence[float] = PAUSES) -> None:
        self._pushes = pushes
        self._pauses = pauses
        self._looking = asyncio.Lock()

    async def look(self, context: Context) -> None:
        """Send all that is due; nothing where the last look still sends."""
        if self._looking.locked():
            return
        async with self._looking:
            while due := await asyncio.to_thread(self._pushes.due):
                await asyncio.gather(*(self._send(each, context.bot) for each in due))

    async def _send(self, push: Push, bot: Bot) -> None:
        chat_id = int(push.chat.partition(":")[2])
        sending = send_reply(push.reply, bot=bot, chat_id=chat_id, pauses=self._pauses)
        try:
            await asyncio.wait_for(sending, LONGEST)
        except (TelegramError, TimeoutError) as error:
            _log.warning("not_told chat=%s error=%s", chat_id, type(error).__name__)
            await asyncio.to_thread(self._pushes.not_told, push)
            return
        if not await asyncio.to_thread(self._pushes.told, push):
            _log.warning("told_late chat=%s", chat_id)
