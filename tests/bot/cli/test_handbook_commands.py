"""A bank's own documents at the command line: imported, read, mended, approved, built in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.usecases.build import SCRIPTS_FOLDER
from tests.bot.usecases.test_own_handbook import DOCUMENT
from tests.support.drafting import good_body

pytestmark = pytest.mark.slow

Run = Callable[..., Result]
_ENGLISH = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


@pytest.fixture
def draft_id(run: Run, tmp_path: Path) -> str:
    """The first draft of a document of the bank's own, read in."""
    file = tmp_path / "茶园.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    imported = run("handbook", "import", str(file))
    assert imported.exit_code == 0
    assert "参考段落" in imported.stdout
    return run("handbook", "drafts").stdout.split()[0]


def test_a_draft_is_shown_with_what_stands_against_it_in_chinese(run: Run, draft_id: str) -> None:
    listed = run("handbook", "drafts").stdout.splitlines()
    shown = run("handbook", "draft", draft_id)
    refused = run("handbook", "approve", draft_id)
    assert re.fullmatch(rf"{draft_id}  v1  \d+处待改  .+", listed[0])
    assert re.fullmatch(r"文档 茶园：\d+ 段，草稿", listed[-1])
    faults = shown.stdout.partition("待改 ")[2].splitlines()[1:]
    assert shown.exit_code == 0
    assert any("还没写完" in each for each in faults)
    assert not any(_ENGLISH.search(each) for each in faults)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"{draft_id} 不能批准：")
    assert refused.stderr.count("\n") == 1


def test_a_mended_draft_is_approved_and_answers(run: Run, draft_id: str, tmp_path: Path) -> None:
    asked = "茶农的采茶款周转不开，茶园扩种怎么谈"
    body = re.sub(r"^asks:\n(  - .*\n)+", _asks(asked), good_body(draft_id), flags=re.M)
    file = tmp_path / "改好.md"
    file.write_text(body, encoding="utf-8")
    edited = run("handbook", "draft", draft_id, "--edit", str(file))
    assert edited.stdout.endswith("待改 0 处\n")
    approved = run("handbook", "approve", draft_id)
    assert (approved.exit_code, approved.stdout) == (0, f"已批准 {draft_id}\n")
    hits = json.loads(run("search", asked, "--json").stdout)["hits"]
    assert hits[0]["script_id"] == draft_id
    assert f"已批准  v2  {draft_id}" in run("handbook", "list").stdout


def test_a_rejected_draft_is_listed_no_more(run: Run, draft_id: str) -> None:
    rejected = run("handbook", "draft", draft_id, "--reject", "用不上")
    assert (rejected.exit_code, rejected.stdout) == (0, f"已否决 {draft_id}\n")
    assert draft_id not in run("handbook", "drafts").stdout
    assert "用不上" in run("handbook", "show", draft_id).stdout


def test_a_documents_passages_are_approved(run: Run, draft_id: str) -> None:
    approved = run("handbook", "approve-document", "茶园")
    assert approved.exit_code == 0
    assert approved.stdout.startswith("已批准 茶园 的 ")
    assert run("handbook", "drafts").stdout.endswith(" 段，已批准\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("draft", "no-such-draft"),
        ("draft", "no-such-draft", "--reject", "x"),
        ("approve", "no-such-draft"),
        ("approve-document", "没有.txt"),
        ("import", "没有.txt"),
    ],
)
def test_what_is_not_there_is_refused_in_a_line(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("handbook", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "没有" in result.stderr
    assert arguments[1] in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_handbook_that_breaks_a_rule_is_not_built(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "scripts"
    shutil.copytree(SCRIPTS_FOLDER, folder)
    planted = folder / "growth" / "idle-funds.md"
    text = planted.read_text(encoding="utf-8")
    row = next(row for row in text.splitlines() if row.startswith("- [p2] "))
    planted.write_text(text.replace(row, "- [p2] 这款理财保本保息，您放心。"), encoding="utf-8")
    result = run("handbook", "build", "--scripts", str(folder))
    assert result.exit_code == 1
    first, *_, last = result.stderr.splitlines()
    assert first.startswith("growth/idle-funds.md:")
    assert "p2" in first
    assert last.startswith("手册没有建成：")


def _asks(asked: str) -> str:
    """Ten questions nobody else's script answers."""
    others = [f"采茶{word}怎么跟茶农谈周转" for word in "前后中时款季工期完"]
    return "".join(["asks:\n", *(f"  - {words}\n" for words in (asked, *others))])
