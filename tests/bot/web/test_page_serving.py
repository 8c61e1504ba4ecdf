"""Serving the page: alone or beside the bot; where it cannot listen, that is said."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.config import Settings
from bot.web.house import House
from bot.web.opening import beside, page_link
from bot.web.pushing import look
from bot.web.serve import NoPlace, listening
from tests.support.dialogue import Clock


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program has."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def settings_at(port: int, folder: Path) -> Settings:
    return Settings(_env_file=None, data_dir=folder, web_listen=f"127.0.0.1:{port}")


def test_a_port_that_is_taken_is_named(taken: int, tmp_path: Path) -> None:
    with pytest.raises(NoPlace, match="RM_WEB_LISTEN"):
        listening(settings_at(taken, tmp_path))


def test_beside_the_bot_it_answers_until_the_bot_stops(house: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = settings_at(port, house.settings.data_dir)
    there = House(house.desk, settings, house.workshop, house.conversation, house.pushes)
    with beside(there):
        transport = httpx.HTTPTransport(retries=20)
        with httpx.Client(transport=transport) as client:
            answer = client.get(f"http://127.0.0.1:{port}/login")
    assert answer.status_code == 200
    assert "server" not in answer.headers
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/login")


def test_a_link_is_for_who_is_there(house: House) -> None:
    link = page_link("rm1", desk=house.desk, settings=house.settings)
    assert isinstance(link, str)
    assert link.startswith("http://127.0.0.1:8080/login#")
    assert not isinstance(page_link("nobody", desk=house.desk, settings=house.settings), str)


def test_a_notice_that_cannot_be_put_is_told_again(house: House, clock: Clock) -> None:
    told: list[str] = []

    class Push:
        chat, reply = "web:rm1", None

    class Pushes:
        due = staticmethod(lambda: [Push()])
        told = staticmethod(lambda push: told.append("told"))
        not_told = staticmethod(lambda push: told.append("not told"))

    there = House(house.desk, house.settings, house.workshop, house.conversation, Pushes())  # type: ignore[arg-type]
    look(there)
    assert told == ["not told"]
