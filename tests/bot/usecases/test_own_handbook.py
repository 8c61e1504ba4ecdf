"""A bank's own handbook: imported, reviewed, approved, withdrawn; a planted violation refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.results.advice import Answer, Brief
from bot.results.declined import Declined
from bot.usecases.answer import Asked, answer_question
from bot.usecases.drafts import (
    approve_document,
    edit_line,
    import_file,
    open_drafts,
    read_draft,
    replace_draft,
)
from bot.usecases.scripts import (
    SCRIPTS_FOLDER,
    BuildRefused,
    UnknownScript,
    Workshop,
    approve_script,
    build_all,
    script_history,
    withdraw_script,
)
from store.actor import TERMINAL_ADMIN, Actor
from tests.conftest import NOW, Installation, settings_for

DOCUMENT = """第一章 茶园贷款的沟通
一、茶农第一次来问茶园贷款的场景
场景描述：茶农打算扩种新茶园，第一次来网点问贷款，既怕手续繁琐，又怕还款跟采茶的季节对不上。
分步执行说明：先问清种植面积和采收时间，再说明需要的材料，最后约好上门看园的日子。
沟通话术：“您先不用急着填表，我们先看看茶园什么时候采收，还款的日子尽量跟着采收来安排。”
二、茶园保险的提醒
遇到霜冻预警时，提醒茶农查看保单约定的责任范围，按合同报案。
"""


def show(result: Brief | Answer) -> dict[str, str]:
    return {"first": result.handbook_version}


@pytest.fixture
def bench(desk: Desk, installation: Installation, tmp_path: Path) -> Workshop:
    """A workshop over this test's own store, with the trained checker."""
    return Workshop(settings_for(tmp_path), installation.rules, lambda: NOW)


def ask(desk: Desk, actor: Actor, text: str) -> Answer:
    result = answer_question(Asked(text, None, actor), desk=desk, now=desk.now(), show=show)
    assert not isinstance(result, Declined)
    return result


def test_an_import_leaves_drafts_that_nobody_hears(
    desk: Desk, tmp_path: Path, actor: Callable[[str], Actor]
) -> None:
    file = tmp_path / "茶园.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    imported = import_file(file, desk=desk)
    assert imported.draft_ids and imported.passages
    waiting = {draft.script_id for draft in open_drafts(desk=desk)}
    assert waiting == set(imported.draft_ids)
    assert not waiting & desk.handbook.scripts.keys()
    draft = read_draft(imported.draft_ids[0], desk=desk)
    assert any("还没写完" in fault for fault in draft.faults)


def test_a_draft_with_gaps_is_not_approved(desk: Desk, tmp_path: Path, bench: Workshop) -> None:
    file = tmp_path / "茶园.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    script_id = import_file(file, desk=desk).draft_ids[0]
    with pytest.raises(BuildRefused, match="faults"):
        approve_script(script_id, desk=desk, workshop=bench)


def test_a_draft_is_edited_line_by_line_and_as_a_whole(
    desk: Desk, tmp_path: Path, bench: Workshop
) -> None:
    file = tmp_path / "茶园.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    script_id = import_file(file, desk=desk).draft_ids[0]
    edited = edit_line(script_id, "o1", "您好，我来听听茶园的事。", desk=desk, actor=TERMINAL_ADMIN)
    assert edited.version == "2" and "您好，我来听听茶园的事。" in edited.body
    with pytest.raises(UnknownScript):
        edit_line(script_id, "p99", "没有这行", desk=desk, actor=TERMINAL_ADMIN)
    shipped = (SCRIPTS_FOLDER / "corporate" / "supply-chain-finance.md").read_text("utf-8")
    body = shipped.replace("id: supply-chain-finance", f"id: {script_id}").replace(
        "status: approved", "status: draft"
    )
    whole = replace_draft(script_id, body, desk=desk, actor=TERMINAL_ADMIN)
    assert whole.version == "3" and whole.faults == ()
    history = script_history(script_id, desk=desk)
    assert history is not None and len(history.versions) == 3 and history.difference


def test_a_withdrawn_script_is_out_at_once_and_its_uses_are_listed(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    rm = actor("rm1")
    before = ask(desk, rm, "客户嫌利率高怎么办")
    assert before.scenarios[0].script_id == "objection-rate-high"
    used = withdraw_script("objection-rate-high", why="措辞要改", desk=desk)
    assert [row.suggestion_id for row in used] == [before.suggestion_id]
    after = ask(desk, rm, "客户嫌利率高怎么办")
    assert "objection-rate-high" not in {scenario.script_id for scenario in after.scenarios}
    with pytest.raises(UnknownScript):
        withdraw_script("no-such-script", why="x", desk=desk)


def test_approved_passages_are_cited_with_document_and_heading(
    desk: Desk, tmp_path: Path, bench: Workshop
) -> None:
    file = tmp_path / "茶园.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    document = import_file(file, desk=desk).report.document
    assert approve_document(document, desk=desk, workshop=bench) > 0
    from bot.app import open_live_handbook

    built = open_live_handbook(bench.settings).current()
    found = built.references("霜冻预警时茶园保险怎么提醒", top=1)
    assert found and found[0].document == document and "霜冻" in found[0].text


def test_a_planted_violation_does_not_build(tmp_path: Path, installation: Installation) -> None:
    folder = tmp_path / "scripts"
    shutil.copytree(SCRIPTS_FOLDER, folder)
    planted = folder / "growth" / "idle-funds.md"
    text = planted.read_text(encoding="utf-8")
    first = next(row for row in text.splitlines() if row.startswith("- [p2] "))
    planted.write_text(
        text.replace(first, "- [p2] 您放心，这款理财保本保息，年底稳稳拿到手。"), encoding="utf-8"
    )
    workshop = Workshop(settings_for(tmp_path / "data"), installation.rules, lambda: NOW)
    with pytest.raises(BuildRefused) as refused:
        build_all(workshop, progress=lambda _: None, folder=folder)
    assert any("idle-funds.md" in f and "p2" in f for f in refused.value.faults)
    assert not (tmp_path / "data" / "handbook").exists()
