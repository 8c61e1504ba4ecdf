"""Measures a brief, and the first answer after process start, beside a plain LangChain chain.

Run `python -m tests.benchmarks.brief [--quick | --large] [--dir DIR] [--briefs N]`; see README.md.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bot.app import open_desk, terminal_conversation
from bot.blocks import plain_text
from bot.config import Settings
from bot.conversation.conversation import Conversation
from bot.conversation.messages import Said
from bot.desk import Desk
from bot.results.customers import Found
from bot.results.shown import Shown
from bot.usecases.brief import prepare_brief
from bot.usecases.staff import staff_member
from bot.usecases.understand import read_message
from bot.usecases.work import working
from store.actor import Actor
from tests.benchmarks.book import NOW, Request, requests
from tests.benchmarks.starting import first_answer, one_brief
from tests.benchmarks.timing import Times, quieted, timed
from tests.botapi.api import BotApi
from tests.botapi.chat import telegram

HEAVY = ("sentence_transformers", "torch", "langchain", "langchain_core", "sklearn", "chromadb")
STARTS = 3
WARM = 20
TARGETS = {"brief": 15.0, "ratio": 1.15, "start": 2.0, "memory": 250.0}


@dataclass(frozen=True)
class Measured:
    """A book's figures; times in milliseconds."""

    customers: int
    chat: Times
    conversation: Times
    service: Times
    chain: Times


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every figure as Markdown."""
    options = _options(arguments)
    sizes = [2_000] if options.quick else [10_000, 1_000_000] if options.large else [10_000]
    with tempfile.TemporaryDirectory() as passing:
        home = options.dir or Path(passing)
        folders = {size: built(home, size) for size in sizes}
        asked = {size: requests(folders[size], 3 * (options.briefs + WARM)) for size in sizes}
        starts = _starts_table(folders[sizes[0]], asked[sizes[0]][0])
        ours = {size: _ours(folders[size], asked[size]) for size in sizes}
        imported = [name for name in HEAVY if name in sys.modules]
        from tests.benchmarks.plain_chain import chain_times

        measured = [
            Measured(size, *ours[size], chain_times(folders[size], asked[size][::3], warm=WARM))
            for size in sizes
        ]
        print(_briefs_table(measured))
        print(f"\nImported to answer: {', '.join(imported) or 'none of ' + ', '.join(HEAVY)}\n")
        print(starts)


def built(home: Path, size: int) -> Path:
    """The folder of a book, made by another process so that this one stays as a bot's is."""
    folder = home / str(size)
    print(f"preparing {size:,} customers in {folder}", file=sys.stderr)
    command = [sys.executable, "-m", "tests.benchmarks.book", str(folder), str(size)]
    subprocess.run(command, check=True)
    return folder


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.benchmarks.brief")
    parser.add_argument("--quick", action="store_true", help="2,000 customers only")
    parser.add_argument("--large", action="store_true", help="1,000,000 customers too")
    parser.add_argument("--dir", type=Path, help="keep the books here and use them again")
    parser.add_argument("--briefs", type=int, default=200, help="how many customers a figure")
    return parser.parse_args(arguments)


def _ours(folder: Path, asked: Sequence[Request]) -> tuple[Times, Times, Times]:
    """A third of the customers is asked for on Telegram, a third in a conversation, a third of
    the use cases alone."""
    settings = Settings(_env_file=None, data_dir=folder)
    desk = open_desk(settings, clock=lambda: NOW)
    staff = sorted({request.staff_id for request in asked})
    office = {each: terminal_conversation(desk, settings=settings, staff_id=each) for each in staff}
    chat = asyncio.run(_chat_times(desk, office, asked[::3]))
    return chat, _conversation_times(office, asked[1::3]), _service_times(desk, asked[2::3])


