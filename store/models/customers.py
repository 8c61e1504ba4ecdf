"""Customers, what they hold, what they allowed, and the shelf."""

from datetime import date, datetime

from sqlalchemy import JSON, SmallInteger, Text
from sqlmodel import Field, Index, SQLModel

from store.models.enums import (
    Channel,
    ConsentForm,
    ConsentScope,
    CustomerKind,
    KeyKind,
    Personality,
    ProductStatus,
    ProductType,
    enum_type,
)

# Byte order, so that a prefix is a range of the index on both databases.
KEY_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


class CustomerBase(SQLModel):
    """The facts of one record; None (or an empty list) means unknown."""

    name: str = Field(max_length=128)
    kind: CustomerKind = Field(sa_type=enum_type(CustomerKind))
    phone: str | None = Field(default=None, max_length=64)
    aum_wan: float | None = None
    opened_on: date | None = None
    last_contact_on: date | None = None
    last_transaction_on: date | None = None
    outflow_ratio_60d: float | None = None
    monthly_inflow_wan: float | None = None
    idle_months: int | None = None
    need_tags: list[str] = Field(default_factory=list, sa_type=JSON)
    next_plan: str | None = None
    next_follow_up_on: date | None = None
    birthday: date | None = None
    occupation: str | None = Field(default=None, max_length=64)
    industry: str | None = Field(default=None, max_length=64)
    risk_level: str | None = Field(default=None, max_length=2)
    risk_assessed_on: date | None = None
    do_not_contact: bool = False
    personality: Personality | None = Field(default=None, sa_type=enum_type(Personality))
    interests: list[str] = Field(default_factory=list, sa_type=JSON)
    resource_needs: list[str] = Field(default_factory=list, sa_type=JSON)
    preferred_channel: Channel | None = Field(default=None, sa_type=enum_type(Channel))
    annual_revenue_wan: float | None = None
    receivable_days: int | None = None
    receivable_share: float | None = None
    credit_grade: str | None = Field(default=None, max_length=1)
    salutation: str | None = Field(default=None, max_length=16)
    tier_override: str | None = Field(default=None, max_length=16)


class Customer(CustomerBase, table=True):
    customer_id: str = Field(primary_key=True, max_length=64)
    owner_id: str | None = Field(default=None, foreign_key="staff.staff_id", index=True)
    consent_known: bool = False
    created_at: datetime | None = None
    updated_at: datetime


class CustomerSearchKey(SQLModel, table=True):
    """One way to name a customer, under the owner who may see it."""

    __tablename__ = "customer_search_key"
    __table_args__ = (
        Index("ix_customer_search_key_customer_id", "customer_id"),
        {"sqlite_with_rowid": False},
    )

    owner_id: str = Field(primary_key=True, max_length=64)
    key: str = Field(primary_key=True, sa_type=KEY_TEXT)
    how: KeyKind = Field(primary_key=True, sa_type=SmallInteger)
    customer_id: str = Field(
        primary_key=True, foreign_key="customer.customer_id", ondelete="CASCADE"
    )


class Product(SQLModel, table=True):
    product_id: str = Field(primary_key=True, max_length=64)
    name: str = Field(max_length=128, index=True)
    type: ProductType = Field(sa_type=enum_type(ProductType))
    risk_level: str | None = Field(default=None, max_length=2)
    min_amount_wan: float | None = None
    term_days: int | None = None
    issuer: str | None = Field(default=None, max_length=128)
    agency_sale: bool = False
    needs_dual_recording: bool = False
    fee: str | None = None
    status: ProductStatus = Field(default=ProductStatus.ON, sa_type=enum_type(ProductStatus))
    fact_sheet: str | None = None


class Holding(SQLModel, table=True):
    """A position; ``product_id`` is None while the shelf does not know the product named."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    customer_id: str = Field(
        primary_key=True, foreign_key="customer.customer_id", ondelete="CASCADE"
    )
    position: int = Field(primary_key=True, sa_type=SmallInteger)
    product_id: str | None = Field(default=None, foreign_key="product.product_id", index=True)
    named: str = Field(max_length=128)
    amount_wan: float | None = None
    maturity_date: date | None = None


class Consent(SQLModel, table=True):
    """A scope the customer agreed to be approached about, until withdrawn or run out.

    ``form`` and ``agreed_on`` are unknown where a file alone says so; ``valid_until`` is its last
    day, None without an end; ``evidence`` says where what the customer signed or said is kept.
    """

    __table_args__ = ({"sqlite_with_rowid": False},)

    customer_id: str = Field(
        primary_key=True, foreign_key="customer.customer_id", ondelete="CASCADE"
    )
    scope: ConsentScope = Field(primary_key=True, sa_type=enum_type(ConsentScope))
    recorded_at: datetime
    withdrawn_at: datetime | None = None
    source: str = Field(max_length=32)
    form: ConsentForm | None = Field(default=None, sa_type=enum_type(ConsentForm))
    agreed_on: date | None = None
    valid_until: date | None = None
    evidence: str | None = Field(default=None, max_length=64)
