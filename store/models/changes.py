"""What was changed in a customer's record, and what needs somebody else's leave."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Index, SQLModel

from store.models.enums import ApprovalSubject, Basis, enum_type


class CustomerChange(SQLModel, table=True):
    """One field of one customer: who changed it when, from what to what, on what ground.

    ``source`` is where it came from (chat, note, import, approval); ``undoes`` the change it takes
    back. ``reviewed_at`` is when the supervisor looked at it.
    """

    __tablename__ = "customer_change"
    __table_args__ = (
        Index("ix_customer_change_customer", "customer_id", "change_id"),
        Index("ix_customer_change_staff", "staff_id", "change_id"),
    )

    change_id: str = Field(primary_key=True, max_length=40)
    customer_id: str = Field(foreign_key="customer.customer_id")
    staff_id: str = Field(max_length=64)
    at: datetime
    field: str = Field(max_length=32)
    before: Any = Field(default=None, nullable=True, sa_type=JSON)
    after: Any = Field(default=None, nullable=True, sa_type=JSON)
    basis: Basis = Field(sa_type=enum_type(Basis))
    source: str = Field(max_length=16)
    interaction_id: str | None = Field(default=None, max_length=32)
    undoes: str | None = Field(default=None, max_length=40)
    reviewed_at: datetime | None = None
    reviewed_by: str | None = Field(default=None, max_length=64)


class Approval(SQLModel, table=True):
    """What a manager asked of the supervisor; undecided while ``decided_at`` is None.

    ``wanted`` is the value asked for, ``before`` the one at the time; ``told_at`` is when who asked
    heard of the decision.
    """

    __table_args__ = (
        Index("ix_approval_customer_decided", "customer_id", "decided_at"),
        Index("ix_approval_asked_by", "asked_by", "told_at"),
    )

    approval_id: str = Field(primary_key=True, max_length=32)
    customer_id: str = Field(foreign_key="customer.customer_id")
    subject: ApprovalSubject = Field(sa_type=enum_type(ApprovalSubject))
    before: Any = Field(default=None, nullable=True, sa_type=JSON)
    wanted: Any = Field(default=None, nullable=True, sa_type=JSON)
    why: str
    asked_by: str = Field(foreign_key="staff.staff_id")
    asked_at: datetime
    decided_by: str | None = Field(default=None, max_length=64)
    decided_at: datetime | None = None
    granted: bool | None = None
    reason: str | None = None
    told_at: datetime | None = None
