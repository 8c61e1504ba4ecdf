"""What the bot says unasked, kept until it was said; and when each member of staff may be told."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Index, SQLModel


class Notice(SQLModel, table=True):
    """Something to tell a member of staff at a time; its words are made when it is sent.

    ``notice_key`` names what it is about, so that it is written once whoever writes it. It waits
    until ``sent_at`` or ``dropped_at`` is set. ``claimed_by`` holds it until ``claimed_until``;
    without a holder that is when it is tried again. ``grave``: told at any hour.
    """

    __table_args__ = (
        Index("ix_notice_waiting", "sent_at", "dropped_at", "due_at"),
        Index("ix_notice_staff_sent", "staff_id", "sent_at"),
    )

    notice_key: str = Field(primary_key=True, max_length=128)
    staff_id: str = Field(foreign_key="staff.staff_id")
    kind: str = Field(max_length=32)
    subject: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    grave: bool = False
    due_at: datetime
    created_at: datetime
    attempts: int = 0
    claimed_by: str | None = Field(default=None, max_length=64)
    claimed_until: datetime | None = None
    sent_at: datetime | None = None
    dropped_at: datetime | None = None
    dropped_why: str | None = Field(default=None, max_length=64)


class StaffRhythm(SQLModel, table=True):
    """When a member of staff is told things, as he set it: times of day as ``HH:MM``.

    An empty ``morning_at`` is no morning message; None is the house's own time.
    """

    __tablename__ = "staff_rhythm"

    staff_id: str = Field(primary_key=True, foreign_key="staff.staff_id", max_length=64)
    morning_at: str | None = Field(default=None, max_length=5)
    quiet_from: str | None = Field(default=None, max_length=5)
    quiet_to: str | None = Field(default=None, max_length=5)
    changed_at: datetime
