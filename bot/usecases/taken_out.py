"""Tables with customers' data that leave the bot as files: each with its entry in the log."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bot.usecases.work import Work
from store.actor import Actor
from store.exporting import note_export


@dataclass(frozen=True)
class Taken:
    """What a file is, of which condition or customer, with how many rows."""

    what: str
    of: str
    rows: int


def taken_out(data: bytes, taken: Taken, *, work: Work, actor: Actor) -> bytes:
    """*data*, once its leaving is written down; it is shown only if that lasts."""
    note_export(
        session=work.writing,
        actor=actor,
        what=taken.what,
        of=taken.of,
        rows=taken.rows,
        digest=hashlib.sha256(data).hexdigest(),
        at=work.now,
    )
    return data
