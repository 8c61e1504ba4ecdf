"""A small handbook of a dozen shipped scripts, built once for these tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.handbook.format import ScenarioScript, load_folder
from knowledge.retrieval import Handbook, build_handbook, open_handbook
from knowledge.retrieval.material import Material, load_material

CHOSEN = (
    "birthday-care churn-warning complaint-emotion complaint-investment-loss idle-funds "
    "maturity-rollover new-first-contact objection-competitor objection-liquidity "
    "receivables-financing risk-assessment-renewal wealth-inheritance"
).split()


@pytest.fixture(scope="session")
def now() -> datetime:
    return datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def handbook_folder() -> Path:
    return Path(__file__).parents[3] / "knowledge" / "handbook"


@pytest.fixture(scope="session")
def every_script(handbook_folder: Path) -> Sequence[ScenarioScript]:
    return load_folder(handbook_folder)


@pytest.fixture(scope="session")
def scripts(every_script: Sequence[ScenarioScript]) -> list[ScenarioScript]:
    return [script for script in every_script if script.script_id in CHOSEN]


@pytest.fixture(scope="session")
def material() -> Material:
    return load_material()


@pytest.fixture(scope="session")
def data_dir(
    tmp_path_factory: pytest.TempPathFactory, scripts: list[ScenarioScript], now: datetime
) -> Path:
    folder = tmp_path_factory.mktemp("retrieval")
    build_handbook(data_dir=folder, scripts=scripts, now=now)
    return folder


@pytest.fixture(scope="session")
def handbook(data_dir: Path) -> Handbook:
    return open_handbook(data_dir)
