"""What is tried at the door, and what happened: run by hand, asserts nothing.

    python -m tests.trials.door --data DIR     # a built installation with the demo book; copied

Without `--data` one is built first, which takes minutes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.trials import door_chat, door_commands, door_files, door_records
from tests.trials.door_tried import Tried

ROOT = Path(__file__).resolve().parents[2]
_WIDE = 150


def main() -> None:
    """Try everything, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="a built data folder with the demo book")
    given = parser.parse_args().data
    with tempfile.TemporaryDirectory(prefix="door-") as scratch:
        work = Path(scratch)
        base = given or _built(work / "base")
        _show("A row no record can hold", door_records.tried(base, work))
        _show("A hostile file", door_files.tried(work))
        _show("A hostile name, a flood, a broken server", door_chat.tried(base, work))
        _show("A broken installation", door_commands.tried(base, work))


def _built(folder: Path) -> Path:
    os.umask(0o077)
    for command in (("db", "upgrade"), ("handbook", "build"), ("demo",)):
        subprocess.run(
            [sys.executable, "-m", "bot", *command],
            cwd=ROOT,
            env=os.environ | {"RM_DATA_DIR": str(folder)},
            check=True,
        )
    return folder


def _show(title: str, rows: Iterable[Tried]) -> None:
    print(f"\n## {title}\n\n| attack | what happened |\n|---|---|")
    for each in rows:
        happened = " ".join(each.happened.split()).replace("|", "\\|")[:_WIDE]
        mark = "" if each.held else "**FAILED** "
        print(f"| {each.attack} | {mark}{happened} |", flush=True)


if __name__ == "__main__":
    main()
