"""chat, serve, web, db, demo, doctor, audit, suggestions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shared import (
    accepted,
    at_work,
    day,
    open_desk_or_refuse,
    open_store_or_refuse,
    read_settings,
    refuse,
    say_left_out,
    tell,
)

db = typer.Typer(help="The store's schema.", no_args_is_help=True)
audit = typer.Typer(help="Proof that the log is whole.", no_args_is_help=True)
suggestions = typer.Typer(help="What was suggested.", no_args_is_help=True)


@db.command("upgrade")
def upgrade() -> None:
    """Bring the store's tables to the newest form; safe to repeat."""
    from bot.usecases.installation import upgrade_store

    upgrade_store(read_settings())
    tell("数据库已是最新结构")


def demo() -> None:
    """Fill the store with the invented demo book; safe to repeat."""
    from bot.app import system_clock
    from bot.usecases.installation import fill_demo

    settings = read_settings()
    fill_demo(open_store_or_refuse(settings), today=system_clock().astimezone(settings.zone).date())
    tell("演示数据已就绪：客户经理 rm1–rm5，主管 sup1、sup2，合规 cco1，管理员 admin1")


@audit.command()
def verify() -> None:
    """Walk the chain; exit 1 and the first broken entry where it was altered."""
    from bot.usecases.installation import verify_log

    settings = read_settings()
    report = verify_log(open_store_or_refuse(settings), data_dir=settings.data_dir)
    if report.ok:
        tell(f"审计链完整：{report.entries} 条")
        return
    where = f"第 {report.first_broken} 条" if report.first_broken is not None else "链尾"
    refuse(f"审计链已被改动：{where}，{report.reason}")


@audit.command()
def head() -> None:
    """The chain's head, to be kept elsewhere."""
    from bot.usecases.installation import head_of_log

    point = head_of_log(open_store_or_refuse(read_settings()))
    tell(f"{point.seq} {point.hash}")


@suggestions.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="XLSX, CSV or JSONL, by extension.")],
    since: Annotated[str | None, typer.Option(help="First day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day, YYYY-MM-DD.")] = None,
) -> None:
    """Logged suggestions to a file, personal data masked."""
    from bot.usecases.files import export_suggestion_file

    first = day(since, "--since") if since else None
    last = day(until, "--until") if until else None
    with at_work() as work:
        done = accepted(export_suggestion_file(file, work=work, first=first, last=last))
    tell(f"已导出 {done.written} 条建议到 {file}")
    say_left_out(done.unreadable, "建议")


def doctor() -> None:
    """What is configured, what answers, what is missing."""
    from bot.usecases.doctor import examine

    wrong = False
    for finding in examine(read_settings()):
        tell(f"{'✔' if finding.ok else '✘'} {finding.part}：{finding.words}")
        wrong = wrong or not finding.ok
    if wrong:
        raise typer.Exit(1)


def chat(
    staff: Annotated[str, typer.Option("--as", help="Whom to act as.")] = "rm1",
) -> None:
    """The bot in the terminal; reads lines from a pipe too."""
    from bot.app import UnknownStaff, open_terminal

    desk = open_desk_or_refuse()
    try:
        open_terminal(desk, settings=read_settings(), staff_id=staff)
    except UnknownStaff:
        refuse(f"没有这位员工，或已停用：{staff}")


def web(
    staff: Annotated[
        str | None, typer.Option("--as", help="Print a one-time link for this staff member.")
    ] = None,
) -> None:
    """The page in a browser: chat, customers, cases, scripts, team, review."""
    from bot.app import open_page
    from bot.web.opening import page_link
    from bot.web.serve import NoPlace, listening

    settings, desk = read_settings(), open_desk_or_refuse()
    try:
        at = listening(settings)
    except NoPlace as error:
        refuse(str(error))
    tell(f"网页在 {settings.page_url}，按 Ctrl-C 停止。")
    if staff is not None:
        link = accepted(page_link(staff, desk=desk, settings=settings))
        tell(f"以 {staff} 进入（10分钟内有效，只能用一次）：{link}")
    else:
        tell("进入要登录码：在机器人里发 /web，或另加 --as 员工编号。")
    open_page(desk, settings=settings, at=at)


def serve() -> None:
    """The bot on Telegram, polling or webhook."""
    from bot.app import NotReady, open_telegram

    settings = read_settings()
    if settings.telegram_token is None:
        refuse("没有配置 RM_TELEGRAM_TOKEN；没有令牌时请用 rm-assistant chat")
    try:
        open_telegram(open_desk_or_refuse(), settings=settings)
    except NotReady as error:
        refuse(str(error))
