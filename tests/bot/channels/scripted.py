"""A conversation that answers what a test tells it to, and keeps what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.blocks import Screen, said
from bot.conversation.messages import Button, Incoming, Message, Reply, Said
from bot.conversation.pushing import Push

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


class Waiting:
    """Notices that wait, in the place of the store's."""

    def __init__(self, *chats: str) -> None:
        self._left = [Push(f"n{at}", each, saying(f"第{at}条")) for at, each in enumerate(chats)]
        self.marked: list[str] = []

    def bring(self, reply: Reply) -> None:
        """One more."""
        self._left.append(Push("n", "terminal:rm1", reply))

    def due(self) -> list[Push]:
        """All of them, once."""
        left, self._left = self._left, []
        return left

    def told(self, push: Push) -> bool:
        """Kept."""
        self.marked.append(f"told {push.key}")
        return True

    def not_told(self, push: Push) -> None:
        """Kept."""
        self.marked.append(f"not told {push.key}")
