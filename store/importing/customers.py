"""Customers from a file: new ones created, known ones updated, nothing duplicated, nothing lost.

A column the file does not have, or an empty cell, leaves what is stored alone; a cell that says
清空 makes it unknown.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from store import audit
from store.actor import Actor, require_role
from store.customers.consents import bare
from store.customers.lists import records_of
from store.customers.records import ConsentTerms, CustomerRecord
from store.customers.writing import FACTS, CustomerRow, HeldRow, write_new
from store.importing.columns import CUSTOMER_COLUMNS, ParsedRow, read_columns
from store.importing.conflicts import find_conflicts
from store.importing.consents import disagreement
from store.importing.holdings import on_shelf
from store.importing.report import ImportReport, Moved, RowError
from store.importing.updates import Change, write_changes
from store.importing.values import quoted
from store.models import ConsentScope, CustomerKind, Product, Role, Staff
from store.names.forms import names_company

BATCH = 1000
_UNREADABLE = "库里这位客户的记录有一格读不出来，没有更新；请先修好数据库里的这一行"
_LISTS = ("need_tags", "interests", "resource_needs")


@dataclass(frozen=True)
class _Known:
    owners: Mapping[str, str]
    shelf: Mapping[str, str]


@dataclass
class _Tally:
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    conflicts: list[RowError] = field(default_factory=list)
    warnings: list[RowError] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)


def import_customers(
    *, session: Session, actor: Actor, path: Path, at: datetime, today: date
) -> ImportReport:
    """Read *path* into the store in the caller's transaction; raises FileRefused, NotPermitted."""
    require_role(actor, Role.ADMIN)
    parsed, sha256 = read_columns(path, CUSTOMER_COLUMNS, "customer_id")
    known = _Known(owners=_owners(session), shelf=read_shelf(session))
    tally = _Tally(errors=list(parsed.errors), warnings=list(parsed.warnings))
    for start in range(0, len(parsed.rows), BATCH):
        _import_batch(
            session=session,
            rows=parsed.rows[start : start + BATCH],
            known=known,
            tally=tally,
            today=today,
            stamp=_Stamp(actor_id=actor.staff_id, at=at, file=sha256),
        )
    return ImportReport(
        created=tally.created,
        updated=tally.updated,
        unchanged=tally.unchanged,
        errors=tuple(sorted(tally.errors, key=lambda error: error.row)),
        conflicts=tuple(tally.conflicts),
        warnings=tuple(sorted(tally.warnings, key=lambda warning: warning.row)),
        unknown_columns=parsed.unknown_columns,
        moved=tuple(tally.moved),
    )


def _owners(session: Session) -> dict[str, str]:
    """Staff ids by id, and by name where only one bears it."""
    rows = session.exec(select(Staff.staff_id, Staff.name)).all()
    bearers = Counter(name for _, name in rows)
    by_name = {name: staff_id for staff_id, name in rows if bearers[name] == 1}
    return by_name | {staff_id: staff_id for staff_id, _ in rows}


def read_shelf(session: Session) -> dict[str, str]:
    """Product ids by id and by name."""
    rows = session.exec(select(Product.product_id, Product.name)).all()
    by_name = {name: product_id for product_id, name in rows}
    return by_name | {product_id: product_id for product_id, _ in rows}


@dataclass(frozen=True)
class _Stamp:
    actor_id: str
    at: datetime
    file: str


def _import_batch(
    *,
    session: Session,
    rows: Sequence[ParsedRow],
    known: _Known,
    tally: _Tally,
    today: date,
    stamp: _Stamp,
) -> None:
    stored, unreadable = _stored(session, [row.values["customer_id"] for row in rows])
    new: list[CustomerRow] = []
    changes: list[Change] = []
    for each in rows:
        before = stored.get(each.values["customer_id"])
        row = each if before is None else _said_only(each)
        wrong = list(_refusals(row, before, known))
        if row.values["customer_id"] in unreadable:
            wrong.append(RowError(row.number, "customer_id", _UNREADABLE))
        tally.errors.extend(wrong)
        if wrong:
            continue
        after = _merged(row, before, known)
        tally.warnings.extend(_unknown_holdings(row, after))
        tally.conflicts.extend(
            RowError(row=row.number, column=column, reason=reason)
            for column, reason in find_conflicts(after, today=today)
        )
        if before is None:
            new.append(after)
        else:
            changes.append(Change(before, after, "open_complaint" in row.values))
    write_new(session=session, rows=new, at=stamp.at, source="import", actor_id=stamp.actor_id)
    written = write_changes(session=session, changes=changes, at=stamp.at, actor_id=stamp.actor_id)
    changed = written.columns
    tally.created += len(new)
    tally.updated += len(changed)
    tally.unchanged += len(changes) - len(changed)
    tally.moved.extend(_moved(changes))
    if new or changed:
        payload = {
            "file_sha256": stamp.file,
            "created": [row.customer_id for row in new],
            "changed": changed,
            "history": written.history,
        }
        audit.append(
            session=session,
            actor_id=stamp.actor_id,
            kind="customers.imported",
            payload=payload,
            at=stamp.at,
        )


