"""`rm-assistant …`, the same as `python -m bot …`."""

from __future__ import annotations

import os
import sys

import typer

from bot.cli import asking, lists, plans, system
from bot.cli.handbook import handbook
from bot.cli.records import customers, products, staff
from bot.cli.shared import complain

app = typer.Typer(
    help="A pre-call assistant for bank relationship managers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (
    system.chat,
    system.serve,
    system.web,
    asking.brief,
    asking.ask,
    asking.check,
    asking.search,
    asking.understand,
    asking.understand_eval,
    plans.compare,
    system.demo,
    system.doctor,
):
    app.command()(command)
app.command("list")(lists.list_customers)
app.add_typer(customers, name="customers")
app.add_typer(products, name="products")
app.add_typer(staff, name="staff")
app.add_typer(handbook, name="handbook")
app.add_typer(system.suggestions, name="suggestions")
app.add_typer(system.audit, name="audit")
app.add_typer(system.db, name="db")


def main() -> None:
    """Run a command; whatever fails is said in a line.

    What it writes, the store among it, is its owner's alone.
    """
    os.umask(0o077)
    try:
        app()
    except BrokenPipeError:  # who reads our lines has read enough
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - an operator reads a sentence, whatever failed
        complain(_sentence(error))
        sys.exit(1)


def _sentence(error: Exception) -> str:
    from bot.app import NotReady
    from bot.usecases.faults import sentence_of

    return str(error) if isinstance(error, NotReady) else sentence_of(error)


if __name__ == "__main__":
    main()
