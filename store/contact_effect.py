"""What a month's contacts are judged by: attempts, scores customers gave, positions recorded."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from store.actor import Actor, customer_scope
from store.models import CaseKind, Customer, CustomerChange, Interaction, Outcome, ServiceCase


@dataclass(frozen=True)
class Contacts:
    """A customer's contacts of a period: those that took place, attempts that did not, and when
    the first that took place was."""

    met: int = 0
    missed: int = 0
    first_at: datetime | None = None


@dataclass(frozen=True)
class GivenScore:
    """A score a customer gave, of so many."""

    score: int
    full: int


@dataclass(frozen=True)
class NewHolding:
    """A position that stood in a record for the first time at that moment."""

    product: str
    at: datetime


def contacts_between(
    *, session: Session, actor: Actor, first: date, last: date
) -> dict[str, Contacts]:
    """The contacts of *first* to *last* by customer *actor* may see, without those taken back; a
    reminder or a plan noted is neither contact nor attempt."""
    statement = (
        select(Interaction.customer_id, Interaction.outcome, Interaction.at)
        .join(Customer, col(Customer.customer_id) == Interaction.customer_id)
        .where(
            customer_scope(actor),
            col(Interaction.undone_at).is_(None),
            col(Interaction.took_place_on).between(first, last),
        )
        .order_by(col(Interaction.at))
    )
    found: dict[str, Contacts] = {}
    for customer_id, outcome, at in session.exec(statement):
        was = found.get(customer_id, Contacts())
        if outcome is None:
            found[customer_id] = Contacts(was.met + 1, was.missed, was.first_at or at)
        elif outcome is Outcome.ATTEMPT:
            found[customer_id] = Contacts(was.met, was.missed + 1, was.first_at)
    return found


def last_contacts_by(*, session: Session, actor: Actor, day: date) -> dict[str, date]:
    """Each customer's last contact up to *day*, as the notes tell; without who has none.

    A record keeps only the newest contact, which may be a later one; the first note behind *day*
    tells what the record held before.
    """
    took_place = (
        customer_scope(actor),
        col(Interaction.undone_at).is_(None),
        col(Interaction.outcome).is_(None),
    )
    customer_id, on = col(Interaction.customer_id), col(Interaction.took_place_on)
    newest = (
        select(customer_id, func.max(on))
        .join(Customer, col(Customer.customer_id) == customer_id)
        .where(*took_place, on <= day)
        .group_by(customer_id)
    )
    found = dict(session.exec(newest).all())
    later = (
        select(customer_id, col(Interaction.last_contact_before))
        .join(Customer, col(Customer.customer_id) == customer_id)
        .where(*took_place, on > day)
        .order_by(on, col(Interaction.interaction_id))
    )
    behind = set[str]()
    for key, before in session.exec(later):
        if key not in behind and before is not None and before <= day:
            found[key] = max(before, found.get(key, before))
        behind.add(key)
    return found


def scores_between(
    *, session: Session, actor: Actor, since: datetime, until: datetime
) -> Mapping[str, Sequence[GivenScore]]:
    """The scores written down in [since, until) of customers *actor* may see, by customer."""
    statement = (
        select(ServiceCase)
        .join(Customer, col(Customer.customer_id) == ServiceCase.customer_id)
        .where(
            customer_scope(actor),
            ServiceCase.kind == CaseKind.SURVEY,
            col(ServiceCase.score).is_not(None),
            ServiceCase.opened_at >= since,
            ServiceCase.opened_at < until,
        )
    )
    found: dict[str, list[GivenScore]] = defaultdict(list)
    for row in session.exec(statement):
        if row.score is not None and row.sign.isdecimal():
            found[row.customer_id].append(GivenScore(row.score, int(row.sign)))
    return found


def new_holdings_between(
    *,
    session: Session,
    actor: Actor,
    since: datetime,
    until: datetime,
    of: Collection[str] | None = None,
) -> Mapping[str, Sequence[NewHolding]]:
    """Positions that came into the records of *actor*'s customers in [since, until), by customer,
    a product of his once; one taken back, whenever, is none. Of these customers alone, if named."""
    undoing = aliased(CustomerChange)
    statement = (
        select(CustomerChange)
        .join(Customer, col(Customer.customer_id) == CustomerChange.customer_id)
        .where(
            customer_scope(actor),
            CustomerChange.field == "holdings",
            CustomerChange.at >= since,
            CustomerChange.at < until,
            col(CustomerChange.undoes).is_(None),
            ~exists().where(
                col(undoing.customer_id) == CustomerChange.customer_id,
                col(undoing.undoes) == CustomerChange.change_id,
            ),
        )
        .order_by(col(CustomerChange.at), col(CustomerChange.change_id))
    )
    if of is not None:
        statement = statement.where(col(CustomerChange.customer_id).in_(of))
    found: dict[str, list[NewHolding]] = defaultdict(list)
    seen = set[tuple[str, str]]()
    for row in session.exec(statement):
        for product in _added(row):
            if (row.customer_id, product) not in seen:
                seen.add((row.customer_id, product))
                found[row.customer_id].append(NewHolding(product, row.at))
    return found


def _added(row: CustomerChange) -> list[str]:
    before = {_key(each) for each in row.before or ()}
    return [each["named"] for each in row.after or () if _key(each) not in before]


def _key(held: Mapping[str, Any]) -> str:
    return str(held.get("product_id") or held.get("named"))
