"""What people who never saw the product asked: near questions, new topics, who is meant.

    python -m tests.benchmarks.held DATA_DIR      # handbook built, demo book filled

By author, over `tests/evaluation/*_held.jsonl`. Prints shares and counts; run by hand.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.app import open_desk
from bot.config import Settings
from bot.desk import Desk
from bot.results.customers import Found
from bot.usecases.staff import staff_member
from bot.usecases.understand import read_message
from bot.usecases.work import working

SETS = Path(__file__).parents[1] / "evaluation"
Row = dict[str, Any]


def by_author(name: str) -> Iterator[tuple[str, Sequence[Row]]]:
    """A held set's rows, author by author."""
    lines = (SETS / f"{name}_held.jsonl").read_text(encoding="utf-8").splitlines()
    rows = sorted(map(json.loads, lines), key=lambda row: str(row["author"]))
    for author, own in groupby(rows, key=lambda row: str(row["author"])):
        yield author, list(own)


def questions(desk: Desk) -> Iterator[str]:
    """Near questions declined; questions of the new topics found."""
    search = desk.live.current().search
    for author, rows in by_author("near"):
        declined = sum(search(row["text"], top=1).abstained for row in rows)
        yield f"near      {author:<18} declined {declined}/{len(rows)}"
    for author, rows in by_author("topics"):
        hits = [({h.script_id for h in search(r["text"], top=3).hits}, r) for r in rows]
        firsts = [({h.script_id for h in search(r["text"], top=1).hits}, r) for r in rows]
        first = sum(not ids.isdisjoint(row["expect"]) for ids, row in firsts)
        third = sum(not ids.isdisjoint(row["expect"]) for ids, row in hits)
        none = sum(not ids for ids, _ in hits)
        yield f"topics    {author:<18} hit@1 {first} hit@3 {third} declined {none} of {len(rows)}"


def subjects(desk: Desk) -> Iterator[str]:
    """Who is meant: rightly found or rightly nobody; somebody taken who was not meant."""
    with working(desk) as work:
        for author, rows in by_author("subject"):
            right = taken = 0
            for row in rows:
                actor = staff_member(row["as"], work=work)
                assert actor is not None
                customer = read_message(row["text"], work=work, actor=actor, in_hand=False).customer
                found = customer.customer_id if isinstance(customer, Found) else None
                right += found == row["want"]
                taken += found is not None and found != row["want"]
            yield f"subject   {author:<18} right {right}/{len(rows)}  wrongly taken {taken}"


def main() -> None:
    """Print every table."""
    desk = open_desk(Settings(_env_file=None, data_dir=Path(sys.argv[1])))
    for table in (questions, subjects):
        for line in table(desk):
            print(line)


if __name__ == "__main__":
    main()
