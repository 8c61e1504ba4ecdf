"""Conversations kept in the store: a chat's memory, and the buttons under its answers.

Kept here and not in a process, so that a restart or another replica goes on where the chat stood.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy import select as core_select
from sqlmodel import Session

from store.models import ChatMemory, ChatReply, table_of

_MEMORY = table_of(ChatMemory)
_REPLY = table_of(ChatReply)


@dataclass(frozen=True)
class KeptButton:
    """What a button does: its verb, its argument, and the subject of the answer it hangs on."""

    reply_id: str
    place: int
    verb: str
    argument: str
    subject: Mapping[str, Any]
    staff_id: str
    pressed: bool


def memory_of(*, session: Session, chat_id: str) -> dict[str, Any]:
    """What a chat remembers; empty for one that never spoke."""
    statement = core_select(_MEMORY.c.content).where(_MEMORY.c.chat_id == chat_id)
    return dict(session.connection().scalar(statement) or {})


def remember(*, session: Session, chat_id: str, content: Mapping[str, Any], at: datetime) -> None:
    """Put another memory in the place of a chat's former one; an empty one forgets it."""
    connection = session.connection()
    if not content:
        connection.execute(delete(_MEMORY).where(_MEMORY.c.chat_id == chat_id))
        return
    values = {"content": dict(content), "updated_at": at}
    changed = connection.execute(update(_MEMORY).where(_MEMORY.c.chat_id == chat_id).values(values))
    if not changed.rowcount:
        connection.execute(insert(_MEMORY), {"chat_id": chat_id, **values})


def keep_buttons(
    *,
    session: Session,
    chat_id: str,
    staff_id: str,
    buttons: Sequence[tuple[str, str]],
    subject: Mapping[str, Any],
    at: datetime,
) -> list[str]:
    """Keep an answer's buttons (verb, argument); the token of each, in their order."""
    reply_id = secrets.token_urlsafe(9)
    row = {
        "reply_id": reply_id,
        "chat_id": chat_id,
        "staff_id": staff_id,
        "at": at,
        "subject": dict(subject),
        "buttons": [list(each) for each in buttons],
        "pressed": [],
    }
    session.connection().execute(insert(_REPLY), row)
    return [f"{reply_id}.{place}" for place in range(len(buttons))]


def button_of(*, session: Session, chat_id: str, token: str) -> KeptButton | None:
    """What a token stands for in this chat; None for one that was never given out here."""
    reply_id, _, number = token.partition(".")
    statement = core_select(_REPLY).where(
        _REPLY.c.reply_id == reply_id, _REPLY.c.chat_id == chat_id
    )
    row = session.connection().execute(statement).first()
    if row is None or not number.isdecimal() or int(number) >= len(row.buttons):
        return None
    place = int(number)
    verb, argument = row.buttons[place]
    return KeptButton(
        reply_id, place, verb, argument, row.subject, row.staff_id, place in row.pressed
    )


def use_up(*, session: Session, button: KeptButton) -> bool:
    """Mark a button as used; False where it was already, whoever was quicker."""
    connection = session.connection()
    statement = core_select(_REPLY.c.pressed).where(_REPLY.c.reply_id == button.reply_id)
    pressed = connection.scalar(statement.with_for_update()) or []
    if button.place in pressed:
        return False
    connection.execute(
        update(_REPLY)
        .where(_REPLY.c.reply_id == button.reply_id)
        .values(pressed=[*pressed, button.place])
    )
    return True
