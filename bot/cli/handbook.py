"""handbook build, list, show, import, approve, withdraw, eval."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import existing, open_desk_or_refuse, read_settings, refuse

if TYPE_CHECKING:
    from bot.usecases.scripts import Workshop

handbook = typer.Typer(help="The scripts' life.", no_args_is_help=True)
_Id = Annotated[str, typer.Argument(metavar="ID", help="Script id.")]


@handbook.command()
def build(
    scripts: Annotated[
        Path | None, typer.Option(help="Another folder of scripts than the shipped one.")
    ] = None,
) -> None:
    """Check every script, build index and embedder, register the versions."""
    from rich.console import Console

    from bot.usecases.scripts import SCRIPTS_FOLDER, BuildRefused, build_all

    console = Console(highlight=False, soft_wrap=True)
    try:
        report = build_all(
            _workshop(),
            progress=lambda words: console.print(words, markup=False),
            folder=scripts or SCRIPTS_FOLDER,
        )
    except BuildRefused as refused:
        for fault in refused.faults[:50]:
            Console(stderr=True, highlight=False, soft_wrap=True).print(fault, markup=False)
        refuse(f"手册没有建成：{len(refused.faults)} 处问题")
    done = "没有变化，跳过" if report.skipped else "已建好"
    print(f"手册 {report.version} {done}：{report.scripts} 个脚本")


@handbook.command("list")
def list_scripts() -> None:
    """Every script with version and status."""
    from bot.usecases.scripts import overview

    for row in overview(open_desk_or_refuse()):
        print(f"{row.status_name}  v{row.version}  {row.script_id}  {row.title}")


@handbook.command()
def show(script_id: _Id) -> None:
    """A script's text, its versions, and how it was used."""
    from bot.render.review import script_screen
    from bot.render.text import plain
    from bot.usecases.scripts import script_history

    history = script_history(script_id, desk=open_desk_or_refuse())
    if history is None:
        refuse(f"手册里没有脚本 {script_id}")
    print(plain(script_screen(history.script)))
    print("\n版本")
    for row in history.versions:
        why = f"  {row.why}" if row.why else ""
        print(f"  v{row.version}  {row.status_name}  {row.registered_on}{why}")
    print(
        f"\n用过 {history.uses} 次：已使用 {history.used}，改过再用 {history.edited}，"
        f"不合适 {history.unfit}"
    )
    if history.difference:
        print("\n与上一版的不同")
        print("\n".join(history.difference))


@handbook.command()
def withdraw(
    script_id: _Id, why: Annotated[str, typer.Option(help="The reason, in Chinese.")]
) -> None:
    """Take a script out of answers at once; lists every suggestion that used it."""
    from bot.usecases.scripts import UnknownScript, withdraw_script

    try:
        used = withdraw_script(script_id, why=why, desk=open_desk_or_refuse())
    except UnknownScript:
        refuse(f"手册里没有脚本 {script_id}")
    print(f"已撤回 {script_id}，立即生效。用过它的建议有 {len(used)} 条：")
    for row in used:
        print(
            f"  {row.suggestion_id}  {row.staff_name}（{row.staff_id}）  {row.customer_id or '--'}"
        )


@handbook.command("eval")
def evaluate_search(
    file: Annotated[Path, typer.Argument(help="JSONL of {id, text, expect, group}.")],
    misses: Annotated[bool, typer.Option(help="List every miss.")] = True,
) -> None:
    """How well the search does on a question file, beside plain BM25 and dense only."""
    from bot.app import NotReady, open_live_handbook
    from bot.cli.figures import search_figures
    from knowledge.retrieval.evaluation import QuestionsUnreadable, evaluate, load_questions

    try:
        questions = load_questions(existing(file))
        result = evaluate(open_live_handbook(read_settings()).current(), questions)
    except (NotReady, QuestionsUnreadable) as error:
        refuse(str(error))
    for line in search_figures(result, misses=misses):
        print(line)


