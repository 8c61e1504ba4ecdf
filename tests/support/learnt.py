"""What the tests would learn anew in every run: learnt once, kept by what it was learnt from.

Two things take long to make: the compliance model and the built handbook. They are kept in
`.cache/tests`, each under a fingerprint of every file it depends on, so that an old one is never
taken; made in a folder aside and renamed, so that a half-written one is never seen; and made under
a lock, so that two runs at once make them once.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache" / "tests"
KEPT = 3
_MADE_FROM = (".py", ".md", ".yaml", ".json", ".jsonl", ".txt")


def is_learnt() -> bool:
    """Whether the model and the handbook of the present files are there already."""
    return _model_file().is_file() and _handbook_folder().is_dir()


def copy_model(data_dir: Path) -> Path:
    """Put the compliance model into a data folder, trained first where it must be; its path."""
    from knowledge.compliance import ensure_model

    FOLDER.mkdir(parents=True, exist_ok=True)
    with FileLock(FOLDER / "model.lock"):
        kept = ensure_model(data_dir=FOLDER)
        target = data_dir / kept.relative_to(FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(kept, target))


def copy_handbook(data_dir: Path, *, now: datetime) -> None:
    """Put the shipped handbook as valid on `now`'s day into a data folder, built first if need be.

    The build under test is asked again afterwards and keeps what stands, so a handbook that does
    not fit costs time and is never answered from.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    with FileLock(FOLDER / "handbook.lock"):
        kept = _handbook_folder()
        if not kept.is_dir():
            _build(kept, now=now)
        shutil.copytree(kept, data_dir, dirs_exist_ok=True)


def _build(kept: Path, *, now: datetime) -> None:
    from knowledge.handbook.format import load_folder
    from knowledge.retrieval import build_handbook

    aside = Path(tempfile.mkdtemp(dir=FOLDER, prefix="making-"))
    try:
        build_handbook(data_dir=aside, scripts=load_folder(ROOT / "knowledge/handbook"), now=now)
        aside.rename(kept)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    by_age = sorted(FOLDER.glob("handbook-*"), key=lambda folder: folder.stat().st_mtime)
    for old in by_age[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _model_file() -> Path:
    from knowledge.compliance.training import fingerprint

    return FOLDER / "compliance" / f"model-{fingerprint()}.npz"


def _handbook_folder() -> Path:
    parts = [ROOT / "requirements.lock", *(ROOT / "knowledge").glob("*.*")]
    for folder in ("handbook", "retrieval"):
        parts += (ROOT / "knowledge" / folder).rglob("*")
    digest = hashlib.sha256()
    for path in sorted(path for path in parts if path.suffix in (*_MADE_FROM, ".lock")):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return FOLDER / f"handbook-{digest.hexdigest()[:16]}"
