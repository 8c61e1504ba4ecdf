"""Broken settings, stores, builds: what an operator reads."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.trials.door_tried import Tried, copied

ROOT = Path(__file__).resolve().parents[2]
SECRETS = ("hunter2", "AAFsecret")
_TOKEN = "123456789:AAFsecret" + "x" * 28
_AWAY = "postgresql://bob:hunter2@127.0.0.1:1/bank"


@dataclass(frozen=True)
class Broken:
    """What is broken, by settings or by hand, and what is run then."""

    attack: str
    command: tuple[str, ...]
    settings: tuple[tuple[str, str], ...] = ()
    spoil: Callable[[Path], object] = lambda _: None
    works: bool = False
    """Whether the command is to do its work all the same."""


def _cut(pattern: str) -> Callable[[Path], None]:
    """Cut the files of a pattern in half."""

    def cut(folder: Path) -> None:
        for path in folder.glob(pattern):
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    return cut


def _revision(number: str) -> Callable[[Path], None]:
    def turn(folder: Path) -> None:
        with sqlite3.connect(folder / "store.db") as database:
            database.execute("update alembic_version set version_num = ?", (number,))

    return turn


Settings = tuple[tuple[str, str], ...]


def _bot_at(server: str) -> Settings:
    return (("RM_TELEGRAM_TOKEN", _TOKEN), ("RM_TELEGRAM_API_URL", server))


def _store_at(url: str) -> Settings:
    return (("RM_DATABASE_URL", url),)


_BRIEF, _SERVE = ("brief", "C001", "--as", "rm1"), ("serve",)
_UPGRADE, _DOCTOR, _VERIFY = ("db", "upgrade"), ("doctor",), ("audit", "verify")
_BUILD = ("handbook", "build")
ATTACKS = (
    Broken(
        "a Bot API server that is away",
        _SERVE,
        _bot_at("http://127.0.0.1:9"),
    ),
    Broken("a Bot API server's address that is none", _SERVE, _bot_at("x:/ y")),
    Broken("a database's address that is none", _BRIEF, _store_at("nonsense")),
    Broken("a database there is no driver for", _BRIEF, _store_at("foo://bob:hunter2@x/y")),
    Broken("a database that is away", _BRIEF, _store_at(_AWAY)),
    Broken("the same, upgraded", _UPGRADE, _store_at(_AWAY)),
    Broken("the same, examined", _DOCTOR, _store_at(_AWAY)),
    Broken("a store cut in half", _BRIEF, spoil=_cut("store.db")),
    Broken("the same, examined", _DOCTOR, spoil=_cut("store.db")),
    Broken("a store of the last release", _BRIEF, spoil=_revision("0009")),
    Broken("a store of a later release", _UPGRADE, spoil=_revision("9999")),
    Broken("an anchor file cut in half", _VERIFY, spoil=_cut("audit-anchors.jsonl"), works=True),
    Broken(
        "an anchor file of noise",
        _VERIFY,
        spoil=lambda folder: (folder / "audit-anchors.jsonl").write_bytes(b"\xff\xfe{\n" * 3),
    ),
    Broken("vectors cut in half", _BRIEF, spoil=_cut("handbook/*/centres.npy")),
    Broken("the same, examined", _DOCTOR, spoil=_cut("handbook/*/centres.npy")),
    Broken(
        "the same, built again",
        ("handbook", "build"),
        spoil=_cut("handbook/*/centres.npy"),
        works=True,
    ),
    Broken("a folder open to others", _DOCTOR, spoil=lambda folder: folder.chmod(0o755)),
    Broken("the same, upgraded", _UPGRADE, spoil=lambda folder: folder.chmod(0o755), works=True),
)


def tried(base: Path, work: Path) -> Iterator[Tried]:
    """Each command run as a process of its own over a fresh copy."""
    for each in ATTACKS:
        folder = copied(base, work, "spoilt")
        each.spoil(folder)
        done = subprocess.run(
            [sys.executable, "-m", "bot", *each.command],
            cwd=ROOT,
            env=os.environ | {"RM_DATA_DIR": str(folder)} | dict(each.settings),
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        wrong = [line for line in done.stdout.splitlines() if line.startswith("✘")]
        said = done.stderr or "; ".join(wrong) or done.stdout
        held = (
            done.returncode == (0 if each.works else 1)
            and "Traceback" not in said
            and not any(secret in done.stdout + done.stderr for secret in SECRETS)
            and (each.command == _DOCTOR or done.stderr.count("\n") <= 1)
        )
        named = f"{each.attack}: `{' '.join(each.command)}`"
        yield Tried(named, held, f"{done.returncode}: {said}")
