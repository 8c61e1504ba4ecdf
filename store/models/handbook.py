"""The register of handbook scripts: which versions exist and may be spoken."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from store.models.enums import ScriptStatus, enum_type


class Script(SQLModel, table=True):
    script_id: str = Field(primary_key=True, max_length=64)
    title: str = Field(max_length=128)


class ScriptVersion(SQLModel, table=True):
    __tablename__ = "script_version"

    script_id: str = Field(primary_key=True, foreign_key="script.script_id", max_length=64)
    version: str = Field(primary_key=True, max_length=32)
    status: ScriptStatus = Field(sa_type=enum_type(ScriptStatus), index=True)
    body: str
    body_hash: str = Field(max_length=64)
    registered_at: datetime
    decided_by: str | None = Field(default=None, max_length=64)
    decided_at: datetime | None = None
    why: str | None = None


class ReferencePassage(SQLModel, table=True):
    """A passage of a bank's own document; a reference in answers once it is approved."""

    __tablename__ = "reference_passage"

    document: str = Field(primary_key=True, max_length=128)
    position: int = Field(primary_key=True)
    heading: str
    text: str
    status: ScriptStatus = Field(sa_type=enum_type(ScriptStatus), index=True)
    decided_by: str | None = Field(default=None, max_length=64)
    decided_at: datetime | None = None
