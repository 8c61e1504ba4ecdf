"""Sending: split at paragraphs, buttons under the last part, customer data protected."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatAction, ChatType, ParseMode

from bot.handlers.state import Context
from bot.render.text import split

Button = tuple[str, str]
"""A button's words and its callback data (64 bytes at most)."""


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """An inline keyboard, or None without buttons."""
    built = [[InlineKeyboardButton(w, callback_data=d) for w, d in row] for row in rows if row]
    return InlineKeyboardMarkup(built) if built else None


def in_rows(buttons: Sequence[Button], width: int = 3) -> list[list[Button]]:
    """Buttons laid in rows."""
    return [list(buttons[i : i + width]) for i in range(0, len(buttons), width)]


async def send(
    update: Update,
    context: Context,
    html: str,
    *,
    buttons: Sequence[Sequence[Button]] = (),
    protected: bool = True,
) -> None:
    """Answer in the chat; `protected` forbids forwarding what holds customer data."""
    chat = update.effective_chat
    if chat is None:
        return
    parts = split(html)
    for position, part in enumerate(parts):
        last = position == len(parts) - 1
        await context.bot.send_message(
            chat.id,
            part,
            parse_mode=ParseMode.HTML,
            protect_content=protected,
            reply_markup=keyboard(buttons) if last else None,
        )


async def typing(update: Update, context: Context) -> None:
    """Show that the bot is working."""
    if update.effective_chat is not None:
        await context.bot.send_chat_action(update.effective_chat.id, ChatAction.TYPING)


def is_group(update: Update) -> bool:
    """Whether others read along."""
    chat = update.effective_chat
    return chat is not None and chat.type != ChatType.PRIVATE
