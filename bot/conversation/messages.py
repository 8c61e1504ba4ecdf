"""What goes in and out of a conversation, whatever the channel: Said | Pressed → Reply.

    channel ── Said, Pressed ──▶ Conversation.respond ── Reply ──▶ channel

A channel parses its updates to these and sends what comes back; it knows nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.attachments import Attachment
from bot.blocks import Screen

TELEGRAM, TERMINAL, WEB = "telegram", "terminal", "web"
"""What stands before the colon of a chat's key."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words typed in a chat. `chat` is the chat's key, its channel in front (`telegram:42`).

    A command is words with a slash in front (`/brief 王建国`). `unreadable` is set for a
    sticker, a picture and the like, whose `text` is empty; `group` where others read along;
    `edited` where an earlier message was changed; `forwarded` where the words are somebody
    else's: their name as the channel has it, maybe empty. `numbered` where the channel numbers
    its buttons, and a number was typed for which it knows none: it began anew.
    """

    chat: str
    text: str
    unreadable: bool = False
    group: bool = False
    edited: bool = False
    forwarded: str | None = None
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button pressed: the token its `Button` came with."""

    chat: str
    token: str
    group: bool = False


Incoming = Said | Pressed


@dataclass(frozen=True, slots=True)
class Button:
    """A button as a channel shows it. `token` is ASCII of at most 32 characters."""

    label: str
    token: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the bot: blocks, with rows of buttons below, and the files that follow it.

    `confidential` holds customer data: a channel that can forbid forwarding does.
    """

    screen: Screen
    buttons: tuple[tuple[Button, ...], ...] = ()
    confidential: bool = True
    attached: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A command for the channel's menu."""

    command: str
    description: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot answers. `menu` are the commands of who speaks, empty for a stranger.

    `reference` is set where the answer failed: the number the user is told and the log names.
    """

    messages: tuple[Message, ...]
    menu: tuple[MenuEntry, ...] = field(default=())
    reference: str = ""
