"""A bank's own handbook: imported, reviewed, approved, withdrawn; a planted violation refused."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.results.advice import Answer
from bot.results.declined import Declined
from bot.results.scripts import Draft, History, Imported, Unfit
from bot.results.shown import Shown
from bot.usecases.answer import answer_question
from bot.usecases.build import SCRIPTS_FOLDER, BuildRefused, Workshop, build_all
from bot.usecases.drafts import (
    approve_document,
    edit_line,
    import_file,
    open_drafts,
    read_draft,
    reject_draft,
    replace_draft,
)
from bot.usecases.scripts import approve_script, overview, script_history, withdraw_script
from bot.usecases.work import working
from knowledge.handbook.format import FaultCode
from store.actor import TERMINAL_OFFICER, Actor
from store.engine import upgrade
from store.models import ScriptStatus
from tests.conftest import NOW, Installation, settings_for
from tests.support.drafting import good_body
from tests.support.light_model import save_light

pytestmark = pytest.mark.slow

DOCUMENT = """第一章 茶园贷款的沟通
一、茶农第一次来问茶园贷款的场景
场景描述：茶农打算扩种新茶园，第一次来网点问贷款，既怕手续繁琐，又怕还款跟采茶的季节对不上。
分步执行说明：先问清种植面积和采收时间，再说明需要的材料，最后约好上门看园的日子。
沟通话术：“您先不用急着填表，我们先看看茶园什么时候采收，还款的日子尽量跟着采收来安排。”
二、茶园保险的提醒
遇到霜冻预警时，提醒茶农查看保单约定的责任范围，按合同报案。
"""


@pytest.fixture
def bench(installation: Installation, tmp_path: Path) -> Workshop:
    """A workshop over this test's own store, with the trained checker."""
    return Workshop(settings_for(tmp_path), installation.rules, lambda: NOW, save_light)


@pytest.fixture
def imported(desk: Desk, tmp_path: Path) -> Imported:
    """A document of the bank's own, read in."""
    file = tmp_path / "茶园.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    with working(desk) as work:
        result = import_file(file, work=work)
    assert isinstance(result, Imported)
    assert result.passages
    return result


def ask(desk: Desk, actor: Actor, text: str) -> Shown[Answer]:
    with working(desk) as work:
        shown = answer_question(text, work=work, actor=actor)
    assert isinstance(shown, Shown)
    return shown


def test_an_import_leaves_drafts_that_nobody_hears(desk: Desk, imported: Imported) -> None:
    with working(desk) as work:
        found = open_drafts(work=work)
        draft = read_draft(imported.draft_ids[0], work=work)
    assert not isinstance(found, Declined)
    assert isinstance(draft, Draft)
    waiting = {each.script_id for each in found}
    assert waiting == set(imported.draft_ids)
    assert not waiting & desk.handbook.scripts.keys()
    assert FaultCode.UNWRITTEN in {fault.code for fault in draft.faults}


def test_a_draft_with_gaps_is_not_approved(desk: Desk, imported: Imported, bench: Workshop) -> None:
    with working(desk) as work:
        refused = approve_script(imported.draft_ids[0], work=work, workshop=bench)
        statuses = {row.script_id: row.status for row in overview(work=work)}
    assert isinstance(refused, Unfit)
    assert refused.faults
    assert statuses[imported.draft_ids[0]] is ScriptStatus.DRAFT


@pytest.mark.parametrize("staff_id", ["rm1", "sup1", "admin1"])
def test_only_officers_see_and_decide_drafts(
    desk: Desk,
    imported: Imported,
    bench: Workshop,
    actor: Callable[[str], Actor],
    staff_id: str,
) -> None:
    someone, script_id = actor(staff_id), imported.draft_ids[0]
    with working(desk) as work:
        answers = [
            open_drafts(work=work, actor=someone),
            read_draft(script_id, work=work, actor=someone),
            edit_line(script_id, "o1", "您好。", work=work, actor=someone),
            replace_draft(script_id, good_body(script_id), work=work, actor=someone),
            reject_draft(script_id, why="x", work=work, actor=someone),
            approve_script(script_id, work=work, workshop=bench, actor=someone),
            withdraw_script("idle-funds", why="x", work=work, actor=someone),
            approve_document("茶园.txt", work=work, workshop=bench, actor=someone),
        ]
        rows = {row.script_id: row for row in overview(work=work)}
    assert {answer.code for answer in answers if isinstance(answer, Declined)} == {"not_permitted"}
    assert all(isinstance(answer, Declined) for answer in answers)
    assert (rows[script_id].version, rows[script_id].status) == ("1", ScriptStatus.DRAFT)
    assert rows["idle-funds"].status is ScriptStatus.APPROVED


