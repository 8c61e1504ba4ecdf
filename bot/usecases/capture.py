"""After the call: what the RM says happened, read back, then written with its follow-up."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.desk import Desk
from bot.results.declined import Declined
from bot.results.notes import CallNote, Logged, Message
from bot.usecases.evidence import EvidenceFailed, anchor
from store import audit
from store.actor import Actor
from store.engine import transaction
from store.errors import StoreError
from store.follow_ups import FollowUpDraft
from store.interactions import (
    InteractionDraft,
    log_interaction,
    undo_interaction,
)
from store.models import Channel, FollowUpKind


def read_note(
    message: Message,
    *,
    desk: Desk,
    customer_id: str,
    customer_name: str,
    suggestion_id: str | None,
) -> CallNote:
    """The RM's sentence as a note to be confirmed."""
    return CallNote(
        customer_id=customer_id,
        customer_name=customer_name,
        said=message.text,
        summary=message.summary,
        channel=message.channel,
        follow_up=message.follow_up,
        needs=message.needs,
        objections=message.objections,
        promises=tuple((p.text, _day(p.due)) for p in message.promises if p.due is not None),
        flags=desk.rules.check(message.text).findings,
        suggestion_id=suggestion_id,
    )


def with_follow_up(note: CallNote, follow_up: date | datetime | None) -> CallNote:
    """The note with another next-contact date."""
    return dataclasses.replace(note, follow_up=follow_up)


def save_note(
    note: CallNote, *, desk: Desk, actor: Actor, chat_id: str, now: datetime
) -> Logged | Declined:
    """Write the interaction and its follow-ups, with their audit entries, in one transaction.

    Raises:
        EvidenceFailed: where the store did not take it.
    """
    draft = InteractionDraft(
        customer_id=note.customer_id,
        at=now,
        on=now.date(),
        channel=Channel(note.channel),
        summary=note.summary,
        said=note.said,
        needs=note.needs,
        objections=note.objections,
        suggestion_id=note.suggestion_id,
        follow_ups=tuple(_follow_ups(note)),
        chat_id=chat_id,
    )
    try:
        with transaction(desk.engine) as session:
            row = log_interaction(session=session, actor=actor, draft=draft, at=now)
            interaction_id = row.interaction_id
            if note.flags:
                _flag(session, note, interaction_id, actor, desk, now)
            point = audit.head(session=session)
    except StoreError as error:
        return Declined("store", str(error))
    except SQLAlchemyError as error:
        raise EvidenceFailed("interaction") from error
    anchor(desk, point=point, at=now)
    return Logged(interaction_id, note)


def take_back(
    interaction_id: str, *, desk: Desk, actor: Actor, chat_id: str, now: datetime
) -> bool:
    """Undo a call logged from this chat; False where it is not there or already undone."""
    with transaction(desk.engine) as session:
        done = undo_interaction(
            session=session,
            actor=actor,
            interaction_id=interaction_id,
            chat_id=chat_id,
            at=now,
        )
        point = audit.head(session=session)
    anchor(desk, point=point, at=now)
    return done


def _flag(
    session: Session, note: CallNote, interaction_id: str, actor: Actor, desk: Desk, now: datetime
) -> None:
    """Leave what the checker found in the log, for compliance to look at."""
    payload = {
        "interaction_id": interaction_id,
        "rules_version": desk.rules.version,
        "findings": [dataclasses.asdict(finding) for finding in note.flags],
    }
    audit.append(
        session=session,
        actor_id=actor.staff_id,
        kind="interaction.flagged",
        payload=payload,
        at=now,
    )


def _follow_ups(note: CallNote) -> list[FollowUpDraft]:
    drafts = []
    if note.follow_up is not None:
        when = note.follow_up
        drafts.append(
            FollowUpDraft(
                text=note.summary,
                due_on=_day(when),
                due_at=when if isinstance(when, datetime) else None,
                channel=Channel(note.channel),
            )
        )
    for text, due in note.promises:
        drafts.append(FollowUpDraft(text=text, due_on=due, kind=FollowUpKind.PROMISE))
    return drafts


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
