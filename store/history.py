"""The history of a customer's fields: who changed what when, from what to what, on what ground."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import func, insert
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, customer_scope, require_role
from store.customers.whole import PastChange
from store.models import Basis, Customer, CustomerChange, Role, Staff, table_of

IMPORT = "import"
CHECKED = "checked"
"""The field of an entry that says: the record was gone through and holds still."""
_CHANGE = table_of(CustomerChange)
_BATCH = 5000
_PREFIX = "CH"
_PAGE = 500
_TOLD = (
    "change_id",
    "customer_id",
    "staff_id",
    "at",
    "field",
    "before",
    "after",
    "basis",
    "source",
)
"""The columns a batch's digest is of."""


@dataclass(frozen=True)
class Ground:
    """Why a field changes: said or concluded, where, in which contact's note; `undoes` a change."""

    basis: Basis = Basis.STATED
    source: str = "chat"
    interaction_id: str | None = None
    undoes: str | None = None


@dataclass(frozen=True)
class FieldChange:
    """One field of one customer, before and after."""

    customer_id: str
    field: str
    before: Any
    after: Any


def record_change(
    *, session: Session, actor_id: str, change: FieldChange, ground: Ground, at: datetime
) -> CustomerChange:
    """Keep one change with its audit entry; the caller has written the field itself."""
    row = CustomerChange(
        change_id=audit.new_id(session=session, prefix=_PREFIX, at=at),
        customer_id=change.customer_id,
        staff_id=actor_id,
        at=at,
        field=change.field,
        before=as_kept(change.before),
        after=as_kept(change.after),
        basis=ground.basis,
        source=ground.source,
        interaction_id=ground.interaction_id,
        undoes=ground.undoes,
    )
    session.add(row)
    payload = {"customer_id": change.customer_id, "columns": [change.field]}
    audit.append(
        session=session,
        actor_id=actor_id,
        kind="customer.changed",
        payload=payload,
        at=at,
        subject=row,
    )
    return row


def record_batch(
    *, session: Session, actor_id: str, changes: Iterable[FieldChange], at: datetime
) -> str:
    """Keep what one file changed; the digest of it all, for the one audit entry that follows."""
    base = audit.new_id(session=session, prefix=_PREFIX, at=at)
    rows = [
        {
            "change_id": _in_batch(base, number),
            "customer_id": change.customer_id,
            "staff_id": actor_id,
            "at": at,
            "field": change.field,
            "before": as_kept(change.before),
            "after": as_kept(change.after),
            "basis": Basis.STATED,
            "source": IMPORT,
        }
        for number, change in enumerate(changes)
    ]
    for start in range(0, len(rows), _BATCH):
        session.connection().execute(insert(_CHANGE), rows[start : start + _BATCH])
    return audit.digest(rows)


def batch_of(*, session: Session, seq: int, at: datetime) -> tuple[str, int]:
    """The digest, as `record_batch` gave it, of what stands now of entry *seq*'s batch; how many.

    The rows are asked for by their ids, page by page.
    """
    base = audit.id_of(seq, prefix=_PREFIX, at=at)
    columns = [_CHANGE.c[name] for name in _TOLD]
    rows: list[dict[str, Any]] = []
    while len(rows) % _PAGE == 0:
        page = [_in_batch(base, len(rows) + number) for number in range(_PAGE)]
        statement = core_select(*columns).where(
            _CHANGE.c.change_id.in_(page), _CHANGE.c.source == IMPORT
        )
        found = [dict(row._mapping) for row in session.connection().execute(statement)]
        if not found:
            break
        rows.extend(sorted(found, key=lambda row: row["change_id"]))
    return audit.digest(rows), len(rows)


def changes_of(
    *, session: Session, actor: Actor, customer_id: str, limit: int = 200
) -> list[PastChange]:
    """The customer's changes, the newest first; none where *actor* may not see the customer."""
    return _read(session, actor, CustomerChange.customer_id == customer_id, limit)


def newest_changes(
    *, session: Session, actor: Actor, customer_ids: Iterable[str], fields: Iterable[str]
) -> list[PastChange]:
    """The newest change of each of these fields of each of these customers *actor* may see."""
    newest = (
        select(func.max(CustomerChange.change_id))
        .where(
            col(CustomerChange.customer_id).in_(list(customer_ids)),
            col(CustomerChange.field).in_(list(fields)),
        )
        .group_by(CustomerChange.customer_id, CustomerChange.field)
    )
    return _read(session, actor, col(CustomerChange.change_id).in_(newest), _PAGE)


