"""Many records at once, a fixed number of queries for each batch; a bad row fails no other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, func
from sqlalchemy import select as core_select
from sqlmodel import Session, select

from store.actor import Actor, customer_scope
from store.customers.reading import Details, build, build_record, facts_of, held
from store.customers.records import (
    CustomerRecord,
    GivenConsent,
    HeldProduct,
    NotedComplaint,
    OpenEscalation,
    OpenFollowUp,
    PastContact,
)
from store.customers.soundness import BATCH, Readable, read_each
from store.customers.statements import (
    COMPLAINT,
    CONSENT,
    CUSTOMER,
    CUSTOMERS,
    ESCALATION,
    FOLLOW_UP,
    HELD_COLUMNS,
    HOLDING,
    INTERACTION,
    PRODUCT,
    columns_of,
)
from store.models import Customer, FollowUpStatus


def list_records(*, session: Session, actor: Actor) -> Readable[CustomerRecord]:
    """The records *actor* may see, by customer id; what is past is left out.

    Only contacts of customers with an open complaint are read: its clock asks whether a file
    tells of one not logged here.
    """
    pages = list(record_pages(session=session, scope=customer_scope(actor)))
    return Readable(
        tuple(record for page in pages for record in page.rows),
        tuple(customer_id for page in pages for customer_id in page.unreadable),
    )


def count_records(*, session: Session, actor: Actor) -> int:
    """How many customers *actor* may see."""
    statement = select(func.count()).select_from(Customer).where(customer_scope(actor))
    return session.exec(statement).one()


def customer_names(
    *, session: Session, actor: Actor, customer_ids: Iterable[str]
) -> dict[str, str]:
    """The names of those of the customers whom *actor* may see, by id."""
    wanted = CUSTOMER.c.customer_id.in_(list(customer_ids))
    statement = core_select(CUSTOMER.c.customer_id, CUSTOMER.c.name)
    rows = session.connection().execute(statement.where(wanted, customer_scope(actor)))
    return {row.customer_id: row.name for row in rows}


def record_pages(
    *, session: Session, scope: ColumnElement[bool]
) -> Iterator[Readable[CustomerRecord]]:
    """The records that meet *scope*, batch by batch; callers have checked the actor."""
    key = CUSTOMER.c.customer_id
    page = core_select(key).where(scope).order_by(key).limit(BATCH)
    ids = session.connection().scalars(page).all()
    while ids:
        yield records_of(session=session, ids=ids)
        ids = session.connection().scalars(page.where(key > ids[-1])).all()


def records_of(*, session: Session, ids: Sequence[str]) -> Readable[CustomerRecord]:
    """The records of these customers, by customer id; callers have checked the actor."""

    def read(some: Sequence[str]) -> list[CustomerRecord]:
        asked = CUSTOMERS.where(CUSTOMER.c.customer_id.in_(some))
        rows = session.connection().execute(asked.order_by(CUSTOMER.c.customer_id)).all()
        details = _details(session, some)
        return [build_record(facts_of(row), details) for row in rows]

    return read_each(ids, read)


def _details(session: Session, ids: Sequence[str]) -> Details:
    connection = session.connection()
    positions = (
        core_select(HOLDING.c.customer_id, *HELD_COLUMNS)
        .outerjoin_from(HOLDING, PRODUCT, HOLDING.c.product_id == PRODUCT.c.product_id)
        .where(HOLDING.c.customer_id.in_(ids))
        .order_by(HOLDING.c.customer_id, HOLDING.c.position)
    )
    agreed = core_select(CONSENT.c.customer_id, *columns_of(CONSENT, GivenConsent)).where(
        CONSENT.c.customer_id.in_(ids)
    )
    complained = (
        core_select(COMPLAINT.c.customer_id, *columns_of(COMPLAINT, NotedComplaint))
        .where(COMPLAINT.c.customer_id.in_(ids), COMPLAINT.c.undone_at.is_(None))
        .order_by(COMPLAINT.c.opened_at)
    )
    due = (
        core_select(FOLLOW_UP.c.customer_id.label("of"), *columns_of(FOLLOW_UP, OpenFollowUp))
        .where(FOLLOW_UP.c.customer_id.in_(ids), FOLLOW_UP.c.status == FollowUpStatus.OPEN)
        .order_by(FOLLOW_UP.c.due_on)
    )
    escalated = (
        core_select(ESCALATION.c.customer_id, *columns_of(ESCALATION, OpenEscalation))
        .where(ESCALATION.c.customer_id.in_(ids), ESCALATION.c.closed_at.is_(None))
        .order_by(ESCALATION.c.opened_at)
    )
    answered = (
        core_select(INTERACTION.c.customer_id.label("of"), *columns_of(INTERACTION, PastContact))
        .where(
            INTERACTION.c.customer_id.in_(
                core_select(COMPLAINT.c.customer_id).where(
                    COMPLAINT.c.customer_id.in_(ids), COMPLAINT.c.solved_at.is_(None)
                )
            ),
            INTERACTION.c.undone_at.is_(None),
            INTERACTION.c.outcome.is_(None),
        )
        .order_by(INTERACTION.c.at.desc())
    )
    return Details(
        holdings=_held_by(connection.execute(positions)),
        consents=_grouped(GivenConsent, connection.execute(agreed)),
        complaints=_grouped(NotedComplaint, connection.execute(complained)),
        interactions=_grouped(PastContact, connection.execute(answered)),
        follow_ups=_grouped(OpenFollowUp, connection.execute(due)),
        kept_promises={},
        suggestions={},
        escalations=_grouped(OpenEscalation, connection.execute(escalated)),
    )


def _held_by(rows: Iterable[Row[Any]]) -> dict[str, list[HeldProduct]]:
    found: defaultdict[str, list[HeldProduct]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(held(row[1:]))
    return found


def _grouped(shape: type[Any], rows: Iterable[Row[Any]]) -> dict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(build(shape, row[1:]))
    return found
