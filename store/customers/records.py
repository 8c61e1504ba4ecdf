"""One customer's record, whole, as a brief reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam
from sqlalchemy import select as core_select
from sqlmodel import Session, SQLModel, col

from store.actor import Actor, customer_scope
from store.models import (
    Channel,
    Complaint,
    ComplaintSize,
    Consent,
    ConsentScope,
    Customer,
    CustomerKind,
    FollowUp,
    FollowUpKind,
    FollowUpStatus,
    Holding,
    Interaction,
    Personality,
    Product,
    ProductStatus,
    ProductType,
    Staff,
    Suggestion,
)

RECENT = 5


@dataclass(frozen=True)
class HeldProduct:
    """A position; the shelf's fields are None while the shelf does not know the product."""

    named: str
    amount_wan: float | None
    maturity_date: date | None
    product_id: str | None
    name: str | None
    type: ProductType | None
    risk_level: str | None
    term_days: int | None
    status: ProductStatus | None


@dataclass(frozen=True)
class PastContact:
    interaction_id: str
    at: datetime
    channel: Channel
    staff_id: str
    summary: str
    needs: tuple[str, ...]
    objections: tuple[str, ...]
    suggestion_id: str | None


@dataclass(frozen=True)
class OpenFollowUp:
    """A follow-up or promise still to be kept; ``due_at`` is None when only a day was named."""

    follow_up_id: str
    customer_id: str
    staff_id: str
    kind: FollowUpKind
    text: str
    due_on: date
    due_at: datetime | None
    channel: Channel
    interaction_id: str | None


@dataclass(frozen=True)
class OpenComplaint:
    complaint_id: str
    size: ComplaintSize
    text: str
    opened_at: datetime


@dataclass(frozen=True)
class PastSuggestion:
    suggestion_id: str
    at: datetime
    kind: str
    staff_id: str


@dataclass(frozen=True)
class CustomerRecord:
    """Everything known of a customer; None means unknown, ``consent`` None means never asked."""

    customer_id: str
    name: str
    kind: CustomerKind
    phone: str | None
    aum_wan: float | None
    owner_id: str | None
    owner_name: str | None
    team_id: str | None
    opened_on: date | None
    last_contact_on: date | None
    last_transaction_on: date | None
    outflow_ratio_60d: float | None
    monthly_inflow_wan: float | None
    idle_months: int | None
    need_tags: tuple[str, ...]
    next_plan: str | None
    next_follow_up_on: date | None
    birthday: date | None
    occupation: str | None
    industry: str | None
    risk_level: str | None
    risk_assessed_on: date | None
    consent: frozenset[ConsentScope] | None
    do_not_contact: bool
    personality: Personality | None
    interests: tuple[str, ...]
    resource_needs: tuple[str, ...]
    preferred_channel: Channel | None
    annual_revenue_wan: float | None
    receivable_days: int | None
    receivable_share: float | None
    credit_grade: str | None
    holdings: tuple[HeldProduct, ...]
    open_complaint: ComplaintSize | None
    complaints: tuple[OpenComplaint, ...]
    interactions: tuple[PastContact, ...]
    follow_ups: tuple[OpenFollowUp, ...]
    suggestions: tuple[PastSuggestion, ...]

    def as_json(self) -> dict[str, Any]:
        """The record as plain JSON values, to be kept as evidence."""
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self)}


@dataclass(frozen=True)
class Details:
    """What hangs on a customer, by customer id."""

    holdings: Mapping[str, list[HeldProduct]]
    consents: Mapping[str, list[ConsentScope]]
    complaints: Mapping[str, list[OpenComplaint]]
    interactions: Mapping[str, list[PastContact]]
    follow_ups: Mapping[str, list[OpenFollowUp]]
    suggestions: Mapping[str, list[PastSuggestion]]


def get_record(*, session: Session, actor: Actor, customer_id: str) -> CustomerRecord | None:
    """The record, or None if there is none that *actor* may see."""
    connection = session.connection()
    statement = CUSTOMERS.where(col(Customer.customer_id) == customer_id, customer_scope(actor))
    row = connection.execute(statement).first()
    if row is None:
        return None
    of = {"customer_id": customer_id}
    details = Details(
        holdings={customer_id: [build(HeldProduct, r) for r in connection.execute(_HELD, of)]},
        consents={customer_id: [r.scope for r in connection.execute(_CONSENTED, of)]},
        complaints={
            customer_id: [build(OpenComplaint, r) for r in connection.execute(_COMPLAINED, of)]
        },
        interactions={customer_id: [_contact(r) for r in connection.execute(_CONTACTED, of)]},
        follow_ups={customer_id: [build(OpenFollowUp, r) for r in connection.execute(_DUE, of)]},
        suggestions={
            customer_id: [build(PastSuggestion, r) for r in connection.execute(_SUGGESTED, of)]
        },
    )
    return build_record(row, details)


