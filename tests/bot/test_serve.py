"""`serve`: the Telegram application over the real HTTP client, against a server on loopback."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from bot.channels import telegram_application
from bot.config import Settings
from bot.desk import Desk
from store.actor import TERMINAL_ADMIN
from store.engine import transaction
from store.staff import invite_staff
from tests.conftest import NOW
from tests.support.botapi_server import BotApiServer


def settings(server: BotApiServer, folder: Path) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=folder,
        telegram_token=SecretStr(server.token),
        telegram_api_url=server.url,
    )


async def test_a_dialogue_by_long_polling(desk: Desk, tmp_path: Path) -> None:
    with transaction(desk.engine) as session:
        code = invite_staff(session=session, actor=TERMINAL_ADMIN, staff_id="rm1", at=NOW)
    async with BotApiServer(clock=desk.clock) as server:
        application = telegram_application(desk, settings=settings(server, tmp_path))
        assert application.updater is not None
        async with application:
            await application.start()
            await application.updater.start_polling(poll_interval=0, timeout=1)
            user = server.user(chat_id=42)
            await user.send("你好")
            (refused,) = await user.messages(1)
            assert "只为本行工作人员" in refused.text
            await user.send(f"/start {code}")
            (bound,) = await user.messages(1)
            assert "绑定成功" in bound.text
            await user.send("等下给王建国打电话")
            (brief,) = await user.messages(1)
            assert "王建国" in brief.text and brief.protected
            await user.press("产品")
            (products,) = await user.messages(1)
            assert "必须说" in products.text
            await application.updater.stop()
            await application.stop()
    assert {"getMe", "getUpdates", "sendMessage", "sendChatAction"} <= set(server.calls)
