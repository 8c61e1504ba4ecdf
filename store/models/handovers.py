"""A line of the diary given to a colleague, who accepts it or does not."""

from datetime import datetime

from sqlmodel import Field, Index, SQLModel


class Handover(SQLModel, table=True):
    """One line asked of a colleague; ``accepted`` is None until he answers.

    It stands until ``ended_at``: declined, taken back, or the line closed. The customer's owner
    stays who he is.
    """

    __table_args__ = (
        Index("ix_handover_follow_up_ended", "follow_up_id", "ended_at"),
        Index("ix_handover_to_ended", "to_id", "ended_at"),
    )

    handover_id: str = Field(primary_key=True, max_length=32)
    follow_up_id: str = Field(foreign_key="follow_up.follow_up_id", max_length=32)
    from_id: str = Field(foreign_key="staff.staff_id", max_length=64)
    to_id: str = Field(foreign_key="staff.staff_id", max_length=64)
    asked_at: datetime
    answered_at: datetime | None = None
    accepted: bool | None = None
    ended_at: datetime | None = None
