"""handbook import, drafts, draft, approve, approve-document: a bank's own documents and scripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import accepted, at_work, existing, read_settings, refuse, tell

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.usecases.build import Workshop

own = typer.Typer()
"""Commands of the handbook's group, beside those of the shipped scripts."""
ScriptId = Annotated[str, typer.Argument(metavar="ID", help="Script id.")]


@own.command("import")
def import_document_file(
    file: Annotated[Path, typer.Argument(help="docx, pptx, pdf, xlsx, md or txt.")],
) -> None:
    """Read a bank's own document into draft scripts; prints what was found and what was lost."""
    from bot.render.documents import report_lines
    from bot.usecases.drafts import import_file

    with at_work() as work:
        imported = accepted(import_file(existing(file), work=work))
    for line in report_lines(imported):
        tell(line)


@own.command()
def drafts() -> None:
    """Drafts waiting for an officer, and imported documents."""
    from bot.usecases.drafts import documents, open_drafts

    with at_work() as work:
        waiting, imported = accepted(open_drafts(work=work)), documents(work=work)
    for draft in waiting:
        tell(f"{draft.script_id}  v{draft.version}  {len(draft.faults)}处待改  {draft.title}")
    for document in imported:
        tell(f"文档 {document.name}：{document.passages} 段，{document.status.label}")


@own.command()
def draft(
    script_id: ScriptId,
    edit: Annotated[Path | None, typer.Option(help="Replace its text by this file's.")] = None,
    reject: Annotated[str | None, typer.Option(help="Put it aside, for this reason.")] = None,
) -> None:
    """A draft's text with the checker's findings; edit or reject it."""
    from bot.render.faults import fault_words
    from bot.usecases.drafts import read_draft, reject_draft, replace_draft

    with at_work() as work:
        if reject is not None:
            accepted(reject_draft(script_id, why=reject, work=work))
        elif edit is not None:
            body = existing(edit).read_text(encoding="utf-8")
            found = accepted(replace_draft(script_id, body, work=work))
        else:
            found = accepted(read_draft(script_id, work=work))
    if reject is not None:
        tell(f"已否决 {script_id}")
        return
    tell(found.body)
    tell(f"待改 {len(found.faults)} 处")
    for fault in found.faults:
        tell(f"  {fault_words(fault)}")


@own.command("approve-document")
def approve_references(
    document: Annotated[str, typer.Argument(help="The document's name as listed by drafts.")],
) -> None:
    """Let a document's passages be cited as references in answers."""
    from bot.usecases.drafts import approve_document

    with at_work() as work:
        count = accepted(approve_document(document, work=work, workshop=_workshop(work.desk)))
    tell(f"已批准 {document} 的 {count} 段作为参考资料")


@own.command()
def approve(script_id: ScriptId) -> None:
    """Let a draft, or a withdrawn script, speak."""
    from bot.render.faults import fault_words
    from bot.results.scripts import Unfit
    from bot.usecases.scripts import approve_script

    with at_work() as work:
        result = approve_script(script_id, work=work, workshop=_workshop(work.desk))
    if isinstance(result, Unfit):
        refuse(f"{script_id} 不能批准：{fault_words(result.faults[0])}")
    accepted(result)
    tell(f"已批准 {script_id}")


def _workshop(desk: Desk) -> Workshop:
    from bot.usecases.build import Workshop

    return Workshop(read_settings(), desk.rules, desk.clock)
