"""Building the handbook: every script checked against the format and the rules, then made."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from bot.config import Settings
from bot.record.facts import script_vocabulary
from bot.rules import CheckedText
from bot.usecases.past_answers import used_answers
from knowledge.compliance.encoded import Encoder
from knowledge.compliance.training import ensure_encoded
from knowledge.handbook.format import (
    Fault,
    FaultCode,
    Line,
    ScenarioScript,
    ScriptFault,
    Section,
    as_heard,
    load_folder,
    parse_script,
)
from knowledge.handbook.format.validate import handbook_faults
from knowledge.retrieval import BuildReport, Passage, build_handbook
from knowledge.retrieval.dense import SentenceEncoder
from knowledge.retrieval.files import FITTED
from knowledge.retrieval.results import PastAnswer
from knowledge.retrieval.static_model import SaveModel, save_static_model
from store.actor import TERMINAL_ADMIN
from store.engine import open_engine, reading, transaction
from store.errors import AlreadyWritten
from store.models import ScriptStatus, ScriptVersion
from store.references import passages_of
from store.scripts import ScriptText, register_script, script_versions

SCRIPTS_FOLDER = Path(__file__).resolve().parents[2] / "knowledge" / "handbook"


class BuildRefused(ValueError):
    """Scripts that may not be built; `faults` says where and why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Workshop:
    """Where a handbook is built: the settings, the rules it must pass, the clock (UTC).

    `save_model` writes the fitted embedder; `encoder` opens the real one that a name stands for.
    """

    settings: Settings
    rules: CheckedText
    clock: Callable[[], datetime]
    save_model: SaveModel = save_static_model
    encoder: Callable[[str], Encoder] = SentenceEncoder


def build_all(
    workshop: Workshop, *, progress: Callable[[str], None], folder: Path = SCRIPTS_FOLDER
) -> BuildReport:
    """Check every script against the format and the rules, build, and register versions.

    The store has its tables by then.

    Raises:
        BuildRefused: where any script has a fault; nothing is built then.
    """
    settings = workshop.settings
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    progress("读取脚本……")
    with _faults_refused():
        shipped = load_folder(folder)
    engine = open_engine(settings.store_url)
    try:
        own, passages, answers = _kept(engine, {script.script_id for script in shipped})
        progress(f"核对 {len(shipped) + len(own)} 个脚本的格式与合规……")
        if faults := faults_of([*shipped, *own], rules=workshop.rules):
            raise BuildRefused(faults)
        _register(shipped, folder=folder, engine=engine, at=workshop.clock())
    finally:
        engine.dispose()
    _teach_checker(workshop, progress=progress)
    return build_handbook(
        data_dir=settings.data_dir,
        scripts=[*shipped, *(_as_approved(each) for each in own)],
        embedding_model=settings.embedding_model,
        chroma_url=settings.chroma_url,
        references=passages,
        answers=answers,
        progress=progress,
        now=workshop.clock(),
        save_model=workshop.save_model,
    )


def _teach_checker(workshop: Workshop, *, progress: Callable[[str], None]) -> None:
    """With a real encoder set, the checker learns from its sentence vectors too."""
    name = workshop.settings.embedding_model
    if name != FITTED:
        progress(f"合规判断加学向量模型 {name}（第一次要几分钟）")
        ensure_encoded(
            data_dir=workshop.settings.data_dir, name=name, encoder=workshop.encoder(name)
        )


def folder_faults(folder: Path = SCRIPTS_FOLDER, *, rules: CheckedText) -> list[Fault]:
    """What would keep a folder of scripts from being built, but for versions already registered."""
    try:
        scripts = load_folder(folder)
    except ScriptFault as fault:
        return list(fault.faults)
    return faults_of(scripts, rules=rules)


def faults_of(scripts: Sequence[ScenarioScript], *, rules: CheckedText) -> list[Fault]:
    """What is wrong with scripts that are to speak together: their form, then the rules."""
    form = handbook_faults(
        scripts,
        rule_ids={rule.id for rule in rules.checker.rules},
        vocabulary=script_vocabulary(),
    )
    return [
        *form,
        *(
            fault
            for script in scripts
            for fault in _broken_rules(script, script.heard_lines(), rules)
        ),
    ]


def memo_faults(script: ScenarioScript, *, rules: CheckedText) -> list[Fault]:
    """Memos and next steps that break a rule: what a document called a wording may stand there."""
    memos = [*script.section(Section.NOTES), *script.section(Section.ACTIONS)]
    return list(_broken_rules(script, memos, rules))


def _broken_rules(
    script: ScenarioScript, lines: Iterable[Line], rules: CheckedText
) -> Iterator[Fault]:
    """Every one of these lines that breaks a rule."""
    for line in lines:
        for finding in rules.check(as_heard(line.text)).findings:
            yield Fault(
                script.origin,
                line.row,
                FaultCode.RULE_BROKEN,
                {
                    "rule_id": finding.rule_id,
                    "quote": finding.quote,
                    "because": finding.because,
                },
                line.reference,
            )


def _kept(
    engine: Engine, shipped: set[str]
) -> tuple[list[ScenarioScript], list[Passage], list[PastAnswer]]:
    """What lives in the store: scripts and passages a bank approved, answers that were used."""
    with reading(engine) as session:
        rows = script_versions(session=session)
        cited = passages_of(session=session, status=ScriptStatus.APPROVED)
        answers = used_answers(session=session)
    newest = {row.script_id: row for row in rows if row.script_id not in shipped}
    with _faults_refused():
        own = [_read(row) for row in newest.values() if row.status is ScriptStatus.APPROVED]
    return own, [Passage(row.document, row.heading, row.text) for row in cited], answers


def _read(row: ScriptVersion) -> ScenarioScript:
    return parse_script(row.body, file=f"store/{row.script_id}")


def _as_approved(script: ScenarioScript) -> ScenarioScript:
    """What an officer approved speaks, whatever its front matter said as a draft."""
    return dataclasses.replace(script, status="approved")


def _register(
    scripts: Sequence[ScenarioScript], *, folder: Path, engine: Engine, at: datetime
) -> None:
    """Note the shipped versions in the register."""
    with transaction(engine) as session:
        faults = []
        for script in scripts:
            body = (folder / script.origin).read_text(encoding="utf-8")
            text = ScriptText(script.script_id, str(script.version), script.title, body)
            try:
                register_script(
                    session=session,
                    script=text,
                    status=ScriptStatus(script.status),
                    actor_id=TERMINAL_ADMIN.staff_id,
                    at=at,
                )
            except AlreadyWritten:
                values = {"version": script.version}
                faults.append(Fault(script.origin, 1, FaultCode.TEXT_CHANGED, values))
        if faults:
            raise BuildRefused(faults)


@contextmanager
def _faults_refused() -> Iterator[None]:
    try:
        yield
    except ScriptFault as fault:
        raise BuildRefused(fault.faults) from fault
