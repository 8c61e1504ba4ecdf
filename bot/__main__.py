"""`rm-assistant …`, the same as `python -m bot …`."""

from __future__ import annotations

import typer

from bot.cli import asking, system
from bot.cli.handbook import handbook
from bot.cli.records import customers, products, staff

app = typer.Typer(
    help="A pre-call assistant for bank relationship managers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    system.chat,
    system.serve,
    asking.brief,
    asking.ask,
    asking.check,
    asking.search,
    asking.understand,
    system.demo,
    system.doctor,
):
    app.command()(command)
app.add_typer(customers, name="customers")
app.add_typer(products, name="products")
app.add_typer(staff, name="staff")
app.add_typer(handbook, name="handbook")
app.add_typer(system.suggestions, name="suggestions")
app.add_typer(system.audit, name="audit")
app.add_typer(system.db, name="db")


def main() -> None:
    """Run a command."""
    app()


if __name__ == "__main__":
    main()
