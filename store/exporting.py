"""Customers and suggestions to CSV, XLSX or JSONL, safe to open in a spreadsheet."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, customer_scope, require_role, suggestion_scope
from store.customers.lists import record_pages
from store.customers.records import CustomerRecord, HeldProduct
from store.customers.soundness import read_each
from store.customers.statements import CUSTOMER
from store.importing.columns import CUSTOMER_COLUMNS
from store.importing.consents import terms_cell
from store.models import Role, Suggestion, SuggestionFeedback
from store.names.keys import phone_digits
from store.sheets import safe_cell, write_jsonl, write_table

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
_PAGE = 500
_MASKED = frozenset({"query", "purpose", "record_read", "shown_text", "payload", "feedback"})


@dataclass(frozen=True)
class Exported:
    """How many rows a file holds, and the ids of those left out because they cannot be read."""

    written: int
    unreadable: tuple[str, ...]


def note_export(
    *, session: Session, actor: Actor, what: str, of: str, rows: int, digest: str, at: datetime
) -> None:
    """Write down that a table left as a file: who took what, of how many rows; *digest* is the
    file's SHA-256, by which a copy found elsewhere is recognised."""
    payload = {"what": what, "of": of, "rows": rows, "sha256": digest}
    audit.append(
        session=session, actor_id=actor.staff_id, kind="table.exported", payload=payload, at=at
    )


def export_customers(*, session: Session, actor: Actor, path: Path) -> Exported:
    """Write every customer to *path* in the import's own form.

    An administrator gets them all with phones in clear, a supervisor the own team with phones
    masked; a file with masked phones is refused by nobody but changes phones if imported.
    """
    require_role(actor, Role.ADMIN, Role.SUPERVISOR)
    clear = actor.role is Role.ADMIN
    scope = CUSTOMER.c.customer_id.is_not(None) if clear else customer_scope(actor)
    header = [column.name for column in CUSTOMER_COLUMNS]
    left_out: list[str] = []

    def cells() -> Iterator[list[Any]]:
        for page in record_pages(session=session, scope=scope):
            left_out.extend(page.unreadable)
            yield from (_customer_cells(record, clear) for record in page.rows)

    return Exported(write_table(path, header, cells()), tuple(left_out))


def export_suggestions(
    *,
    session: Session,
    actor: Actor,
    path: Path,
    since: datetime | None = None,
    until: datetime | None = None,
    mask: Mask | None = None,
) -> Exported:
    """Write the suggestions *actor* may see, oldest first, with what was done with each.

    *mask* is applied to every text that may name a customer; *until* is exclusive.
    """
    require_role(actor, Role.ADMIN, Role.COMPLIANCE, Role.SUPERVISOR, Role.RM)
    left_out: list[str] = []

    def rows() -> Iterator[dict[str, Any]]:
        for ids in _suggestion_ids(session, actor, since, until):
            page = read_each(ids, lambda some: _suggestions_of(session, some, mask))
            left_out.extend(page.unreadable)
            yield from page.rows

    if path.suffix.lower() == ".jsonl":
        return Exported(write_jsonl(path, rows()), tuple(left_out))
    cells = (_suggestion_cells(row) for row in rows())
    return Exported(write_table(path, SUGGESTION_COLUMNS, cells), tuple(left_out))


def _suggestion_ids(
    session: Session, actor: Actor, since: datetime | None, until: datetime | None
) -> Iterator[Sequence[str]]:
    """The ids of what *actor* may see, oldest first, page by page."""
    key = col(Suggestion.suggestion_id)
    scope = key.is_not(None) if actor.role is Role.ADMIN else suggestion_scope(actor)
    statement = select(Suggestion.suggestion_id).where(scope).order_by(key).limit(_PAGE)
    if since is not None:
        statement = statement.where(Suggestion.at >= since)
    if until is not None:
        statement = statement.where(Suggestion.at < until)
    after = ""
    while page := session.exec(statement.where(key > after)).all():
        yield page
        after = page[-1]


def _suggestions_of(
    session: Session, ids: Sequence[str], mask: Mask | None
) -> list[dict[str, Any]]:
    asked = select(Suggestion).where(col(Suggestion.suggestion_id).in_(ids))
    done = _feedback(session, ids)
    return [
        _suggestion_values(row, done.get(row.suggestion_id, []), mask)
        for row in session.exec(asked.order_by(col(Suggestion.suggestion_id)))
    ]


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
        "consent_terms": terms_cell(each.terms for each in record.consents),
        "do_not_contact": "yes" if record.do_not_contact else "no",
    }
    return [
        safe_cell(special[column.name] if column.name in special else getattr(record, column.name))
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


def _feedback(session: Session, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
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
        safe_cell(
            json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value
        )
        for value in values.values()
    ]
