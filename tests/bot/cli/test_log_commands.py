"""The log at the command line: exported masked and by day, its chain walked, its head kept."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

pytestmark = pytest.mark.slow

Run = Callable[..., Result]


@pytest.fixture
def advised(run: Run) -> Run:
    """An installation in which two pieces of advice were given today."""
    for arguments in (("brief", "王建国"), ("ask", "客户嫌利率高怎么办", "--customer", "C001")):
        assert run(*arguments, "--as", "rm1").exit_code == 0
    return run


def test_suggestions_are_exported_in_every_form_without_names(advised: Run, tmp_path: Path) -> None:
    files = [tmp_path / f"建议.{suffix}" for suffix in ("jsonl", "csv", "xlsx")]
    for file in files:
        result = advised("suggestions", "export", str(file))
        assert result.stdout == f"已导出 2 条建议到 {file}\n"
    lines = [json.loads(line) for line in files[0].read_text("utf-8").splitlines()]
    table = list(csv.DictReader(files[1].read_text("utf-8-sig").splitlines(keepends=True)))
    sheet = [row for row in load_workbook(files[2]).active.iter_rows(values_only=True)]
    ids = [line["suggestion_id"] for line in lines]
    assert [line["kind"] for line in lines] == ["brief", "ask"]
    assert [row["suggestion_id"] for row in table] == ids
    assert [row[0] for row in sheet[1:]] == ids
    assert lines[0]["payload"]["screens"]["first"]
    assert "王建国" not in files[0].read_text("utf-8")
    assert "王建国" not in files[1].read_text("utf-8-sig")
    assert not any("王建国" in str(cell) for row in sheet for cell in row)


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("--since", "2020-01-01"), 2),
        (("--since", "2999-01-01"), 0),
        (("--until", "2020-01-01"), 0),
        (("--until", "2999-01-01"), 2),
    ],
)
def test_suggestions_are_exported_by_day(
    advised: Run, tmp_path: Path, arguments: tuple[str, ...], count: int
) -> None:
    result = advised("suggestions", "export", str(tmp_path / "x.jsonl"), *arguments)
    assert result.stdout.startswith(f"已导出 {count} 条")


def test_a_form_there_is_none_of_is_refused(run: Run, tmp_path: Path) -> None:
    wrong = run("suggestions", "export", str(tmp_path / "x.doc"))
    assert (wrong.exit_code, wrong.stderr.count("\n")) == (1, 1)
    assert run("suggestions", "export", "x.csv", "--since", "昨天").exit_code == 2


def test_the_head_moves_with_what_is_written_and_is_anchored(run: Run, tmp_path: Path) -> None:
    before = run("audit", "head").stdout.split()
    assert run("audit", "head").stdout.split() == before
    run("brief", "C001", "--as", "rm1")
    seq, head_hash = run("audit", "head").stdout.split()
    assert int(seq) > int(before[0])
    anchors = (tmp_path / "data" / "audit-anchors.jsonl").read_text("utf-8").splitlines()
    assert json.loads(anchors[-1]) | {"at": ""} == {"seq": int(seq), "hash": head_hash, "at": ""}
    assert run("audit", "verify").stdout == f"审计链完整：{seq} 条\n"


def test_a_log_cut_off_at_its_end_is_found_by_its_anchor(run: Run, tmp_path: Path) -> None:
    run("brief", "C001", "--as", "rm1")
    last = int(run("audit", "head").stdout.split()[0])
    with sqlite3.connect(tmp_path / "data" / "store.db") as database:
        triggers = database.execute("select name from sqlite_master where type = 'trigger'")
        for (name,) in triggers.fetchall():
            database.execute(f"drop trigger {name}")
        database.execute("delete from audit_entry where seq = ?", (last,))
        database.execute(
            "update audit_head set seq = ?, hash = (select hash from audit_entry where seq = ?)",
            (last - 1, last - 1),
        )
    broken = run("audit", "verify")
    assert broken.exit_code == 1
    assert f"第 {last} 条" in broken.stderr


def test_a_log_that_cannot_be_written_shows_no_brief(run: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "data" / "store.db") as database:
        database.execute(
            "create trigger full_disk before insert on suggestion "
            "begin select raise(abort, 'disk full'); end"
        )
    result = run("brief", "C001", "--as", "rm1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "没有写成" in result.stderr
    assert "Traceback" not in result.output
