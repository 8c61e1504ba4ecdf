"""From process start to the first answer: a bot run as its users run it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.book import Request

_TICKS = os.sysconf("SC_CLK_TCK")
_ROOT = Path(__file__).resolve().parents[2]
_DAY = "2026-11-23"


@dataclass(frozen=True)
class Start:
    """Seconds to the answer, and the most memory held until then."""

    wall: float
    cpu: float
    peak_mb: float


def first_answer(folder: Path, request: Request) -> Start:
    """`chat` fed one line by pipe, until the answer's first words are on the screen."""
    began = time.perf_counter()
    process = _bot(folder, "chat", "--as", request.staff_id)
    try:
        process.stdin.write(request.text + "\n")
        process.stdin.flush()
        asked = False
        for line in process.stdout:
            if asked and line.strip():
                break
            asked = asked or line.startswith("> ")
        else:
            raise SystemExit("chat ended without an answer")
        wall = time.perf_counter() - began
        return Start(wall, _processor_seconds(process.pid), _peak_mb(process.pid))
    finally:
        process.stdin.close()
        process.stdout.read()
        process.wait()


def one_brief(folder: Path, request: Request) -> Start:
    """`brief --json`, the whole process."""
    began = time.perf_counter()
    process = _bot(
        folder, "brief", request.customer_id, "--as", request.staff_id, "--today", _DAY, "--json"
    )
    with process.stdout:
        shown = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stdin.close()
    if process.returncode or request.name not in shown:
        raise SystemExit(f"no brief: exit status {process.returncode}")
    return Start(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _bot(folder: Path, *arguments: str) -> Any:
    """The bot's process; its compiled modules are kept, as an installed bot's are."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"RM_DATA_DIR": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=_ROOT,
        env=environment,
        text=True,
        encoding="utf-8",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024
