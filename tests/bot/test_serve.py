"""`serve`: the Telegram application over the real HTTP client, against a server on loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError
from telegram.error import Conflict
from tornado.httpclient import AsyncHTTPClient
from tornado.netutil import bind_sockets

from bot.app import telegram_conversation
from bot.channels.telegram.application import App
from bot.channels.telegram.serve import (
    SECRET_FILE,
    Unwelcome,
    bot_of,
    introduce,
    listening_at,
    telegram_application,
)
from bot.channels.telegram.webhook import MOST_BYTES, SECRET_HEADER, Listening, take_calls
from bot.config import Settings
from bot.desk import Desk
from store.actor import TERMINAL_ADMIN
from store.engine import transaction
from store.staff import invite_staff
from tests.botapi.server import BotApiServer
from tests.botapi.wire import ApiError
from tests.conftest import NOW

pytestmark = pytest.mark.slow


@asynccontextmanager
async def serving(desk: Desk, server: BotApiServer, folder: Path) -> AsyncIterator[App]:
    settings = Settings(
        _env_file=None,
        data_dir=folder,
        telegram_token=SecretStr(server.token),
        telegram_api_url=server.url,
    )
    conversation = telegram_conversation(desk, settings=settings)
    application = telegram_application(conversation, settings=settings)
    async with application:
        await application.start()
        yield application
        assert application.updater is not None
        if application.updater.running:
            await application.updater.stop()
        await application.stop()


def invited(desk: Desk) -> str:
    with transaction(desk.engine) as session:
        return invite_staff(session=session, actor=TERMINAL_ADMIN, staff_id="rm1", at=NOW)


async def test_a_dialogue_by_long_polling(desk: Desk, tmp_path: Path) -> None:
    async with (
        BotApiServer(clock=desk.clock) as server,
        serving(desk, server, tmp_path) as application,
    ):
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0, timeout=1)
        user = server.user(chat_id=42)
        await user.send("你好")
        (refused,) = await user.messages(1)
        assert "只为本行工作人员" in refused.text
        await user.send(f"/start {invited(desk)}")
        (bound,) = await user.messages(1)
        assert "绑定成功" in bound.text
        await user.send("等下给王建国打电话")
        (brief,) = await user.messages(1)
        assert "王建国" in brief.text
        assert brief.protected
        server.api.fail("sendMessage", ApiError(429, "Too Many Requests", retry_after=0))
        await user.press("产品")
        (products,) = await user.messages(1)
        assert "必须说" in products.text
    expected = {"getMe", "getUpdates", "sendMessage", "sendChatAction", "answerCallbackQuery"}
    assert expected <= set(server.api.calls)
    assert server.api.calls.count("sendMessage") == 5


SECRET = "only-telegram-knows-this"
POST = {"Content-Type": "application/json"}


@asynccontextmanager
async def called(application: App) -> AsyncIterator[str]:
    """The webhook's URL while it listens."""
    (socket,) = bind_sockets(0, address="127.0.0.1")
    port = socket.getsockname()[1]
    socket.close()
    url = f"http://127.0.0.1:{port}/hook"
    listening = Listening(url, "127.0.0.1", port, SECRET)
    door = await take_calls(application, listening=listening, wanted=["message"])
    yield url
    door.stop()
    await door.close_all_connections()


async def knock(url: str, body: bytes, headers: dict[str, str], method: str = "POST") -> int:
    """The status a caller gets; 599 where the connection was cut."""
    sent = body if method == "POST" else None
    answer = await AsyncHTTPClient().fetch(
        url, method=method, body=sent, headers=headers, raise_error=False
    )
    return answer.code


async def test_updates_pushed_to_a_webhook(desk: Desk, tmp_path: Path) -> None:
    async with (
        BotApiServer(clock=desk.clock) as server,
        serving(desk, server, tmp_path) as application,
        called(application) as url,
    ):
        user = server.user(chat_id=42)
        assert await user.send("你好") == 200
        (refused,) = await user.messages(1)
        assert "只为本行工作人员" in refused.text
        assert server.api.world.webhook.url == url
        with pytest.raises(Conflict):
            await application.bot.get_updates()


def forged(text: str) -> bytes:
    """An update as Telegram would send it, from whoever wants to be chat 42."""
    sender = {"id": 42, "type": "private", "first_name": "林"}
    message = {"message_id": 1, "date": 1, "chat": sender, "text": text}
    return json.dumps({"update_id": 1, "message": {**message, "from": sender}}).encode()


