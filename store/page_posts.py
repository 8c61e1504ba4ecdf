"""What stands in a chat on the page: messages of both sides and the files behind them.

No evidence and no record: a window on what was said today, gone within a day or with the last
session. What was shown and why is in the log.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from store.models import PageFile, PagePost

KEPT = timedelta(hours=24)
MOST = 200
"""Messages of a chat that are read back, the newest."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as it was put; numbers rise within a chat."""

    number: int
    at: datetime
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that may be fetched."""

    name: str
    picture: bool
    content: bytes


def put_posts(
    *, session: Session, chat_id: str, contents: Sequence[Mapping[str, Any]], at: datetime
) -> list[Posted]:
    """Put messages at a chat's end; what is older than a day goes."""
    for kind in (PagePost, PageFile):
        session.exec(delete(kind).where(col(kind.at) < at - KEPT))
    rows = [PagePost(chat_id=chat_id, at=at, content=dict(each)) for each in contents]
    session.add_all(rows)
    session.flush()
    return [_posted(row) for row in rows]


def put_file(
    *, session: Session, chat_id: str, name: str, picture: bool, content: bytes, at: datetime
) -> str:
    """Keep a file for its chat; the id it is fetched by."""
    file_id = secrets.token_urlsafe(18)
    session.add(
        PageFile(
            file_id=file_id, chat_id=chat_id, at=at, name=name, picture=picture, content=content
        )
    )
    return file_id


def posts_of(*, session: Session, chat_id: str, after: int = 0) -> list[Posted]:
    """A chat's newest messages behind number *after*, in their order."""
    statement = (
        select(PagePost)
        .where(PagePost.chat_id == chat_id, col(PagePost.post_id) > after)
        .order_by(col(PagePost.post_id).desc())
        .limit(MOST)
    )
    return [_posted(row) for row in reversed(session.exec(statement).all())]


def posted_file(*, session: Session, chat_id: str, file_id: str) -> KeptFile | None:
    """A file of this chat; None for any other."""
    row = session.get(PageFile, file_id)
    if row is None or row.chat_id != chat_id:
        return None
    return KeptFile(row.name, row.picture, row.content)


def clear_posts(*, session: Session, chat_id: str) -> None:
    """Delete a chat's messages and files."""
    for kind in (PagePost, PageFile):
        session.exec(delete(kind).where(col(kind.chat_id) == chat_id))


def _posted(row: PagePost) -> Posted:
    return Posted(row.post_id or 0, row.at, row.content)
