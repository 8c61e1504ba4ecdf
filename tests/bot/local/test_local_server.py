"""The real HTTP client of python-telegram-bot against the loopback Bot API server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from telegram.error import BadRequest, Conflict, InvalidToken
from telegram.ext import Application
from telegram.request import HTTPXRequest

from bot.local.watching import AnyApplication
from tests.bot.local.echo_bot import PNG, build
from tests.support.botapi_server import BotApiServer
from tests.support.dialogue import MORNING


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with BotApiServer(clock=lambda: MORNING) as running:
        yield running


def over_http(server: BotApiServer, token: str | None = None) -> AnyApplication:
    direct = {"trust_env": False}
    return build(
        Application.builder()
        .token(token or server.token)
        .base_url(f"{server.url}/bot")
        .base_file_url(f"{server.url}/file/bot")
        .request(HTTPXRequest(httpx_kwargs=direct))
        .get_updates_request(HTTPXRequest(httpx_kwargs=direct))
    )


@asynccontextmanager
async def polling(server: BotApiServer) -> AsyncIterator[AnyApplication]:
    application = over_http(server)
    async with application:
        assert application.updater is not None
        await application.updater.start_polling(timeout=5)
        await application.start()
        yield application
        await application.updater.stop()
        await application.stop()


async def test_a_chat_by_long_polling(server: BotApiServer) -> None:
    user = server.user(1, name="林芳")
    async with polling(server):
        await user.send("/brief 张三")
        (brief,) = await user.messages()
        assert (brief.text, brief.protected) == ("简报 张三", True)
        await user.press("修改后使用")
        (opened,) = await user.messages()
        assert opened.text == "打开修改后使用"
    assert {"getMe", "deleteWebhook", "getUpdates", "answerCallbackQuery"} <= set(server.calls)
    assert server.api.world.pending == []


async def test_files_both_ways(server: BotApiServer, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("S001", encoding="utf-8")
    user = server.user(1)
    async with polling(server):
        await user.send("/files")
        photo, document, *album = await user.messages(4)
        await user.upload(tmp_path / "list.txt")
        (received,) = await user.messages()
    assert photo.file is not None and photo.file.content == PNG
    assert document.file is not None and document.file.content == b"a,b\n1,2\n"
    assert [each.file.content for each in album if each.file] == [b"one", b"two"]
    assert received.text.startswith("list.txt：4字节，S001")


async def test_updates_are_pushed_to_a_webhook(server: BotApiServer, free_port: int) -> None:
    user = server.user(1)
    application = over_http(server)
    async with application:
        assert application.updater is not None
        await application.updater.start_webhook(
            listen="127.0.0.1",
            port=free_port,
            url_path="hook",
            webhook_url=f"http://127.0.0.1:{free_port}/hook",
            secret_token="s3cret",
        )
        await application.start()
        assert await user.send("您好") == 200
        (echoed,) = await user.messages()
        assert echoed.text == "您说：您好"
        with pytest.raises(Conflict):
            await application.bot.get_updates()
        assert (await application.bot.get_webhook_info()).url.endswith("/hook")
        server.api.world.webhook = type(server.api.world.webhook)(
            server.api.world.webhook.url, "wrong"
        )
        assert await user.send("伪造") == 403
        await application.updater.stop()
        await application.stop()


@pytest.fixture
def free_port() -> int:
    from tornado.netutil import bind_sockets

    (socket,) = bind_sockets(0, address="127.0.0.1")
    port: int = socket.getsockname()[1]
    socket.close()
    return port


async def test_refusals_travel_over_http(server: BotApiServer) -> None:
    server.user(1)
    async with over_http(server).bot as bot:
        with pytest.raises(BadRequest, match="too long"):
            await bot.send_message(1, "字" * 4097)
        with pytest.raises(BadRequest, match='unsupported start tag "" at byte offset 2'):
            await bot.send_message(1, "3 < 5", parse_mode="HTML")
        assert (await bot.get_chat(1)).type == "private"
    with pytest.raises(InvalidToken):
        await over_http(server, token="2:wrong").initialize()
