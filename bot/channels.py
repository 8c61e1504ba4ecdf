"""Opening a channel: the terminal over the in-process Bot API, or Telegram."""

from __future__ import annotations

from typing import Any

from telegram.ext import AIORateLimiter, ApplicationBuilder

from bot.config import Settings
from bot.desk import Desk
from bot.handlers.application import build_application
from bot.handlers.state import App, Office
from bot.local import LocalBotApi, local_builder
from bot.local.terminal import open_terminal
from bot.usecases.scripts import Workshop
from store.actor import Actor
from store.engine import reading
from store.staff import actor_for_chat, actor_for_staff

WEBHOOK_PORT = 8443
LOCAL_CHAT = 1


class UnknownStaff(LookupError):
    """No active staff member has this id."""


def telegram_office(desk: Desk, *, settings: Settings) -> Office:
    """Chats speak for whoever bound them with an invite code."""

    def identify(chat: str) -> Actor | None:
        with reading(desk.engine) as session:
            return actor_for_chat(session=session, chat_id=chat)

    return Office(desk, _workshop(desk, settings), "telegram", identify)


def local_office(desk: Desk, staff_id: str, *, settings: Settings) -> Office:
    """The terminal speaks for one staff member, read afresh for every message."""

    def identify(chat: str) -> Actor | None:
        with reading(desk.engine) as session:
            return actor_for_staff(session=session, staff_id=staff_id)

    return Office(desk, _workshop(desk, settings), "local", identify)


def chat_in_terminal(desk: Desk, *, settings: Settings, staff_id: str) -> None:
    """The bot in the terminal, as one staff member, until the input ends.

    Raises:
        UnknownStaff: where no active staff member has the id.
    """
    with reading(desk.engine) as session:
        if actor_for_staff(session=session, staff_id=staff_id) is None:
            raise UnknownStaff(staff_id)
    open_terminal(
        application=local_application(desk, staff_id, settings=settings),
        staff_id=staff_id,
        chat_id=LOCAL_CHAT,
        data_dir=settings.data_dir,
    )


def local_application(desk: Desk, staff_id: str, *, settings: Settings) -> App:
    """The Application over the in-process Bot API."""
    builder = local_builder(LocalBotApi(clock=desk.clock))
    return build_application(local_office(desk, staff_id, settings=settings), builder=builder)


def _workshop(desk: Desk, settings: Settings) -> Workshop:
    return Workshop(settings, desk.rules, desk.clock)


def serve_telegram(desk: Desk, *, settings: Settings) -> None:
    """Run the bot on Telegram until it is stopped."""
    application = telegram_application(desk, settings=settings)
    if settings.webhook_url is None:
        application.run_polling(drop_pending_updates=False)
        return
    path = settings.webhook_url.rstrip("/").rsplit("/", 1)[-1]
    application.run_webhook(
        listen="0.0.0.0",
        port=WEBHOOK_PORT,
        url_path=path,
        webhook_url=settings.webhook_url,
    )


def telegram_application(desk: Desk, *, settings: Settings) -> App:
    """The Application for Telegram, or for another Bot API server where one is set."""
    assert settings.telegram_token is not None
    token = settings.telegram_token.get_secret_value()
    builder: Any = ApplicationBuilder().token(token)
    builder = builder.rate_limiter(AIORateLimiter(max_retries=3))
    if settings.telegram_api_url is not None:
        server = settings.telegram_api_url.rstrip("/")
        builder = builder.base_url(f"{server}/bot").base_file_url(f"{server}/file/bot")
    return build_application(telegram_office(desk, settings=settings), builder=builder)
