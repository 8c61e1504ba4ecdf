"""A message of the bot as Telegram takes it: HTML escaped once, in parts of 4,096 units at most.

What a reader cannot see is left out: an escape or a direction mark in a name changes no line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.blocks import Block, Line, Span, Style
from bot.channels.telegram.split import parts_of
from bot.conversation.messages import Button, Message
from store.visible import in_one_line, visible

LABEL_LIMIT = 64
"""Characters of a button's label; a phone shows fewer."""
_TAGS = {
    Style.PLAIN: ("", ""),
    Style.BOLD: ("<b>", "</b>"),
    Style.SMALL: ("<i>", "</i>"),
    Style.MARKED: ("<u><b>", "</b></u>"),
    Style.COPY: ("<code>", "</code>"),
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One sendMessage: its HTML, its buttons, and whether forwarding is forbidden."""

    html: str
    keyboard: InlineKeyboardMarkup | None
    protected: bool


def outgoing_of(message: Message) -> list[Outgoing]:
    """The sendMessage calls of a message, in order; its buttons hang under the last."""
    *before, last = parts_of(message.screen)
    keyboard = _keyboard(message.buttons)
    return [
        *(Outgoing(html_of(part), None, message.confidential) for part in before),
        Outgoing(html_of(last), keyboard, message.confidential),
    ]


def html_of(blocks: Sequence[Block]) -> str:
    """Blocks in Telegram's HTML, parted by empty lines."""
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    """A block's lines; words to copy that go on over a line's end stay one piece."""
    spans = list(block.lines[0])
    for line in block.lines[1:]:
        spans += [_line_break(spans, line), *line]
    return "".join(
        _styled("".join(span.text for span in run), style)
        for style, run in groupby(spans, key=lambda span: span.style)
    )


def _line_break(before: Sequence[Span], after: Line) -> Span:
    copied = bool(before) and before[-1].style is Style.COPY
    goes_on = copied and (not after or after[0].style is Style.COPY)
    return Span("\n", Style.COPY if goes_on else Style.PLAIN)


def _styled(text: str, style: Style) -> str:
    opening, closing = _TAGS[style]
    return f"{opening}{escape(visible(text), quote=False)}{closing}"


def _keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    built = [[_button(each) for each in row] for row in rows if row]
    return InlineKeyboardMarkup(built) if built else None


def _button(button: Button) -> InlineKeyboardButton:
    label = in_one_line(button.label) or "…"
    if len(label) > LABEL_LIMIT:
        label = f"{label[: LABEL_LIMIT - 1]}…"
    return InlineKeyboardButton(label, callback_data=button.token)