def unreviewed(*, session: Session, actor: Actor, limit: int = 50) -> list[PastChange]:
    """What the team's managers changed in chat and no supervisor has looked at, oldest first."""
    require_role(actor, Role.SUPERVISOR)
    wanted = col(CustomerChange.reviewed_at).is_(None) & (CustomerChange.source != IMPORT)
    others = (col(CustomerChange.field) != CHECKED) & (CustomerChange.staff_id != actor.staff_id)
    return _read(session, actor, wanted & others, limit, old=True)


def review_changes(
    *, session: Session, actor: Actor, change_ids: Iterable[str], at: datetime
) -> int:
    """The supervisor has looked at these changes of his team; how many were new to him."""
    require_role(actor, Role.SUPERVISOR)
    statement = (
        select(CustomerChange)
        .join(Customer, col(Customer.customer_id) == CustomerChange.customer_id)
        .where(customer_scope(actor), col(CustomerChange.change_id).in_(list(change_ids)))
        .where(col(CustomerChange.reviewed_at).is_(None))
        .where(CustomerChange.staff_id != actor.staff_id)
    )
    rows = session.exec(statement).all()
    for row in rows:
        row.reviewed_at, row.reviewed_by = at, actor.staff_id
        session.add(row)
        payload = {"customer_id": row.customer_id, "columns": [row.field]}
        audit.append(
            session=session,
            actor_id=actor.staff_id,
            kind="customer.change_reviewed",
            payload=payload,
            at=at,
            subject=row,
        )
    return len(rows)


def last_changed(*, session: Session, actor: Actor) -> Mapping[str, datetime]:
    """When anything of each customer *actor* may see was last changed or gone through."""
    statement = (
        select(CustomerChange.customer_id, func.max(CustomerChange.at))
        .join(Customer, col(Customer.customer_id) == CustomerChange.customer_id)
        .where(customer_scope(actor))
        .group_by(CustomerChange.customer_id)
    )
    return dict(session.exec(statement).all())


def _in_batch(base: str, number: int) -> str:
    return f"{base}-{number:05}"


def as_kept(value: Any) -> Any:
    """A field's value as JSON keeps it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and value.is_integer():
        return int(value)  # as SQLite gives it back, so that a digest holds there too
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(as_kept(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [as_kept(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: as_kept(item) for name, item in asdict(value).items()}
    return value


def _read(
    session: Session, actor: Actor, wanted: Any, limit: int, *, old: bool = False
) -> list[PastChange]:
    order = col(CustomerChange.at), col(CustomerChange.change_id)
    statement = (
        select(CustomerChange, Customer.name, Staff.name)
        .join(Customer, col(Customer.customer_id) == CustomerChange.customer_id)
        .outerjoin(Staff, col(Staff.staff_id) == CustomerChange.staff_id)
        .where(customer_scope(actor), wanted)
        .order_by(*(order if old else (each.desc() for each in order)))
        .limit(limit)
    )
    rows = session.exec(statement).all()
    undone = _undone(session, [row.change_id for row, _, _ in rows])
    return [
        _past(row, customer, staff, undone=row.change_id in undone) for row, customer, staff in rows
    ]


def _undone(session: Session, change_ids: list[str]) -> frozenset[str]:
    statement = select(CustomerChange.undoes).where(col(CustomerChange.undoes).in_(change_ids))
    return frozenset(each for each in session.exec(statement) if each is not None)


def _past(row: CustomerChange, customer: str, staff: str | None, *, undone: bool) -> PastChange:
    return PastChange(
        change_id=row.change_id,
        customer_id=row.customer_id,
        customer_name=customer,
        staff_id=row.staff_id,
        staff_name=staff or row.staff_id,
        at=row.at,
        field=row.field,
        before=row.before,
        after=row.after,
        basis=row.basis,
        source=row.source,
        interaction_id=row.interaction_id,
        undoes=row.undoes,
        undone=undone,
        reviewed_at=row.reviewed_at,
    )
