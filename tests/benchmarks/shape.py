"""What one brief asked in chat goes through: files, functions, calls, sessions, statements.

    python -m tests.benchmarks.shape [DATA_DIR]

Counts, not times: they say how much a reader has to know to follow one message, and how often the
store is asked. Only the project's own files count. Works on a copy of a data folder with the demo
book (`make run` makes one in ./data); the second brief is counted, when all has been read once.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from bot.app import open_desk, terminal_conversation
from bot.config import Settings
from bot.conversation.messages import Said

ROOT = Path(__file__).resolve().parents[2]
OURS = tuple(str(ROOT / name) for name in ("bot", "knowledge", "store"))
CHAT = "terminal:rm1"
LINE = "等下给王建国打电话"


class Watched:
    """Counts calls into the project's files while it is on."""

    def __init__(self) -> None:
        self.calls: Counter[tuple[str, str]] = Counter()

    def __enter__(self) -> Watched:
        sys.setprofile(self._called)
        return self

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)

    def _called(self, frame: FrameType, what: str, _: Any) -> None:
        code = frame.f_code
        if what == "call" and code.co_filename.startswith(OURS):
            self.calls[code.co_filename, code.co_qualname] += 1


def main() -> None:
    """Print the counts of one brief."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("data")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(source, folder, dirs_exist_ok=True)
        settings = Settings(_env_file=None, data_dir=Path(folder))
        desk = open_desk(settings)
        conversation = terminal_conversation(desk, settings=settings, staff_id="rm1")
        conversation.respond(Said(CHAT, LINE))
        statements: list[str] = []
        sessions: list[object] = []
        event.listen(desk.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
        event.listen(Session, "after_begin", lambda session, *_: sessions.append(session))
        with Watched() as watched:
            reply = conversation.respond(Said(CHAT, LINE))
        assert not reply.reference, "the brief failed"
    files = {file for file, _ in watched.calls}
    print(f"files       {len(files):6}")
    print(f"functions   {len(watched.calls):6}")
    print(f"calls       {sum(watched.calls.values()):6}")
    print(f"sessions    {len(set(map(id, sessions))):6}")
    print(f"statements  {len(statements):6}")
    for file in sorted(files):
        print("   ", Path(file).relative_to(ROOT))
    for words in statements:
        print("   ", " ".join(words.split())[:110])


if __name__ == "__main__":
    main()
