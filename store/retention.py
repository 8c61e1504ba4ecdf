"""Erasing what has been kept long enough; the chain keeps that it was, not what it said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, SQLModel, col, select

from store import audit
from store.actor import Actor, require_role
from store.models import (
    FollowUp,
    FollowUpStatus,
    Interaction,
    Role,
    Suggestion,
    SuggestionFeedback,
    SuggestionScript,
)


@dataclass(frozen=True)
class Erased:
    """How many rows of each kind went."""

    suggestions: int
    feedback: int
    interactions: int
    follow_ups: int


def erase_before(
    *, session: Session, actor: Actor, cutoff: datetime, at: datetime, limit: int = 1000
) -> Erased:
    """Erase interactions and suggestions older than *cutoff*, at most *limit* of each a call."""
    require_role(actor, Role.ADMIN)
    contacts = session.exec(
        select(Interaction).where(Interaction.logged_at < cutoff).limit(limit)
    ).all()
    diary = session.exec(
        select(FollowUp).where(
            col(FollowUp.interaction_id).in_([row.interaction_id for row in contacts]),
            FollowUp.status != FollowUpStatus.OPEN,
        )
    ).all()
    _detach_open(session, [row.interaction_id for row in contacts], actor, at)
    _erase(session, actor, [*diary, *contacts], at)
    followed = select(Interaction.suggestion_id).where(col(Interaction.suggestion_id).is_not(None))
    old = session.exec(
        select(Suggestion)
        .where(Suggestion.at < cutoff, col(Suggestion.suggestion_id).not_in(followed))
        .limit(limit)
    ).all()
    ids = [row.suggestion_id for row in old]
    feedback = session.exec(
        select(SuggestionFeedback).where(col(SuggestionFeedback.suggestion_id).in_(ids))
    ).all()
    session.execute(delete(SuggestionScript).where(col(SuggestionScript.suggestion_id).in_(ids)))
    _erase(session, actor, [*feedback, *old], at)
    return Erased(
        suggestions=len(old),
        feedback=len(feedback),
        interactions=len(contacts),
        follow_ups=len(diary),
    )


def _detach_open(session: Session, ids: list[str], actor: Actor, at: datetime) -> None:
    """What is still to be done outlives the contact it came from."""
    still_open = select(FollowUp).where(
        col(FollowUp.interaction_id).in_(ids), FollowUp.status == FollowUpStatus.OPEN
    )
    for row in session.exec(still_open).all():
        row.interaction_id = None
        session.add(row)
        audit.append(
            session=session,
            actor_id=actor.staff_id,
            kind="follow_up.detached",
            payload={},
            at=at,
            subject=row,
        )


def _erase(session: Session, actor: Actor, rows: Sequence[SQLModel], at: datetime) -> None:
    for row in rows:
        audit.append(
            session=session,
            actor_id=actor.staff_id,
            kind=audit.ERASED,
            payload={},
            at=at,
            subject=row,
        )
        session.delete(row)
        session.flush()
