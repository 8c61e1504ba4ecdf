"""A chat in the terminal from the greeting to the goodbye."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bot.channels.terminal.client import TerminalClient
from bot.channels.terminal.filing import FILES
from bot.channels.terminal.keyboard import piped_lines, typed_lines

if TYPE_CHECKING:
    from bot.conversation.conversation import Conversation
    from bot.conversation.pushing import Pushes


def chat_in_terminal(
    conversation: Conversation, *, staff_id: str, data_dir: Path, pushes: Pushes | None = None
) -> None:
    """Chat until the input ends: the keyboard where stdin is a terminal, else the pipe.

    What `pushes` has is told at the beginning and behind each answer.
    """
    lines = None if sys.stdin.isatty() else piped_lines(sys.stdin)
    run_terminal(
        conversation,
        pushes=pushes,
        staff_id=staff_id,
        data_dir=data_dir,
        lines=lines,
        console=terminal_console(),
    )


def terminal_console() -> Console:
    """Standard output: width from COLUMNS or the terminal, no colour into a pipe."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(highlight=False, force_terminal=False, color_system=None)


def run_terminal(
    conversation: Conversation,
    *,
    staff_id: str,
    data_dir: Path,
    lines: Iterable[str] | None,
    console: Console,
    pushes: Pushes | None = None,
) -> None:
    """One conversation as `staff_id`; `lines` None reads the keyboard."""
    client = TerminalClient(
        conversation, staff_id=staff_id, console=console, files=data_dir / FILES, pushes=pushes
    )
    client.look()
    if lines is not None:
        client.follow(lines)
        return
    try:
        client.take("/start")
        history = data_dir / f"history-{staff_id}.txt"
        for line in typed_lines(history=history, menu=lambda: client.menu):
            client.take(line)
    except KeyboardInterrupt:
        pass
    client.leave()
