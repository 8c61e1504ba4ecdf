"""Running the bot on Telegram: long polling, or a webhook where one is set."""

from __future__ import annotations

import asyncio
import os
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.constants import UpdateType
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder

from bot.channels.telegram.application import App, Builder, build_application
from bot.channels.telegram.pushing import push_regularly
from bot.channels.telegram.transport import CarefulRequest, PerChat
from bot.channels.telegram.webhook import Listening, run_webhook
from bot.config import Settings

if TYPE_CHECKING:
    from bot.conversation.conversation import Conversation
    from bot.conversation.pushing import Pushes

SECRET_FILE = "webhook.secret"  # noqa: S105 - where it is kept
"""In the data folder: the secret made at the first start, where none is set."""
_TELEGRAM = "https://api.telegram.org"
_CONNECTIONS = 256
_NOT_KNOWN = "Telegram 不认 RM_TELEGRAM_TOKEN 里的令牌：请核对，或向 BotFather 再要一个。"
_WANTED = [UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY]


class Unwelcome(RuntimeError):
    """The Bot API server is not there or does not know the bot; `str()` says which in Chinese."""


def serve_telegram(conversation: Conversation, pushes: Pushes, *, settings: Settings) -> None:
    """Run the bot on Telegram until it is stopped.

    Raises:
        Unwelcome: where it cannot be begun.
    """
    introduce(settings)
    application = telegram_application(conversation, settings=settings)
    push_regularly(application, pushes)
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


def introduce(settings: Settings) -> None:
    """Ask the Bot API server who the bot is, before anything is started.

    Raises:
        Unwelcome: where it does not answer, or does not know the token.
    """
    loop = asyncio.new_event_loop()
    try:
        loop.run_until_complete(_introduced(settings))
    except InvalidToken:
        raise Unwelcome(_NOT_KNOWN) from None
    except (TelegramError, ValueError, TypeError, LookupError, AttributeError, OSError):
        server = "RM_TELEGRAM_API_URL 写的服务器" if settings.telegram_api_url else "Telegram"
        raise Unwelcome(f"{server}连不上，或答的不是 Bot API：请核对地址和网络。") from None
    finally:
        loop.close()


async def _introduced(settings: Settings) -> None:
    async with bot_of(settings) as bot:
        await bot.get_me()


def bot_of(settings: Settings) -> Bot:
    """The bot at Telegram, or at another Bot API server where one is set; nothing is sent yet.

    Raises:
        ValueError: where no token is set.
    """
    return Bot(
        _token(settings),
        f"{_server(settings) or _TELEGRAM}/bot",
        request=CarefulRequest(),
        get_updates_request=CarefulRequest(),
    )


def _token(settings: Settings) -> str:
    if settings.telegram_token is None:
        raise ValueError("RM_TELEGRAM_TOKEN is not set")
    return settings.telegram_token.get_secret_value()


def _server(settings: Settings) -> str:
    """Another Bot API server's address; empty for Telegram's own."""
    return (settings.telegram_api_url or "").rstrip("/")


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
    builder: Builder = ApplicationBuilder().token(_token(settings)).rate_limiter(PerChat())
    builder = builder.request(CarefulRequest(connection_pool_size=_CONNECTIONS))
    builder = builder.get_updates_request(CarefulRequest())
    if server := _server(settings):
        builder = builder.base_url(f"{server}/bot").base_file_url(f"{server}/file/bot")
    return build_application(conversation, builder=builder)
