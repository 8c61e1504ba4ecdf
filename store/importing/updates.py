"""Writing what a file says differently from the store, and only that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from store import audit
from store.customers.consents import consent_state, replace_consents
from store.customers.statements import CUSTOMER
from store.customers.writing import (
    FACTS,
    CustomerRow,
    HeldRow,
    customer_values,
    open_imported_complaint,
    write_holdings,
    write_keys,
)
from store.follow_ups import settle_quiet
from store.history import FieldChange, record_batch
from store.models import Complaint

FILE_SOURCES = ("import", "bulk", "demo")
"""Complaints from these may be closed by a file; those told in chat may not."""

_KEYED = ("name", "kind", "owner_id", "phone", "salutation")
_UPDATE = update(CUSTOMER).where(CUSTOMER.c.customer_id == bindparam("which"))


@dataclass(frozen=True)
class Change:
    """A customer as stored and as the file says; whether the file speaks of complaints at all."""

    before: CustomerRow
    after: CustomerRow
    says_complaint: bool


@dataclass(frozen=True)
class Written:
    """The names of the changed columns by customer, and the digest of their history."""

    columns: dict[str, list[str]]
    history: str


def write_changes(
    *, session: Session, changes: Sequence[Change], at: datetime, actor_id: str
) -> Written:
    """Write *changes* and their history; customers that stay as they are are left out."""
    changed = {change.after.customer_id: list(_differences(change)) for change in changes}
    rows = [c.after for c in changes if set(changed[c.after.customer_id]) - {"holdings"}]
    if rows:
        session.connection().execute(_UPDATE, [_update_values(row, at) for row in rows])
    keyed = [c.after for c in changes if set(_KEYED) & set(changed[c.after.customer_id])]
    write_keys(session=session, rows=keyed, replace=True)
    held = [c.after for c in changes if "holdings" in changed[c.after.customer_id]]
    write_holdings(session=session, rows=held, replace=True)
    for change in changes:
        if "consent" in changed[change.after.customer_id]:
            replace_consents(
                session=session,
                customer_id=change.after.customer_id,
                scopes=change.after.consent or frozenset(),
                at=at,
                source="import",
                terms=[each for each in change.after.terms if each not in change.before.terms],
            )
    silenced = [
        each.after.customer_id
        for each in changes
        if not each.before.facts.get("do_not_contact") and each.after.facts.get("do_not_contact")
    ]
    settle_quiet(session=session, actor_id=actor_id, customer_ids=silenced, at=at)
    speaking = [change.after for change in changes if change.says_complaint]
    for customer_id in _write_complaints(session, speaking, at, actor_id):
        changed[customer_id].append("open_complaint")
    history = record_batch(
        session=session,
        actor_id=actor_id,
        changes=(each for change in changes for each in _history(change, changed)),
        at=at,
    )
    return Written({key: columns for key, columns in changed.items() if columns}, history)


def _history(change: Change, changed: Mapping[str, list[str]]) -> Iterator[FieldChange]:
    """What the file changed of one customer, field by field; a complaint has a row of its own."""
    customer_id = change.after.customer_id
    for column in changed[customer_id]:
        if column != "open_complaint":
            before, after = (_value(row, column) for row in (change.before, change.after))
            yield FieldChange(customer_id, column, before, after)


def _value(row: CustomerRow, column: str) -> Any:
    if column == "consent":
        return consent_state(row.consent, row.terms)
    return row.facts.get(column) if column in FACTS else getattr(row, column)


def _differences(change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    for name in ("name", "kind", "owner_id"):
        if getattr(before, name) != getattr(after, name):
            yield name
    if (before.consent, before.terms) != (after.consent, after.terms):
        yield "consent"
    for name in FACTS:
        if name in after.facts and before.facts.get(name) != after.facts[name]:
            yield name
    if [_identity(held) for held in before.holdings] != [_identity(h) for h in after.holdings]:
        yield "holdings"


def _identity(held: HeldRow) -> HeldRow:
    return replace(held, named="") if held.product_id is not None else held


def _update_values(row: CustomerRow, at: datetime) -> dict[str, Any]:
    values = customer_values(row, at)
    return {"which": values.pop("customer_id"), **values}


def _write_complaints(
    session: Session, rows: Sequence[CustomerRow], at: datetime, actor_id: str
) -> Iterator[str]:
    ids = [row.customer_id for row in rows]
    still_open: dict[str, list[Complaint]] = {customer_id: [] for customer_id in ids}
    for start in range(0, len(ids), 500):
        statement = select(Complaint).where(
            col(Complaint.customer_id).in_(ids[start : start + 500]),
            col(Complaint.solved_at).is_(None),
        )
        for complaint in session.exec(statement):
            still_open[complaint.customer_id].append(complaint)
    for row in rows:
        if _settle(session, row, still_open[row.customer_id], at, actor_id):
            yield row.customer_id


def _settle(
    session: Session, row: CustomerRow, still_open: list[Complaint], at: datetime, actor_id: str
) -> bool:
    """Make the complaints from files agree with *row*; whether anything had to be written."""
    outdated = [
        complaint
        for complaint in still_open
        if complaint.source in FILE_SOURCES and complaint.size != row.open_complaint
    ]
    for complaint in outdated:
        complaint.solved_at, complaint.solution = at, "客户资料已更新"
        session.add(complaint)
        audit.append(
            session=session,
            actor_id=actor_id,
            kind="complaint.solved",
            payload={"customer_id": row.customer_id},
            at=at,
            subject=complaint,
        )
    wanted = row.open_complaint
    if wanted is None or any(complaint.size == wanted for complaint in still_open):
        return bool(outdated)
    open_imported_complaint(
        session=session,
        customer_id=row.customer_id,
        size=wanted,
        source="import",
        actor_id=actor_id,
        at=at,
    )
    return True
