"""The terminal as a channel: a keyboard or a pipe straight over the conversation."""

from bot.channels.terminal.client import TerminalClient
from bot.channels.terminal.session import chat_in_terminal, run_terminal

__all__ = ["TerminalClient", "chat_in_terminal", "run_terminal"]
