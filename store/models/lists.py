"""Lists of customers that staff keep under a name."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class SavedList(SQLModel, table=True):
    """A staff member's own list: its name and the query, as the conversation's JSON."""

    __tablename__ = "saved_list"

    list_id: str = Field(primary_key=True, max_length=32)
    staff_id: str = Field(foreign_key="staff.staff_id", index=True)
    name: str = Field(max_length=64)
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    at: datetime
