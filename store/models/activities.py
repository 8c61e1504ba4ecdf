"""Activities customers are invited to, and what each customer was asked and did."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Index, SQLModel

from store.models.enums import Labelled, enum_type


class InviteeState(Labelled):
    """How far a customer is with an activity."""

    WAITING = "waiting", "待邀"
    INVITED = "invited", "已邀"
    ACCEPTED = "accepted", "答应"
    DECLINED = "declined", "婉拒"
    CAME = "came", "到场"
    ABSENT = "absent", "未到"
    DROPPED = "dropped", "不请了"


class Activity(SQLModel, table=True):
    """An activity; ``condition`` is the query its customers were found by, as JSON values.

    ``topic`` are the words of its name that say what it is about; ``on_day`` None while no day is
    fixed. Called off, it stays, marked.
    """

    __table_args__ = (Index("ix_activity_owner_day", "owner_id", "on_day"),)

    activity_id: str = Field(primary_key=True, max_length=32)
    owner_id: str = Field(foreign_key="staff.staff_id", max_length=64)
    name: str = Field(max_length=40)
    topic: str = Field(max_length=40)
    on_day: date | None = Field(default=None, index=True)
    place: str | None = Field(default=None, max_length=40)
    condition: dict[str, Any] = Field(sa_type=JSON)
    created_at: datetime
    cancelled_at: datetime | None = None


class ActivityStep(SQLModel, table=True):
    """A customer's state in an activity, as noted; the newest not taken back counts."""

    __tablename__ = "activity_step"
    __table_args__ = (Index("ix_activity_step_activity", "activity_id", "customer_id"),)

    step_id: str = Field(primary_key=True, max_length=32)
    activity_id: str = Field(foreign_key="activity.activity_id", max_length=32)
    customer_id: str = Field(foreign_key="customer.customer_id", index=True)
    staff_id: str = Field(foreign_key="staff.staff_id", max_length=64)
    at: datetime
    state: InviteeState = Field(sa_type=enum_type(InviteeState))
    undone_at: datetime | None = None
