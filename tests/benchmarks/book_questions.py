"""Questions on the synthetic book: how many are exactly right, asked about, silently wrong.

`python -m tests.benchmarks.book_questions FILE… [--misses]`. The oracle that judges knows nothing
of the product. Exactly right: the same customers, order and number; silently wrong: others, and
nothing of the question was named as not understood.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.support.book_answers import Judged, judged_file


def main(arguments: list[str]) -> int:
    """Judge the files, one after the other."""
    paths = [Path(each) for each in arguments if not each.startswith("--")]
    with tempfile.TemporaryDirectory() as folder:
        for path, judged in judged_file(paths, url=f"sqlite:///{folder}/book.db"):
            counts = [sum(each.verdict == name for each in judged) for name in Judged.VERDICTS]
            figures = ", ".join(
                f"{count} {name}" for count, name in zip(counts, Judged.VERDICTS, strict=True)
            )
            print(f"{path.name}: {len(judged)} questions, {figures}")
            if "--misses" in arguments:
                for each in judged:
                    if each.verdict != "exactly right":
                        print(f"  {each.verdict}: {each.question} → {each.read}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
