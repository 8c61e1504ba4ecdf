"""What happened between staff and customers."""

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Field, Index, SQLModel

from store.models.enums import (
    Channel,
    ComplaintSize,
    FollowUpKind,
    FollowUpStatus,
    Outcome,
    enum_type,
)
from store.models.tables import ADDED_LATER


class Interaction(SQLModel, table=True):
    """A call, visit or chat in the RM's words.

    ``outcome`` is None where it took place; an attempt, a reminder or a plan is no contact.
    """

    __table_args__ = (Index("ix_interaction_customer_at", "customer_id", "at"),)

    interaction_id: str = Field(primary_key=True, max_length=32)
    customer_id: str = Field(foreign_key="customer.customer_id")
    staff_id: str = Field(foreign_key="staff.staff_id", index=True)
    at: datetime
    took_place_on: date
    last_contact_before: date | None = None
    logged_at: datetime
    channel: Channel = Field(sa_type=enum_type(Channel))
    summary: str
    said: str
    needs: list[str] = Field(default_factory=list, sa_type=JSON)
    objections: list[str] = Field(default_factory=list, sa_type=JSON)
    suggestion_id: str | None = Field(
        default=None, foreign_key="suggestion.suggestion_id", index=True
    )
    chat_id: str | None = Field(default=None, max_length=96)
    note_id: str | None = Field(
        default=None, max_length=32, unique=True, index=True, sa_column_kwargs={"info": ADDED_LATER}
    )
    undone_at: datetime | None = None
    outcome: Outcome | None = Field(
        default=None, sa_type=enum_type(Outcome), sa_column_kwargs={"info": ADDED_LATER}
    )


class FollowUp(SQLModel, table=True):
    """A next contact or a promise; ``due_at`` is None when only the day was named.

    ``moved_by`` is the interaction whose note moved it to another day: it is done without having
    taken place, and open again if the note is taken back. ``first_due_on`` is the day a promise
    was first given for, where another was agreed since.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_staff_status_due", "staff_id", "status", "due_on"),
        Index("ix_follow_up_customer_status", "customer_id", "status"),
        Index("ix_follow_up_status_due_at", "status", "due_at"),
    )

    follow_up_id: str = Field(primary_key=True, max_length=32)
    customer_id: str = Field(foreign_key="customer.customer_id")
    staff_id: str = Field(foreign_key="staff.staff_id")
    interaction_id: str | None = Field(
        default=None, foreign_key="interaction.interaction_id", index=True
    )
    kind: FollowUpKind = Field(sa_type=enum_type(FollowUpKind))
    text: str
    due_on: date
    due_at: datetime | None = None
    channel: Channel = Field(default=Channel.UNKNOWN, sa_type=enum_type(Channel))
    status: FollowUpStatus = Field(default=FollowUpStatus.OPEN, sa_type=enum_type(FollowUpStatus))
    created_at: datetime
    closed_at: datetime | None = None
    moved_by: str | None = Field(
        default=None, max_length=32, sa_column_kwargs={"info": ADDED_LATER}
    )
    first_due_on: date | None = Field(default=None, sa_column_kwargs={"info": ADDED_LATER})


class Complaint(SQLModel, table=True):
    """A customer's complaint; open until ``solved_at`` is set.

    One noted by mistake has ``undone_at`` as well: it counts as none. ``received_at`` is when the
    customer made it, where that is known; ``told_at`` when he was first told how far it has got;
    ``about_staff_id`` whom of the staff it is about.
    """

    __table_args__ = (Index("ix_complaint_customer_solved", "customer_id", "solved_at"),)

    complaint_id: str = Field(primary_key=True, max_length=32)
    customer_id: str = Field(foreign_key="customer.customer_id")
    staff_id: str | None = Field(default=None, foreign_key="staff.staff_id")
    size: ComplaintSize = Field(sa_type=enum_type(ComplaintSize))
    text: str
    source: str = Field(max_length=32)
    opened_at: datetime
    solved_at: datetime | None = None
    solution: str | None = None
    undone_at: datetime | None = Field(default=None, sa_column_kwargs={"info": ADDED_LATER})
    received_at: datetime | None = Field(default=None, sa_column_kwargs={"info": ADDED_LATER})
    told_at: datetime | None = Field(default=None, sa_column_kwargs={"info": ADDED_LATER})
    about_staff_id: str | None = Field(
        default=None, max_length=64, sa_column_kwargs={"info": ADDED_LATER}
    )


class Escalation(SQLModel, table=True):
    """What is no sales situation with a customer; open until ``closed_at`` is set.

    ``seen_at`` is when a supervisor said to know of it; ``mistaken``: it never was what it seemed.
    """

    __table_args__ = (Index("ix_escalation_customer_closed", "customer_id", "closed_at"),)

    escalation_id: str = Field(primary_key=True, max_length=32)
    customer_id: str = Field(foreign_key="customer.customer_id")
    staff_id: str = Field(foreign_key="staff.staff_id")
    suggestion_id: str | None = Field(
        default=None, foreign_key="suggestion.suggestion_id", max_length=32
    )
    event: str = Field(max_length=32)
    text: str
    opened_at: datetime
    due_at: datetime
    reported_at: datetime | None = None
    reported_by: str | None = None
    seen_at: datetime | None = None
    seen_by: str | None = None
    taken_by: str | None = None
    closed_at: datetime | None = None
    closed_by: str | None = None
    mistaken: bool = False
