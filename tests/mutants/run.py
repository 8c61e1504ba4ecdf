"""Breaks named behaviours one at a time and asks whether the tests notice.

    python -m tests.mutants.run [NAME ...]

Each mutant of `mutants.yaml` is one replacement in one file and the tests that guard it. It is made
in a copy of the tree, never in the tree itself; a mutant whose tests stay green has survived, and
the run ends with 1. A `before` that no longer stands in its file once is an error, not a pass.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.yaml_files import read_yaml

ROOT = Path(__file__).resolve().parents[2]
MUTANTS = Path(__file__).with_name("mutants.yaml")
_GREEN, _RED = 0, 1
"""pytest's exit statuses for "all passed" and "some failed"; others mean it could not run."""


@dataclass(frozen=True)
class Mutant:
    """A behaviour, how it is broken, and the tests that must fail then."""

    name: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


class Unusable(ValueError):
    """A mutant that does not fit the tree any more."""


def read_mutants(path: Path = MUTANTS) -> tuple[Mutant, ...]:
    """The named behaviours."""
    rows = read_yaml(path)
    return tuple(Mutant(**row | {"tests": tuple(row["tests"].split())}) for row in rows)


def broken(text: str, mutant: Mutant) -> str:
    """A file's text with the behaviour broken.

    Raises:
        Unusable: where `before` does not stand in it exactly once, or changes nothing.
    """
    found = text.count(mutant.before)
    if found != 1 or mutant.before == mutant.after:
        raise Unusable(f"{mutant.name}: {mutant.before!r} stands {found} times in {mutant.file}")
    return text.replace(mutant.before, mutant.after)


def main(names: Sequence[str]) -> int:
    """Run the named mutants, or all; the number of those that survived, at most 1."""
    chosen = [each for each in read_mutants() if not names or each.name in names]
    with tempfile.TemporaryDirectory() as folder:
        tree = _copy(Path(folder) / "tree")
        survived = [each.name for each in chosen if not _killed(each, tree)]
    print(f"{len(chosen) - len(survived)} of {len(chosen)} mutants killed")
    for name in survived:
        print(f"survived: {name}")
    return int(bool(survived))


def _killed(mutant: Mutant, tree: Path) -> bool:
    file = tree / mutant.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(broken(whole, mutant), encoding="utf-8")
    try:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        run = subprocess.run(
            [*command, *mutant.tests],
            cwd=tree,
            env=os.environ | {"PYTHONPATH": str(tree)},
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        file.write_text(whole, encoding="utf-8")
    if run.returncode not in {_GREEN, _RED}:
        raise Unusable(f"{mutant.name}: pytest ended with {run.returncode}\n{run.stdout[-500:]}")
    killed = run.returncode == _RED
    print(f"{'killed  ' if killed else 'SURVIVED'} {mutant.name}", flush=True)
    return killed


def _copy(tree: Path) -> Path:
    """The tracked and new files of the tree, with the tests' cache of built things."""
    listed = subprocess.run(
        [shutil.which("git") or "git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        source, target = ROOT / name, tree / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    cache = ROOT / ".cache"
    if cache.is_dir():
        (tree / ".cache").symlink_to(cache)
    return tree


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