async def _chat_times(
    desk: Desk, office: Mapping[str, Conversation], asked: Sequence[Request]
) -> Times:
    """From the message's text to the screens in the chat: an Application for every manager."""
    times = Times()
    async with AsyncExitStack() as stack:
        chats = {}
        for staff_id in {request.staff_id for request in asked}:
            api = BotApi(clock=desk.clock)
            running = await stack.enter_async_context(telegram(office[staff_id], api))
            chats[staff_id] = running.open(1)
            await chats[staff_id].send("/start")
        with quieted():
            for place, request in enumerate(asked):
                with times.taking(kept=place >= WARM):
                    reply = await chats[request.staff_id].send(request.text)
                if request.name not in reply.text or "更多话术" not in str(reply.buttons):
                    raise SystemExit(f"no brief for {request.text!r}: {reply.text[:80]}")
    return times


def _conversation_times(office: Mapping[str, Conversation], asked: Sequence[Request]) -> Times:
    """What was said to what is answered, without a channel."""

    def brief(request: Request) -> None:
        reply = office[request.staff_id].respond(Said(request.staff_id, request.text))
        if request.name not in plain_text(reply.messages[0].screen):
            raise SystemExit(f"no brief for {request.text!r}")

    return timed(brief, asked, warm=WARM)


def _service_times(desk: Desk, asked: Sequence[Request]) -> Times:
    """Find the customer, read, choose, compose, check, and commit the evidence."""
    actors = {staff_id: _actor(desk, staff_id) for staff_id in {r.staff_id for r in asked}}

    def brief(request: Request) -> None:
        actor = actors[request.staff_id]
        with working(desk) as work:
            message = read_message(request.text, work=work, actor=actor, in_hand=False)
            assert isinstance(message.customer, Found), request
            shown = prepare_brief(
                message.customer.customer_id,
                work=work,
                actor=actor,
                purpose=message.purpose,
                query=request.text,
            )
            assert isinstance(shown, Shown)

    return timed(brief, asked, warm=WARM)


def _actor(desk: Desk, staff_id: str) -> Actor:
    with working(desk) as work:
        actor = staff_member(staff_id, work=work)
    assert actor is not None
    return actor


def _briefs_table(measured: Sequence[Measured]) -> str:
    """A column a book, and the largest over the smallest."""
    rows: list[tuple[str, Callable[[Measured], float], str]] = [
        ("brief through the chat, median ms", lambda m: m.chat.median, f"≤ {TARGETS['brief']:g}"),
        ("… p95 ms", lambda m: m.chat.p95, ""),
        ("… processor time, median ms", lambda m: m.chat.cpu, ""),
        ("the conversation alone, median ms", lambda m: m.conversation.median, ""),
        ("… p95 ms", lambda m: m.conversation.p95, ""),
        ("… processor time, median ms", lambda m: m.conversation.cpu, ""),
        ("service alone, median ms", lambda m: m.service.median, ""),
        ("… p95 ms", lambda m: m.service.p95, ""),
        ("… processor time, median ms", lambda m: m.service.cpu, ""),
        ("plain chain, median ms", lambda m: m.chain.median, ""),
        ("… p95 ms", lambda m: m.chain.p95, ""),
        ("… processor time, median ms", lambda m: m.chain.cpu, ""),
        ("chain / brief through the chat", lambda m: m.chain.median / m.chat.median, ""),
        ("chain / service alone", lambda m: m.chain.median / m.service.median, ""),
    ]
    growth = len(measured) > 1
    heads = ["", *(f"{m.customers:,}" for m in measured), *(["growth"] if growth else []), "target"]
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1)]
    for words, figure, target in rows:
        figures = [figure(m) for m in measured]
        grown = [f"{figures[-1] / figures[0]:.2f}×"] if growth else []
        lines.append([words, *(f"{each:.2f}" for each in figures), *grown, target])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _starts_table(folder: Path, request: Request) -> str:
    lines = [
        "| from process start | wall s | processor s | peak MB |",
        "| --- | ---: | ---: | ---: |",
    ]
    for words, measure in (
        ("`chat`, first answer (target ≤ 2 s, < 250 MB)", first_answer),
        ("`brief … --json`, whole process", one_brief),
    ):
        starts = [measure(folder, request) for _ in range(STARTS + 1)][1:]
        best = min(starts, key=lambda start: start.wall)
        middle = sorted(start.wall for start in starts)[STARTS // 2]
        wall = f"{middle:.2f} (best {best.wall:.2f})"
        lines.append(f"| {words} | {wall} | {best.cpu:.2f} | {best.peak_mb:.0f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
