"""Lists of customers kept under a name, each its owner's alone."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy import select as core_select
from sqlmodel import Session

from store.actor import Actor
from store.models import SavedList, Staff, table_of

_SAVED = table_of(SavedList)
_STAFF = table_of(Staff)
LONGEST_NAME = 20


@dataclass(frozen=True)
class KeptList:
    """A kept list; `content` is the query as its keeper wrote it."""

    list_id: str
    name: str
    content: Mapping[str, Any]


def keep_list(
    *, session: Session, actor: Actor, name: str, content: Mapping[str, Any], at: datetime
) -> str:
    """Keep a list under a name, in the place of one's former list of that name; its id."""
    name = name[:LONGEST_NAME]
    own = (_SAVED.c.staff_id == actor.staff_id, _SAVED.c.name == name)
    connection = session.connection()
    keeper = core_select(_STAFF.c.staff_id).where(_STAFF.c.staff_id == actor.staff_id)
    connection.execute(keeper.with_for_update())  # one list after the other
    found = connection.scalar(core_select(_SAVED.c.list_id).where(*own))
    values = {"content": dict(content), "at": at}
    if found is not None:
        connection.execute(update(_SAVED).where(_SAVED.c.list_id == found).values(values))
        return str(found)
    list_id = secrets.token_hex(8)
    row = {"list_id": list_id, "staff_id": actor.staff_id, "name": name, **values}
    connection.execute(insert(_SAVED), row)
    return list_id


def kept_lists(*, session: Session, actor: Actor) -> tuple[KeptList, ...]:
    """One's own lists, by name."""
    statement = (
        core_select(_SAVED.c.list_id, _SAVED.c.name, _SAVED.c.content)
        .where(_SAVED.c.staff_id == actor.staff_id)
        .order_by(_SAVED.c.name)
    )
    return tuple(KeptList(*row) for row in session.connection().execute(statement))


def drop_list(*, session: Session, actor: Actor, list_id: str) -> bool:
    """Keep one of one's own lists no longer; False where there is none."""
    own = (_SAVED.c.staff_id == actor.staff_id, _SAVED.c.list_id == list_id)
    return bool(session.connection().execute(delete(_SAVED).where(*own)).rowcount)
