"""chat, serve, db, demo, doctor, audit, suggestions."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shared import day, open_desk_or_refuse, read_settings, refuse

db = typer.Typer(help="The store's schema.", no_args_is_help=True)
audit = typer.Typer(help="Proof that the log is whole.", no_args_is_help=True)
suggestions = typer.Typer(help="What was suggested.", no_args_is_help=True)


@db.command("upgrade")
def upgrade_store() -> None:
    """Bring the store's tables to the newest form; safe to repeat."""
    from store.engine import upgrade

    settings = read_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(settings.store_url)
    print("数据库已是最新结构")


def demo() -> None:
    """Fill the store with the invented demo book; safe to repeat."""
    from bot.app import NotReady, open_store, system_clock
    from store.demo import fill
    from store.engine import transaction

    settings = read_settings()
    try:
        engine = open_store(settings)
    except NotReady as error:
        refuse(str(error))
    today = system_clock().astimezone(settings.zone).date()
    with transaction(engine) as session:
        fill(session=session, today=today)
    print("演示数据已就绪：客户经理 rm1–rm5，主管 sup1、sup2，合规 cco1，管理员 admin1")


@audit.command()
def verify() -> None:
    """Walk the chain; exit 1 and the first broken entry where it was altered."""
    from bot.app import NotReady, open_store
    from store.audit import ANCHOR_FILE, read_anchors
    from store.engine import reading
    from store.verifying import verify as verify_chain

    settings = read_settings()
    try:
        engine = open_store(settings)
    except NotReady as error:
        refuse(str(error))
    anchors = read_anchors(settings.data_dir / ANCHOR_FILE)
    with reading(engine) as session:
        report = verify_chain(session=session, anchors=anchors)
    if report.ok:
        print(f"审计链完整：{report.entries} 条")
        return
    where = f"第 {report.first_broken} 条" if report.first_broken is not None else "链尾"
    refuse(f"审计链已被改动：{where}，{report.reason}")


@audit.command()
def head() -> None:
    """The chain's head, to be kept elsewhere."""
    from bot.app import NotReady, open_store
    from store.audit import head as chain_head
    from store.engine import reading

    try:
        engine = open_store(read_settings())
    except NotReady as error:
        refuse(str(error))
    with reading(engine) as session:
        point = chain_head(session=session)
    print(f"{point.seq} {point.hash}")


@suggestions.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="XLSX, CSV or JSONL, by extension.")],
    since: Annotated[str | None, typer.Option(help="First day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day, YYYY-MM-DD.")] = None,
) -> None:
    """Logged suggestions to a file, personal data masked."""
    from knowledge.privacy import mask
    from store.actor import Actor
    from store.engine import reading
    from store.errors import StoreError
    from store.exporting import export_suggestions
    from store.models import Role, Suggestion

    desk = open_desk_or_refuse()
    officer = Actor("terminal", "命令行", Role.COMPLIANCE, None)

    def masked(row: Suggestion, text: str) -> str:
        name = row.record_read.get("name")
        return mask(text, names=(str(name),) if name else ()).text

    begin = datetime.combine(day(since, "--since"), time(), tzinfo=desk.zone) if since else None
    last = day(until, "--until") + timedelta(days=1) if until else None
    end = datetime.combine(last, time(), tzinfo=desk.zone) if last else None
    try:
        with reading(desk.engine) as session:
            count = export_suggestions(
                session=session,
                actor=officer,
                path=file,
                since=begin,
                until=end,
                mask=masked,
            )
    except StoreError as error:
        refuse(str(error))
    print(f"已导出 {count} 条建议到 {file}")


def doctor() -> None:
    """What is configured, what answers, what is missing."""
    from bot.usecases.doctor import examine

    wrong = False
    for finding in examine(read_settings()):
        print(f"{'✔' if finding.ok else '✘'} {finding.part}：{finding.words}")
        wrong = wrong or not finding.ok
    if wrong:
        raise typer.Exit(1)


def chat(
    staff: Annotated[str, typer.Option("--as", help="Whom to act as.")] = "rm1",
) -> None:
    """The bot in the terminal; reads lines from a pipe too."""
    from bot.channels import UnknownStaff, chat_in_terminal

    desk = open_desk_or_refuse()
    try:
        chat_in_terminal(desk, settings=read_settings(), staff_id=staff)
    except UnknownStaff:
        refuse(f"没有这位员工，或已停用：{staff}")


def serve() -> None:
    """The bot on Telegram, polling or webhook."""
    from bot.channels import serve_telegram

    settings = read_settings()
    if settings.telegram_token is None:
        refuse("没有配置 RM_TELEGRAM_TOKEN；没有令牌时请用 rm-assistant chat")
    serve_telegram(open_desk_or_refuse(), settings=settings)
