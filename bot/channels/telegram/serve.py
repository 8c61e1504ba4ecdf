"""Running the bot on Telegram: long polling, or a webhook where one is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import UpdateType
from telegram.ext import AIORateLimiter, ApplicationBuilder

from bot.channels.telegram.application import App, Builder, build_application
from bot.config import Settings

if TYPE_CHECKING:
    from bot.conversation.conversation import Conversation

WEBHOOK_PORT = 8443
RETRIES = 3
_WANTED = [UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY]


def serve_telegram(conversation: Conversation, *, settings: Settings) -> None:
    """Run the bot on Telegram until it is stopped."""
    application = telegram_application(conversation, settings=settings)
    if settings.webhook_url is None:
        application.run_polling(drop_pending_updates=False, allowed_updates=_WANTED)
        return
    application.run_webhook(
        listen="0.0.0.0",  # noqa: S104 - Telegram comes in from outside
        port=WEBHOOK_PORT,
        url_path=settings.webhook_url.rstrip("/").rsplit("/", 1)[-1],
        webhook_url=settings.webhook_url,
        allowed_updates=_WANTED,
    )


def telegram_application(conversation: Conversation, *, settings: Settings) -> App:
    """The Application for Telegram, or for another Bot API server where one is set.

    Raises:
        ValueError: where no token is set.
    """
    if settings.telegram_token is None:
        raise ValueError("RM_TELEGRAM_TOKEN is not set")
    builder: Builder = ApplicationBuilder().token(settings.telegram_token.get_secret_value())
    builder = builder.rate_limiter(AIORateLimiter(max_retries=RETRIES))
    if settings.telegram_api_url is not None:
        server = settings.telegram_api_url.rstrip("/")
        builder = builder.base_url(f"{server}/bot").base_file_url(f"{server}/file/bot")
    return build_application(conversation, builder=builder)
