"""What is planned for customers and has to be decided before they see it."""

from datetime import datetime

from sqlmodel import Field, Index, SQLModel


class ReportRelease(SQLModel, table=True):
    """A report that may go to the customer only once a supervisor agrees.

    ``suggestion_id`` is the evidence that holds the report. Undecided while ``decided_at`` is None;
    ``withdrawn_at``: the manager took the request back.
    """

    __tablename__ = "report_release"
    __table_args__ = (Index("ix_report_release_customer", "customer_id", "asked_at"),)

    release_id: str = Field(primary_key=True, max_length=32)
    customer_id: str = Field(foreign_key="customer.customer_id")
    suggestion_id: str = Field(foreign_key="suggestion.suggestion_id", unique=True)
    asked_by: str = Field(foreign_key="staff.staff_id")
    asked_at: datetime
    withdrawn_at: datetime | None = None
    decided_by: str | None = Field(default=None, foreign_key="staff.staff_id")
    decided_at: datetime | None = None
    approved: bool = False
