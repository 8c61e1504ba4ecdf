"""A bank's own documents: imported as drafts, read with the checker's findings, decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.desk import Desk
from bot.results.scripts import Draft, Imported
from bot.usecases.scripts import UnknownScript, Workshop, approval_faults, build_all, reject_script
from knowledge.handbook.format import ScenarioScript, ScriptFault, parse_script
from store.actor import TERMINAL_ADMIN, Actor
from store.engine import reading, transaction
from store.models import ScriptStatus, ScriptVersion
from store.references import PassageText, decide_passages, note_passages, passages_of
from store.scripts import ScriptText, register_script, script_versions

if TYPE_CHECKING:
    pass

_REFERENCE_KINDS = frozenset("scenario steps case stage prose table".split())
_VERSION = re.compile(r"^version: .*$", re.M)


def import_file(path: Path, *, desk: Desk, actor: Actor = TERMINAL_ADMIN) -> Imported:
    """Read a document into draft scripts and draft passages; nothing reaches a customer yet.

    Raises:
        DocumentRefused: where the file cannot be read; nothing is stored then.
    """
    from knowledge.documents import draft_markdown, import_document

    document = import_document(path)
    passages = [
        PassageText(" › ".join(p.path), p.text)
        for p in document.passages
        if p.kind in _REFERENCE_KINDS and len(p.text) >= 12
    ]
    ids = []
    with transaction(desk.engine) as session:
        note_passages(
            session=session,
            actor=actor,
            document=document.report.document,
            passages=passages,
            at=desk.clock(),
        )
        known = {row.script_id for row in script_versions(session=session)}
        for draft in document.drafts:
            ids.append(draft.script_id)
            if draft.script_id in known:
                continue
            text = ScriptText(draft.script_id, "1", draft.title, draft_markdown(draft))
            register_script(
                session=session,
                script=text,
                status=ScriptStatus.DRAFT,
                actor_id=actor.staff_id,
                at=desk.clock(),
            )
    return Imported(document.report, tuple(ids), len(passages))


def open_drafts(*, desk: Desk) -> list[Draft]:
    """Drafts waiting for an officer."""
    with reading(desk.engine) as session:
        rows = script_versions(session=session)
    newest = {row.script_id: row for row in rows}
    waiting = [row for row in newest.values() if row.status is ScriptStatus.DRAFT]
    return [_draft(row, desk) for row in waiting]


def read_draft(script_id: str, *, desk: Desk) -> Draft:
    """A draft with its findings.

    Raises:
        UnknownScript: where there is none such.
    """
    return _draft(_newest(script_id, desk), desk)


def edit_line(script_id: str, anchor: str, words: str, *, desk: Desk, actor: Actor) -> Draft:
    """Put other words into one line of a draft: a new version of it.

    Raises:
        UnknownScript: where there is no such draft, or it has no such line.
    """
    row = _newest(script_id, desk)
    pattern = re.compile(rf"^- \[{re.escape(anchor)}([^\]]*)\] .*$", re.M)
    if not pattern.search(row.body):
        raise UnknownScript(f"{script_id} {anchor}")
    line = " ".join(words.split())
    body = pattern.sub(lambda m: f"- [{anchor}{m[1]}] {line}", row.body, count=1)
    return replace_draft(script_id, body, desk=desk, actor=actor)


def replace_draft(script_id: str, body: str, *, desk: Desk, actor: Actor) -> Draft:
    """Another text for a draft, as its next version.

    Raises:
        UnknownScript: where there is none such.
    """
    row = _newest(script_id, desk)
    version = str(int(row.version) + 1)
    numbered = _VERSION.sub(f"version: {version}", body, count=1)
    with transaction(desk.engine) as session:
        register_script(
            session=session,
            script=ScriptText(script_id, version, script_id, numbered),
            status=ScriptStatus.DRAFT,
            actor_id=actor.staff_id,
            at=desk.clock(),
        )
    return read_draft(script_id, desk=desk)


def reject_draft(script_id: str, *, why: str, desk: Desk, actor: Actor) -> None:
    """Put a draft aside for good.

    Raises:
        UnknownScript: where there is none such.
    """
    reject_script(script_id, why=why, desk=desk, actor=actor)


def approve_document(
    document: str, *, desk: Desk, workshop: Workshop, actor: Actor = TERMINAL_ADMIN
) -> int:
    """Let a document's passages be cited in answers; how many.

    Raises:
        NotFound: where no such document was imported.
    """
    with transaction(desk.engine) as session:
        count = decide_passages(
            session=session,
            actor=actor,
            document=document,
            status=ScriptStatus.APPROVED,
            at=desk.clock(),
        )
    build_all(workshop, progress=lambda _: None)
    return count


def documents(*, desk: Desk) -> list[tuple[str, int, str]]:
    """Imported documents: name, passages, status."""
    with reading(desk.engine) as session:
        rows = passages_of(session=session)
    counted: dict[str, tuple[int, str]] = {}
    for row in rows:
        number = counted.get(row.document, (0, ""))[0] + 1
        counted[row.document] = (number, row.status.value)
    return [(name, number, status) for name, (number, status) in counted.items()]


def _newest(script_id: str, desk: Desk) -> ScriptVersion:
    with reading(desk.engine) as session:
        rows = script_versions(session=session, script_id=script_id)
    if not rows:
        raise UnknownScript(script_id)
    return rows[-1]


def _draft(row: ScriptVersion, desk: Desk) -> Draft:
    script, faults = _read(row, desk)
    title = script.title if script is not None else row.script_id
    return Draft(row.script_id, row.version, title, row.body, tuple(faults))


def _read(row: ScriptVersion, desk: Desk) -> tuple[ScenarioScript | None, Sequence[str]]:
    try:
        script = parse_script(row.body, file=row.script_id)
    except ScriptFault as fault:
        return None, [str(each) for each in fault.faults]
    return script, approval_faults(script, rules=desk.rules)
