"""Dialogues as tests: "> user line" transcripts replayed against the real Application.

    > /brief S001
    […]
    [1] 已使用  [2] 不合适
    > 1
    · 已记下

A line of digits presses that button, `> [已使用]` the one with this label, anything else is
typed. White space is not compared; `[…]` stands for anything; a turn with nothing expected is not
compared.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import Console
from telegram.ext import ApplicationBuilder

from bot.local import LocalBotApi, LocalChat, Reply, local_builder, running
from bot.local.terminal import run_terminal
from bot.local.watching import AnyApplication

ANYTHING = "[…]"
Builder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]
Factory = Callable[[Builder], AnyApplication]
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, nine o'clock in Shanghai."""


class Mismatch(AssertionError):
    """The bot said something other than the transcript."""


@dataclass(frozen=True)
class Turn:
    """What the user does and what the transcript says comes back."""

    line: str
    expected: str


@asynccontextmanager
async def chats(
    factory: Factory, *, clock: Callable[[], datetime] = lambda: MORNING
) -> AsyncIterator[Callable[..., LocalChat]]:
    """A running application from `factory(builder)`; yields `open(chat_id, **LocalChat's)`."""
    application = factory(local_builder(LocalBotApi(clock=clock)))

    def open_chat(chat_id: int = 1, **options: Any) -> LocalChat:
        return LocalChat(application=application, chat_id=chat_id, **options)

    async with running(application):
        yield open_chat


async def replay(chat: LocalChat, script: str) -> list[Reply]:
    """Play a transcript and compare every turn.

    Raises:
        Mismatch: at the first turn that differs.
    """
    replies = []
    for turn in turns_of(script):
        reply = await play(chat, turn.line)
        compare(turn, transcript(reply))
        replies.append(reply)
    return replies


async def replay_terminal(
    application: AnyApplication,
    script: str,
    *,
    data_dir: Path,
    staff_id: str = "rm1",
    chat_id: int = 1,
    width: int = 80,
) -> str:
    """Pipe a transcript's user lines through the terminal client and compare; its whole output."""
    turns = turns_of(script)
    out = StringIO()
    await run_terminal(
        application=application,
        staff_id=staff_id,
        chat_id=chat_id,
        data_dir=data_dir,
        lines=_each(turn.line for turn in turns),
        console=Console(file=out, width=width, highlight=False, color_system=None),
    )
    rest = out.getvalue().partition(f"\n> {turns[0].line}\n")[2]
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        said, _, rest = rest.partition(f"\n> {following.line}\n") if following else (rest, "", "")
        compare(turn, said)
    return out.getvalue()


async def play(chat: LocalChat, line: str) -> Reply:
    """Do what one user line of a transcript says."""
    if line.isdecimal() and 1 <= int(line) <= len(chat.buttons):
        return await chat.press(int(line))
    label = re.fullmatch(r"\[(.+)\]", line)
    return await (chat.press(label[1]) if label else chat.send(line))


def transcript(reply: Reply) -> str:
    """A reply as a transcript shows it."""
    parts = [f"{'！' if reply.alert else '·'} {reply.toast}"] if reply.toast else []
    number = 1
    for sent in reply.shown:
        words = sent not in reply.edited or sent.message_id in reply.reworded
        parts += [sent.text] if words and sent.text else []
        parts += [f"{_KINDS[sent.file.kind]}：{sent.file.name}"] if words and sent.file else []
        labels = [f"[{number + at}] {b.label}" for at, b in enumerate(sent.flat_buttons)]
        parts += ["  ".join(labels)] if labels else []
        number += len(labels)
    return "\n".join(parts)


def turns_of(script: str) -> list[Turn]:
    """The turns of a transcript; what stands before the first user line is left out."""
    pieces = re.split(r"^\s*> (.+)$", script, flags=re.MULTILINE)[1:]
    return [
        Turn(line.strip(), expected)
        for line, expected in zip(pieces[::2], pieces[1::2], strict=True)
    ]


def compare(turn: Turn, actual: str) -> None:
    """Hold a turn against what was said.

    Raises:
        Mismatch: with both texts.
    """
    wanted = _squeezed(turn.expected)
    if not wanted:
        return
    pattern = ".*".join(re.escape(part) for part in wanted.split(ANYTHING))
    if not re.fullmatch(pattern, _squeezed(actual), flags=re.DOTALL):
        both = f"--- expected\n{turn.expected.strip()}\n--- said\n{actual.strip()}"
        raise Mismatch(f"after > {turn.line}\n{both}")


_KINDS = {"photo": "图片", "document": "文件"}


def _squeezed(text: str) -> str:
    return "".join(text.split())


async def _each(lines: Iterable[str]) -> AsyncIterator[str]:
    for line in lines:
        yield line
