"""What is told unasked, put into the chats of who has no other: looked for every few seconds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.usecases.page import put_posts
from bot.usecases.work import working
from bot.web.house import House
from bot.web.posts import contents_of
from knowledge.privacy import place_of

EVERY = 10.0
"""Seconds between two looks at what is due."""
_log = logging.getLogger(__name__)


@asynccontextmanager
async def telling(house: House) -> AsyncIterator[None]:
    """Have what falls due told as long as the page is served."""
    looking = asyncio.create_task(_regularly(house))
    yield
    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking


def look(house: House) -> None:
    """Put what is due into the chats."""
    for push in house.pushes.due():
        try:
            with working(house.desk) as work:
                put_posts(push.chat, [*contents_of(push.reply, push.chat, work=work)], work=work)
        except Exception as error:  # noqa: BLE001 - one that fails delays no other
            _log.error("not_told chat=%s error=%s", push.chat, place_of(error.__cause__ or error))
            house.pushes.not_told(push)
        else:
            house.pushes.told(push)


async def _regularly(house: House) -> None:
    while True:
        await asyncio.to_thread(look, house)
        await asyncio.sleep(EVERY)
