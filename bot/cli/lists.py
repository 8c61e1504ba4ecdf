"""list: which customers satisfy a condition in words."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.shared import accepted, acting, print_json, tell


def list_customers(
    text: Annotated[str, typer.Argument(help="A condition, in Chinese.")],
    staff: Annotated[str, typer.Option("--as", help="Acting staff id.")],
    today: Annotated[str | None, typer.Option(help="The day to act on, YYYY-MM-DD.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the contract's JSON.")] = False,
) -> None:
    """Which customers satisfy a condition in words."""
    from bot.blocks import plain_text
    from bot.render.book import book_json, book_screen
    from bot.usecases.book import ask_book

    with acting(staff, today) as at:
        found = accepted(ask_book(text, work=at.work, actor=at.actor))
    if as_json:
        print_json(book_json(found))
        return
    tell(plain_text(book_screen(found, page=None)))