@handbook.command("eval-rules")
def evaluate_rules(
    file: Annotated[Path, typer.Argument(help="JSONL of {id, category, text, violates, why}.")],
) -> None:
    """How well the compliance checker does on a file of labelled texts."""
    from bot.app import open_rules
    from knowledge.compliance.evaluate import evaluate, read_cases, report

    checker = open_rules(read_settings()).checker
    for line in report(evaluate(read_cases(existing(file)), checker)):
        print(line)


@handbook.command("import")
def import_document_file(
    file: Annotated[Path, typer.Argument(help="docx, pptx, pdf, xlsx, md or txt.")],
) -> None:
    """Read a bank's own document into draft scripts; prints what was found and what was lost."""
    from bot.render.documents import report_lines
    from bot.usecases.drafts import import_file
    from knowledge.documents import DocumentRefused

    try:
        imported = import_file(existing(file), desk=open_desk_or_refuse())
    except DocumentRefused as refused:
        refuse(refused.reason)
    for line in report_lines(imported):
        print(line)


@handbook.command()
def drafts() -> None:
    """Drafts waiting for an officer, and imported documents."""
    from bot.usecases.drafts import documents, open_drafts

    desk = open_desk_or_refuse()
    for draft in open_drafts(desk=desk):
        print(f"{draft.script_id}  v{draft.version}  {len(draft.faults)}处待改  {draft.title}")
    for name, passages, status in documents(desk=desk):
        print(f"文档 {name}：{passages} 段，{status}")


@handbook.command()
def draft(
    script_id: _Id,
    edit: Annotated[Path | None, typer.Option(help="Replace its text by this file's.")] = None,
    reject: Annotated[str | None, typer.Option(help="Put it aside, for this reason.")] = None,
) -> None:
    """A draft's text with the checker's findings; edit or reject it."""
    from bot.usecases.drafts import read_draft, reject_draft, replace_draft
    from bot.usecases.scripts import UnknownScript
    from store.actor import TERMINAL_ADMIN

    desk = open_desk_or_refuse()
    try:
        if reject is not None:
            reject_draft(script_id, why=reject, desk=desk, actor=TERMINAL_ADMIN)
            print(f"已否决 {script_id}")
            return
        if edit is not None:
            body = existing(edit).read_text(encoding="utf-8")
            found = replace_draft(script_id, body, desk=desk, actor=TERMINAL_ADMIN)
        else:
            found = read_draft(script_id, desk=desk)
    except UnknownScript:
        refuse(f"没有草稿 {script_id}")
    print(found.body)
    print(f"待改 {len(found.faults)} 处")
    for fault in found.faults:
        print(f"  {fault}")


@handbook.command("approve-document")
def approve_references(
    document: Annotated[str, typer.Argument(help="The document's name as listed by drafts.")],
) -> None:
    """Let a document's passages be cited as references in answers."""
    from bot.usecases.drafts import approve_document
    from store.errors import StoreError

    try:
        count = approve_document(document, desk=open_desk_or_refuse(), workshop=_workshop())
    except StoreError as error:
        refuse(str(error))
    print(f"已批准 {document} 的 {count} 段作为参考资料")


@handbook.command()
def approve(script_id: _Id) -> None:
    """Let a draft, or a withdrawn script, speak."""
    from bot.usecases.scripts import BuildRefused, UnknownScript, approve_script

    try:
        approve_script(script_id, desk=open_desk_or_refuse(), workshop=_workshop())
    except UnknownScript:
        refuse(f"没有脚本 {script_id}")
    except BuildRefused as refused:
        refuse(f"{script_id} 不能批准：{refused.faults[0]}")
    print(f"已批准 {script_id}")


def _workshop() -> Workshop:
    from bot.app import open_rules, system_clock
    from bot.usecases.scripts import Workshop

    settings = read_settings()
    return Workshop(settings, open_rules(settings), system_clock)
