"""Who may use the assistant, and from which chats."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from store.models.enums import Role, enum_type


class Team(SQLModel, table=True):
    team_id: str = Field(primary_key=True, max_length=64)
    name: str = Field(max_length=64)


class StaffBase(SQLModel):
    staff_id: str = Field(primary_key=True, max_length=64)
    name: str = Field(max_length=64)
    role: Role = Field(sa_type=enum_type(Role))
    team_id: str | None = Field(default=None, foreign_key="team.team_id", index=True)


class Staff(StaffBase, table=True):
    """``expertise``: the fields of knowledge a colleague is asked for (税务, 法律, 投顾 …)."""

    expertise: list[str] | None = Field(default=None, sa_type=JSON)
    created_at: datetime
    disabled_at: datetime | None = None


class ChatBinding(SQLModel, table=True):
    """A chat (``telegram:42``, ``local:1``) that speaks for a staff member."""

    __tablename__ = "chat_binding"

    chat_id: str = Field(primary_key=True, max_length=96)
    staff_id: str = Field(foreign_key="staff.staff_id", index=True)
    bound_at: datetime


class Invite(SQLModel, table=True):
    """A one-time code; only its hash is kept."""

    code_hash: str = Field(primary_key=True, max_length=64)
    staff_id: str = Field(foreign_key="staff.staff_id", index=True)
    created_by: str = Field(max_length=64)
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class CodeAttempt(SQLModel, table=True):
    """A wrong invite code, counted to stop guessing."""

    __tablename__ = "code_attempt"

    attempt_id: int | None = Field(default=None, primary_key=True)
    chat_id: str = Field(max_length=96, index=True)
    at: datetime
