"""What a conversation remembers, and what stands behind the buttons it offered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class ChatMemory(SQLModel, table=True):
    """One chat's memory between messages; `content` is the conversation's own."""

    __tablename__ = "chat_memory"

    chat_id: str = Field(primary_key=True, max_length=96)
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    updated_at: datetime


class ChatReply(SQLModel, table=True):
    """An answer with buttons: what each does and to what, whatever was said since.

    ``buttons`` holds ``[verb, argument]`` in reading order; ``subject`` is what they share;
    ``pressed`` the places of those used up.
    """

    __tablename__ = "chat_reply"

    reply_id: str = Field(primary_key=True, max_length=32)
    chat_id: str = Field(max_length=96, index=True)
    staff_id: str = Field(max_length=64)
    at: datetime
    subject: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    buttons: list[Any] = Field(default_factory=list, sa_type=JSON)
    pressed: list[int] = Field(default_factory=list, sa_type=JSON)
