"""What every test stands on: no network, and one installation built the way users build theirs."""

from __future__ import annotations

import logging
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.learnt import copy_handbook, copy_model, is_learnt

if TYPE_CHECKING:  # a test of the store or of knowledge imports no bot
    from bot.config import Settings
    from bot.desk import Desk
    from bot.rules import CheckedText
    from knowledge.retrieval import LiveHandbook
    from knowledge.stopping import StopDetector
    from store.actor import Actor

LEARNT = frozenset({"installation", "model_path"})
"""The fixtures that need what is learnt: the compliance model, the built handbook."""

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai, on the day the demo book is made for."""


@dataclass(frozen=True)
class Installation:
    """A built data folder with the demo book in it, and its opened knowledge."""

    folder: Path
    rules: CheckedText
    stops: StopDetector
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


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """A command sets up the process's log; the next test must not write to its closed stream."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that would have to train or build first are slow; once that is kept they are not."""
    for item in items:
        if not LEARNT.isdisjoint(getattr(item, "fixturenames", ())) and not _learnt_before():
            item.add_marker(pytest.mark.slow)


@cache
def _learnt_before() -> bool:
    return is_learnt()


@pytest.fixture(scope="session")
def model_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compliance model, in a data folder of this run."""
    return copy_model(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="session")
def stops() -> StopDetector:
    """What recognises events that are no sales situation."""
    from knowledge.stopping import StopDetector

    return StopDetector()


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Store migrated, handbook built, demo book filled: once for the whole run."""
    from bot.app import open_live_handbook, open_rules, open_stops, open_store
    from bot.usecases.build import Workshop, build_all
    from store.demo import fill
    from store.engine import transaction, upgrade

    folder = tmp_path_factory.mktemp("installation")
    copy_model(folder)
    copy_handbook(folder, now=NOW)
    settings = settings_for(folder)
    upgrade(settings.store_url)
    rules = open_rules(settings)
    build_all(Workshop(settings, rules, lambda: NOW), progress=lambda _: None)
    engine = open_store(settings)
    with transaction(engine) as session:
        fill(session=session, today=NOW.date())
    engine.dispose()
    return Installation(folder, rules, open_stops(), open_live_handbook(settings))


@pytest.fixture
def desk(installation: Installation, tmp_path: Path) -> Iterator[Desk]:
    """A desk over a fresh copy of the demo store and the shared handbook."""
    from bot.app import open_store
    from bot.desk import Desk
    from bot.record.policy import default_policy
    from bot.writers.script import ScriptWriter
    from store.audit import ANCHOR_FILE

    shutil.copy(installation.folder / "store.db", tmp_path / "store.db")
    settings = settings_for(tmp_path)
    engine = open_store(settings)
    yield Desk(
        engine=engine,
        live=installation.live,
        rules=installation.rules,
        stops=installation.stops,
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
    from store.engine import reading
    from store.staff import actor_for_staff

    def of(staff_id: str) -> Actor:
        with reading(desk.engine) as session:
            found = actor_for_staff(session=session, staff_id=staff_id)
        assert found is not None
        return found

    return of


def settings_for(folder: Path) -> Settings:
    """Settings that look at nothing but a folder."""
    from bot.config import Settings

    return Settings(_env_file=None, data_dir=folder)
