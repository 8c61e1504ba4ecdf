"""Customers and suggestions to CSV, XLSX or JSONL, safe to open in a spreadsheet."""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from store.actor import Actor, customer_scope, require_role, suggestion_scope
from store.customers.lists import iter_records
from store.customers.records import CustomerRecord, HeldProduct
from store.customers.statements import CUSTOMER
from store.errors import FileRefused
from store.importing.columns import CUSTOMER_COLUMNS
from store.importing.values import without_invisible
from store.models import Role, Suggestion, SuggestionFeedback
from store.names.keys import phone_digits

Mask = Callable[[Suggestion, str], str]
"""Takes the suggestion a text belongs to and the text; returns the text without personal data."""

SUGGESTION_COLUMNS = (
    "suggestion_id",
    "at",
    "kind",
    "staff_id",
    "staff_name",
    "role",
    "team_id",
    "customer_id",
    "query",
    "purpose",
    "scripts",
    "record_read",
    "rule_results",
    "rules_version",
    "handbook_version",
    "writer",
    "shown_text",
    "payload",
    "feedback",
)
_MASKED = frozenset({"query", "purpose", "record_read", "shown_text", "payload", "feedback"})
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t\r]")
_CELL_LIMIT = 32_000


def export_customers(*, session: Session, actor: Actor, path: Path) -> int:
    """Write every customer to *path* in the import's own form; how many were written.

    An administrator gets them all with phones in clear, a supervisor the own team with phones
    masked; a file with masked phones is refused by nobody but changes phones if imported.
    """
    require_role(actor, Role.ADMIN, Role.SUPERVISOR)
    clear = actor.role is Role.ADMIN
    scope = CUSTOMER.c.customer_id.is_not(None) if clear else customer_scope(actor)
    header = [column.name for column in CUSTOMER_COLUMNS]
    records = iter_records(session=session, scope=scope)
    return write_table(path, header, (_customer_cells(record, clear) for record in records))


def export_suggestions(
    *,
    session: Session,
    actor: Actor,
    path: Path,
    since: datetime | None = None,
    until: datetime | None = None,
    mask: Mask | None = None,
) -> int:
    """Write the suggestions *actor* may see, oldest first, with what was done with each.

    *mask* is applied to every text that may name a customer; *until* is exclusive.
    """
    rows = suggestion_rows(session=session, actor=actor, since=since, until=until, mask=mask)
    if path.suffix.lower() == ".jsonl":
        return _write_jsonl(path, rows)
    return write_table(path, SUGGESTION_COLUMNS, (_suggestion_cells(row) for row in rows))


def suggestion_rows(
    *,
    session: Session,
    actor: Actor,
    since: datetime | None = None,
    until: datetime | None = None,
    mask: Mask | None = None,
) -> Iterator[dict[str, Any]]:
    """The suggestions *actor* may see as plain values, streamed oldest first."""
    require_role(actor, Role.ADMIN, Role.COMPLIANCE, Role.SUPERVISOR, Role.RM)
    scope = (
        col(Suggestion.suggestion_id).is_not(None)
        if actor.role is Role.ADMIN
        else suggestion_scope(actor)
    )
    statement = select(Suggestion).where(scope).order_by(col(Suggestion.suggestion_id))
    if since is not None:
        statement = statement.where(Suggestion.at >= since)
    if until is not None:
        statement = statement.where(Suggestion.at < until)
    after = ""
    while page := session.exec(statement.where(Suggestion.suggestion_id > after).limit(500)).all():
        done = _feedback(session, [row.suggestion_id for row in page])
        for row in page:
            yield _suggestion_values(row, done.get(row.suggestion_id, []), mask)
        after = page[-1].suggestion_id


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write a CSV (UTF-8 with BOM, as Excel expects) or XLSX file; how many rows were written."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return _write_csv(path, header, rows)
    if suffix == ".xlsx":
        return _write_xlsx(path, header, rows)
    raise FileRefused(f"不支持的文件类型：{suffix or path.name}。")


def masked_phone(phone: str | None) -> str | None:
    """A phone number of which only the last four digits can be read."""
    if phone is None:
        return None
    digits = phone_digits(phone)
    return "*" * max(len(digits) - 4, 3) + digits[-4:] if len(digits) >= 7 else "***"


def _customer_cells(record: CustomerRecord, clear: bool) -> list[Any]:
    special = {
        "phone": record.phone if clear else masked_phone(record.phone),
        "holdings": ";".join(_holding(held) for held in record.holdings),
        "owner": record.owner_id,
        "consent": _consent(record),
        "do_not_contact": "yes" if record.do_not_contact else "no",
    }
    return [
        _cell(special[column.name] if column.name in special else getattr(record, column.name))
        for column in CUSTOMER_COLUMNS
    ]


def _holding(held: HeldProduct) -> str:
    named = held.product_id or held.named
    if held.amount_wan is None and held.maturity_date is None:
        return named
    amount = "" if held.amount_wan is None else f"{held.amount_wan:.15g}"
    return f"{named}:{amount}:{held.maturity_date or ''}"


def _consent(record: CustomerRecord) -> str:
    if record.consent is None:
        return ""
    return ";".join(sorted(record.consent)) or "none"


def _cell(value: Any) -> Any:
    """A value as a spreadsheet may hold it: numbers as numbers, text never a formula."""
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value
    if isinstance(value, (tuple, list)):
        value = ";".join(str(item) for item in value)
    text = without_invisible(str(value))
    return f"'{text}" if _FORMULA.match(text) else text


def _feedback(session: Session, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    statement = (
        select(SuggestionFeedback)
        .where(col(SuggestionFeedback.suggestion_id).in_(ids))
        .order_by(col(SuggestionFeedback.feedback_id))
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in session.exec(statement):
        found.setdefault(row.suggestion_id, []).append(
            {
                "at": row.at.isoformat(),
                "outcome": row.outcome.value,
                "edited_text": row.edited_text,
                "reason": row.reason,
            }
        )
    return found


def _suggestion_values(
    row: Suggestion, feedback: list[dict[str, Any]], mask: Mask | None
) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(row, name) for name in SUGGESTION_COLUMNS if name not in ("at", "feedback")
    }
    values = {**values, "at": row.at.isoformat(), "feedback": feedback}
    if mask is not None:
        for name in _MASKED:
            values[name] = _masked(values[name], row, mask)
    return {name: values[name] for name in SUGGESTION_COLUMNS}


def _masked(value: Any, row: Suggestion, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask(row, value)
    if isinstance(value, dict):
        return {key: _masked(item, row, mask) for key, item in value.items()}
    if isinstance(value, list):
        return [_masked(item, row, mask) for item in value]
    return value


def _suggestion_cells(values: dict[str, Any]) -> list[Any]:
    return [
        _cell(
            json.dumps(value, ensure_ascii=False)[:_CELL_LIMIT]
            if isinstance(value, (dict, list))
            else value
        )
        for value in values.values()
    ]


def _write_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    return written


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            written += 1
    return written


def _write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("数据")
    sheet.append(list(header))
    written = 0
    for row in rows:
        sheet.append([_without_controls(cell) for cell in row])
        written += 1
    workbook.save(path)
    return written


def _without_controls(cell: Any) -> Any:
    """XLSX cannot hold control characters nor cells beyond 32,767 characters."""
    if not isinstance(cell, str):
        return cell
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", cell)[:_CELL_LIMIT]
