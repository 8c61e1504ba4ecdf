"""A desk at a clock, and one manager who can be told something unasked."""

from __future__ import annotations

import dataclasses

import pytest

from bot.desk import Desk
from tests.support.dialogue import Clock
from tests.support.unasked import bind


@pytest.fixture
def clock() -> Clock:
    """Nine o'clock in the morning, a Monday."""
    return Clock()


@pytest.fixture
def bank(desk: Desk, clock: Clock) -> Desk:
    """The desk at the clock, with rm1 on Telegram, who wants no morning message."""
    desk = dataclasses.replace(desk, clock=clock)
    bind(desk, "rm1", 1)
    return desk
