"""Reading one record in a fixed number of indexed queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from store.actor import Actor, sees_customer_of
from store.customers.records import (
    CustomerRecord,
    GivenConsent,
    HeldProduct,
    KeptPromise,
    NotedComplaint,
    OpenEscalation,
    OpenFollowUp,
    PastContact,
    PastSuggestion,
)
from store.customers.soundness import UNREADABLE, RecordUnreadable, number, sound, words
from store.customers.statements import (
    COMPLAINED,
    CONSENTED,
    CONTACTED,
    CUSTOMER_FIELDS,
    DUE,
    ESCALATED,
    HELD,
    KEPT,
    ONE_CUSTOMER,
    SUGGESTED,
)
from store.models import ComplaintSize, ProductStatus, ProductType

_NUMBERS = (
    "aum_wan",
    "outflow_ratio_60d",
    "monthly_inflow_wan",
    "idle_months",
    "annual_revenue_wan",
    "receivable_days",
    "receivable_share",
)
_TYPES = {each.value: each for each in ProductType}
_STATUSES = {each.value: each for each in ProductStatus}


@dataclass(frozen=True)
class Details:
    """What hangs on a customer, by customer id."""

    holdings: Mapping[str, list[HeldProduct]]
    consents: Mapping[str, list[GivenConsent]]
    complaints: Mapping[str, list[NotedComplaint]]
    interactions: Mapping[str, list[PastContact]]
    follow_ups: Mapping[str, list[OpenFollowUp]]
    kept_promises: Mapping[str, list[KeptPromise]]
    suggestions: Mapping[str, list[PastSuggestion]]
    escalations: Mapping[str, list[OpenEscalation]]


def get_record(*, session: Session, actor: Actor, customer_id: str) -> CustomerRecord | None:
    """The record, or None if there is none that *actor* may see.

    Raises:
        RecordUnreadable: where its rows hold what no record can.
    """
    try:
        return _record(session=session, actor=actor, customer_id=customer_id)
    except UNREADABLE as error:
        raise RecordUnreadable(customer_id) from error


def _record(*, session: Session, actor: Actor, customer_id: str) -> CustomerRecord | None:
    connection = session.connection()
    of = {"customer_id": customer_id}
    row = connection.execute(ONE_CUSTOMER, of).first()
    if row is None:
        return None
    facts = facts_of(row)
    if not sees_customer_of(actor, owner_id=facts["owner_id"], owner_team=facts["team_id"]):
        return None
    details = Details(
        holdings={customer_id: [held(r) for r in connection.execute(HELD, of)]},
        consents={customer_id: [build(GivenConsent, r) for r in connection.execute(CONSENTED, of)]},
        complaints={
            customer_id: [build(NotedComplaint, r) for r in connection.execute(COMPLAINED, of)]
        },
        interactions={customer_id: [contact(r) for r in connection.execute(CONTACTED, of)]},
        follow_ups={customer_id: [build(OpenFollowUp, r) for r in connection.execute(DUE, of)]},
        kept_promises={customer_id: [build(KeptPromise, r) for r in connection.execute(KEPT, of)]},
        suggestions={
            customer_id: [build(PastSuggestion, r) for r in connection.execute(SUGGESTED, of)]
        },
        escalations={
            customer_id: [build(OpenEscalation, r) for r in connection.execute(ESCALATED, of)]
        },
    )
    return build_record(facts, details)


def facts_of(row: Iterable[Any]) -> dict[str, Any]:
    """The values of a row of CUSTOMERS by field."""
    facts = dict(zip(CUSTOMER_FIELDS, map(sound, row), strict=True))
    facts.update({name: number(facts[name]) for name in _NUMBERS})
    return facts


def build_record(facts: dict[str, Any], details: Details) -> CustomerRecord:
    """A record from the values of ``CUSTOMER_FIELDS`` and its details."""
    customer_id: str = facts["customer_id"]
    consent_known: bool = facts.pop("consent_known")
    noted = details.complaints.get(customer_id, ())
    complaints = tuple(each for each in noted if each.solved_at is None)
    solved = [each.solved_at for each in noted if each.solved_at is not None]
    for name in ("need_tags", "interests", "resource_needs"):
        facts[name] = words(facts[name])
    given = tuple(sorted(details.consents.get(customer_id, ()), key=lambda each: each.scope))
    scopes = frozenset(each.scope for each in given if each.withdrawn_at is None)
    return CustomerRecord(
        **facts,
        consent=scopes if consent_known else None,
        consents=given,
        holdings=tuple(details.holdings.get(customer_id, ())),
        open_complaint=worst(complaints),
        complaints=complaints,
        complaint_solved_at=max(solved, default=None),
        interactions=tuple(details.interactions.get(customer_id, ())),
        follow_ups=tuple(details.follow_ups.get(customer_id, ())),
        kept_promises=tuple(details.kept_promises.get(customer_id, ())),
        suggestions=tuple(details.suggestions.get(customer_id, ())),
        escalations=tuple(details.escalations.get(customer_id, ())),
    )


def worst(complaints: tuple[NotedComplaint, ...]) -> ComplaintSize | None:
    """The gravest size among open complaints."""
    sizes = {complaint.size for complaint in complaints}
    for size in (ComplaintSize.PUBLIC, ComplaintSize.LARGE, ComplaintSize.SMALL):
        if size in sizes:
            return size
    return None


def held(row: Iterable[Any]) -> HeldProduct:
    """A position from HELD_COLUMNS; a kind or status the shelf should not have is unknown."""
    product: HeldProduct = build(HeldProduct, row)
    return replace(
        product,
        amount_wan=number(product.amount_wan),
        type=_TYPES.get(product.type or ""),
        status=_STATUSES.get(product.status or ""),
    )


def contact(row: Iterable[Any]) -> PastContact:
    """A conversation from the columns of ``PastContact``."""
    found: PastContact = build(PastContact, row)
    return replace(found, needs=words(found.needs), objections=words(found.objections))


def build(shape: type[Any], values: Iterable[Any]) -> Any:
    """A *shape* from values in the order of its fields."""
    return shape(*map(sound, values))
