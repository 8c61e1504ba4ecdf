"""Lines from a person at the keyboard (prompt_toolkit) or from a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.conversation.messages import MenuEntry

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

PROMPT = "> "
Menu = Callable[[], Sequence[MenuEntry]]
"""The commands there are at the moment."""


def piped_lines(stream: TextIO) -> Iterator[str]:
    """The lines of a pipe or file."""
    for line in stream:
        yield line.rstrip("\r\n")


def typed_lines(*, history: Path, menu: Menu) -> Iterator[str]:
    """Messages typed until Ctrl-D or Ctrl-C; a paste of many lines is one."""
    session = _session(history, menu)
    while True:
        try:
            line = session.prompt(PROMPT)
        except (EOFError, KeyboardInterrupt):
            return
        yield line


def menu_completer(menu: Menu) -> Completer:
    """Completes a slash at the start with the commands of the menu, as it is at the moment."""
    from collections.abc import Iterable

    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class MenuCompleter(Completer):
        """The commands of the bot's menu, after a slash at the start."""

        def get_completions(
            self,
            document: Document,
            complete_event: CompleteEvent,  # noqa: ARG002 - given to every completer
        ) -> Iterable[Completion]:
            typed = document.text_before_cursor
            if not typed.startswith("/") or " " in typed:
                return
            for each in menu():
                if each.command.startswith(typed[1:]):
                    yield Completion(
                        f"/{each.command} ", -len(typed), display_meta=each.description
                    )

    return MenuCompleter()


def _session(history: Path, menu: Menu) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory

    history.parent.mkdir(parents=True, exist_ok=True)
    history.touch(mode=0o600)
    return PromptSession(
        history=FileHistory(str(history)),
        completer=menu_completer(menu),
        complete_while_typing=True,
        multiline=True,
        prompt_continuation="  ",
        key_bindings=_keys(),
    )


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
