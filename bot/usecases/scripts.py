"""The scripts' life: checked and built, approved, withdrawn, and what became of each."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect

from bot.config import Settings
from bot.desk import CheckedText, Desk
from bot.results.scripts import History, ScriptRow
from knowledge.handbook.format import (
    CUSTOMER_SECTIONS,
    Fault,
    ScenarioScript,
    ScriptFault,
    load_folder,
    parse_script,
)
from knowledge.handbook.format.validate import handbook_faults
from knowledge.retrieval import BuildReport, Passage, build_handbook
from store.actor import TERMINAL_ADMIN, Actor
from store.engine import open_engine, reading, transaction
from store.errors import NotFound, StoreError
from store.models import FeedbackOutcome, Role, ScriptStatus, ScriptVersion, Suggestion
from store.references import passages_of
from store.scripts import ScriptText, decide_script, register_script, script_versions
from store.suggestions import feedback_on, suggestions_using_script

SCRIPTS_FOLDER = Path(__file__).resolve().parents[2] / "knowledge" / "handbook"
STATUS_NAMES = {
    ScriptStatus.DRAFT: "草稿",
    ScriptStatus.APPROVED: "已批准",
    ScriptStatus.WITHDRAWN: "已撤回",
}
_UNWRITTEN = "〔待补〕"
_SLOT = re.compile(r"\{\w+\}")
_OFFICER = Actor("terminal", "命令行", Role.COMPLIANCE, None)


class BuildRefused(ValueError):
    """Scripts that may not be built; `faults` says where and why, a line each."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


class UnknownScript(LookupError):
    """No script has this id."""


@dataclass(frozen=True)
class Workshop:
    """Where a handbook is built: the settings, the rules it must pass, the clock (UTC)."""

    settings: Settings
    rules: CheckedText
    clock: Callable[[], datetime]


def build_all(
    workshop: Workshop, *, progress: Callable[[str], None], folder: Path = SCRIPTS_FOLDER
) -> BuildReport:
    """Check every script against the format and the rules, build, and register versions.

    Raises:
        BuildRefused: where any script has a fault; nothing is built then.
    """
    settings, rules = workshop.settings, workshop.rules
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    progress("读取脚本……")
    bodies = {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8")
              for p in sorted(folder.rglob("*.md"))}  # fmt: skip
    scripts = _loaded(folder) + _approved_in_store(settings, bodies)
    progress(f"核对 {len(scripts)} 个脚本的格式与合规……")
    faults = [*map(str, _format_faults(scripts, rules)), *rule_faults(scripts, rules)]
    if faults:
        raise BuildRefused(faults)
    _register(workshop, [s for s in scripts if s.origin in bodies], bodies)
    return build_handbook(
        data_dir=settings.data_dir,
        scripts=[_as_approved(each) if each.origin not in bodies else each for each in scripts],
        embedding_model=settings.embedding_model,
        chroma_url=settings.chroma_url,
        references=_approved_passages(settings),
        progress=progress,
        now=workshop.clock(),
    )


def overview(desk: Desk) -> list[ScriptRow]:
    """Every registered script version."""
    with reading(desk.engine) as session:
        rows = script_versions(session=session)
    titles = {s.script_id: s.title for s in desk.handbook.scripts.values()}
    return [_row(row, titles.get(row.script_id, "")) for row in rows]


def script_history(script_id: str, *, desk: Desk) -> History | None:
    """A script's text, versions and figures; None where there is none such."""
    with reading(desk.engine) as session:
        versions = script_versions(session=session, script_id=script_id)
        if not versions:
            return None
        uses = suggestions_using_script(session=session, actor=_OFFICER, script_id=script_id)
        marks = Counter(
            mark.outcome
            for use in uses
            for mark in feedback_on(
                session=session, actor=_OFFICER, suggestion_id=use.suggestion_id
            )[-1:]
        )
    script = parse_script(versions[-1].body, file=script_id)
    return History(
        script=script,
        versions=tuple(_row(row, script.title) for row in versions),
        uses=len(uses),
        used=marks[FeedbackOutcome.USED],
        edited=marks[FeedbackOutcome.EDITED],
        unfit=marks[FeedbackOutcome.UNFIT],
        difference=tuple(_difference(versions)),
    )


def withdraw_script(
    script_id: str, *, why: str, desk: Desk, actor: Actor = TERMINAL_ADMIN
) -> list[Suggestion]:
    """Take a script out at once; the suggestions that used it, newest first.

    Raises:
        UnknownScript: where there is none such.
    """
    _decide(script_id, ScriptStatus.WITHDRAWN, why=why, desk=desk, actor=actor)
    with reading(desk.engine) as session:
        return suggestions_using_script(session=session, actor=_OFFICER, script_id=script_id)


def approve_script(
    script_id: str, *, desk: Desk, workshop: Workshop, actor: Actor = TERMINAL_ADMIN
) -> None:
    """Approve a script's newest version and build it in.

    Raises:
        UnknownScript: where there is none such.
        BuildRefused: where the script has a fault.
    """
    history = script_history(script_id, desk=desk)
    if history is None:
        raise UnknownScript(script_id)
    if faults := approval_faults(history.script, rules=desk.rules):
        raise BuildRefused(faults)
    _decide(script_id, ScriptStatus.APPROVED, why=None, desk=desk, actor=actor)
    build_all(workshop, progress=lambda _: None)


