"""How quick the officers' queue is: a log of so many suggestions, 500 of them open items.

Run `python -m tests.benchmarks.queue DIR [SUGGESTIONS]`; a folder that holds the log stays as it
is. Prints the first sweep of the log, then milliseconds at the median and the 95th percentile.
"""

from __future__ import annotations

import dataclasses
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func
from sqlmodel import select

from bot.app import open_desk
from bot.config import Settings
from bot.desk import Desk
from bot.usecases.queue import ItemFilter, open_item, queue_page
from bot.usecases.queue_figures import queue_figures
from bot.usecases.queue_sweep import sweep
from bot.usecases.work import working
from store.actor import Actor
from store.demo import fill
from store.engine import transaction, upgrade
from store.models import Suggestion
from store.reviews.items import ItemFilter as Filter
from store.staff import actor_for_staff
from store.suggestions import ScriptUse, SuggestionDraft, record_suggestion
from tests.benchmarks.timing import Times, timed
from tests.support.queueing import nothing_drawn

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
OPEN, CALLS, WARM = 500, 40, 4
_WORDS = "您好，您的理财下周到期，我们约个时间看看。" * 12
_FINDING = {
    "rule_id": "return-guarantee",
    "category": "guaranteed_return",
    "severity": "block",
    "start": 0,
    "end": 4,
    "quote": "保本保息",
    "because": "承诺收益",
    "instead": "收益会波动。",
    "source": "资管新规 2018",
    "layer": "pattern",
}


def fill_log(desk: Desk, count: int) -> None:
    """So many suggestions of five managers over four weeks, 500 of them flagged texts."""
    rng, flagged = random.Random(count), count // OPEN
    with working(desk) as work:
        found = [actor_for_staff(session=work.reading, staff_id=f"rm{n}") for n in range(1, 6)]
        managers = [each for each in found if each is not None]
    for start in range(0, count, 1000):
        with transaction(desk.engine) as session:
            for number in range(start, min(start + 1000, count)):
                at = NOW - timedelta(days=28) * (1 - number / count)
                draft = _draft(managers[number % 5], rng, number % flagged == 0)
                record_suggestion(session=session, draft=draft, at=at)


def _draft(actor: Actor, rng: random.Random, flagged: bool) -> SuggestionDraft:
    kind = "check" if flagged else rng.choice(("brief", "ask", "ask"))
    return SuggestionDraft(
        kind=kind,
        actor=actor,
        query="这款保本保息" if flagged else "客户嫌利率高怎么办",
        shown_text=_WORDS,
        rules_version="r",
        handbook_version="h",
        writer="script",
        customer_id=f"C{rng.randint(1, 40):03}",
        scripts=(ScriptUse("objection-rate-high", "2", "相近"),),
        record_read={"name": "王建国", "aum_wan": 520, "holdings": [_WORDS[:200]]},
        rule_results=[_FINDING] if flagged else [],
        payload={
            "verdict": "block" if flagged else None,
            "screens": {"first": [[[_WORDS]]]},
            "answers": [{"text": _WORDS}] * 4,
        },
    )


def measure(desk: Desk) -> None:
    """Print what each question of an officer takes."""
    with working(desk) as work:
        officer = actor_for_staff(session=work.reading, staff_id="cco1")
        assert officer is not None
        count = work.reading.exec(select(func.count()).select_from(Suggestion)).one()
    began = time.perf_counter()
    rounds = 1
    while _sweep(desk):
        rounds += 1
    print(f"log gone through first: {time.perf_counter() - began:.1f} s in {rounds} sweeps")
    ids = _ids(desk, officer)
    print(f"{count} suggestions, {len(ids)} open items")
    asked: dict[str, Callable[[int], object]] = {
        "first page": lambda _: _page(desk, officer, ItemFilter()),
        "page behind the 300th": lambda _: _page(desk, officer, ItemFilter(), ids[300]),
        "one manager's": lambda _: _page(desk, officer, ItemFilter(waiting=False, staff_id="rm3")),
        "one customer's": lambda n: _page(
            desk, officer, ItemFilter(waiting=False, customer_id=f"C{n % 40 + 1:03}")
        ),
        "by a rule": lambda _: _page(
            desk, officer, ItemFilter(waiting=False, rule_id="return-guarantee")
        ),
        "an item opened": lambda n: _open(desk, officer, ids[n]),
        "the month's figures": lambda _: _figures(desk, officer),
    }
    for name, call in asked.items():
        _print(name, timed(call, range(CALLS), warm=WARM))


def _print(name: str, times: Times) -> None:
    print(f"{name:24} median {times.median:6.1f} ms   p95 {times.p95:6.1f} ms")


def _sweep(desk: Desk) -> bool:
    with working(desk) as work:
        return sweep(work=work)


def _ids(desk: Desk, officer: Actor) -> list[str]:
    with working(desk) as work:
        page = queue_page(Filter(), work=work, actor=officer, limit=10_000)
    return [each.item_id for each in page.items]  # type: ignore[union-attr]


def _page(desk: Desk, officer: Actor, chosen: ItemFilter, after: str = "") -> object:
    with working(desk) as work:
        return queue_page(chosen, work=work, actor=officer, after=after)


def _open(desk: Desk, officer: Actor, item_id: str) -> object:
    with working(desk) as work:
        return open_item(item_id, work=work, actor=officer)


def _figures(desk: Desk, officer: Actor) -> object:
    with working(desk) as work:
        return queue_figures(work=work, actor=officer)


def main() -> None:
    """Fill the log where there is none, then measure."""
    folder = Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    settings = Settings(_env_file=None, data_dir=folder)
    if not (folder / "store.db").exists():
        folder.mkdir(parents=True, exist_ok=True)
    upgrade(settings.store_url)
    desk = nothing_drawn(dataclasses.replace(open_desk(settings), clock=lambda: NOW))
    with working(desk) as work:
        known = actor_for_staff(session=work.reading, staff_id="rm1") is not None
    if not known:
        with transaction(desk.engine) as session:
            fill(session=session, today=NOW.date())
        fill_log(desk, count)
    measure(desk)


if __name__ == "__main__":
    main()