def test_a_draft_is_edited_line_by_line_and_as_a_whole(desk: Desk, imported: Imported) -> None:
    script_id = imported.draft_ids[0]
    with working(desk) as work:
        edited = edit_line(
            script_id, "o1", "您好，我来听听茶园的事。", work=work, actor=TERMINAL_OFFICER
        )
        nowhere = edit_line(script_id, "p99", "没有这行", work=work, actor=TERMINAL_OFFICER)
        whole = replace_draft(script_id, good_body(script_id), work=work)
    assert isinstance(edited, Draft)
    assert edited.version == "2"
    assert "您好，我来听听茶园的事。" in edited.body
    assert isinstance(nowhere, Declined)
    assert "p99" in nowhere.reason
    assert isinstance(whole, Draft)
    assert whole.version == "3"
    with working(desk) as work:
        history = script_history(script_id, work=work)
    assert isinstance(history, History)
    assert len(history.versions) == 3
    assert history.difference


def test_a_promise_of_principal_is_no_memo(desk: Desk, imported: Imported, bench: Workshop) -> None:
    script_id = imported.draft_ids[0]
    body = good_body(script_id)
    memo = next(line for line in body.splitlines() if line.startswith("- [m1"))
    planted = f"{memo.split(']')[0]}] 话术：您先别急，到期一定能回本，亏了行里给您补。"
    with working(desk) as work:
        draft = replace_draft(script_id, body.replace(memo, planted), work=work)
    assert isinstance(draft, Draft)
    assert FaultCode.RULE_BROKEN in {fault.code for fault in draft.faults}
    with working(desk) as work:
        refused = approve_script(script_id, work=work, workshop=bench)
    assert isinstance(refused, Unfit)


def test_a_rejected_draft_waits_no_more(desk: Desk, imported: Imported) -> None:
    with working(desk) as work:
        assert reject_draft(imported.draft_ids[0], why="不用", work=work) is None
        assert open_drafts(work=work) == []
        unknown = reject_draft("no-such-script", why="x", work=work)
    assert isinstance(unknown, Declined)
    assert unknown.code == "not_found"


def test_a_withdrawn_script_is_out_at_once_and_its_uses_are_listed(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    rm = actor("rm1")
    before = ask(desk, rm, "客户嫌利率高怎么办")
    assert before.result.scenarios[0].script_id == "objection-rate-high"
    with working(desk) as work:
        used = withdraw_script("objection-rate-high", why="措辞要改", work=work)
        unknown = withdraw_script("no-such-script", why="x", work=work)
    assert not isinstance(used, Declined)
    assert [row.suggestion_id for row in used] == [before.suggestion_id]
    after = ask(desk, rm, "客户嫌利率高怎么办").result
    assert "objection-rate-high" not in {scenario.script_id for scenario in after.scenarios}
    assert isinstance(unknown, Declined)
    assert unknown.code == "not_found"


@pytest.mark.slow  # builds the whole handbook anew
def test_approved_passages_are_cited_with_document_and_heading(
    desk: Desk, imported: Imported, bench: Workshop
) -> None:
    document = imported.report.document
    with working(desk) as work:
        count = approve_document(document, work=work, workshop=bench)
        unknown = approve_document("没有.txt", work=work, workshop=bench)
    assert count == imported.passages
    assert isinstance(unknown, Declined)
    assert unknown.code == "not_found"
    from bot.app import open_live_handbook

    built = open_live_handbook(bench.settings).current()
    found = built.references("霜冻预警时茶园保险怎么提醒", top=1)
    assert found
    assert found[0].document == document
    assert "霜冻" in found[0].text


def test_a_planted_violation_does_not_build(tmp_path: Path, installation: Installation) -> None:
    folder = tmp_path / "scripts"
    shutil.copytree(SCRIPTS_FOLDER, folder)
    planted = folder / "growth" / "idle-funds.md"
    text = planted.read_text(encoding="utf-8")
    first = next(row for row in text.splitlines() if row.startswith("- [p2] "))
    planted.write_text(
        text.replace(first, "- [p2] 您放心，这款理财保本保息，年底稳稳拿到手。"), encoding="utf-8"
    )
    settings = settings_for(tmp_path / "data")
    settings.data_dir.mkdir()
    upgrade(settings.store_url)
    workshop = Workshop(settings, installation.rules, lambda: NOW)
    with pytest.raises(BuildRefused) as refused:
        build_all(workshop, progress=lambda _: None, folder=folder)
    faults = {(f.file, f.reference, f.code) for f in refused.value.faults}
    assert faults == {("growth/idle-funds.md", "p2", FaultCode.RULE_BROKEN)}
    assert not (tmp_path / "data" / "handbook").exists()


def test_a_changed_script_needs_another_version(
    tmp_path: Path, desk: Desk, bench: Workshop
) -> None:
    folder = tmp_path / "scripts"
    shutil.copytree(SCRIPTS_FOLDER, folder)
    changed = folder / "growth" / "idle-funds.md"
    changed.write_text(changed.read_text("utf-8").replace("您好", "您早"), encoding="utf-8")
    with pytest.raises(BuildRefused) as refused:
        build_all(bench, progress=lambda _: None, folder=folder)
    assert [(f.file, f.code) for f in refused.value.faults] == [
        ("growth/idle-funds.md", FaultCode.TEXT_CHANGED)
    ]
