"""Commands run as operators run them, over a copy of the installation."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from tests.conftest import Installation


@pytest.fixture
def run(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    """Run a command; its data folder is `data` in the test's own folder."""
    from bot.__main__ import app

    folder = tmp_path / "data"
    shutil.copytree(installation.folder, folder)
    monkeypatch.setenv("RM_DATA_DIR", str(folder))
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, given: str | None = None) -> Result:
        return CliRunner().invoke(app, list(arguments), input=given)

    return invoke
