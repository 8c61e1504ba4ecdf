"""Writing many customers at once: rows, holdings, consents and search keys in a few statements."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import delete, insert
from sqlmodel import Session

from store import audit
from store.actor import TERMINAL_ADMIN
from store.customers.consents import every_term
from store.customers.records import COMPLAINT_UNTOLD, ConsentTerms
from store.customers.statements import CONSENT, CUSTOMER, HOLDING
from store.models import (
    Complaint,
    ComplaintSize,
    ConsentScope,
    CustomerBase,
    CustomerKind,
    CustomerSearchKey,
    table_of,
)
from store.names.keys import search_keys

SEARCH_KEY = table_of(CustomerSearchKey)
_BATCH = 5000
_OPERATOR = TERMINAL_ADMIN.staff_id
_INSERT_KEYS = "INSERT INTO customer_search_key (owner_id, key, how, customer_id) VALUES ({})"
FACTS = tuple(name for name in CustomerBase.model_fields if name not in ("name", "kind"))
"""The columns ``CustomerRow.facts`` may set."""

_EMPTY = {
    name: item.get_default(call_default_factory=True)
    for name, item in CustomerBase.model_fields.items()
    if name in FACTS
}


@dataclass(frozen=True)
class HeldRow:
    """A position; ``product_id`` is None while the shelf does not know what is ``named``."""

    named: str
    product_id: str | None = None
    amount_wan: float | None = None
    maturity_date: date | None = None


@dataclass(frozen=True)
class CustomerRow:
    """A customer to be written; ``facts`` are columns of :data:`FACTS`, the absent ones unknown."""

    customer_id: str
    name: str
    kind: CustomerKind
    owner_id: str | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    holdings: tuple[HeldRow, ...] = ()
    consent: frozenset[ConsentScope] | None = None
    terms: tuple[ConsentTerms, ...] = ()
    open_complaint: ComplaintSize | None = None


def insert_customers(*, session: Session, rows: Iterable[CustomerRow], at: datetime) -> int:
    """Write new customers by the operator's hand, an audit entry a batch; how many were written."""
    written = 0
    remaining = iter(rows)
    while chunk := list(islice(remaining, _BATCH)):
        write_new(session=session, rows=chunk, at=at, source="bulk", actor_id=_OPERATOR)
        payload = {"rows": len(chunk), "first": chunk[0].customer_id, "last": chunk[-1].customer_id}
        audit.append(
            session=session, actor_id=_OPERATOR, kind="customers.inserted", payload=payload, at=at
        )
        written += len(chunk)
    return written


def write_new(
    *, session: Session, rows: Sequence[CustomerRow], at: datetime, source: str, actor_id: str
) -> None:
    """Insert *rows* and all that hangs on them; the caller writes the audit entry of the whole."""
    _insert(session, CUSTOMER, [{**customer_values(row, at), "created_at": at} for row in rows])
    write_keys(session=session, rows=rows)
    write_holdings(session=session, rows=rows)
    agreed = [
        {"customer_id": row.customer_id, "recorded_at": at, "source": source, **asdict(told)}
        for row in rows
        for told in every_term(row.consent or (), row.terms)
    ]
    _insert(session, CONSENT, agreed)
    for row in rows:
        if row.open_complaint is not None:
            open_imported_complaint(
                session=session,
                customer_id=row.customer_id,
                size=row.open_complaint,
                source=source,
                actor_id=actor_id,
                at=at,
            )


def customer_values(row: CustomerRow, at: datetime) -> dict[str, Any]:
    """The columns of the customer's own row."""
    return {
        **_EMPTY,
        **row.facts,
        "customer_id": row.customer_id,
        "name": row.name,
        "kind": row.kind,
        "owner_id": row.owner_id,
        "consent_known": row.consent is not None,
        "updated_at": at,
    }


def write_keys(*, session: Session, rows: Sequence[CustomerRow], replace: bool = False) -> None:
    """Write the search keys of *rows*; a customer without an owner can be found by nobody."""
    if replace:
        _delete(session, SEARCH_KEY.c.customer_id, rows)
    keys = sorted(
        (row.owner_id, key.key, int(key.how), row.customer_id)
        for row in rows
        if row.owner_id is not None
        for key in search_keys(
            customer_id=row.customer_id,
            name=row.name,
            kind=row.kind,
            phone=row.facts.get("phone"),
            salutation=row.facts.get("salutation"),
        )
    )
    # A dozen keys a customer: plain tuples cost a third of what bound parameters do.
    connection = session.connection()
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    statement = _INSERT_KEYS.format(", ".join([mark] * 4))
    for chunk in _chunks(keys, 10_000):
        connection.exec_driver_sql(statement, chunk)


def write_holdings(*, session: Session, rows: Sequence[CustomerRow], replace: bool = False) -> None:
    """Write what *rows* hold, in order."""
    if replace:
        _delete(session, HOLDING.c.customer_id, rows)
    held = [
        {"customer_id": row.customer_id, "position": position, **vars(holding)}
        for row in rows
        for position, holding in enumerate(row.holdings)
    ]
    _insert(session, HOLDING, held)


def open_imported_complaint(
    *,
    session: Session,
    customer_id: str,
    size: ComplaintSize,
    source: str,
    actor_id: str,
    at: datetime,
) -> None:
    """Write a complaint that a file says is open."""
    row = Complaint(
        complaint_id=audit.new_id(session=session, prefix="CP", at=at),
        customer_id=customer_id,
        size=size,
        text=COMPLAINT_UNTOLD,
        source=source,
        opened_at=at,
    )
    session.add(row)
    payload = {"customer_id": customer_id, "size": size}
    audit.append(
        session=session,
        actor_id=actor_id,
        kind="complaint.opened",
        payload=payload,
        at=at,
        subject=row,
    )


def _insert(session: Session, table: Any, values: list[dict[str, Any]]) -> None:
    for chunk in _chunks(values, 10_000):
        session.connection().execute(insert(table), chunk)


def _delete(session: Session, key: Any, rows: Sequence[CustomerRow]) -> None:
    for chunk in _chunks([row.customer_id for row in rows], 500):
        session.connection().execute(delete(key.table).where(key.in_(chunk)))


def _chunks(values: list[Any], size: int) -> Iterator[list[Any]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