def approval_faults(script: ScenarioScript, *, rules: CheckedText) -> list[str]:
    """What stands against approving a script: gaps, the format, the rules."""
    from knowledge.documents import CUT_OFF, LOST

    gaps = [
        f"{script.origin}:{line.row}: {line.reference} 还没写完"
        for line in script.every_line()
        if any(mark in line.text for mark in (_UNWRITTEN, LOST, CUT_OFF))
    ]
    form = [str(fault) for fault in _format_faults([script], rules)]
    return [*gaps, *form, *rule_faults([script], rules)]


def reject_script(script_id: str, *, why: str, desk: Desk, actor: Actor) -> None:
    """Put a draft aside: it stays in the register as withdrawn.

    Raises:
        UnknownScript: where there is none such.
    """
    _decide(script_id, ScriptStatus.WITHDRAWN, why=why, desk=desk, actor=actor)


def _decide(
    script_id: str, status: ScriptStatus, *, why: str | None, desk: Desk, actor: Actor
) -> None:
    try:
        with transaction(desk.engine) as session:
            newest = script_versions(session=session, script_id=script_id)
            if not newest:
                raise UnknownScript(script_id)
            decide_script(
                session=session,
                actor=actor,
                script_id=script_id,
                status=status,
                at=desk.clock(),
                why=why,
                version=newest[-1].version,
            )
    except NotFound as error:
        raise UnknownScript(script_id) from error


def _loaded(folder: Path) -> list[ScenarioScript]:
    try:
        return load_folder(folder)
    except ScriptFault as fault:
        raise BuildRefused([str(each) for each in fault.faults]) from fault


def _format_faults(scripts: Sequence[ScenarioScript], rules: CheckedText) -> list[Fault]:
    return handbook_faults(scripts, rule_ids={rule.id for rule in rules.checker.rules})


def rule_faults(scripts: Sequence[ScenarioScript], rules: CheckedText) -> Iterator[str]:
    """A line for every customer-facing line that breaks a rule."""
    for script in scripts:
        for line in script.every_line():
            if line.section not in CUSTOMER_SECTIONS:
                continue
            for finding in rules.check(_spoken(line.text)).findings:
                where = f"{script.origin}:{line.row}: {line.reference}"
                yield f"{where} 违反 {finding.rule_id}：“{finding.quote}” {finding.because}"


def _spoken(text: str) -> str:
    """A line with its slots left out, as the checker should hear it."""
    return _SLOT.sub("某某", text)


def _engine_if_ready(settings: Settings) -> Engine | None:
    engine = open_engine(settings.store_url)
    return engine if inspect(engine).has_table("script_version") else None


def _approved_in_store(settings: Settings, bodies: dict[str, str]) -> list[ScenarioScript]:
    """Scripts a bank imported and approved: they live in the store, not in the folder."""
    engine = _engine_if_ready(settings)
    if engine is None:
        return []
    with reading(engine) as session:
        rows = script_versions(session=session)
    shipped = {Path(name).stem for name in bodies}
    newest = {row.script_id: row for row in rows if row.script_id not in shipped}
    approved = [row for row in newest.values() if row.status is ScriptStatus.APPROVED]
    return [parse_script(row.body, file=f"store/{row.script_id}") for row in approved]


def _as_approved(script: ScenarioScript) -> ScenarioScript:
    """What an officer approved speaks, whatever its front matter said as a draft."""
    return dataclasses.replace(script, status="approved")


def _approved_passages(settings: Settings) -> list[Passage]:
    engine = _engine_if_ready(settings)
    if engine is None:
        return []
    with reading(engine) as session:
        rows = passages_of(session=session, status=ScriptStatus.APPROVED)
    return [Passage(row.document, row.heading, row.text) for row in rows]


def _register(
    workshop: Workshop, scripts: Sequence[ScenarioScript], bodies: dict[str, str]
) -> None:
    engine = _engine_if_ready(workshop.settings)
    if engine is None:
        return
    try:
        with transaction(engine) as session:
            for script in scripts:
                text = ScriptText(
                    script.script_id, str(script.version), script.title, bodies[script.origin]
                )
                register_script(
                    session=session,
                    script=text,
                    status=ScriptStatus(script.status),
                    actor_id="terminal",
                    at=workshop.clock(),
                )
    except StoreError as error:
        raise BuildRefused([str(error)]) from error


def _row(row: ScriptVersion, title: str) -> ScriptRow:
    return ScriptRow(
        row.script_id,
        row.version,
        title,
        STATUS_NAMES[row.status],
        row.registered_at.date(),
        row.why or "",
    )


def _difference(versions: Sequence[ScriptVersion]) -> Iterator[str]:
    if len(versions) < 2:
        return
    before, after = versions[-2], versions[-1]
    yield from difflib.unified_diff(
        before.body.splitlines(),
        after.body.splitlines(),
        f"v{before.version}",
        f"v{after.version}",
        lineterm="",
        n=1,
    )
