"""Dialogues as transcript files, replayed against the terminal and Telegram alike.

    as: rm1
    covers: command brief, verb used
    > /brief C001
    […]
    [1] ✔ 已使用  [2] ✎ 改过再用  […]
    > [✔ 已使用]
    已记下：已使用。
    at: 2026-11-24 09:00
    as: sup1
    > /status C001
    […]已使用[…]

Headers stand for all that follows: `as:` who speaks (a staff id, or `stranger`), `at:` the time in
Shanghai; `on:` names the one channel a dialogue is for, `given:` what stood before it began,
`covers:` what it is there to show. A line of digits presses that button, `> [label]` the one with
this label, `> ⏰` looks at what is told unasked, anything else is typed, `↵` being a line break.
White space is not compared; `[…]` stands for anything; a turn with nothing expected is not
compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from tests.conftest import NOW

ANYTHING = "[…]"
CHANNELS = ("terminal", "telegram")
_ZONE = ZoneInfo("Asia/Shanghai")
_HEADER = re.compile(r"^(as|at|on|given|covers): *(.+)$")


class Mismatch(AssertionError):
    """The bot said something other than the transcript."""


@dataclass(frozen=True)
class Turn:
    """What a speaker does at a time, and what the transcript says comes back."""

    line: str
    expected: str
    speaker: str
    at: datetime


@dataclass(frozen=True)
class Dialogue:
    """A transcript: its turns, its channels, and what it is there to show."""

    turns: tuple[Turn, ...]
    channels: tuple[str, ...] = CHANNELS
    covers: frozenset[str] = frozenset()
    given: str = ""


class Stage(Protocol):
    """A channel with people at it."""

    async def play(self, speaker: str, line: str) -> str:
        """Do what a line of a transcript says; what the speaker sees."""


@dataclass
class Clock:
    """The time, as a transcript sets it."""

    now: datetime = field(default=NOW)

    def __call__(self) -> datetime:
        return self.now


async def replay(dialogue: Dialogue, stage: Stage, clock: Clock) -> None:
    """Play a dialogue and compare every turn.

    Raises:
        Mismatch: at the first turn that differs.
    """
    for turn in dialogue.turns:
        clock.now = turn.at
        compare(turn, await stage.play(turn.speaker, turn.line))


def dialogue_of(script: str, *, speaker: str = "rm1") -> Dialogue:
    """A transcript's dialogue; what stands before the first line of a user is a remark."""
    headers = {"as": speaker, "at": "", "on": "", "given": "", "covers": ""}
    turns = tuple(_turns(script, headers))
    channels = (headers["on"],) if headers["on"] else CHANNELS
    covers = frozenset(filter(None, re.split(r"\s*,\s*", headers["covers"])))
    return Dialogue(turns, channels, covers, headers["given"])


def dialogues(folder: Path) -> Mapping[str, Dialogue]:
    """The transcripts of a folder by name."""
    return {
        file.stem: dialogue_of(file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.txt"))
    }


def compare(turn: Turn, actual: str) -> None:
    """Hold a turn against what was said.

    Raises:
        Mismatch: with both texts.
    """
    __tracebackhide__ = True
    wanted = _squeezed(turn.expected)
    if not wanted:
        return
    pattern = ".*".join(re.escape(part) for part in wanted.split(ANYTHING))
    if not re.fullmatch(pattern, _squeezed(actual), flags=re.DOTALL):
        both = f"--- expected\n{turn.expected.strip()}\n--- said\n{actual.strip()}"
        raise Mismatch(f"after {turn.speaker} > {turn.line}\n{both}")


def numbered(labels: Sequence[str], line: str) -> str:
    """`[label]` as the number that presses it; any other line as it stands."""
    label = re.fullmatch(r"\[(.+)\]", line)
    if label is None:
        return line.replace("↵", "\n")
    assert label[1] in labels, f"no button {label[1]}, only {'、'.join(labels)}"
    return str(labels.index(label[1]) + 1)


def _turns(script: str, headers: dict[str, str]) -> Iterator[Turn]:
    line, expected = "", ""
    for row in [*script.splitlines(), "> "]:
        row = row.strip()
        header = _HEADER.match(row)
        if not (header or row.startswith(">")):
            expected += f"{row}\n"
            continue
        if line:
            yield Turn(line, expected, headers["as"], _time(headers["at"]))
        line, expected = "", ""
        if header:
            headers[header[1]] = header[2]
        else:
            line = row[1:].strip()


def _time(text: str) -> datetime:
    if not text:
        return NOW
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=_ZONE).astimezone(UTC)


def _squeezed(text: str) -> str:
    return "".join(text.split())
