"""What confirmed notes were flagged with: entries of the log, read by compliance alone."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, require_role
from store.customers.soundness import BATCH
from store.models import AuditEntry, Interaction, Role, Staff

_FLAGGED, _SEEN = "interaction.flagged", "interaction.flags_seen"


@dataclass(frozen=True)
class FlaggedNote:
    """A note that was flagged: who told what of whom, and each finding's values.

    `seen`: an officer has opened it; `undone`: the manager has taken the note back since.
    """

    interaction_id: str
    at: datetime
    staff_id: str
    staff_name: str
    customer_id: str
    said: str
    findings: tuple[Mapping[str, Any], ...]
    seen: bool
    undone: bool


def keep_flags(
    *,
    session: Session,
    actor: Actor,
    interaction_id: str,
    rules_version: str,
    findings: Sequence[Mapping[str, Any]],
    at: datetime,
) -> None:
    """Leave in the log what was found in a note just written."""
    payload = {
        "interaction_id": interaction_id,
        "rules_version": rules_version,
        "findings": list(findings),
    }
    audit.append(session=session, actor_id=actor.staff_id, kind=_FLAGGED, payload=payload, at=at)


def flagged_notes(
    *, session: Session, actor: Actor, since: datetime | None = None
) -> list[FlaggedNote]:
    """Those flagged since, of every team: the ones no officer has opened first, then the newest.

    Raises:
        NotPermitted: where *actor* is no compliance officer.
    """
    require_role(actor, Role.COMPLIANCE)
    notes = _read(session, since)
    notes.sort(key=lambda each: (each.at, each.interaction_id), reverse=True)
    return sorted(notes, key=lambda each: each.seen)


def flagged_note(*, session: Session, actor: Actor, interaction_id: str) -> FlaggedNote | None:
    """One flagged note, however long ago; None where there is none.

    Raises:
        NotPermitted: where *actor* is no compliance officer.
    """
    require_role(actor, Role.COMPLIANCE)
    note = session.get(Interaction, interaction_id)
    found = _read(session, note.logged_at, interaction_id) if note is not None else []
    return next(iter(found), None)


def mark_seen(*, session: Session, actor: Actor, interaction_id: str, at: datetime) -> None:
    """An officer has opened a flagged note.

    Raises:
        NotPermitted: where *actor* is no compliance officer.
    """
    require_role(actor, Role.COMPLIANCE)
    payload = {"interaction_id": interaction_id}
    audit.append(session=session, actor_id=actor.staff_id, kind=_SEEN, payload=payload, at=at)


def _read(session: Session, since: datetime | None, only: str = "") -> list[FlaggedNote]:
    """The notes flagged since, or the one of this id."""
    seen = {payload["interaction_id"] for _, payload in _entries(session, _SEEN, since, only)}
    flagged = {
        payload["interaction_id"]: (at, payload["findings"])
        for at, payload in _entries(session, _FLAGGED, since, only)
    }
    ids, found = list(flagged), list[FlaggedNote]()
    for start in range(0, len(ids), BATCH):
        rows = session.exec(
            select(Interaction, Staff.name)
            .join(Staff, col(Staff.staff_id) == Interaction.staff_id)
            .where(col(Interaction.interaction_id).in_(ids[start : start + BATCH]))
        )
        found += [_note(row, name, *flagged[row.interaction_id], seen=seen) for row, name in rows]
    return found


def _note(
    row: Interaction,
    name: str,
    at: datetime,
    findings: Sequence[Mapping[str, Any]],
    *,
    seen: Collection[str],
) -> FlaggedNote:
    return FlaggedNote(
        interaction_id=row.interaction_id,
        at=at,
        staff_id=row.staff_id,
        staff_name=name,
        customer_id=row.customer_id,
        said=row.said,
        findings=tuple(findings),
        seen=row.interaction_id in seen,
        undone=row.undone_at is not None,
    )


def _entries(
    session: Session, kind: str, since: datetime | None, only: str
) -> list[tuple[datetime, dict[str, Any]]]:
    statement = select(AuditEntry.at, AuditEntry.payload).where(AuditEntry.kind == kind)
    if since is not None:
        statement = statement.where(AuditEntry.at >= since)
    if only:
        statement = statement.where(col(AuditEntry.payload).contains(only))
    return [(at, json.loads(payload)) for at, payload in session.exec(statement)]
