"""What a trial returns."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tried:
    """An attack, whether the house held, and what was seen."""

    attack: str
    held: bool
    happened: str


def copied(base: Path, work: Path, name: str) -> Path:
    """A copy of an installation to spoil."""
    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    return folder
