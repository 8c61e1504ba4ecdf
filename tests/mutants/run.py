"""Breaks named behaviours one at a time and asks whether the tests notice.

    python -m tests.mutants.run [NAME ...]

Each mutant of `mutants.yaml` is one replacement in one file and the tests that guard it. It is made
in a copy of the tree, never in the tree itself, one copy for each core. The tests are run once
unbroken, so that only a test that is green without the mutant can kill it. A mutant whose tests
stay green has survived, and the run ends with 1; where a mutant or a test does not fit the tree it
ends with 2.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue

from knowledge.yaml_files import read_yaml

ROOT = Path(__file__).resolve().parents[2]
MUTANTS = Path(__file__).with_name("mutants.yaml")
_GREEN, _RED = 0, 1
"""pytest's exit statuses for "all passed" and "some failed"; others mean it could not run."""
_LONGEST = 300
"""Seconds after which tests count as hanging, which is a way to notice too."""
_COMMAND = (
    *(sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"),
    *("--assert=plain", "-p", "no:hypothesispytest"),  # half the time; only red or green counts
)
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True)
class Mutant:
    """A behaviour, how it is broken, and the tests that must fail then."""

    name: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


class Unusable(ValueError):
    """A mutant or a test that does not fit the tree any more."""


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
    """Run the named mutants, or all; 1 where any survived.

    Raises:
        Unusable: where a name, a mutant or a test does not fit the tree.
    """
    chosen, began = _chosen(names), time.monotonic()
    cores = min(os.cpu_count() or 1, len(chosen))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(cores) as pool:
        trees: SimpleQueue[Path] = SimpleQueue()
        for tree in pool.map(_copy, [Path(folder) / str(number) for number in range(cores)]):
            trees.put(tree)
        _check_green(chosen, trees)
        killed = list(pool.map(partial(_killed, trees=trees), chosen))
    survived = [each.name for each, dead in zip(chosen, killed, strict=True) if not dead]
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    print(f"{sum(killed)} of {len(chosen)} mutants killed in {minutes} min {seconds} s")
    for name in survived:
        print(f"survived: {name}")
    return int(bool(survived))


def _chosen(names: Sequence[str]) -> list[Mutant]:
    """The mutants named, or all, each held against the tree as it stands."""
    mutants = read_mutants()
    if unknown := set(names) - {each.name for each in mutants}:
        raise Unusable(f"no such mutant: {', '.join(sorted(unknown))}")
    chosen = [each for each in mutants if not names or each.name in names]
    for each in chosen:
        broken((ROOT / each.file).read_text(encoding="utf-8"), each)
    return chosen


def _check_green(chosen: Sequence[Mutant], trees: SimpleQueue[Path]) -> None:
    tree = trees.get()
    tests = sorted({test for each in chosen for test in each.tests})
    status, said = _pytest(tree, tests)
    if status != _GREEN:
        raise Unusable(f"without any mutant pytest ended with {status}\n{said[-2000:]}")
    trees.put(tree)


def _killed(mutant: Mutant, *, trees: SimpleQueue[Path]) -> bool:
    tree = trees.get()
    try:
        with _made(mutant, tree / mutant.file):
            status, said = _pytest(tree, mutant.tests)
    finally:
        trees.put(tree)
    if status not in {_GREEN, _RED}:
        raise Unusable(f"{mutant.name}: pytest ended with {status}\n{said[-2000:]}")
    print(f"{'killed  ' if status == _RED else 'SURVIVED'} {mutant.name}", flush=True)
    return status == _RED


@contextmanager
def _made(mutant: Mutant, file: Path) -> Iterator[None]:
    """The mutant in its file, for a while.

    Python takes a compiled file for one of the same size and second: each text has its own.
    """
    whole, second = file.read_text(encoding="utf-8"), int(file.stat().st_mtime)
    text = broken(whole, mutant)
    file.write_text(text, encoding="utf-8")
    os.utime(file, (second, second + 1 + zlib.crc32(text.encode()) % 1_000_000))
    try:
        yield
    finally:
        file.write_text(whole, encoding="utf-8")
        os.utime(file, (second, second))


def _pytest(tree: Path, tests: Sequence[str]) -> tuple[int, str]:
    """How tests end in a copy of the tree, and what was printed."""
    try:
        run = subprocess.run(
            [*_COMMAND, *tests],
            cwd=tree,
            env=_ENVIRONMENT | {"PYTHONPATH": str(tree)},
            capture_output=True,
            text=True,
            check=False,
            timeout=_LONGEST,
        )
    except subprocess.TimeoutExpired:
        return _RED, "timed out"
    return run.returncode, run.stdout


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
    try:
        sys.exit(main(sys.argv[1:]))
    except Unusable as error:
        print(error, file=sys.stderr)
        sys.exit(2)
