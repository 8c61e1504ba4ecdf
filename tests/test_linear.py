"""Every reader of typed text takes time in proportion to its length, whatever the text.

Asserted is growth, never time: five times the text may take at most three times as much again as
five times, of the least of three runs. A quadratic reader takes twenty-five times.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from bot.understanding import parse_when, understand
from bot.understanding.book import read_question
from bot.understanding.cues import pieces
from knowledge.privacy import mask
from tests.conftest import Installation

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=timezone(timedelta(hours=8)))
SIZES = (4_000, 20_000)
LONGEST = 100_000
"""What the worst texts are tried at besides."""
MOST_GROWTH = 15.0
TOO_SHORT = 0.02
"""Seconds below which a run says nothing of growth."""
PATHOLOGICAL = [
    *"1a王，月不第@ \n…(",
    *(
        "1月",
        "1年",
        "3-",
        "0.",
        "1万",
        "10点",
        "下周",
        "保本",
        "不保本",
        "说“",
        "a@",
        "x.y@",
        "。我",
    ),
    *(
        "答应他明天",
        "李总说",
        "打电话",
        "聊聊一下",
        "嗯嗯",
        "“保本”",
        "不得保本",
        "投诉",
        "R3",
        "①",
    ),
    *(
        "北京市朝阳区",
        "路1号",
        "138 ",
        "13800138000，",
        "6222 ",
        "他说不要",
        "没",
        "\u200b",
        "𠮷",
        "（）",
    ),
    *("bao本。", "加vx聊。", "宝本。", "1、客户问保本吗\n"),
]
WORST = ["1", "保本", "答应他明天"]
"""Also tried at a hundred thousand characters."""
Read = Callable[[str], object]


@pytest.fixture(scope="module")
def readers(installation: Installation) -> dict[str, Read]:
    """Everything that reads what somebody typed."""
    handbook = installation.live.current()
    return {
        "mask": mask,
        "understand": lambda text: understand(text, now=NOW),
        "list": lambda text: read_question(text, today=NOW.date()),
        "parse_when": lambda text: parse_when(text, now=NOW),
        "check": installation.rules.check,
        "search": lambda text: handbook.search(text, top=3),
    }


def least_seconds(read: Read, text: str) -> float:
    found = []
    for _ in range(2):
        began = time.process_time()
        read(text)
        found.append(time.process_time() - began)
    return min(found)


def grown(read: Read, unit: str, sizes: tuple[int, ...] = SIZES) -> str:
    """What grew faster than the text; empty where nothing did."""
    before = None
    for size in sizes:
        text = (unit * (size // len(unit) + 1))[:size]
        now = least_seconds(read, text)
        if before is not None and before > TOO_SHORT and now > before * MOST_GROWTH:
            return f"{unit!r} × {size}: {before:.3f} → {now:.3f} s"
        before = now
    return ""


@pytest.mark.parametrize("name", ["mask", "understand", "list", "parse_when", "check", "search"])
def test_a_reader_grows_with_the_text(readers: dict[str, Read], name: str) -> None:
    read = readers[name]
    assert [each for unit in PATHOLOGICAL if (each := grown(read, unit))] == []
    far = (SIZES[-1], LONGEST)
    assert [each for unit in WORST if (each := grown(read, unit, far))] == []


def test_no_mixture_of_cue_words_blows_up() -> None:
    chance = random.Random(20261127)  # noqa: S311 - chooses words, keeps no secret
    words = [w for piece in pieces().values() for w in piece.split("|") if w.isalnum()]
    units = ["".join(chance.choices(words, k=3)) for _ in range(12)]
    read: Read = lambda text: understand(text + "喵", now=NOW)  # noqa: E731
    assert [each for unit in units if (each := grown(read, unit))] == []
