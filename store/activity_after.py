"""What the record shows in the days after an activity: contacts, promises, holdings that came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from store.actor import Actor, customer_scope
from store.contact_effect import new_holdings_between
from store.models import Customer, FollowUp, FollowUpKind, FollowUpStatus, Interaction

_Row = TypeVar("_Row", Interaction, FollowUp)


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
    statement = _of(Interaction, actor, ids).where(
        col(Interaction.undone_at).is_(None),
        col(Interaction.outcome).is_(None),
        Interaction.took_place_on > since,
        Interaction.took_place_on <= until,
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
    statement = _of(FollowUp, actor, ids).where(
        FollowUp.kind == FollowUpKind.PROMISE,
        FollowUp.status != FollowUpStatus.CANCELLED,
        FollowUp.created_at > since,
        FollowUp.created_at <= until,
    )
    return [
        Followed(row.customer_id, _day(row.created_at, since), "promise", row.text)
        for row in session.exec(statement)
    ]


def _holdings(
    session: Session, actor: Actor, ids: Collection[str], since: datetime, until: datetime
) -> list[Followed]:
    found = new_holdings_between(session=session, actor=actor, since=since, until=until, of=ids)
    return [
        Followed(customer_id, _day(each.at, since), "holding", each.product)
        for customer_id, came in found.items()
        for each in came
    ]


def _of(table: type[_Row], actor: Actor, ids: Collection[str]) -> SelectOfScalar[_Row]:
    """The rows of those of these customers whom *actor* may see."""
    return (
        select(table)
        .join(Customer, col(Customer.customer_id) == table.customer_id)
        .where(customer_scope(actor), col(table.customer_id).in_(ids))
    )


def _day(at: datetime, since: datetime) -> date:
    return at.astimezone(since.tzinfo).date()
