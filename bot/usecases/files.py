"""Customers, products and the log as files: read in, written out."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from bot.results.declined import Declined
from bot.usecases.evidence import attempted
from bot.usecases.refusals import refused
from bot.usecases.work import Work
from knowledge.privacy import mask
from store import exporting
from store.actor import TERMINAL_ADMIN, TERMINAL_OFFICER, Actor
from store.errors import StoreError
from store.importing import ImportReport, import_customers, import_products
from store.importing.columns import CUSTOMER_COLUMNS, PRODUCT_COLUMNS
from store.models import Suggestion


def import_customer_file(
    path: Path, *, work: Work, actor: Actor = TERMINAL_ADMIN
) -> ImportReport | Declined:
    """Read customers from a CSV or XLSX file; good rows are kept, bad ones reported."""
    return attempted(
        work,
        lambda session: import_customers(
            session=session, actor=actor, path=path, at=work.now, today=work.now.date()
        ),
    )


def import_product_file(
    path: Path, *, work: Work, actor: Actor = TERMINAL_ADMIN
) -> ImportReport | Declined:
    """Read products from a CSV or XLSX file."""
    return attempted(
        work,
        lambda session: import_products(session=session, actor=actor, path=path, at=work.now),
    )


def export_customer_file(
    path: Path, *, work: Work, actor: Actor = TERMINAL_ADMIN
) -> exporting.Exported | Declined:
    """Write every customer to a file that can be imported again."""
    try:
        return exporting.export_customers(session=work.reading, actor=actor, path=path)
    except StoreError as error:
        return refused(error)


def export_suggestion_file(
    path: Path,
    *,
    work: Work,
    actor: Actor = TERMINAL_OFFICER,
    first: date | None = None,
    last: date | None = None,
) -> exporting.Exported | Declined:
    """Write the suggestions of the days `first` to `last` to a file, personal data masked."""
    try:
        return exporting.export_suggestions(
            session=work.reading,
            actor=actor,
            path=path,
            since=_midnight(first, work) if first is not None else None,
            until=_midnight(last + timedelta(days=1), work) if last is not None else None,
            mask=_masked,
        )
    except StoreError as error:
        return refused(error)


def column_title(name: str) -> str:
    """A column's Chinese header by its contract name."""
    return next(
        (each.chinese for each in (*CUSTOMER_COLUMNS, *PRODUCT_COLUMNS) if each.name == name), name
    )


def _midnight(day: date, work: Work) -> datetime:
    return datetime.combine(day, time(), tzinfo=work.desk.zone)


def _masked(row: Suggestion, text: str) -> str:
    name = row.record_read.get("name")
    return mask(text, names=(str(name),) if name else ()).text
