"""The Application: handlers wired, one chat's updates in order, errors answered with a number."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import defaultdict
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import (
    BaseUpdateProcessor,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.handlers import briefs, calls, checks, drafts, overview, reviews, routing
from bot.handlers.gate import admitted, start
from bot.handlers.replies import send
from bot.handlers.state import App, ChatState, Context, Office
from bot.handlers.words import FAILED, NOT_LOGGED
from bot.usecases.evidence import EvidenceFailed

_log = logging.getLogger(__name__)
AT_ONCE = 64
_COMMANDS = {
    "brief": briefs.brief_command,
    "ask": briefs.ask_command,
    "check": checks.check_command,
    "log": calls.log_command,
    "today": overview.today_command,
    "list": overview.list_command,
    "status": overview.status_command,
    "team": overview.team_command,
    "review": reviews.review_command,
    "drafts": drafts.drafts_command,
    "cancel": routing.cancel_command,
    "help": routing.help_command,
}


class ByChat(BaseUpdateProcessor):
    """Updates of one chat one after another, of different chats at the same time."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        super().__init__(at_once)
        self._locks: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: dict[int, int] = defaultdict(int)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's earlier updates, then process this one."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        self._waiting[chat.id] += 1
        try:
            async with self._locks[chat.id]:
                await coroutine
        finally:
            self._waiting[chat.id] -= 1
            if not self._waiting[chat.id]:
                del self._waiting[chat.id], self._locks[chat.id]

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def build_application(office: Office, *, builder: Any) -> App:
    """The real Application over whatever Bot API the builder is given."""
    types = ContextTypes(context=Context, chat_data=ChatState)
    application: App = builder.context_types(types).concurrent_updates(ByChat()).build()
    application.bot_data["office"] = office
    application.add_handler(CommandHandler("start", start))
    for name, handler in _COMMANDS.items():
        application.add_handler(CommandHandler(name, admitted(handler)))
    application.add_handler(CallbackQueryHandler(routing.on_press))
    plain = filters.TEXT & ~filters.COMMAND
    application.add_handler(MessageHandler(plain, routing.on_message))
    application.add_handler(MessageHandler(filters.COMMAND, admitted(routing.unknown_command)))
    application.add_handler(
        MessageHandler(filters.ALL & ~filters.StatusUpdate.ALL, routing.on_other)
    )
    application.add_error_handler(failed)
    return application


async def failed(update: object, context: Context) -> None:
    """Tell the user in a sentence with a reference; the log holds the kind of error, no content."""
    error, reference = context.error, secrets.token_hex(4)
    _log.error("handler_failed reference=%s error=%s", reference, _where(error))
    if not isinstance(update, Update):
        return
    words = NOT_LOGGED if isinstance(error, EvidenceFailed) else FAILED
    await send(update, context, words.format(reference=reference), protected=False)


def _where(error: BaseException | None) -> str:
    """The error's type and innermost place, without its message."""
    trace = error.__traceback__ if error is not None else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = ""
    if trace is not None:
        code = trace.tb_frame.f_code
        place = f" at {code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} in {code.co_name}"
    return f"{type(error).__name__}{place}"
