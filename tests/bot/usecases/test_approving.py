"""What keeps a sound draft from being approved: a question that another script answers."""

from __future__ import annotations

from pathlib import Path

from bot.desk import Desk
from bot.results.scripts import Unfit
from bot.usecases.build import SCRIPTS_FOLDER, Workshop
from bot.usecases.scripts import approve_script, newest_version
from bot.usecases.work import working
from knowledge.handbook.format import FaultCode
from store.engine import transaction
from store.models import ScriptStatus
from store.scripts import ScriptText, register_script
from tests.conftest import NOW, Installation, settings_for

SHIPPED = "supply-chain-finance"
OWN = "our-own-chain"


def test_a_question_another_script_answers_is_refused_before_anything_is_decided(
    desk: Desk, installation: Installation, tmp_path: Path
) -> None:
    body = (SCRIPTS_FOLDER / "corporate" / f"{SHIPPED}.md").read_text("utf-8")
    draft = body.replace(f"id: {SHIPPED}", f"id: {OWN}").replace("approved", "draft", 1)
    with transaction(desk.engine) as session:
        register_script(
            session=session,
            script=ScriptText(OWN, "1", "自家的", draft),
            status=ScriptStatus.DRAFT,
            actor_id="cco1",
            at=NOW,
        )
    bench = Workshop(settings_for(tmp_path), installation.rules, lambda: NOW)
    with working(desk) as work:
        refused = approve_script(OWN, work=work, workshop=bench)
    assert isinstance(refused, Unfit)
    assert {fault.code for fault in refused.faults} == {FaultCode.ASK_TAKEN}
    assert {fault.values["script_id"] for fault in refused.faults} == {SHIPPED}
    with working(desk) as work:
        row = newest_version(OWN, work=work)
    assert row is not None
    assert row.status is ScriptStatus.DRAFT
