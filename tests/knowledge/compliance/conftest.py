"""The checkers the tests share: by rules alone, and with the learned layer."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.compliance import Checker


@pytest.fixture(scope="session")
def rules_only() -> Checker:
    return Checker.load(model_path=None)


@pytest.fixture(scope="session")
def checker(model_path: Path) -> Checker:
    return Checker.load(model_path=model_path)
