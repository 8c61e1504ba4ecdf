"""Chats with the real Application, as any staff member or as a stranger."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.channels import local_office, telegram_office
from bot.desk import Desk
from bot.handlers.application import build_application
from bot.local import LocalChat
from tests.conftest import settings_for
from tests.support.dialogue import chats


@pytest.fixture
async def rm(desk: Desk) -> AsyncIterator[LocalChat]:
    """A private chat of rm1."""
    async with _as(desk, "rm1") as open_chat:
        yield open_chat(1)


@pytest.fixture
async def tolerant_rm(desk: Desk) -> AsyncIterator[LocalChat]:
    """A private chat of rm1 in which a handler's error is answered, not raised."""
    async with _as(desk, "rm1") as open_chat:
        yield open_chat(1, tolerant=True)


@pytest.fixture
async def supervisor(desk: Desk) -> AsyncIterator[LocalChat]:
    """A private chat of sup1, who leads rm1 to rm3."""
    async with _as(desk, "sup1") as open_chat:
        yield open_chat(2)


@pytest.fixture
async def officer(desk: Desk) -> AsyncIterator[LocalChat]:
    """A private chat of the compliance officer."""
    async with _as(desk, "cco1") as open_chat:
        yield open_chat(3)


@pytest.fixture
async def open_door(desk: Desk) -> AsyncIterator[Callable[..., LocalChat]]:
    """Chats nobody is bound to yet."""
    office = telegram_office(desk, settings=settings_for(desk.anchor_file.parent))
    async with chats(
        lambda builder: build_application(office, builder=builder), clock=desk.clock
    ) as open_chat:
        yield open_chat


def _as(desk: Desk, staff_id: str) -> AbstractAsyncContextManager[Callable[..., LocalChat]]:
    office = local_office(desk, staff_id, settings=settings_for(desk.anchor_file.parent))
    return chats(lambda builder: build_application(office, builder=builder), clock=desk.clock)
