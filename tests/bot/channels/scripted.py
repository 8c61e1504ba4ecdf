"""A conversation that answers what a test tells it to, and keeps what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.blocks import Screen, said
from bot.conversation.messages import Button, Incoming, Message, Reply, Said

Answer = Callable[[Incoming], Reply]


def saying(*texts: str, confidential: bool = True) -> Reply:
    """An answer of plain messages."""
    return Reply(tuple(Message(said(text), confidential=confidential) for text in texts))


def showing(screen: Screen, *rows: Sequence[str]) -> Reply:
    """An answer of one screen, its buttons' tokens `t.` and their labels' numbers."""
    count = iter(range(100))
    buttons = tuple(tuple(Button(label, f"t.{next(count)}") for label in row) for row in rows)
    return Reply((Message(screen, buttons),))


def echo(incoming: Incoming) -> Reply:
    """What was said or pressed, said back."""
    words = incoming.text if isinstance(incoming, Said) else incoming.token
    return saying(f"您说：{words}" if isinstance(incoming, Said) else f"您按：{words}")


class Scripted:
    """A conversation in the place of the real one."""

    def __init__(self, answer: Answer = echo) -> None:
        self._answer = answer
        self.asked: list[Incoming] = []

    def respond(self, incoming: Incoming) -> Reply:
        """The answer the test wants."""
        self.asked.append(incoming)
        return self._answer(incoming)
