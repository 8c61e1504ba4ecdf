"""`serve`: the Telegram application over the real HTTP client, against a server on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram.error import Conflict
from tornado.netutil import bind_sockets

from bot.app import telegram_conversation
from bot.channels.telegram.application import App
from bot.channels.telegram.serve import telegram_application
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


async def test_updates_pushed_to_a_webhook(desk: Desk, tmp_path: Path) -> None:
    (socket,) = bind_sockets(0, address="127.0.0.1")
    port = socket.getsockname()[1]
    socket.close()
    async with (
        BotApiServer(clock=desk.clock) as server,
        serving(desk, server, tmp_path) as application,
    ):
        assert application.updater is not None
        await application.updater.start_webhook(
            listen="127.0.0.1",
            port=port,
            url_path="hook",
            webhook_url=f"http://127.0.0.1:{port}/hook",
        )
        user = server.user(chat_id=42)
        assert await user.send("你好") == 200
        (refused,) = await user.messages(1)
        assert "只为本行工作人员" in refused.text
        with pytest.raises(Conflict):
            await application.bot.get_updates()
