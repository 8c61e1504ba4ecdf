"""Flagged notes: left in the log when confirmed, told to compliance, shown to it alone."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from sqlmodel import Session

from bot.results.log import Flagged
from bot.results.notes import CallNote
from bot.usecases.notices import FLAGGED, NoticeDraft, notify
from bot.usecases.work import Work
from knowledge.compliance import Finding
from store import flags
from store.actor import Actor
from store.models import Role
from store.staff import list_staff, officers

SHOWN_FOR = timedelta(days=30)
"""How long a flagged note stands in the list; the log keeps it."""


def leave_flags(
    note: CallNote, interaction_id: str, *, session: Session, work: Work, actor: Actor
) -> None:
    """Leave in the log what a note just written was flagged with, and tell every officer once."""
    flags.keep_flags(
        session=session,
        actor=actor,
        interaction_id=interaction_id,
        rules_version=work.desk.rules.version,
        findings=[dataclasses.asdict(finding) for finding in note.flags],
        at=work.now,
    )
    for staff_id in officers(session=session):
        key = f"{FLAGGED}:{interaction_id}:{staff_id}"
        subject = {"interaction_id": interaction_id}
        notify(NoticeDraft(key, staff_id, FLAGGED, work.now, subject), work=work)


def flagged(*, work: Work, actor: Actor, staff_id: str = "") -> tuple[Flagged, ...]:
    """What was flagged lately, of one manager or of all, unopened first; none for other roles."""
    if actor.role is not Role.COMPLIANCE:
        return ()
    since = work.now - SHOWN_FOR
    rows = flags.flagged_notes(session=work.reading, actor=actor, since=since)
    return tuple(_shown(each) for each in rows if staff_id in ("", each.staff_id))


def flagged_note(interaction_id: str, *, work: Work, actor: Actor) -> Flagged | None:
    """One flagged note, however long ago; None where there is none or the role may not see it."""
    if actor.role is not Role.COMPLIANCE:
        return None
    note = flags.flagged_note(session=work.reading, actor=actor, interaction_id=interaction_id)
    return _shown(note) if note is not None else None


def open_flagged(interaction_id: str, *, work: Work, actor: Actor) -> Flagged | None:
    """The same, noted as seen by the officer who opens it first."""
    note = flagged_note(interaction_id, work=work, actor=actor)
    if note is not None and not note.seen:
        flags.mark_seen(
            session=work.writing, actor=actor, interaction_id=interaction_id, at=work.now
        )
    return note


def manager_named(text: str, *, work: Work, actor: Actor) -> str:
    """The id of the member of staff whose id or name stands in an officer's words, else ""."""
    if actor.role is not Role.COMPLIANCE:
        return ""
    said = text.lower()
    staff = list_staff(session=work.reading, actor=actor)
    # The longest first: rm12 is not rm1.
    named = sorted(staff, key=lambda each: len(each.staff_id), reverse=True)
    return next((s.staff_id for s in named if s.staff_id.lower() in said or s.name in said), "")


def _shown(note: flags.FlaggedNote) -> Flagged:
    findings = tuple(Finding(**each) for each in note.findings)
    values = {each.name: getattr(note, each.name) for each in dataclasses.fields(note)}
    return Flagged(**(values | {"findings": findings}))
