"""Running the bot on Telegram: long polling, or a webhook where one is set."""

from __future__ import annotations

import asyncio
import os
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from telegram.constants import UpdateType
from telegram.ext import AIORateLimiter, ApplicationBuilder

from bot.channels.telegram.application import App, Builder, build_application
from bot.channels.telegram.webhook import Listening, run_webhook
from bot.config import Settings

if TYPE_CHECKING:
    from bot.conversation.conversation import Conversation

SECRET_FILE = "webhook.secret"  # noqa: S105 - where it is kept
"""In the data folder: the secret made at the first start, where none is set."""
RETRIES = 3
_WANTED = [UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY]


def serve_telegram(conversation: Conversation, *, settings: Settings) -> None:
    """Run the bot on Telegram until it is stopped."""
    application = telegram_application(conversation, settings=settings)
    if settings.webhook_url is None:
        application.run_polling(drop_pending_updates=False, allowed_updates=_WANTED)
        return
    listening = listening_at(settings)
    asyncio.run(run_webhook(application, listening=listening, wanted=list(_WANTED)))


def listening_at(settings: Settings) -> Listening:
    """Where the webhook listens, with the secret each update must come with.

    Raises:
        ValueError: where no webhook is set.
    """
    if settings.webhook_url is None:
        raise ValueError("RM_WEBHOOK_URL is not set")
    address, port = settings.webhook_address
    return Listening(
        url=settings.webhook_url,
        address=address,
        port=port,
        secret=_secret(settings),
        certificate=settings.webhook_cert,
        key=settings.webhook_key,
    )


def _secret(settings: Settings) -> str:
    """The secret that is set, else the one made at the first start and kept since."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    return _kept_secret(settings.data_dir / SECRET_FILE)


def _kept_secret(path: Path) -> str:
    """Made whole before it has its name, so that no process reads half of another's."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, made = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(made)
    return path.read_text(encoding="ascii").strip()


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
