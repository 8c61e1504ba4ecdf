"""What commands share: settings, the work at the desk, the day, refusals, JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console

from bot.config import Settings
from bot.desk import Desk
from bot.results.declined import Declined
from bot.rules import CheckedText
from bot.usecases.faults import sentence_of
from bot.usecases.work import NotRecorded, Work, working
from store.actor import Actor
from store.customers import RecordUnreadable
from store.visible import escaped, visible

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from store.customers import CustomerHit

T = TypeVar("T")
MORNING = time(9, 0)
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_NOT_RECORDED = "没有写成，什么也没有留下。{why}"


@dataclass(frozen=True)
class At:
    """The work at the desk, and who does it."""

    work: Work
    actor: Actor


def complain(line: str) -> None:
    """A line on stderr."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(visible(line), markup=False)


def tell(words: str) -> None:
    """Words on standard output, without what a terminal would obey and a reader not see."""
    print(visible(words), flush=True)


def refuse(reason: str) -> NoReturn:
    """One clear line on stderr, exit status 1."""
    complain(reason)
    raise typer.Exit(1)


def say_left_out(ids: Sequence[str], what: str, *, done: str = "导出") -> None:
    """That some of what was asked for could not be read, and which."""
    if ids:
        complain(f"提醒：{len(ids)} 条{what}的记录读不出来，没有{done}：{'、'.join(ids[:5])}")


def accepted(result: T | Declined) -> T:
    """What a use case returns, or its refusal."""
    if isinstance(result, Declined):
        refuse(result.reason)
    return result


def read_settings() -> Settings:
    """Settings from the environment, or a refusal naming the setting that does not fit."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        refuse(f"配置有误：{f'RM_{name} ' if name else ''}{first['msg']}")


def open_store_or_refuse(settings: Settings) -> Engine:
    """The store's engine; refused in a sentence where its tables are not made or old."""
    from bot.app import NotReady, open_store

    try:
        return open_store(settings)
    except NotReady as error:
        refuse(str(error))


def open_rules_or_refuse(settings: Settings) -> CheckedText:
    """The checker; refused in a sentence where it cannot be learnt."""
    from bot.app import NotReady, open_rules

    try:
        return open_rules(settings, progress=complain)
    except NotReady as error:
        refuse(str(error))


def open_desk_or_refuse() -> Desk:
    """The opened desk, or a refusal saying what is missing."""
    from bot.app import NotReady, configure_logging, open_desk

    configure_logging()
    try:
        return open_desk(read_settings(), progress=complain)
    except NotReady as error:
        refuse(str(error))


@contextmanager
def at_work(today: str | None = None) -> Iterator[Work]:
    """A command's work at the desk: what it writes lasts when the block ends.

    Results are printed after the block, when what they stand on is written.
    """
    desk = open_desk_or_refuse()
    try:
        with working(desk, now=moment(today, desk)) as work:
            yield work
    except RecordUnreadable as error:
        refuse(str(error))
    except NotRecorded as error:
        refuse(_NOT_RECORDED.format(why=sentence_of(error.__cause__ or error)))


@contextmanager
def acting(staff_id: str, today: str | None = None) -> Iterator[At]:
    """The work of a command with --as and --today."""
    from bot.usecases.staff import staff_member

    with at_work(today) as work:
        actor = staff_member(staff_id, work=work)
        if actor is None:
            refuse(f"没有这位员工，或已停用：{staff_id}")
        yield At(work, actor)


def moment(today: str | None, desk: Desk) -> datetime:
    """Now, or nine in the morning of a given day."""
    if today is None:
        return desk.now()
    found = day(today, "--today")
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise typer.BadParameter(f"{today} is too far away", param_hint="--today")
    return datetime.combine(found, MORNING, tzinfo=desk.zone)


def day(text: str, option: str) -> date:
    """A date such as 2026-11-23."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is not a date such as 2026-11-23", param_hint=option
        ) from error
    if not date.min < found < date.max:
        raise typer.BadParameter(f"{text} is too far away", param_hint=option)
    return found


def print_json(content: Any) -> None:
    """One JSON document, Chinese unescaped."""
    print(escaped(json.dumps(content, ensure_ascii=False, indent=2)))


def print_line(content: Any) -> None:
    """One JSON line, Chinese unescaped."""
    print(escaped(json.dumps(content, ensure_ascii=False)), flush=False)


def json_lines(file: str) -> Iterator[tuple[str, str]]:
    """(id, text) of each line of a JSONL file; `-` is standard input.

    A line that does not fit is refused with its number.
    """
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            yield entry["id"], str(entry["text"])
        except (ValueError, KeyError, TypeError):
            refuse(f"第{number}行不是带 id 和 text 的 JSON 对象")


def _lines(file: str) -> list[str]:
    if file == "-":
        return sys.stdin.read().splitlines()
    path = Path(file)
    if not path.is_file():
        refuse(f"没有这个文件：{file}")
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        refuse(f"文件不是 UTF-8 编码：{file}")


def customer_of(at: At, text: str) -> str:
    """The id of the customer an id, a full name or a unique part means, or a refusal."""
    from bot.results.customers import Several, Unknown
    from bot.usecases.find import name_customer

    found = name_customer(text, work=at.work, actor=at.actor)
    if found is None:
        refuse(f"没有找到客户“{text}”，或不在您的名下。")
    if isinstance(found, Unknown) and [hit.how for hit in found.near] == ["part"]:
        return found.near[0].customer_id
    if isinstance(found, Unknown):
        refuse(f"没有找到客户“{text}”，或不在您的名下{_perhaps(found.near)}。")
    if isinstance(found, Several):
        refuse(f"“{text}”对应多位客户，请写明编号：{_listed(found.hits)}")
    return found.customer_id


def _perhaps(near: Sequence[CustomerHit]) -> str:
    return f"；是不是{_listed(near)}？请写明编号" if near else ""


def _listed(hits: Sequence[CustomerHit]) -> str:
    return "、".join(f"{hit.name}（{hit.customer_id}）" for hit in hits)


def existing_folder(folder: Path) -> Path:
    """A folder that is there, or a refusal."""
    if not folder.is_dir():
        refuse(f"没有这个文件夹：{folder}")
    return folder


def existing(file: Path) -> Path:
    """A file that is there, or a refusal."""
    if not file.is_file():
        refuse(f"没有这个文件：{file}")
    return file


def existing_text(file: Path) -> Path:
    """A file of UTF-8 text that is there, or a refusal."""
    try:
        existing(file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        refuse(f"文件不是 UTF-8 文字：{file}")
    return file
