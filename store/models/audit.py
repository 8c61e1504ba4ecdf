"""The append-only chain and its head."""

from datetime import datetime

from sqlmodel import BigInteger, Field, SQLModel


class AuditEntry(SQLModel, table=True):
    """One link: ``hash`` covers every other column and the previous link's hash."""

    __tablename__ = "audit_entry"

    seq: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    at: datetime
    actor_id: str = Field(max_length=64)
    kind: str = Field(max_length=48)
    subject: str | None = Field(default=None, max_length=96, index=True)
    digest: str | None = Field(default=None, max_length=64)
    payload: str
    prev_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)


class AuditHead(SQLModel, table=True):
    """The one row the next entry chains from."""

    __tablename__ = "audit_head"

    head_id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int = Field(sa_type=BigInteger)
    hash: str = Field(max_length=64)
