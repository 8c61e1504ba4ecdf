"""Hostile names, long texts, unreadable updates and slow chats: what a chat and a screen show."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from rich.console import Console
from telegram.error import RetryAfter

from bot.app import open_desk, terminal_conversation
from bot.channels.telegram.encode import outgoing_of
from bot.channels.telegram.transport import CarefulRequest, PerChat
from bot.channels.terminal import TerminalClient
from bot.config import Settings
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Said
from bot.usecases.files import export_customer_file
from bot.usecases.work import working
from tests.trials.door_tried import Tried, copied

HOSTILE = "=王<b>&\x1b[31m\u202e\u200b建国"
_SEEN = "=王<b>&[31m建国"
_BAD = frozenset("\x1b\u202e\u200b")
LONG = {
    "one breach 200 times": "这款产品保本保收益，稳赚不赔。" * 250,
    "a breach a line": "保本\n" * 1300,
    "emoji between": "保本😀" * 1300,
}


def tried(base: Path, work: Path) -> Iterator[Tried]:
    """Names shown everywhere, long texts judged, updates and chats that are trouble."""
    folder = copied(base, work, "chat")
    settings = Settings(_env_file=None, data_dir=folder)
    desk = open_desk(settings)
    with desk.engine.begin() as connection:
        named = "UPDATE customer SET name = ?, next_plan = ? WHERE customer_id = 'C001'"
        connection.exec_driver_sql(named, (HOSTILE, HOSTILE))
    chat = terminal_conversation(desk, settings=settings, staff_id="rm1")
    yield from _shown(chat, folder)
    out = folder / "customers.csv"
    with working(desk) as at:
        export_customer_file(out, work=at)
    cells = out.read_text(encoding="utf-8-sig")
    yield Tried(
        "the name in an export", f"'{_SEEN}" in cells and not _BAD & set(cells), f"'{_SEEN}"
    )
    yield from _judged(chat)
    yield _unreadable()
    yield asyncio.run(_slowed_down())


def _shown(chat: Conversation, folder: Path) -> Iterator[Tried]:
    reply = chat.respond(Said("terminal:rm1", "/brief C001"))
    html = "".join(part.html for message in reply.messages for part in outgoing_of(message))
    held = not _BAD & set(html) and "=王&lt;b&gt;&amp;[31m建国" in html
    yield Tried(f"the name {HOSTILE!r} on Telegram", held, html[:60])
    screen = StringIO()
    console = Console(file=screen, width=80, highlight=False, color_system=None)
    TerminalClient(chat, staff_id="rm1", console=console, files=folder).take("/brief C001")
    shown = screen.getvalue()
    yield Tried("the same on a terminal", not _BAD & set(shown), shown[-60:])


def _judged(chat: Conversation) -> Iterator[Tried]:
    for name, text in LONG.items():
        reply = chat.respond(Said("terminal:rm1", f"/check {text[:4000]}"))
        parts = [part for message in reply.messages for part in outgoing_of(message)]
        yield Tried(
            f"/check of 4,000 characters, {name}", len(parts) <= 2, f"{len(parts)} messages"
        )


def _unreadable() -> Tried:
    sender = {"id": 42, "type": "private", "first_name": "林芳"}
    poll = {"message_id": 1, "date": 1, "chat": sender, "poll": {"id": "1"}}
    whole = {"update_id": 2, "message": {"message_id": 2, "date": 1, "chat": sender, "text": "好"}}
    answer = {"ok": True, "result": [{"update_id": 1, "message": poll}, whole]}
    read = CarefulRequest.parse_json_payload(json.dumps(answer).encode())["result"]
    return Tried("an update that cannot be read", read == [{"update_id": 1}, whole], str(read[0]))


async def _slowed_down() -> Tried:
    order: list[int] = []

    async def send(chat: int) -> bool:
        if chat == 1 and order.count(1) == 0 and len(order) < 3:
            raise RetryAfter(1)
        order.append(chat)
        return True

    limiter = PerChat()

    async def request(chat: int) -> Any:
        data = {"chat_id": chat}
        return await limiter.process_request(send, (chat,), {}, "sendMessage", data, None)

    await asyncio.gather(*(request(chat) for chat in (1, 2, 3, 4)))
    return Tried("a 429 for one of four chats", order[-1] == 1, f"sent in the order {order}")
