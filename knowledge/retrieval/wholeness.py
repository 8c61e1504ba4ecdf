"""Whether a build is whole: by its files' sizes when it is opened, by their digests when asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

MANIFEST = "manifest.json"
"""What a build's files were when it was made: name to size and SHA-256."""


class BuildDamaged(ValueError):
    """A file of a build is gone or is not what was written."""


def seal(folder: Path) -> None:
    """Note every file of a build that is written; nothing may be changed afterwards."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    noted = {
        str(path.relative_to(folder)): [path.stat().st_size, digest_of(path)] for path in files
    }
    (folder / MANIFEST).write_text(json.dumps(noted), encoding="utf-8")


def check_sizes(folder: Path) -> None:
    """Look whether every file is there and as long as it was; quick.

    Raises:
        FileNotFoundError: where the build was never sealed: an older form, or half of one.
        BuildDamaged: where a file is gone or of another length.
    """
    for name, (size, _) in _noted(folder).items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise BuildDamaged(name)


def damaged_files(folder: Path) -> list[str]:
    """The files of a build that are gone or changed; the manifest itself where it does not read."""
    try:
        return list(_damaged(folder))
    except (OSError, ValueError, TypeError, AttributeError):
        return [MANIFEST]


def _damaged(folder: Path) -> Iterator[str]:
    for name, (size, digest) in _noted(folder).items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size or digest_of(path) != digest:
            yield name


def _noted(folder: Path) -> dict[str, tuple[int, str]]:
    noted = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return {name: (size, digest) for name, (size, digest) in noted.items()}


def digest_of(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
