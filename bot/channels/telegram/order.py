"""Updates of one chat one after another, of different chats at the same time."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable

from telegram import Update
from telegram.ext import BaseUpdateProcessor

WAITING = 100_000
"""Updates that may wait for their turn: a chat that floods takes no other chat's place."""


class ByChat(BaseUpdateProcessor):
    """Keeps a chat's updates in order and delays no other chat for it."""

    def __init__(self) -> None:
        super().__init__(WAITING)
        self._locks: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: dict[int, int] = defaultdict(int)

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Wait for the chat's earlier updates, then process this one."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        self._waiting[chat.id] += 1
        try:
            async with self._locks[chat.id]:
                await coroutine
        finally:
            self._waiting[chat.id] -= 1
            if not self._waiting[chat.id]:
                del self._waiting[chat.id], self._locks[chat.id]

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""
