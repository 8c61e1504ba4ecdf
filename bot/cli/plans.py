"""compare."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.shared import accepted, acting, customer_of, print_json, tell

_FEWEST, _MOST = 2, 4


def compare(
    products: Annotated[list[str], typer.Argument(help="Two to four product ids or names.")],
    staff: Annotated[str, typer.Option("--as", help="Acting staff id.")],
    customer: Annotated[str | None, typer.Option(help="The customer it is for.")] = None,
    today: Annotated[str | None, typer.Option(help="The day to act on, YYYY-MM-DD.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the contract's JSON.")] = False,
) -> None:
    """Products side by side, judged for a customer where one is named."""
    from bot.render.compare import compared_json, compared_screens
    from bot.usecases.compare import compare_each
    from bot.usecases.evidence import words_of
    from bot.usecases.refusals import ADVISED, NO_ADVICE

    if not _FEWEST <= len(products) <= _MOST:
        raise typer.BadParameter("give two to four products")
    with acting(staff, today) as at:
        if at.actor.role not in ADVISED:
            accepted(NO_ADVICE)
        customer_id = customer_of(at, customer) if customer else None
        compared = accepted(
            compare_each(products, work=at.work, actor=at.actor, customer_id=customer_id)
        )
    if as_json:
        print_json(compared_json(compared))
        return
    tell(words_of(compared_screens(compared)))
