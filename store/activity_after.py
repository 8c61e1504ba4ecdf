"""What the record shows in the days after an activity: contacts, promises, holdings that came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from store.actor import Actor, customer_scope
from store.models import (
    Customer,
    CustomerChange,
    FollowUp,
    FollowUpKind,
    FollowUpStatus,
    Interaction,
)


@dataclass(frozen=True)
class Followed:
    """One thing recorded of a customer on a day; `kind` is contact, need, promise or holding."""

    customer_id: str
    on: date
    kind: str
    text: str


def followed(
    *,
    session: Session,
    actor: Actor,
    customer_ids: Collection[str],
    since: datetime,
    until: datetime,
) -> list[Followed]:
    """What was recorded of these customers *actor* may see after *since*, up to *until*, by day."""
    found = [
        *_contacts(session, actor, customer_ids, since.date(), until.date()),
        *_promises(session, actor, customer_ids, since, until),
        *_holdings(session, actor, customer_ids, since, until),
    ]
    return sorted(found, key=lambda each: (each.customer_id, each.on))


def _contacts(
    session: Session, actor: Actor, ids: Collection[str], since: date, until: date
) -> list[Followed]:
    statement = (
        select(Interaction)
        .join(Customer, col(Customer.customer_id) == Interaction.customer_id)
        .where(
            customer_scope(actor),
            col(Interaction.customer_id).in_(ids),
            col(Interaction.undone_at).is_(None),
            col(Interaction.outcome).is_(None),
            Interaction.took_place_on > since,
            Interaction.took_place_on <= until,
        )
    )
    found = []
    for row in session.exec(statement):
        day, whose = row.took_place_on, row.customer_id
        found.append(Followed(whose, day, "contact", row.summary))
        found += [Followed(whose, day, "need", need) for need in row.needs]
    return found


def _promises(
    session: Session, actor: Actor, ids: Collection[str], since: datetime, until: datetime
) -> list[Followed]:
    statement = (
        select(FollowUp)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .where(
            customer_scope(actor),
            col(FollowUp.customer_id).in_(ids),
            FollowUp.kind == FollowUpKind.PROMISE,
            FollowUp.status != FollowUpStatus.CANCELLED,
            FollowUp.created_at > since,
            FollowUp.created_at <= until,
        )
    )
    return [
        Followed(
            row.customer_id, row.created_at.astimezone(since.tzinfo).date(), "promise", row.text
        )
        for row in session.exec(statement)
    ]


def _holdings(
    session: Session, actor: Actor, ids: Collection[str], since: datetime, until: datetime
) -> list[Followed]:
    """Products that a change of the holdings has after and not before."""
    statement = (
        select(CustomerChange)
        .join(Customer, col(Customer.customer_id) == CustomerChange.customer_id)
        .where(
            customer_scope(actor),
            col(CustomerChange.customer_id).in_(ids),
            CustomerChange.field == "holdings",
            CustomerChange.at > since,
            CustomerChange.at <= until,
        )
    )
    return [
        Followed(row.customer_id, _day(row.at, since), "holding", name)
        for row in session.exec(statement)
        for name in sorted(_named(row.after) - _named(row.before))
    ]


def _day(at: datetime, since: datetime) -> date:
    return at.astimezone(since.tzinfo).date()


def _named(held: Any) -> set[str]:
    rows = held if isinstance(held, list) else []
    return {str(row.get("named")) for row in rows if isinstance(row, dict) and row.get("named")}
