"""The page: its one-time codes, its sessions, and what stands in a chat there."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, LargeBinary
from sqlmodel import Field, SQLModel


class PageCode(SQLModel, table=True):
    """A one-time code that opens the page; only its hash is kept."""

    __tablename__ = "page_code"

    code_hash: str = Field(primary_key=True, max_length=64)
    staff_id: str = Field(foreign_key="staff.staff_id", index=True)
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class PageSession(SQLModel, table=True):
    """A browser that speaks for a staff member; only the hash of its token is kept."""

    __tablename__ = "page_session"

    token_hash: str = Field(primary_key=True, max_length=64)
    staff_id: str = Field(foreign_key="staff.staff_id", index=True)
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


class PagePost(SQLModel, table=True):
    """A message of a chat on the page, either side's; no evidence, gone within a day.

    ``content`` is the page's own.
    """

    __tablename__ = "page_post"

    post_id: int | None = Field(default=None, primary_key=True)
    chat_id: str = Field(max_length=96, index=True)
    at: datetime
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class PageFile(SQLModel, table=True):
    """A picture or document behind a message on the page, as long as the message stands."""

    __tablename__ = "page_file"

    file_id: str = Field(primary_key=True, max_length=32)
    chat_id: str = Field(max_length=96, index=True)
    at: datetime
    name: str = Field(max_length=255)
    picture: bool
    content: bytes = Field(sa_type=LargeBinary)
