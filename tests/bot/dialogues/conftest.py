"""Chats with the conversation, as any staff member or as a stranger."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.conftest import settings_for
from tests.support.chat import Chat, Open

if TYPE_CHECKING:
    from bot.desk import Desk

Seat = Callable[..., Chat]


@pytest.fixture
def seat(desk: Desk) -> Seat:
    """`seat("rm1")`: a staff member's terminal; `tolerant` where an error is to be answered."""
    from bot.app import terminal_conversation

    def sit(staff_id: str, *, tolerant: bool = False) -> Chat:
        errors: list[Exception] = []
        conversation = terminal_conversation(
            desk,
            settings=settings_for(desk.anchor_file.parent),
            staff_id=staff_id,
            watch=errors.append,
        )
        return Chat(conversation, f"terminal:{staff_id}", errors=errors, tolerant=tolerant)

    return sit


@pytest.fixture
def rm(seat: Seat) -> Chat:
    """A chat of rm1."""
    return seat("rm1")


@pytest.fixture
def tolerant_rm(seat: Seat) -> Chat:
    """A chat of rm1 in which an error is answered, not raised."""
    return seat("rm1", tolerant=True)


@pytest.fixture
def supervisor(seat: Seat) -> Chat:
    """A chat of sup1, who leads rm1 to rm3."""
    return seat("sup1")


@pytest.fixture
def officer(seat: Seat) -> Chat:
    """A chat of the compliance officer."""
    return seat("cco1")


@pytest.fixture
def open_door(desk: Desk) -> Open:
    """Chats nobody is bound to yet: `open_door(7)`, `open_door(-5, group=True)`."""
    from bot.app import telegram_conversation

    errors: list[Exception] = []
    conversation = telegram_conversation(
        desk, settings=settings_for(desk.anchor_file.parent), watch=errors.append
    )

    def open_chat(number: int, *, group: bool = False) -> Chat:
        return Chat(conversation, f"telegram:{number}", errors=errors, group=group)

    return open_chat
