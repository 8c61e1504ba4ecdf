"""The page over a copy of the demo book, and browsers at it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest

from bot.desk import Desk
from bot.usecases.build import Workshop
from bot.web.app import create_app
from bot.web.house import House
from bot.web.opening import open_house
from tests.conftest import settings_for
from tests.support.browser import Browser
from tests.support.dialogue import Clock


@pytest.fixture
def clock() -> Clock:
    """Nine o'clock in the morning, a Monday."""
    return Clock()


@pytest.fixture
def errors() -> list[Exception]:
    """What the conversation answered with a reference."""
    return []


@pytest.fixture
def house(desk: Desk, clock: Clock, errors: list[Exception]) -> House:
    """What the page stands on."""
    settings = settings_for(desk.anchor_file.parent)
    desk = dataclasses.replace(desk, clock=clock)
    workshop = Workshop(settings, desk.rules, clock)
    return open_house(desk, settings=settings, workshop=workshop, watch=errors.append)


@pytest.fixture
def browser(house: House) -> Callable[[], Browser]:
    """A browser nobody is logged in at."""
    app = create_app(house)
    return lambda: Browser(app, house.desk)


@pytest.fixture
def at(
    browser: Callable[[], Browser], errors: list[Exception]
) -> Iterator[Callable[[str], Browser]]:
    """The browser of a member of staff, logged in."""
    yield lambda staff_id: browser().enter(staff_id)
    if errors:
        raise errors[0]
