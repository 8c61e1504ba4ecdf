"""A chat with the conversation itself, whatever the channel: `reply = await chat.send("你好")`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.blocks import plain_text
from bot.conversation.messages import Button, Incoming, Message, Pressed, Reply, Said

if TYPE_CHECKING:
    from bot.conversation.conversation import Conversation


@dataclass(frozen=True)
class Answer:
    """What came back, as a reader sees it."""

    reply: Reply

    @property
    def messages(self) -> tuple[Message, ...]:
        """The messages as the conversation made them."""
        return self.reply.messages

    @property
    def text(self) -> str:
        """Every word, messages parted by an empty line."""
        return "\n\n".join(plain_text(each.screen) for each in self.messages)

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons in reading order: what numbers count."""
        return tuple(b for message in self.messages for row in message.buttons for b in row)

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on the buttons."""
        return tuple(button.label for button in self.buttons)


class Chat:
    """One chat. An answer that failed raises what it failed for, unless `tolerant`.

    `errors` is where the conversation's watch puts its errors.
    """

    def __init__(
        self,
        conversation: Conversation,
        key: str,
        *,
        errors: list[Exception],
        tolerant: bool = False,
        group: bool = False,
    ) -> None:
        self._conversation = conversation
        self.key = key
        self._errors = errors
        self._tolerant = tolerant
        self._group = group
        self.buttons: tuple[Button, ...] = ()
        self.commands: tuple[str, ...] = ()

    async def send(
        self, text: str, *, unreadable: bool = False, edited: bool = False, numbered: bool = False
    ) -> Answer:
        """Type a message; `numbered` as a terminal does that began anew."""
        flags = {"unreadable": unreadable, "edited": edited, "numbered": numbered}
        return self._answer(Said(self.key, text, group=self._group, **flags))

    async def forward(self, text: str, *, sender: str) -> Answer:
        """Pass on somebody's words."""
        return self._answer(Said(self.key, text, group=self._group, forwarded=sender))

    async def press(self, choice: str | int | Button) -> Answer:
        """Press a button of the newest answer with any: its number, (a part of) its label.

        A `Button` is pressed however long ago it came.
        """
        button = choice if isinstance(choice, Button) else meant(choice, self.buttons)
        return self._answer(Pressed(self.key, button.token, group=self._group))

    def _answer(self, incoming: Incoming) -> Answer:
        answer = Answer(self._conversation.respond(incoming))
        if answer.reply.reference and not self._tolerant:
            raise self._errors[-1]
        self.buttons = answer.buttons or self.buttons
        self.commands = tuple(each.command for each in answer.reply.menu)
        return answer


def meant(choice: str | int, buttons: tuple[Button, ...]) -> Button:
    """The one button a number or (a part of) a label means."""
    if isinstance(choice, int):
        return buttons[choice - 1]
    whole = [each for each in buttons if each.label == choice]
    found = whole or [each for each in buttons if choice in each.label]
    labels = "、".join(each.label for each in buttons)
    assert len(found) == 1, f"{choice!r} means {len(found)} of {labels}"
    return found[0]


Open = Callable[..., Chat]
