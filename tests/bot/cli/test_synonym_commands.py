"""The table of synonyms at the command line: listed, tried, edited, written to the log."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

pytestmark = pytest.mark.slow

Run = Callable[..., Result]
ASKED = "厂里说龙抬头了咋办"


def first(run: Run) -> str | None:
    hits = json.loads(run("search", ASKED, "--json").stdout)["hits"]
    return hits[0]["script_id"] if hits else None


def test_an_edit_holds_at_once_and_can_be_undone(run: Run) -> None:
    before = first(run)
    assert before != "birthday-care"
    tried = run("handbook", "synonyms", "add", "客户过生日", "龙抬头", "--dry-run")
    assert (tried.exit_code, first(run)) == (0, before)
    assert "只是试算，没有改动" in tried.stdout
    added = run("handbook", "synonyms", "add", "客户过生日", "龙抬头")
    assert added.stdout.startswith("加入：客户过生日 ← 龙抬头（已生效）\n存档问题里 ")
    assert first(run) == "birthday-care"
    assert "客户过生日：龙抬头(加)" in run("handbook", "synonyms", "list").stdout.splitlines()
    assert run("handbook", "synonyms", "remove", "客户过生日", "龙抬头").exit_code == 0
    assert first(run) == before
    assert run("audit", "verify").exit_code == 0


def test_a_shipped_way_is_removed_and_told_what_that_does(run: Run) -> None:
    removed = run("handbook", "synonyms", "remove", "投诉", "闹")
    asked = removed.stdout.splitlines()[1]
    assert removed.exit_code == 0
    assert not asked.startswith("存档问题里 0 条")
    assert "去掉了：闹" in run("handbook", "synonyms", "list", "投诉").stdout


def test_what_does_not_fit_is_refused_in_a_line(run: Run) -> None:
    refused = run("handbook", "synonyms", "add", "投诉", "闹")
    assert (refused.exit_code, refused.stderr) == (1, "“投诉”下面已有“闹”\n")
