"""Questions on the book, by authors who did not see the grammar, against an oracle of its own.

Only counts are shown: the held questions are for measuring, nobody tunes the grammar on them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.book_answers import judged_file

pytestmark = pytest.mark.slow  # fills a store with the synthetic book

FOLDER = Path(__file__).parent
LEAST_RIGHT = {"book_questions_dev.jsonl": 0.98, "book_questions_held.jsonl": 0.71}
MOST_SILENT = {"book_questions_dev.jsonl": 0, "book_questions_held.jsonl": 2}


def test_questions_are_answered_no_worse_than_measured(tmp_path: Path) -> None:
    files = [FOLDER / name for name in LEAST_RIGHT]
    for path, judged in judged_file(files, url=f"sqlite:///{tmp_path}/book.db"):
        verdicts = [each.verdict for each in judged]
        assert verdicts.count("silently wrong") <= MOST_SILENT[path.name]
        assert verdicts.count("exactly right") >= LEAST_RIGHT[path.name] * len(verdicts)
