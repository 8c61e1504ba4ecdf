"""handbook build, check, list, show, withdraw and the evaluations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.drafts import ScriptId, own
from bot.cli.shared import (
    accepted,
    at_work,
    complain,
    existing,
    existing_folder,
    existing_text,
    open_rules_or_refuse,
    open_store_or_refuse,
    read_settings,
    refuse,
    tell,
)
from bot.cli.synonyms import synonyms

handbook = typer.Typer(help="The scripts' life.", no_args_is_help=True)
handbook.add_typer(synonyms, name="synonyms")
handbook.add_typer(own)
_MOST_FAULTS = 50


@handbook.command()
def build(
    scripts: Annotated[
        Path | None, typer.Option(help="Another folder of scripts than the shipped one.")
    ] = None,
) -> None:
    """Check every script, build index and embedder, register the versions."""
    from rich.console import Console

    from bot.app import system_clock
    from bot.render.faults import fault_row
    from bot.usecases.build import SCRIPTS_FOLDER, BuildRefused, Workshop, build_all

    settings = read_settings()
    open_store_or_refuse(settings)
    console = Console(highlight=False, soft_wrap=True)
    try:
        report = build_all(
            Workshop(settings, open_rules_or_refuse(settings), system_clock),
            progress=lambda words: console.print(words, markup=False),
            folder=existing_folder(scripts or SCRIPTS_FOLDER),
        )
    except BuildRefused as refused:
        for fault in refused.faults[:_MOST_FAULTS]:
            complain(fault_row(fault))
        refuse(f"手册没有建成：{len(refused.faults)} 处问题")
    done = "没有变化，跳过" if report.skipped else "已建好"
    tell(f"手册 {report.version} {done}：{report.scripts} 个脚本")


@handbook.command()
def check(
    scripts: Annotated[
        Path | None, typer.Argument(help="Another folder of scripts than the shipped one.")
    ] = None,
) -> None:
    """Check every script as a build would, and build nothing."""
    from bot.render.faults import fault_row
    from bot.usecases.build import SCRIPTS_FOLDER, folder_faults

    faults = folder_faults(
        existing_folder(scripts or SCRIPTS_FOLDER), rules=open_rules_or_refuse(read_settings())
    )
    for fault in faults:
        complain(fault_row(fault))
    if faults:
        refuse(f"脚本有 {len(faults)} 处问题")
    tell("脚本没有问题")


@handbook.command("list")
def list_scripts() -> None:
    """Every script with version and status."""
    from bot.usecases.scripts import overview

    with at_work() as work:
        rows = overview(work=work)
    for row in rows:
        tell(f"{row.status.label}  v{row.version}  {row.script_id}  {row.title}")


@handbook.command()
def show(script_id: ScriptId) -> None:
    """A script's text, its versions, and how it was used."""
    from bot.blocks import plain_text
    from bot.render.review import script_screen
    from bot.usecases.scripts import script_history

    with at_work() as work:
        history = accepted(script_history(script_id, work=work))
    tell(plain_text(script_screen(history.script)))
    tell("\n版本")
    for row in history.versions:
        why = f"  {row.why}" if row.why else ""
        tell(f"  v{row.version}  {row.status.label}  {row.registered_on}{why}")
    tell(
        f"\n用过 {history.uses} 次：已使用 {history.used}，改过再用 {history.edited}，"
        f"不合适 {history.unfit}"
    )
    if history.difference:
        tell("\n与上一版的不同")
        tell("\n".join(history.difference))


@handbook.command()
def withdraw(
    script_id: ScriptId, why: Annotated[str, typer.Option(help="The reason, in Chinese.")]
) -> None:
    """Take a script out of answers at once; lists every suggestion that used it."""
    from bot.usecases.scripts import withdraw_script

    with at_work() as work:
        used = accepted(withdraw_script(script_id, why=why, work=work))
    tell(f"已撤回 {script_id}，立即生效。用过它的建议有 {len(used)} 条：")
    for row in used:
        tell(
            f"  {row.suggestion_id}  {row.staff_name}（{row.staff_id}）  {row.customer_id or '--'}"
        )


@handbook.command("eval")
def evaluate_search(
    file: Annotated[
        Path | None, typer.Argument(help="JSONL of {id, text, expect, group or author}.")
    ] = None,
    misses: Annotated[bool, typer.Option(help="List every miss.")] = True,
) -> None:
    """How well the search does on a question file, beside plain BM25 and dense only.

    Without FILE: on the questions learnt from, each author by a search that learnt nothing of his.
    """
    from bot.cli.measuring import left_out_lines, search_lines
    from knowledge.retrieval.questions import QuestionsUnreadable

    try:
        lines = search_lines(existing_text(file), misses) if file else left_out_lines(misses)
        for line in lines:
            tell(line)
    except QuestionsUnreadable as error:
        refuse(str(error))


@handbook.command("eval-rules")
def evaluate_rules(
    file: Annotated[
        Path | None, typer.Argument(help="JSONL of {id, category, text, violates, why}.")
    ] = None,
) -> None:
    """How well the compliance checker does on a file of labelled texts.

    Without a file: on the training sentences, each author's judged by a checker that learnt none of
    them (some minutes).
    """
    from knowledge.compliance import evaluate, read_cases, report

    if file is None:
        judged_anew()
        return
    try:
        cases = read_cases(existing_text(file))
    except (ValueError, KeyError, TypeError):
        refuse(f"文件不是每行一个 JSON 对象（id、category、text、violates、why）：{file}")
    if not cases:
        refuse(f"文件是空的：{file}")
    for line in report(evaluate(cases, open_rules_or_refuse(read_settings()).checker)):
        tell(line)


def judged_anew() -> None:
    """Print the figures of the training sentences, every author left out in turn."""
    from knowledge.compliance import count, report
    from knowledge.compliance.leave_out import judged_by_others

    judged = []
    for part in judged_by_others():
        typer.echo(f"{part[0].case.author}: {len(part)}", err=True)
        judged.extend(part)
    for line in report(count(judged)):
        tell(line)


@handbook.command("eval-stop")
def evaluate_stops(
    file: Annotated[
        Path | None, typer.Argument(help="JSONL of {text, event or null, author}.")
    ] = None,
    misses: Annotated[bool, typer.Option(help="List every miss.")] = True,
) -> None:
    """How well events that are no sales situation are recognised, by author and event.

    Told, asked about, recall (either), false stops. An author whose sentences were learnt from is
    judged by a model that learnt nothing of his; without a file every such author (minutes).
    """
    from bot.app import open_stops
    from bot.cli.figures import stop_figures
    from knowledge.stopping.evaluate import evaluate, left_out, load_asked, taught

    try:
        sentences = load_asked(existing(file)) if file is not None else taught()
    except ValueError as error:
        refuse(f"文件不是每行一个 JSON 对象（text、event、author）：{error}")
    detectors = left_out(open_stops(), {each.author for each in sentences})
    found = evaluate(sentences, lambda each: detectors[each.author].read(each.text))
    for line in stop_figures(found, show=misses):
        tell(line)
