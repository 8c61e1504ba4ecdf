"""Reads that take no actor serve what runs by itself: nobody's answer may be made of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot

ROOT = Path(bot.__file__).parent.parent
SYSTEM_READS = {
    "rhythms_of": {"bot/usecases/notices.py", "bot/usecases/planning.py"},
    "rhythm_of": {"bot/usecases/notices.py", "bot/usecases/rhythm.py"},
    "due_between": {"bot/usecases/planning.py"},
    "late_lines": {"bot/usecases/overdue.py"},
    "unseen_cases": {"bot/usecases/overdue.py"},
    "claim_due": {"bot/usecases/notices.py"},
}
"""Who may call each, besides the store."""


@pytest.mark.parametrize("name", SYSTEM_READS)
def test_only_what_runs_by_itself_reads_without_an_actor(name: str) -> None:
    called = re.compile(rf"(?<![\w.]){name}\(|(?:store|notices)\.{name}\(")
    callers = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "bot").rglob("*.py")
        if called.search(file.read_text(encoding="utf-8"))
    }
    assert callers == SYSTEM_READS[name]
