"""Word of long work as it begins, told by whichever channel has the message.

    channel: with telling(send): conversation.respond(…)   route: begun("正在生成报告……")

Where no channel listens nothing is told: a notice is worded unasked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

MANY = 60
"""Customers from which a list is long work."""
Tell = Callable[[str], None]
_TELL: ContextVar[Tell | None] = ContextVar("tell", default=None)


@contextmanager
def telling(tell: Tell) -> Iterator[None]:
    """Have *tell* told of long work that begins within, in this thread."""
    token = _TELL.set(tell)
    try:
        yield
    finally:
        _TELL.reset(token)


def begun(words: str) -> None:
    """Say that something begins that is known to take a while; *words* hold nobody's data."""
    tell = _TELL.get()
    if tell is not None:
        tell(words)
