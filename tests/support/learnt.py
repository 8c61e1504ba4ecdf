"""What the tests would learn anew in every run: learnt once, kept by what it was learnt from.

Two things take long to make: the compliance model and the built handbook. They are kept in
`.cache/tests`, each under a hash of every file it depends on, so that an old one is never taken;
made in a folder aside and renamed, so that a half-written one is never seen; made under a lock, so
that two runs at once make them once; and thrown away after the run where somebody edited those
files meanwhile.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache" / "tests"
KEPT = 3


def _hash_of(patterns: tuple[str, ...]) -> str:
    """Of the names and contents of the files that match, below the tree's root."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


_ALL = ("requirements.lock", "knowledge/**/*")
_AT_FIRST = _hash_of(_ALL)
"""The files as this run's imports found them; what is made of others is not kept."""


@dataclass(frozen=True)
class Learnt:
    """Something that takes long to make, and the files it is made from."""

    name: str
    made_from: tuple[str, ...]

    def kept(self) -> Path:
        """Where it stands, made from the files as they are now."""
        return FOLDER / f"{self.name}-{_hash_of(self.made_from)}"

    def put_into(self, data_dir: Path, *, make: Callable[[Path], object]) -> None:
        """Copy it into a data folder; `make` makes it in a folder where it is not there yet."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        with FileLock(FOLDER / f"{self.name}.lock"):
            kept = self.kept()
            if not kept.is_dir():
                kept = self._make(kept, make)
            shutil.copytree(kept, data_dir, dirs_exist_ok=True)
            self._tidy()

    def _make(self, kept: Path, make: Callable[[Path], object]) -> Path:
        aside = Path(tempfile.mkdtemp(dir=FOLDER, prefix=f"making-{self.name}-"))
        make(aside)
        return aside.rename(kept) if _hash_of(_ALL) == _AT_FIRST else aside

    def _tidy(self) -> None:
        """Leave the newest few, and nothing that was left half made."""
        by_age = sorted(FOLDER.glob(f"{self.name}-*"), key=lambda folder: folder.stat().st_mtime)
        for old in [*by_age[:-KEPT], *FOLDER.glob(f"making-{self.name}-*")]:
            shutil.rmtree(old)


MODEL = Learnt(
    "model",
    (
        "requirements.lock",
        "knowledge/chinese.*",
        "knowledge/yaml_files.py",
        *(f"knowledge/{each}/**/*" for each in ("compliance", "handbook", "rules", "training")),
    ),
)
HANDBOOK = Learnt(
    "handbook",
    (
        "requirements.lock",
        "knowledge/*.*",
        *(f"knowledge/{each}/**/*" for each in ("handbook", "retrieval", "training/retrieval")),
    ),
)


def is_learnt() -> bool:
    """Whether the models and the handbook of the present files are there already."""
    return all(each.kept().is_dir() for each in (MODEL, HANDBOOK))


def copy_model(data_dir: Path) -> Path:
    """Put the compliance model into a data folder, trained first where it must be; its path."""
    from knowledge.compliance.training import ensure_model

    MODEL.put_into(data_dir, make=lambda folder: ensure_model(data_dir=folder))
    return ensure_model(data_dir=data_dir)


def copy_handbook(data_dir: Path, *, now: datetime) -> None:
    """Put the shipped handbook as valid on `now`'s day into a data folder, built first if need be.

    The build under test is asked again afterwards and keeps what stands, so a handbook that does
    not fit costs time and is never answered from.
    """
    from knowledge.handbook.format import load_folder
    from knowledge.retrieval import build_handbook

    scripts = ROOT / "knowledge" / "handbook"
    HANDBOOK.put_into(
        data_dir,
        make=lambda folder: build_handbook(data_dir=folder, scripts=load_folder(scripts), now=now),
    )
