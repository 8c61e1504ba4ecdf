"""The Application: an update parsed, answered by the conversation off the loop, and sent."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from telegram import Bot, BotCommand, BotCommandScopeChat, Chat, Update
from telegram.constants import ChatAction
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackContext,
    CallbackQueryHandler,
    MessageHandler,
    filters,
)

from bot.channels.telegram.doorkeeper import Admission, Budgets, Doorkeeper
from bot.channels.telegram.order import ByChat
from bot.channels.telegram.parse import incoming_of
from bot.channels.telegram.sending import PAUSES, send_reply
from bot.conversation.messages import Incoming, MenuEntry, Reply
from bot.conversation.progress import Tell, telling
from knowledge.privacy import place_of

if TYPE_CHECKING:
    from bot.conversation.conversation import Conversation

App = Application[Any, Any, Any, Any, Any, Any]
Builder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]

AT_ONCE = 32
"""Messages answered at the same time, each in a thread: a slow one delays no other chat."""
SIGN_WAIT = 1.0
"""Seconds an answer waits for its signs of work: one shown behind it would stand there alone."""
_NOT_DELIVERED = "回答没能送到，请再发一次；反馈时请报编号 {reference}。"
_TOO_FAST = "发得太快了：这一条没有处理，约{seconds}秒内再发的也不处理。请过一会儿重发。"
_log = logging.getLogger(__name__)


def build_application(
    conversation: Conversation,
    *,
    builder: Builder,
    pauses: Sequence[float] = PAUSES,
    budgets: Budgets | None = None,
) -> App:
    """The Application over whatever Bot API the builder is given."""
    doorkeeper = Doorkeeper(clock=time.monotonic, budgets=budgets)
    gateway = Gateway(conversation, pauses=pauses, doorkeeper=doorkeeper)
    application: App = builder.concurrent_updates(ByChat()).build()
    said = filters.UpdateType.MESSAGES & ~filters.StatusUpdate.ALL
    application.add_handler(MessageHandler(said, gateway.serve))
    application.add_handler(CallbackQueryHandler(gateway.serve))
    application.add_error_handler(failed)
    return application


class Gateway:
    """Where updates come in and answers go out; remembers only the menu a chat was given."""

    def __init__(
        self, conversation: Conversation, *, pauses: Sequence[float], doorkeeper: Doorkeeper
    ) -> None:
        self._conversation = conversation
        self._doorkeeper = doorkeeper
        self._pauses = pauses
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="answer")
        self._menus: dict[int, tuple[MenuEntry, ...]] = {}

    async def serve(self, update: Update, context: Context) -> None:
        """Answer one update.

        Raises:
            telegram.error.TelegramError: where the answer could not be sent.
        """
        chat, incoming = update.effective_chat, incoming_of(update, bot_name=context.bot.username)
        if chat is None or incoming is None or not await self._admitted(chat):
            return
        loop = asyncio.get_running_loop()
        begun: list[Future[None]] = []

        def tell(words: str) -> None:
            begun.append(asyncio.run_coroutine_threadsafe(_show_begun(chat, words), loop))

        answering = loop.run_in_executor(self._threads, self._answer, incoming, tell)
        signs = context.application.create_task(_show_work(update, chat))
        reply = await answering
        await asyncio.wait({signs}, timeout=SIGN_WAIT)
        await asyncio.gather(*map(asyncio.wrap_future, begun))
        if chat.type == Chat.PRIVATE:
            self._doorkeeper.learn(chat.id, staff=bool(reply.menu))
        await send_reply(reply, bot=context.bot, chat_id=chat.id, pauses=self._pauses)
        await self._show_menu(reply, bot=context.bot, chat=chat)

    def _answer(self, incoming: Incoming, tell: Tell) -> Reply:
        """The conversation's answer; what takes it long is told as it begins."""
        with telling(tell):
            return self._conversation.respond(incoming)

    async def _admitted(self, chat: Chat) -> bool:
        """Whether the chat is served now; one that is not is told so once."""
        admission = self._doorkeeper.admit(chat.id, shared=chat.type != Chat.PRIVATE)
        if admission is Admission.TELL:
            wait = self._doorkeeper.seconds_to_wait(chat.id)
            await chat.send_message(_TOO_FAST.format(seconds=wait))
        return admission is Admission.SERVE

    async def _show_menu(self, reply: Reply, *, bot: Bot, chat: Chat) -> None:
        """Give a private chat the menu of who speaks there, where it has another."""
        if chat.type != Chat.PRIVATE or self._menus.get(chat.id, ()) == reply.menu:
            return
        scope = BotCommandScopeChat(chat.id)
        try:
            if reply.menu:
                commands = [BotCommand(each.command, each.description) for each in reply.menu]
                await bot.set_my_commands(commands, scope=scope)
            else:
                await bot.delete_my_commands(scope=scope)
        except TelegramError as error:
            _log.info("menu_not_set chat=%s error=%s", chat.id, type(error).__name__)
            return
        self._menus[chat.id] = reply.menu


async def _show_begun(chat: Chat, words: str) -> None:
    """Say that long work began; may fail."""
    try:
        await chat.send_message(words)
    except TelegramError as error:
        _log.info("begun_not_shown chat=%s error=%s", chat.id, type(error).__name__)


async def _show_work(update: Update, chat: Chat) -> None:
    """Stop a pressed button's waiting and show that an answer is being made; may fail."""
    signs = [chat.send_action(ChatAction.TYPING)]
    if update.callback_query is not None:
        signs.append(update.callback_query.answer())
    for outcome in await asyncio.gather(*signs, return_exceptions=True):
        if isinstance(outcome, BaseException):
            _log.info("sign_not_shown chat=%s error=%s", chat.id, type(outcome).__name__)


async def failed(update: object, context: Context) -> None:
    """Tell the user that no answer came, with a reference; the log names the error's place."""
    reference = secrets.token_hex(4)
    number = update.update_id if isinstance(update, Update) else None
    _log.error("failed reference=%s update=%s error=%s", reference, number, place_of(context.error))
    chat = update.effective_chat if isinstance(update, Update) else None
    if chat is None or isinstance(context.error, Forbidden):
        return
    try:
        await chat.send_message(_NOT_DELIVERED.format(reference=reference))
    except TelegramError as error:
        _log.error("not_told reference=%s error=%s", reference, type(error).__name__)
