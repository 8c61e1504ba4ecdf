"""Files out: what comes back in is the same, and no cell is a formula."""

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from databases import Databases, opened
from openpyxl import load_workbook
from sqlalchemy import Engine
from store_world import DEMO, NOW, add_customer, advise

from store.actor import TERMINAL_ADMIN, Actor
from store.engine import reading, transaction
from store.errors import FileRefused, NotPermitted
from store.exporting import export_customers, export_suggestions
from store.importing import import_customers
from store.models import FeedbackOutcome, Suggestion
from store.suggestions import record_feedback

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_goes_out_comes_back_the_same(
    databases: Databases, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"customers.{suffix}"
    with databases.at(DEMO) as url, opened(url) as engine:
        with reading(engine) as session:
            assert export_customers(session=session, actor=TERMINAL_ADMIN, path=path).written == 66
        with transaction(engine) as session:
            report = import_customers(
                session=session, actor=TERMINAL_ADMIN, path=path, at=NOW, today=TODAY
            )
    assert (report.errors, report.unknown_columns) == ((), ())
    assert (report.created, report.updated, report.unchanged) == (0, 0, 66)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "name", ["=1+1", "+86", "-2", "@SUM(A1)", "\tx", "'quoted", "\x01=HYPERLINK(1)", "\u202e=1"]
)
def test_no_cell_becomes_a_formula(staffed: Engine, tmp_path: Path, suffix: str, name: str) -> None:
    add_customer(staffed, "C001", "王建国", owner="rm1", next_plan=name)
    path = tmp_path / f"out.{suffix}"
    with reading(staffed) as session:
        export_customers(session=session, actor=TERMINAL_ADMIN, path=path)
    (row,) = _rows(path)
    assert row["next_plan"][0] == "'"


def test_phones_are_masked_unless_the_role_may_see_them(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path
) -> None:
    add_customer(staffed, "C001", "王建国", owner="rm1", phone="139-0000-8821")
    add_customer(staffed, "C002", "王建业", owner="rm4", phone="13900001234")
    seen = {}
    for staff_id in ("admin1", "sup1", "sup2"):
        path = tmp_path / f"{staff_id}.csv"
        with reading(staffed) as session:
            export_customers(session=session, actor=acting(staff_id), path=path)
        seen[staff_id] = {row["customer_id"]: row["phone"] for row in _rows(path)}
    assert seen == {
        "admin1": {"C001": "139-0000-8821", "C002": "13900001234"},
        "sup1": {"C001": "*******8821"},
        "sup2": {"C002": "*******1234"},
    }
    for staff_id in ("rm1", "cco1"):
        with pytest.raises(NotPermitted), reading(staffed) as session:
            export_customers(session=session, actor=acting(staff_id), path=tmp_path / "x.csv")


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl"])
def test_suggestions_go_out_with_their_evidence_and_masked(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path, suffix: str
) -> None:
    rm = acting("rm1")
    first = advise(staffed, rm, shown="=王先生您好")
    advise(staffed, acting("rm4"), at=NOW + timedelta(days=1))
    with transaction(staffed) as session:
        record_feedback(
            session=session,
            actor=rm,
            suggestion_id=first,
            outcome=FeedbackOutcome.UNFIT,
            reason="王先生不爱听",
            at=NOW,
        )
    path = tmp_path / f"out.{suffix}"
    with reading(staffed) as session:
        done = export_suggestions(
            session=session,
            actor=acting("cco1"),
            path=path,
            until=NOW + timedelta(hours=1),
            mask=_mask,
        )
    (row,) = _rows(path)
    assert done.written == 1
    assert row["suggestion_id"] == first
    assert row["shown_text"] == ("=*先生您好" if suffix == "jsonl" else "'=*先生您好")
    feedback = row["feedback"] if suffix == "jsonl" else json.loads(row["feedback"])
    assert feedback[0]["outcome"] == "unfit"
    assert feedback[0]["reason"] == "*先生不爱听"


@pytest.mark.parametrize(
    ("staff_id", "count"), [("rm1", 1), ("sup1", 1), ("sup2", 0), ("cco1", 1), ("admin1", 1)]
)
def test_suggestions_go_out_within_the_role(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path, staff_id: str, count: int
) -> None:
    advise(staffed, acting("rm1"))
    with reading(staffed) as session:
        done = export_suggestions(
            session=session, actor=acting(staff_id), path=tmp_path / "out.jsonl"
        )
    assert done.written == count


def test_only_known_kinds_of_file(staffed: Engine, tmp_path: Path) -> None:
    with pytest.raises(FileRefused), reading(staffed) as session:
        export_customers(session=session, actor=TERMINAL_ADMIN, path=tmp_path / "out.pdf")


def _mask(suggestion: Suggestion, text: str) -> str:
    assert suggestion.staff_id == "rm1"
    return text.replace("王", "*")


def _rows(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    sheet = load_workbook(path).worksheets[0]
    header, *body = sheet.iter_rows()
    assert all(cell.data_type != "f" for row in body for cell in row)
    return [
        {str(title.value): cell.value for title, cell in zip(header, row, strict=True)}
        for row in body
    ]
