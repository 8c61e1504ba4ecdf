"""What a typed line means, and how an answer looks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.channels.terminal.filing import kept_file
from bot.channels.terminal.keyboard import PROMPT
from bot.channels.terminal.screen import button_lines, screen_lines, wrap
from bot.conversation.messages import TERMINAL, Button, Incoming, MenuEntry, Pressed, Reply, Said
from bot.conversation.numbered import picked
from bot.conversation.progress import telling
from store.visible import in_one_line

if TYPE_CHECKING:
    from bot.conversation.conversation import Conversation
    from bot.conversation.pushing import Push, Pushes

GOODBYE = "再见，祝您一切顺利。"
_GREETING = "客户经理助手（{staff}）：/help 看用法，数字按按钮，Ctrl-D 离开。"
_PAST = "您后来又说了别的，数字不再按上面那条的按钮。要按，请把那条重新调出来。"
_WORKING = "正在输入…"


class TerminalClient:
    """One conversation as a staff member, its answers printed on a console.

    `buttons` are what a typed number presses: those of the newest answer, as long as nothing else
    was said since; `past` is how many there were before something was. What comes with an answer
    is put into the folder `files`; what `pushes` has is told behind it.
    """

    def __init__(
        self,
        conversation: Conversation,
        *,
        staff_id: str,
        console: Console,
        files: Path,
        pushes: Pushes | None = None,
    ) -> None:
        self._conversation = conversation
        self._pushes = pushes
        self._files = files
        self._chat = f"{TERMINAL}:{staff_id}"
        self._console = console
        self.buttons: Sequence[Button] = ()
        self.past = 0
        self.menu: Sequence[MenuEntry] = ()
        self._say(_GREETING.format(staff=staff_id))

    def follow(self, lines: Iterable[str]) -> None:
        """Take the lines of a pipe, echoing each so that the output reads as a dialogue."""
        for line in lines:
            if line.strip():
                self._print(Text(f"\n{PROMPT}{in_one_line(line)}"))
                self.take(line)

    def take(self, line: str) -> None:
        """Press a button by number or say the line; show the answer."""
        words = line.strip()
        if not words:
            return
        if self._numbers_the_past(words):
            self._say(_PAST)
            return
        incoming = self._meant(words)
        if isinstance(incoming, Said):
            self.past, self.buttons = len(self.buttons) or self.past, ()
        with self._working(), telling(self._say):
            reply, due = self._conversation.respond(incoming), self._due()
        told = tuple(message for push in due for message in push.reply.messages)
        self._show(dataclasses.replace(reply, messages=(*reply.messages, *told)))
        self._tell(due)

    def look(self) -> None:
        """Show what is to be told unasked."""
        for push in self._due():
            self._show(push.reply)
            self._tell([push])

    def _due(self) -> list[Push]:
        return self._pushes.due() if self._pushes is not None else []

    def _tell(self, shown: Iterable[Push]) -> None:
        for push in shown:
            if self._pushes is not None:
                self._pushes.told(push)

    def leave(self) -> None:
        """Say goodbye."""
        self._say(GOODBYE)

    def _numbers_the_past(self, words: str) -> bool:
        """Whether a number would have pressed a button before something else was said."""
        return not self.buttons and picked(words, self.past) is not None

    def _meant(self, words: str) -> Incoming:
        place = picked(words, len(self.buttons))
        if place is not None:
            return Pressed(self._chat, self.buttons[place].token)
        unknown = words.isdecimal() and not self.buttons and not self.past
        return Said(self._chat, words, numbered=unknown)

    def _show(self, reply: Reply) -> None:
        width, number = self._console.width, 1
        for message in reply.messages:
            self._print(Text())
            for line in screen_lines(message.screen, width=width):
                self._print(line)
            for line in button_lines(message.buttons, width=width, first=number):
                self._print(line)
            number += sum(len(row) for row in message.buttons)
            for each in message.attached:
                self._print(Text(f"📎 {kept_file(each, folder=self._files)}", style="bold"))
        offered = [b for message in reply.messages for row in message.buttons for b in row]
        self.buttons, self.menu = offered or self.buttons, reply.menu

    def _say(self, words: str) -> None:
        """A line of the client's own."""
        for line in wrap(Text(words, style="dim"), self._console.width):
            self._print(line)

    def _print(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)

    def _working(self) -> AbstractContextManager[object]:
        if not self._console.is_terminal:
            return nullcontext()
        return self._console.status(_WORKING)
