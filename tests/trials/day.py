"""Two senders in processes of their own, one killed with a reminder in its hands (kill -9).

    python -m tests.trials.day --data DIR     DIR: a data folder with a handbook and the demo book

Prints who claimed what when. The folder is written to: give it a copy.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import open_desk, telegram_pushes
from bot.config import Settings
from bot.usecases.notices import LEASE
from store.engine import transaction
from store.staff import actor_for_staff
from tests.support.unasked import bind, remind

AT = "2026-12-01T15:00:00+08:00"
"""A Tuesday: reminders are told on working days only."""


def main() -> None:
    """Run the trial, or, with --at, one sender."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--at")
    parser.add_argument("--tell", action="store_true")
    given = parser.parse_args()
    if given.at:
        _send(given.data, datetime.fromisoformat(given.at), tell=given.tell)
        return
    at = datetime.fromisoformat(AT)
    _prepare(given.data, at)
    both = [_sender(given.data, at) for _ in range(2)]
    claimed = [_line(each) for each in both]
    for name, keys in zip("AB", claimed, strict=True):
        _show(f"15:00 {name} claimed", keys)
    for each in both:
        each.send_signal(signal.SIGKILL)
        each.wait()
    _show("both killed (kill -9) before anything was marked", [])
    for later, what in (
        (LEASE / 2, "within the claim"),
        (LEASE, "claim over"),
        (2 * LEASE, "after"),
    ):
        begun = time.perf_counter()
        sender = _sender(given.data, at + later, "--tell")
        keys = _line(sender)
        sender.wait()
        _show(f"{at + later:%H:%M} C, {what} ({time.perf_counter() - begun:.1f} s)", keys)


def _prepare(data: Path, at: datetime) -> None:
    desk = open_desk(_settings(data), clock=lambda: at - timedelta(hours=1))
    bind(desk, "rm1", 1)
    with transaction(desk.engine) as session:
        rm1 = actor_for_staff(session=session, staff_id="rm1")
    if rm1 is None:
        raise SystemExit("the demo book is not there")
    remind(desk, rm1, at)


def _send(data: Path, at: datetime, *, tell: bool) -> None:
    """One look at what is due; what was claimed is marked, or held till the process ends."""
    settings = _settings(data)
    pushes = telegram_pushes(open_desk(settings, clock=lambda: at), settings=settings)
    due = pushes.due()
    if tell:
        due = [each for each in due if pushes.told(each)]
    sys.stdout.write(json.dumps([each.key for each in due]) + "\n")
    sys.stdout.flush()
    if not tell:
        time.sleep(600)


def _sender(data: Path, at: datetime, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.trials.day", "--data", str(data)]
    return subprocess.Popen(
        [*command, "--at", at.isoformat(), *more], stdout=subprocess.PIPE, text=True
    )


def _line(sender: subprocess.Popen[str]) -> list[str]:
    if sender.stdout is None:
        return []
    keys: list[str] = json.loads(sender.stdout.readline() or "[]")
    return [each for each in keys if each.startswith("reminder:")]


def _show(what: str, keys: list[str]) -> None:
    sys.stdout.write(f"{what:<50} {', '.join(keys) or '-'}\n")


def _settings(data: Path) -> Settings:
    return Settings(_env_file=None, data_dir=data)


if __name__ == "__main__":
    main()
