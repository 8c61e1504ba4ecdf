"""A Telegram Bot API kept in memory: the terminal and the tests drive the real Application."""

from bot.local.botapi import LocalBotApi
from bot.local.chat import LocalChat, running
from bot.local.reply import Button, Reply, SavedFile, Sent
from bot.local.request import LocalRequest, local_builder
from bot.local.watching import NoSuchButton

__all__ = [
    "Button",
    "LocalBotApi",
    "LocalChat",
    "LocalRequest",
    "NoSuchButton",
    "Reply",
    "SavedFile",
    "Sent",
    "local_builder",
    "running",
]