def build_record(row: Row[Any], details: Details) -> CustomerRecord:
    """A record from a row of ``CUSTOMER_COLUMNS`` and its details."""
    facts = dict(row._mapping)
    customer_id: str = facts["customer_id"]
    consent_known: bool = facts.pop("consent_known")
    complaints = tuple(details.complaints.get(customer_id, ()))
    for name in ("need_tags", "interests", "resource_needs"):
        facts[name] = tuple(facts[name])
    scopes = frozenset(details.consents.get(customer_id, ()))
    return CustomerRecord(
        **facts,
        consent=scopes if consent_known else None,
        holdings=tuple(details.holdings.get(customer_id, ())),
        open_complaint=worst(complaints),
        complaints=complaints,
        interactions=tuple(details.interactions.get(customer_id, ())),
        follow_ups=tuple(details.follow_ups.get(customer_id, ())),
        suggestions=tuple(details.suggestions.get(customer_id, ())),
    )


def worst(complaints: tuple[OpenComplaint, ...]) -> ComplaintSize | None:
    """The gravest size among open complaints."""
    sizes = {complaint.size for complaint in complaints}
    for size in (ComplaintSize.PUBLIC, ComplaintSize.LARGE, ComplaintSize.SMALL):
        if size in sizes:
            return size
    return None


def _contact(row: Row[Any]) -> PastContact:
    facts = dict(row._mapping)
    facts["needs"], facts["objections"] = tuple(facts["needs"]), tuple(facts["objections"])
    return PastContact(**facts)


def build(shape: type[Any], values: Iterable[Any]) -> Any:
    """A *shape* from values in the order of its fields."""
    return shape(*values)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    return value


def columns_of(table: type[SQLModel], shape: type[Any]) -> list[Any]:
    """The columns of *table* in the order of *shape*'s fields."""
    return [getattr(table, item.name) for item in fields(shape)]


_DETAIL_NAMES = {item.name for item in fields(Details)} | {
    "consent",
    "open_complaint",
    "owner_name",
    "team_id",
}
CUSTOMER_COLUMNS = [
    *(
        getattr(Customer, item.name)
        for item in fields(CustomerRecord)
        if item.name not in _DETAIL_NAMES
    ),
    col(Customer.consent_known),
    col(Staff.name).label("owner_name"),
    col(Staff.team_id).label("team_id"),
]
CUSTOMERS = core_select(*CUSTOMER_COLUMNS).outerjoin_from(
    Customer, Staff, col(Customer.owner_id) == Staff.staff_id
)
_OF: BindParameter[str] = bindparam("customer_id")
HELD_COLUMNS = [
    *(getattr(Holding, name) for name in ("named", "amount_wan", "maturity_date", "product_id")),
    *(getattr(Product, name) for name in ("name", "type", "risk_level", "term_days", "status")),
]
_HELD = (
    core_select(*HELD_COLUMNS)
    .outerjoin_from(Holding, Product, col(Holding.product_id) == Product.product_id)
    .where(col(Holding.customer_id) == _OF)
    .order_by(col(Holding.position))
)
_CONSENTED = core_select(col(Consent.scope)).where(
    col(Consent.customer_id) == _OF, col(Consent.withdrawn_at).is_(None)
)
_COMPLAINED = (
    core_select(*columns_of(Complaint, OpenComplaint))
    .where(col(Complaint.customer_id) == _OF, col(Complaint.solved_at).is_(None))
    .order_by(col(Complaint.opened_at))
)
_CONTACTED = (
    core_select(*columns_of(Interaction, PastContact))
    .where(col(Interaction.customer_id) == _OF, col(Interaction.undone_at).is_(None))
    .order_by(col(Interaction.at).desc())
    .limit(RECENT)
)
_DUE = (
    core_select(*columns_of(FollowUp, OpenFollowUp))
    .where(col(FollowUp.customer_id) == _OF, col(FollowUp.status) == FollowUpStatus.OPEN)
    .order_by(col(FollowUp.due_on))
)
_SUGGESTED = (
    core_select(*columns_of(Suggestion, PastSuggestion))
    .where(col(Suggestion.customer_id) == _OF)
    .order_by(col(Suggestion.suggestion_id).desc())
    .limit(RECENT)
)
