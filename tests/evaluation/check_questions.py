"""What is wrong with labelled questions on the book, and how well the book tells readings apart.

`python -m tests.evaluation.check_questions FILE…` prints each fault, the questions with hardly
anybody or most of the book in their set, and the wrong readings that give the same set as the right
one (a span that ends after today always has some); exit 1 where a label breaks the specification.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.support.book_files import TODAY, read_book
from tests.support.book_oracle import Oracle
from tests.support.book_questions import Question, faults_of
from tests.support.book_readings import wrong_readings
from tests.support.book_store import book_alerts, store_book


def main(paths: list[str]) -> int:
    """Check the files, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        alerts = book_alerts(store_book(f"sqlite:///{folder}/book.db"))
    oracle, broken = Oracle(TODAY, alerts.__getitem__), 0
    for path in map(Path, paths):
        figures = _check(path, oracle)
        print(path.name, *(f"{count} {what}" for what, count in figures.items()), sep="; ")
        broken += figures["broken"]
    return 1 if broken else 0


def _check(path: Path, oracle: Oracle) -> Counter[str]:
    figures = Counter(questions=0, broken=0, listed=0, empty=0, readings=0, untold=0)
    for text in path.read_text(encoding="utf-8").splitlines():
        question = json.loads(text)
        figures["questions"] += 1
        if faults := faults_of(question):
            figures["broken"] += 1
            print(f"{question['id']} breaks the specification: {'; '.join(faults)}")
        else:
            figures.update(_answered(question, oracle))
    return figures


def _answered(question: Question, oracle: Oracle) -> Counter[str]:
    """The figures of one question that is labelled well."""
    book = read_book()
    found = oracle.answer({**question, "limit": None}, book)
    if found is None:
        return Counter()
    if len(found) < 2 or len(found) > len(book) / 2:
        print(f"{question['id']} {len(found):3d} of {len(book)}: {question['text']}")
    readings = list(wrong_readings(question["condition"])) if question["condition"] else []
    untold = [what for what, read in readings if _set_of(read, oracle) == set(found)]
    for what in untold:
        print(f"{question['id']} {len(found):3d} the same read wrong: {what}")
    return Counter(listed=1, empty=not found, readings=len(readings), untold=len(untold))


def _set_of(condition: Question, oracle: Oracle) -> set[str]:
    return {each.customer_id for each in read_book() if oracle.matches(condition, each)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
