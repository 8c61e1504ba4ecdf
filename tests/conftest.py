"""What every test stands on: no network, and one installation built the way users build theirs."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_live_handbook, open_rules, open_store
from bot.config import Settings
from bot.desk import CheckedText, Desk
from bot.record.policy import default_policy
from bot.usecases.scripts import Workshop, build_all
from bot.writers.script import ScriptWriter
from knowledge.retrieval import LiveHandbook
from store.actor import Actor
from store.audit import ANCHOR_FILE
from store.demo import fill
from store.engine import reading, transaction, upgrade
from store.staff import actor_for_staff

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai, on the day the demo book is made for."""


@dataclass(frozen=True)
class Installation:
    """A built data folder with the demo book in it, and its opened knowledge."""

    folder: Path
    rules: CheckedText
    live: LiveHandbook


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be reached."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family == socket.AF_UNIX or str(address[0]) in {"127.0.0.1", "::1", "localhost"}:
            return connect(self, address)
        raise AssertionError(f"a test reached for the network: {address}")

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Store migrated, handbook built, demo book filled: once for the whole run."""
    folder = tmp_path_factory.mktemp("installation")
    settings = settings_for(folder)
    upgrade(settings.store_url)
    rules = open_rules(settings)
    build_all(Workshop(settings, rules, lambda: NOW), progress=lambda _: None)
    engine = open_store(settings)
    with transaction(engine) as session:
        fill(session=session, today=NOW.date())
    engine.dispose()
    return Installation(folder, rules, open_live_handbook(settings))


@pytest.fixture
def desk(installation: Installation, tmp_path: Path) -> Iterator[Desk]:
    """A desk over a fresh copy of the demo store and the shared handbook."""
    shutil.copy(installation.folder / "store.db", tmp_path / "store.db")
    settings = settings_for(tmp_path)
    engine = open_store(settings)
    yield Desk(
        engine=engine,
        live=installation.live,
        rules=installation.rules,
        policy=default_policy(),
        writer=ScriptWriter(),
        second_opinion=None,
        clock=lambda: NOW,
        zone=settings.zone,
        anchor_file=tmp_path / ANCHOR_FILE,
    )
    engine.dispose()


@pytest.fixture
def actor(desk: Desk) -> Callable[[str], Actor]:
    """A staff member of the demo book by id."""

    def of(staff_id: str) -> Actor:
        with reading(desk.engine) as session:
            found = actor_for_staff(session=session, staff_id=staff_id)
        assert found is not None
        return found

    return of


def settings_for(folder: Path) -> Settings:
    """Settings that look at nothing but a folder."""
    return Settings(_env_file=None, data_dir=folder)
