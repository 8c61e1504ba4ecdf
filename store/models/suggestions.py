"""What the assistant showed, from what, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, Index, SQLModel

from store.models.enums import FeedbackOutcome, enum_type


class SuggestionBase(SQLModel):
    """The evidence of one answer, exactly as it was given."""

    kind: str = Field(max_length=16)
    customer_id: str | None = Field(default=None, foreign_key="customer.customer_id")
    query: str
    purpose: str | None = None
    scripts: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    record_read: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    rule_results: list[Any] = Field(default_factory=list, sa_type=JSON)
    rules_version: str = Field(max_length=64)
    handbook_version: str = Field(max_length=64)
    writer: str = Field(max_length=64)
    shown_text: str
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class Suggestion(SuggestionBase, table=True):
    __table_args__ = (
        Index("ix_suggestion_staff_id", "staff_id", "suggestion_id"),
        Index("ix_suggestion_team_id", "team_id", "suggestion_id"),
        Index("ix_suggestion_customer_id", "customer_id", "suggestion_id"),
    )

    suggestion_id: str = Field(primary_key=True, max_length=32)
    at: datetime = Field(index=True)
    staff_id: str = Field(foreign_key="staff.staff_id")
    staff_name: str = Field(max_length=64)
    role: str = Field(max_length=16)
    team_id: str | None = Field(default=None, max_length=64)


class SuggestionScript(SQLModel, table=True):
    """Which script version stood behind which suggestion, to be searched by script."""

    __tablename__ = "suggestion_script"
    __table_args__ = (Index("ix_suggestion_script_script", "script_id", "suggestion_id"),)

    suggestion_id: str = Field(primary_key=True, foreign_key="suggestion.suggestion_id")
    position: int = Field(primary_key=True)
    script_id: str = Field(max_length=64)
    version: str = Field(max_length=32)


class SuggestionFeedback(SQLModel, table=True):
    __tablename__ = "suggestion_feedback"

    feedback_id: str = Field(primary_key=True, max_length=32)
    suggestion_id: str = Field(foreign_key="suggestion.suggestion_id", index=True)
    staff_id: str = Field(foreign_key="staff.staff_id")
    at: datetime
    outcome: FeedbackOutcome = Field(sa_type=enum_type(FeedbackOutcome))
    edited_text: str | None = None
    reason: str | None = None
