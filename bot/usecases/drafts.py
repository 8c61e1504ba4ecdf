"""A bank's own documents: imported as drafts, read with the checker's findings, decided."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot.results.declined import Declined
from bot.results.scripts import Document, Draft, Imported
from bot.understanding.reasons import says_something
from bot.usecases.build import Workshop, build_all
from bot.usecases.evidence import attempted
from bot.usecases.refusals import NO_REASON, OFFICERS_ONLY, decided, no_draft, no_line
from bot.usecases.scripts import decide, newest_version, read_version
from bot.usecases.work import Work
from knowledge.privacy import mask_note
from store.actor import TERMINAL_OFFICER, Actor
from store.models import Role, ScriptStatus, ScriptVersion
from store.references import PassageText, decide_passages, note_passages, passages_of
from store.scripts import ScriptText, register_script, script_versions

if TYPE_CHECKING:
    from knowledge.documents import DraftScript, ImportedDocument

_NOTHING_USEFUL = (
    "没有导入：文件里没有认出话术、场景或成段的说明。请给每行写上“开场白：”“话术：”“提问：”“客户异议：”"
    "“应答：”“禁语：”“注意：”，或分好标题再导入。"
)
_VERSION = re.compile(r"^version: .*$", re.M)


def import_file(path: Path, *, work: Work, actor: Actor = TERMINAL_OFFICER) -> Imported | Declined:
    """Read a document into draft scripts and draft passages; nothing reaches a customer yet."""
    from knowledge.documents import DocumentRefused, import_document

    if actor.role is not Role.COMPLIANCE:
        return OFFICERS_ONLY
    try:
        document = import_document(path)
    except DocumentRefused as error:
        return Declined("refused", error.reason)
    passages = _passages(document)
    if not passages and not document.drafts:
        return Declined("refused", _NOTHING_USEFUL)

    def write(session: Session) -> Imported:
        note_passages(
            session=session,
            actor=actor,
            document=document.report.document,
            passages=passages,
            at=work.now,
        )
        _register_new(document.drafts, session=session, work=work, actor=actor)
        ids = tuple(draft.script_id for draft in document.drafts)
        return Imported(document.report, ids, len(passages))

    return attempted(work, write)


def open_drafts(*, work: Work, actor: Actor = TERMINAL_OFFICER) -> list[Draft] | Declined:
    """Drafts waiting for an officer."""
    if actor.role is not Role.COMPLIANCE:
        return OFFICERS_ONLY
    newest = {row.script_id: row for row in script_versions(session=work.reading)}
    waiting = [row for row in newest.values() if row.status is ScriptStatus.DRAFT]
    return [_draft(row, work) for row in waiting]


def read_draft(script_id: str, *, work: Work, actor: Actor = TERMINAL_OFFICER) -> Draft | Declined:
    """A draft with what stands against it."""
    row = _newest(script_id, work=work, actor=actor)
    return row if isinstance(row, Declined) else _draft(row, work)


def edit_line(
    script_id: str, anchor: str, words: str, *, work: Work, actor: Actor
) -> Draft | Declined:
    """Put other words into one line of a draft: a new version of it."""
    row = _newest(script_id, work=work, actor=actor)
    if isinstance(row, Declined):
        return row
    pattern = re.compile(rf"^- \[{re.escape(anchor)}([^\]]*)\] .*$", re.M)
    if not pattern.search(row.body):
        return no_line(script_id, anchor)
    line = " ".join(words.split())
    body = pattern.sub(lambda m: f"- [{anchor}{m[1]}] {line}", row.body, count=1)
    return replace_draft(script_id, body, work=work, actor=actor)


def replace_draft(
    script_id: str, body: str, *, work: Work, actor: Actor = TERMINAL_OFFICER
) -> Draft | Declined:
    """Another text for a draft, as its next version."""
    row = _newest(script_id, work=work, actor=actor)
    if isinstance(row, Declined):
        return row
    version = str(int(row.version) + 1)
    text = ScriptText(
        script_id, version, script_id, _VERSION.sub(f"version: {version}", body, count=1)
    )

    def write(session: Session) -> bool:
        return register_script(
            session=session,
            script=text,
            status=ScriptStatus.DRAFT,
            actor_id=actor.staff_id,
            at=work.now,
        )

    written = attempted(work, write)
    return (
        written if isinstance(written, Declined) else read_draft(script_id, work=work, actor=actor)
    )


def reject_draft(
    script_id: str, *, why: str, work: Work, actor: Actor = TERMINAL_OFFICER
) -> Declined | None:
    """Put a draft aside for a reason, for good: it stays in the register as withdrawn."""
    row = _newest(script_id, work=work, actor=actor)
    if isinstance(row, Declined):
        return row
    if not says_something(why):
        return NO_REASON
    why = mask_note(why.strip())
    return decide(script_id, ScriptStatus.WITHDRAWN, why=why, work=work, actor=actor)


def approve_document(
    document: str, *, work: Work, workshop: Workshop, actor: Actor = TERMINAL_OFFICER
) -> int | Declined:
    """Let a document's passages be cited in answers, once that is written; how many."""
    if actor.role is not Role.COMPLIANCE:
        return OFFICERS_ONLY

    def write(session: Session) -> int:
        return decide_passages(
            session=session,
            actor=actor,
            document=document,
            status=ScriptStatus.APPROVED,
            at=work.now,
        )

    count = attempted(work, write)
    if not isinstance(count, Declined):
        work.commit()
        build_all(workshop, progress=lambda _: None)
    return count


def documents(*, work: Work) -> list[Document]:
    """Imported documents."""
    by_name: dict[str, list[ScriptStatus]] = {}
    for row in passages_of(session=work.reading):
        by_name.setdefault(row.document, []).append(row.status)
    return [Document(name, len(states), states[-1]) for name, states in by_name.items()]


def _passages(document: ImportedDocument) -> list[PassageText]:
    """What of a document is worth citing."""
    from knowledge.documents import citable

    return [PassageText(" › ".join(p.path), p.text) for p in citable(document.passages)]


def _register_new(
    drafts: Sequence[DraftScript], *, session: Session, work: Work, actor: Actor
) -> None:
    """Note drafts the register does not know; what an officer has changed since stays."""
    from knowledge.documents import draft_markdown

    known = {row.script_id for row in script_versions(session=session)}
    for draft in drafts:
        if draft.script_id in known:
            continue
        register_script(
            session=session,
            script=ScriptText(draft.script_id, "1", draft.title, draft_markdown(draft)),
            status=ScriptStatus.DRAFT,
            actor_id=actor.staff_id,
            at=work.now,
        )


def _newest(script_id: str, *, work: Work, actor: Actor) -> ScriptVersion | Declined:
    if actor.role is not Role.COMPLIANCE:
        return OFFICERS_ONLY
    row = newest_version(script_id, work=work)
    if row is None:
        return no_draft(script_id)
    return row if row.status is ScriptStatus.DRAFT else decided(script_id)


def _draft(row: ScriptVersion, work: Work) -> Draft:
    script, faults = read_version(row, work=work)
    title = script.title if script is not None else row.script_id
    return Draft(row.script_id, row.version, title, row.body, faults)