def _stored(session: Session, ids: list[str]) -> tuple[dict[str, CustomerRow], set[str]]:
    """The customers that stand already, and the ids of those whose rows cannot be read."""
    stand = records_of(session=session, ids=ids)
    return {each.customer_id: row_of(each) for each in stand.rows}, set(stand.unreadable)


def row_of(record: CustomerRecord) -> CustomerRow:
    """A record as it would be written."""
    facts = {name: getattr(record, name) for name in FACTS}
    facts.update({name: list(facts[name]) for name in _LISTS})
    return CustomerRow(
        customer_id=record.customer_id,
        name=record.name,
        kind=record.kind,
        owner_id=record.owner_id,
        facts=facts,
        holdings=tuple(
            HeldRow(
                named=held.named,
                product_id=held.product_id,
                amount_wan=held.amount_wan,
                maturity_date=held.maturity_date,
            )
            for held in record.holdings
        ),
        consent=record.consent,
        terms=tuple(each.terms for each in record.consents if not bare(each.terms)),
        open_complaint=record.open_complaint,
    )


def _said_only(row: ParsedRow) -> ParsedRow:
    """The row without its empty cells: of a customer that stands they say nothing."""
    said = {name: value for name, value in row.values.items() if name not in row.empty}
    return replace(row, values=said)


def _moved(changes: Sequence[Change]) -> Iterator[Moved]:
    for change in changes:
        before, after = change.before, change.after
        if (before.name, before.owner_id) != (after.name, after.owner_id):
            yield Moved(
                customer_id=after.customer_id,
                names=(before.name, after.name),
                owners=(before.owner_id, after.owner_id),
            )


def _refusals(row: ParsedRow, before: CustomerRow | None, known: _Known) -> Iterator[RowError]:
    name, owner = row.values.get("name"), row.values.get("owner")
    if name is None and (before is None or "name" in row.values):
        yield RowError(row=row.number, column="name", reason="不能为空")
    if owner is not None and owner not in known.owners:
        yield RowError(row=row.number, column="owner", reason=f"没有员工 {quoted(owner)}")
    scopes, terms = row.values.get("consent"), row.values.get("consent_terms")
    if scopes is not None and terms is not None and (reason := disagreement(scopes, terms)):
        yield RowError(row=row.number, column="consent_terms", reason=reason)


def _unknown_holdings(row: ParsedRow, after: CustomerRow) -> Iterator[RowError]:
    for held in after.holdings if row.values.get("holdings") else ():
        if held.product_id is None:
            form = "金额和到期日要写成 产品编号:金额:到期日"
            reason = f"货架上没有“{quoted(held.named)}”，按原名记下；{form}"
            yield RowError(row=row.number, column="holdings", reason=reason)


def _merged(row: ParsedRow, before: CustomerRow | None, known: _Known) -> CustomerRow:
    said = row.values
    name: str = said.get("name") or (before.name if before else "")
    facts: dict[str, Any] = dict(before.facts) if before else {}
    facts.update({name: _fact(name, value) for name, value in said.items() if name in FACTS})
    owner = before.owner_id if before else None
    if "owner" in said:
        owner = known.owners[said["owner"]] if said["owner"] is not None else None
    held = said.get("holdings") or () if "holdings" in said or before is None else before.holdings
    agreed, terms = _agreed(said, before)
    return CustomerRow(
        customer_id=said["customer_id"],
        name=name,
        kind=said.get("kind") or (before.kind if before else _kind_of(name)),
        owner_id=owner,
        facts=facts,
        holdings=on_shelf(held, known.shelf),
        consent=agreed,
        terms=terms,
        open_complaint=said.get("open_complaint"),
    )


def _agreed(
    said: Mapping[str, Any], before: CustomerRow | None
) -> tuple[frozenset[ConsentScope] | None, tuple[ConsentTerms, ...]]:
    """The scopes and their terms: as the file says, else as they stand; either may say both."""
    held = before.terms if before else ()
    terms: tuple[ConsentTerms, ...] | None = said.get("consent_terms")
    told = {each.scope for each in terms or ()}
    kept = tuple(each for each in held if each.scope not in told) + (terms or ())
    if "consent" in said:
        scopes: frozenset[ConsentScope] | None = said["consent"]
    else:
        scopes = before.consent if before else None
        if terms is not None:
            gone = {each.scope for each in terms if each.withdrawn_at is not None}
            scopes = (scopes or frozenset()) | told - gone
            scopes -= gone
    held_on = scopes or frozenset()
    standing = (each for each in kept if (each.withdrawn_at is None) is (each.scope in held_on))
    return scopes, tuple(sorted(standing, key=lambda each: each.scope))


def _fact(name: str, value: Any) -> Any:
    if value is None and name in _LISTS:
        return []
    if value is None and name == "do_not_contact":
        return False
    return value


def _kind_of(name: str) -> CustomerKind:
    return CustomerKind.COMPANY if names_company(name) else CustomerKind.PERSON