@pytest.mark.parametrize("given", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper()])
async def test_a_call_without_the_secret_is_sent_away_unread(
    desk: Desk, tmp_path: Path, given: str | None
) -> None:
    async with (
        BotApiServer(clock=desk.clock) as server,
        serving(desk, server, tmp_path) as application,
        called(application) as url,
    ):
        headers = POST if given is None else {**POST, SECRET_HEADER: given}
        assert await knock(url, forged("/today"), headers) == 403
        assert application.update_queue.empty()
        assert "sendMessage" not in server.api.calls


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 200),
        (b"[" * 60_000, 200),
        (b'{"update_id": 1, "message": {"chat": 3}}', 200),
        (b"\xff\xfe", 200),
        (b"x" * (MOST_BYTES + 1), 400),
    ],
    ids=["half", "deep", "misshapen", "not text", "too long"],
)
async def test_what_is_no_update_is_skipped_and_the_next_is_answered(
    desk: Desk, tmp_path: Path, body: bytes, status: int
) -> None:
    async with (
        BotApiServer(clock=desk.clock) as server,
        serving(desk, server, tmp_path) as application,
        called(application) as url,
    ):
        headers = {**POST, SECRET_HEADER: SECRET}
        assert await knock(url, body, headers) in {status, 599 if status == 400 else status}
        assert await knock(url, b"", headers, method="GET") == 405
        user = server.user(chat_id=42)
        assert await user.send("你好") == 200
        assert await user.messages(1)


def test_the_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", webhook_url="https://b.cn/hook")
    first = listening_at(settings)
    assert len(first.secret) >= 32
    assert listening_at(settings).secret == first.secret
    assert (first.address, first.port, first.path) == ("127.0.0.1", 8443, "/hook")
    kept = tmp_path / "data" / SECRET_FILE
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in kept.parent.iterdir()] == [SECRET_FILE]
    own = settings.model_copy(update={"webhook_secret": SecretStr("chosen-by-the-bank-1")})
    assert listening_at(own).secret == "chosen-by-the-bank-1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webhook_secret", "short"),
        ("webhook_secret", "with spaces in the middle of it"),
        ("webhook_listen", "8443"),
        ("webhook_listen", "127.0.0.1:port"),
        ("webhook_listen", "127.0.0.1:70000"),
    ],
)
def test_settings_that_would_leave_the_door_open_are_refused(name: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None, **{name: value})


def test_an_empty_secret_opens_nothing() -> None:
    with pytest.raises(ValueError, match="secret"):
        Listening("https://b.cn/hook", "127.0.0.1", 8443, "")


async def test_a_server_that_is_none_or_knows_no_such_bot_is_said(tmp_path: Path) -> None:
    token = "123456789:AAF" + "x" * 32
    async with BotApiServer(clock=lambda: NOW) as server:
        for url, said in (
            (server.url, "不认"),
            ("http://127.0.0.1:1", "连不上"),
            ("x:/ y", "连不上"),
        ):
            settings = Settings(
                _env_file=None,
                data_dir=tmp_path,
                telegram_token=SecretStr(token),
                telegram_api_url=url,
            )
            with pytest.raises(Unwelcome, match=said) as refused:
                await asyncio.to_thread(introduce, settings)
            assert token not in str(refused.value)


@pytest.mark.parametrize(
    ("server", "asked"),
    [
        (None, "https://api.telegram.org/bot"),
        ("http://127.0.0.1:8081/", "http://127.0.0.1:8081/bot"),
    ],
)
def test_the_bot_is_asked_for_where_it_is_said_to_be(server: str | None, asked: str) -> None:
    token = "123456789:AAF" + "x" * 32
    settings = Settings(_env_file=None, telegram_token=SecretStr(token), telegram_api_url=server)
    assert bot_of(settings).base_url == asked + token


async def test_an_update_that_cannot_be_read_stops_nobody(desk: Desk, tmp_path: Path) -> None:
    async with (
        BotApiServer(clock=desk.clock) as server,
        serving(desk, server, tmp_path) as application,
    ):
        assert application.updater is not None
        user = server.user(chat_id=42)
        await user.send("你好")
        server.api.world.pending[-1]["message"]["poll"] = {"id": "1"}
        await user.send("你好")
        await application.updater.start_polling(poll_interval=0, timeout=1)
        assert await user.messages(1)
