"""Lines from a person at the keyboard (prompt_toolkit) or from a pipe."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.local.chat import MenuCommand

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.output import Output

PROMPT = "> "


async def piped_lines(stream: TextIO) -> AsyncIterator[str]:
    """The lines of a pipe or file, read off the event loop."""
    while line := await asyncio.to_thread(stream.readline):
        yield line.rstrip("\r\n")


async def typed_lines(
    *,
    history: Path,
    commands: Callable[[], Sequence[MenuCommand]],
    terminal_input: Input | None = None,
    terminal_output: Output | None = None,
) -> AsyncIterator[str]:
    """Messages typed until Ctrl-D or Ctrl-C; a paste of many lines is one.

    What is printed while a person types appears above the prompt.
    """
    from prompt_toolkit.patch_stdout import patch_stdout

    session = _session(history, commands, terminal_input, terminal_output)
    while True:
        try:
            with patch_stdout(raw=True):
                line = await session.prompt_async(PROMPT)
        except (EOFError, KeyboardInterrupt):
            return
        yield line


def _session(
    history: Path,
    commands: Callable[[], Sequence[MenuCommand]],
    terminal_input: Input | None,
    terminal_output: Output | None,
) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory

    history.parent.mkdir(parents=True, exist_ok=True)
    history.touch(mode=0o600)
    return PromptSession(
        history=FileHistory(str(history)),
        completer=menu_completer(commands),
        complete_while_typing=True,
        multiline=True,
        prompt_continuation="  ",
        key_bindings=_keys(),
        input=terminal_input,
        output=terminal_output,
    )


def menu_completer(commands: Callable[[], Sequence[MenuCommand]]) -> Completer:
    """Completes a slash at the start with the commands of the menu, as it is at the moment."""
    from collections.abc import Iterable

    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class MenuCompleter(Completer):
        """The commands of the bot's menu, after a slash at the start."""

        def get_completions(
            self, document: Document, complete_event: CompleteEvent
        ) -> Iterable[Completion]:
            typed = document.text_before_cursor
            if not typed.startswith("/") or " " in typed:
                return
            for each in commands():
                if each.command.startswith(typed[1:]):
                    yield Completion(
                        f"/{each.command} ", -len(typed), display_meta=each.description
                    )

    return MenuCompleter()


def _keys() -> KeyBindings:
    """Enter sends (or takes the chosen completion); Alt-Enter begins a new line."""
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("enter")
    def _send(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        state = buffer.complete_state
        if state is not None and state.current_completion is not None:
            buffer.apply_completion(state.current_completion)
            return
        buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys
