"""handbook synonyms list, add, remove: the colloquial words, effective at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import (
    accepted,
    at_work,
    tell,
)

if TYPE_CHECKING:
    from bot.results.synonyms import Replayed, SynonymEdit, SynonymRow
    from bot.usecases.synonyms import Change

synonyms = typer.Typer(help="The colloquial words, effective at once.", no_args_is_help=True)
_Term = Annotated[str, typer.Argument(metavar="TERM", help="The desk's word.")]
_Ways = Annotated[list[str], typer.Argument(metavar="WAY…", help="Ways of saying it.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Try it on saved questions only.")]
_MOST = 20
"""Questions listed of each kind."""


@synonyms.command("list")
def list_table(
    term: Annotated[str | None, typer.Argument(metavar="TERM", help="This term only.")] = None,
) -> None:
    """Every term with its ways of saying; what differs from the shipped ones is marked."""
    from bot.usecases.synonyms import list_synonyms

    with at_work() as work:
        rows = accepted(list_synonyms(work=work))
    for row in rows:
        if term in (None, row.term):
            tell(_row(row))


@synonyms.command()
def add(term: _Term, ways: _Ways, dry_run: _DryRun = False) -> None:
    """Let words stand for a term; prints which saved questions get better or worse."""
    from bot.usecases.synonyms import Change

    _edit(Change.ADD, term, ways, dry_run=dry_run)


@synonyms.command()
def remove(term: _Term, ways: _Ways, dry_run: _DryRun = False) -> None:
    """Let words stand for a term no more; prints which saved questions get better or worse."""
    from bot.usecases.synonyms import Change

    _edit(Change.REMOVE, term, ways, dry_run=dry_run)


def _edit(change: Change, term: str, ways: Sequence[str], *, dry_run: bool) -> None:
    from bot.usecases.synonyms import edit_synonyms

    with at_work() as work:
        edit = accepted(edit_synonyms(change, term, ways, work=work, dry_run=dry_run))
    done = "加入" if change.value == "added" else "去掉"
    state = "只是试算，没有改动" if dry_run else "已生效"
    tell(f"{done}：{term} ← {'、'.join(ways)}（{state}）")
    for line in _effect(edit):
        tell(line)


def _effect(edit: SynonymEdit) -> Iterator[str]:
    yield (
        f"存档问题里 {edit.asked} 条带这些词：变好 {len(edit.better)}，变差 {len(edit.worse)}，"
        f"换了答案但对错没变 {len(edit.other)}"
    )
    for name, found in (("变好", edit.better), ("变差", edit.worse), ("换了", edit.other)):
        yield from (_replayed(name, each) for each in found[:_MOST])
        if len(found) > _MOST:
            yield f"  {name} 还有 {len(found) - _MOST} 条"


def _replayed(name: str, each: Replayed) -> str:
    return f"  {name}  {each.question}：{each.before or '不答'} → {each.after or '不答'}"


def _row(row: SynonymRow) -> str:
    ways = "、".join(f"{way}(加)" if way in row.added else way for way in row.ways)
    gone = f"  去掉了：{'、'.join(row.removed)}" if row.removed else ""
    return f"{row.term}：{ways}{gone}"
