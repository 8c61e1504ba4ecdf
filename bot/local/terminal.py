"""The terminal client: a keyboard or a pipe on one side, the real Application on the other."""

from __future__ import annotations

import asyncio
import shlex
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.local.chat import LocalChat, running
from bot.local.keyboard import PROMPT, piped_lines, typed_lines
from bot.local.reply import Reply, SavedFile, Sent
from bot.local.screen import button_lines, message_lines, wrap
from bot.local.watching import AnyApplication, NoSuchButton

GOODBYE = "再见，祝您一切顺利。"
_GREETING = "客户经理助手（{staff}）：/help 看用法，数字按按钮，@路径 传文件，Ctrl-D 离开。"
_NO_ANSWER = "出了点问题，这条没有得到回答，请再试一次。"
_WORKING = "正在输入…"
_NOT_PRESSED = "这个按钮按不了：已经失效，或是网页链接。"
_FILE_WORDS = {"photo": "图片", "document": "文件"}


def open_terminal(
    *, application: AnyApplication, staff_id: str, chat_id: int, data_dir: Path
) -> None:
    """Chat until the input ends: the keyboard where stdin is a terminal, else the pipe."""
    lines = None if sys.stdin.isatty() else piped_lines(sys.stdin)
    console = terminal_console()
    try:
        asyncio.run(
            run_terminal(
                application=application,
                staff_id=staff_id,
                chat_id=chat_id,
                data_dir=data_dir,
                lines=lines,
                console=console,
            )
        )
    except KeyboardInterrupt:
        console.print(GOODBYE)


def terminal_console() -> Console:
    """Standard output: width from COLUMNS or the terminal, no colour into a pipe."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    return Console(highlight=False, force_terminal=False, color_system=None)


async def run_terminal(
    *,
    application: AnyApplication,
    staff_id: str,
    chat_id: int,
    data_dir: Path,
    lines: AsyncIterator[str] | None,
    console: Console,
) -> None:
    """One conversation as `staff_id`; `lines` None reads the keyboard."""
    async with running(application):
        chat = LocalChat(application=application, chat_id=chat_id, name=staff_id, tolerant=True)
        client = TerminalClient(chat=chat, console=console, files=data_dir / "files")
        client.say(_GREETING.format(staff=staff_id))
        if lines is not None:
            await client.follow(lines)
            return
        history = data_dir / f"history-{staff_id}.txt"
        await _at_keyboard(client, chat, history)
        client.say(GOODBYE)


async def _at_keyboard(client: TerminalClient, chat: LocalChat, history: Path) -> None:
    """A person types; what the bot sends unasked is shown as it comes."""
    await client.take("/start")
    unasked = asyncio.create_task(client.show_unasked())
    try:
        async for line in typed_lines(history=history, commands=lambda: chat.commands):
            await client.take(line)
    finally:
        unasked.cancel()
        with suppress(asyncio.CancelledError):
            await unasked


class TerminalClient:
    """What a line means, and how an answer looks."""

    def __init__(self, *, chat: LocalChat, console: Console, files: Path) -> None:
        self._chat = chat
        self._console = console
        self._files = files

    async def follow(self, lines: AsyncIterator[str]) -> None:
        """Take the lines of a pipe, echoing each so that the output reads as a dialogue."""
        async for line in lines:
            if not line.strip():
                continue
            self._console.print(Text(f"\n{PROMPT}{line.strip()}"), soft_wrap=True)
            await self.take(line)
            self.show(self._chat.pushed())

    async def take(self, line: str) -> None:
        """Press a button by number, upload `@path`, or send the line; show the answer."""
        words = line.strip()
        if not words:
            return
        failed = len(self._chat.errors)
        with self._working():
            reply = await self._answer(words)
        if reply is None:
            return
        self.show(reply)
        if len(self._chat.errors) > failed and not reply.shown:
            self.say(_NO_ANSWER)

    async def show_unasked(self) -> None:
        """Show what comes without a question, as it comes."""
        while True:
            self.show(await self._chat.wait_pushed())

    def show(self, reply: Reply) -> None:
        """The answer: toast, messages with their files and numbered buttons."""
        if reply.toast:
            self.say(f"{'！' if reply.alert else '·'} {reply.toast}")
        number = 1
        for sent in reply.shown:
            same_words = sent in reply.edited and sent.message_id not in reply.reworded
            if not same_words:
                self._show_words(sent)
            width = self._console.width
            for line in button_lines(sent.buttons, width=width, first=number):
                self._print(line)
            number += len(sent.flat_buttons)

    def say(self, words: str) -> None:
        """A line of the client's own."""
        for line in wrap(Text(words, style="dim"), self._console.width):
            self._print(line)

    async def _answer(self, words: str) -> Reply | None:
        if words.isdecimal() and 1 <= int(words) <= len(self._chat.buttons):
            try:
                return await self._chat.press(int(words))
            except NoSuchButton:
                self.say(_NOT_PRESSED)
                return None
        upload = _upload(words)
        if upload is not None:
            return await self._chat.upload(*upload)
        return await self._chat.send(words)

    def _show_words(self, sent: Sent) -> None:
        width = self._console.width
        self._print(Text())
        for line in message_lines(sent, width=width) if sent.text else []:
            self._print(line)
        if sent.file is not None:
            path = save_file(sent.file, folder=self._files)
            self._print(Text(f"{_FILE_WORDS[sent.file.kind]}：{path}"))

    def _print(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)

    def _working(self) -> AbstractContextManager[object]:
        if not self._console.is_terminal:
            return nullcontext()
        return self._console.status(_WORKING)


def save_file(file: SavedFile, *, folder: Path) -> Path:
    """Write a file the bot sent under its own name, numbered where the name is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = Path(Path(file.name).name)
    suffix = wanted.suffix or {"photo": ".png"}.get(file.kind, "")
    number, path = 1, folder / f"{wanted.stem}{suffix}"
    while path.exists() and path.read_bytes() != file.content:
        number += 1
        path = folder / f"{wanted.stem}-{number}{suffix}"
    path.write_bytes(file.content)
    return path


def _upload(words: str) -> tuple[Path, str] | None:
    """The file and caption of `@path words`, where there is such a file."""
    if not words.startswith("@"):
        return None
    try:
        head, *caption = shlex.split(words[1:])
    except ValueError:
        return None
    path = Path(head).expanduser()
    return (path, " ".join(caption)) if path.is_file() else None
