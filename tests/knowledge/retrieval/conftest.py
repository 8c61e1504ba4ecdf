"""A small handbook of a dozen shipped scripts, built once for these tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge.handbook.format import ScenarioScript, load_folder
from knowledge.retrieval import BuildReport, Handbook, build_handbook, open_handbook
from knowledge.retrieval.material import Material, load_material
from tests.support.light_model import save_light

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
def little(material: Material) -> Material:
    """The lexicon and a few questions outside: enough to build from, and quick to learn."""
    return Material(material.lexicon, {}, material.out_of_scope[:20], "little")


Build = Callable[..., BuildReport]


@pytest.fixture(scope="session")
def build(little: Material, now: datetime) -> Build:
    """`build_handbook` from little, without torch."""

    def quick(data_dir: Path, scripts: Sequence[ScenarioScript], **more: Any) -> BuildReport:
        wanted = {"material": little, "save_model": save_light, "now": now} | more
        return build_handbook(data_dir=data_dir, scripts=scripts, **wanted)

    return quick


@pytest.fixture(scope="session")
def data_dir(
    tmp_path_factory: pytest.TempPathFactory,
    build: Build,
    scripts: list[ScenarioScript],
    material: Material,
) -> Path:
    folder = tmp_path_factory.mktemp("retrieval")
    build(folder, scripts, material=material)
    return folder


@pytest.fixture(scope="session")
def handbook(data_dir: Path) -> Handbook:
    return open_handbook(data_dir)
