"""Telegram's updates as what was said or pressed."""

from __future__ import annotations

import re

from telegram import Chat, Message, MessageOriginHiddenUser, MessageOriginUser, Update
from telegram.constants import ChatType

from bot.conversation.messages import TELEGRAM, Incoming, Pressed, Said

_ADDRESSED = re.compile(r"^(/\w+)@(\w+)")
"""A command with the bot it is meant for: `/brief@rm_assistant_bot`."""


def incoming_of(update: Update, *, bot_name: str) -> Incoming | None:
    """What an update says or presses; None where it is nothing for this bot to answer."""
    chat, query = update.effective_chat, update.callback_query
    if chat is None:
        return None
    if query is not None:
        return Pressed(key_of(chat), query.data, group=_shared(chat)) if query.data else None
    message = update.message or update.edited_message
    if message is None:
        return None
    return _said(message, edited=update.message is None, bot_name=bot_name)


def key_of(chat: Chat) -> str:
    """The chat's key in the conversation."""
    return f"{TELEGRAM}:{chat.id}"


def _said(message: Message, *, edited: bool, bot_name: str) -> Said | None:
    text = message.text or ""
    addressed = _ADDRESSED.match(text)
    if addressed and addressed[2].lower() != bot_name.lower():
        return None
    return Said(
        key_of(message.chat),
        _ADDRESSED.sub(r"\1", text),
        unreadable=not text,
        group=_shared(message.chat),
        edited=edited,
        forwarded=_forwarded_from(message),
    )


def _forwarded_from(message: Message) -> str | None:
    """The name of whose words a message passes on; None where they are the sender's own."""
    match message.forward_origin:
        case None:
            return None
        case MessageOriginUser(sender_user=user):
            return user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return name
        case _:
            return ""


def _shared(chat: Chat) -> bool:
    """Whether others read along."""
    return chat.type != ChatType.PRIVATE
