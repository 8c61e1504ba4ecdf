"""The statements that read a record, built once, over plain tables."""

from dataclasses import fields
from typing import Any

from sqlalchemy import BindParameter, Column, String, Table, bindparam, type_coerce
from sqlalchemy import select as core_select

from store.customers.records import (
    CustomerRecord,
    GivenConsent,
    KeptPromise,
    NotedComplaint,
    OpenEscalation,
    OpenFollowUp,
    PastContact,
    PastSuggestion,
)
from store.models import (
    Complaint,
    Consent,
    Customer,
    Escalation,
    FollowUp,
    FollowUpKind,
    FollowUpStatus,
    Holding,
    Interaction,
    Product,
    Staff,
    Suggestion,
    table_of,
)

RECENT = 5


def columns_of(table: Table, shape: type[Any]) -> list[Column[Any]]:
    """The columns of *table* in the order of *shape*'s fields."""
    return [table.c[item.name] for item in fields(shape)]


CUSTOMER = table_of(Customer)
STAFF = table_of(Staff)
HOLDING = table_of(Holding)
PRODUCT = table_of(Product)
CONSENT = table_of(Consent)
COMPLAINT = table_of(Complaint)
ESCALATION = table_of(Escalation)
FOLLOW_UP = table_of(FollowUp)
INTERACTION = table_of(Interaction)
SUGGESTION = table_of(Suggestion)
_CUSTOMER_FIELDS = tuple(item.name for item in fields(CustomerRecord) if item.name in CUSTOMER.c)
CUSTOMER_FIELDS = (*_CUSTOMER_FIELDS, "consent_known", "owner_name", "team_id")
"""What a row of CUSTOMERS holds, in order."""

CUSTOMERS = core_select(
    *(CUSTOMER.c[name] for name in _CUSTOMER_FIELDS),
    CUSTOMER.c.consent_known,
    STAFF.c.name,
    STAFF.c.team_id,
).outerjoin_from(CUSTOMER, STAFF, CUSTOMER.c.owner_id == STAFF.c.staff_id)
_OF: BindParameter[str] = bindparam("customer_id")
ONE_CUSTOMER = CUSTOMERS.where(CUSTOMER.c.customer_id == _OF)
HELD_COLUMNS = [
    *(HOLDING.c[name] for name in ("named", "amount_wan", "maturity_date", "product_id")),
    PRODUCT.c.name,
    type_coerce(PRODUCT.c.type, String).label("type"),
    PRODUCT.c.risk_level,
    PRODUCT.c.term_days,
    type_coerce(PRODUCT.c.status, String).label("status"),
]
"""The shelf's vocabularies as text: one bad product must not cost its holders their records."""
HELD = (
    core_select(*HELD_COLUMNS)
    .outerjoin_from(HOLDING, PRODUCT, HOLDING.c.product_id == PRODUCT.c.product_id)
    .where(HOLDING.c.customer_id == _OF)
    .order_by(HOLDING.c.position)
)
CONSENTED = core_select(*columns_of(CONSENT, GivenConsent)).where(CONSENT.c.customer_id == _OF)
COMPLAINED = (
    core_select(*columns_of(COMPLAINT, NotedComplaint))
    .where(COMPLAINT.c.customer_id == _OF, COMPLAINT.c.undone_at.is_(None))
    .order_by(COMPLAINT.c.opened_at)
)
ESCALATED = (
    core_select(*columns_of(ESCALATION, OpenEscalation))
    .where(ESCALATION.c.customer_id == _OF, ESCALATION.c.closed_at.is_(None))
    .order_by(ESCALATION.c.opened_at)
)
CONTACTED = (
    core_select(*columns_of(INTERACTION, PastContact))
    .where(
        INTERACTION.c.customer_id == _OF,
        INTERACTION.c.undone_at.is_(None),
        INTERACTION.c.outcome.is_(None),
    )
    .order_by(INTERACTION.c.at.desc())
    .limit(RECENT)
)
DUE = (
    core_select(*columns_of(FOLLOW_UP, OpenFollowUp))
    .where(FOLLOW_UP.c.customer_id == _OF, FOLLOW_UP.c.status == FollowUpStatus.OPEN)
    .order_by(FOLLOW_UP.c.due_on)
)
KEPT = (
    core_select(*columns_of(FOLLOW_UP, KeptPromise))
    .where(
        FOLLOW_UP.c.customer_id == _OF,
        FOLLOW_UP.c.kind == FollowUpKind.PROMISE,
        FOLLOW_UP.c.status == FollowUpStatus.DONE,
    )
    .order_by(FOLLOW_UP.c.closed_at.desc())
    .limit(RECENT)
)
SUGGESTED = (
    core_select(*columns_of(SUGGESTION, PastSuggestion))
    .where(SUGGESTION.c.customer_id == _OF)
    .order_by(SUGGESTION.c.suggestion_id.desc())
    .limit(RECENT)
)
