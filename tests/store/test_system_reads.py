"""Reads that take no actor serve what runs by itself: nobody's answer may be made of them."""

from __future__ import annotations

import ast
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
    "held_on": {"bot/usecases/planning.py"},
    "is_ahead": {"bot/usecases/queue_sweep.py"},
    "sweep_point": {"bot/usecases/queue_sweep.py"},
    "entries_after": {"bot/usecases/queue_sweep.py"},
    "suggestion_facts": {"bot/usecases/queue_sweep.py"},
    "edited_texts": {"bot/usecases/queue_sweep.py"},
    "notes_named": {"bot/usecases/queue_sweep.py"},
    "keep_items": {"bot/usecases/queue_sweep.py"},
    "count_population": {"bot/usecases/queue_sweep.py"},
    "answering": {"bot/usecases/oversee.py", "bot/cli/measuring.py"},
    "answers_for": {"bot/conversation/routes/told.py"},
}
"""Who may call each, besides the store; `answers_for` words what has fallen due by itself.
That of `measuring` is the handbook's, of the same name."""
BESIDE = {
    *("actor_for_chat", "actor_for_staff", "chats_on", "experts", "officers", "staff_names"),
    *("supervisors_of", "team_members", "shelf", "passages_of", "script_versions"),
    *("withdrawn_scripts", "memory_of", "button_of", "use_up", "known_keys", "staff_waiting"),
    *("last_sent", "note_written", "list_used", "head", "verify", "record_pages", "records_of"),
    *("matches", "matches_named", "matches_of", "brand_matches", "prefix_matches", "near_hits"),
    *("write_keys", "write_holdings", "posts_of", "posted_file", "clear_posts"),
    *("first_words", "held_consent", "withdrawn_since"),
}
"""What takes no actor and is judged by its caller: staff, products, scripts, one's own chat,
the chain, and the parts of a read that has an actor."""


def test_every_read_without_an_actor_is_listed() -> None:
    store = ROOT / "store"
    apart = {store / each for each in ("migrations", "importing", "demo")}
    found = {
        function.name
        for file in store.rglob("*.py")
        if not apart & set(file.parents)
        for function in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(function, ast.FunctionDef) and _takes_no_actor(function)
    }
    assert found == BESIDE | (SYSTEM_READS.keys() - {"answers_for"})


def _takes_no_actor(function: ast.FunctionDef) -> bool:
    takes = {each.arg for each in (*function.args.args, *function.args.kwonlyargs)}
    public = not function.name.startswith("_")
    return public and "session" in takes and not takes & {"actor", "actor_id", "at"}


@pytest.mark.parametrize("name", SYSTEM_READS)
def test_only_what_runs_by_itself_reads_without_an_actor(name: str) -> None:
    called = re.compile(rf"(?<!def )(?<![\w.]){name}\(|(?:store|notices|sweeping)\.{name}\(")
    callers = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "bot").rglob("*.py")
        if called.search(file.read_text(encoding="utf-8"))
    }
    assert callers == SYSTEM_READS[name]
