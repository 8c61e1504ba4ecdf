"""What a supervisor wants done for a customer: a line in the diary of who looks after him."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from bot.results.customers import DiaryEntry
from bot.results.declined import Declined
from bot.understanding import parse_when
from bot.usecases.evidence import attempted
from bot.usecases.notices import NoticeDraft, notify
from bot.usecases.oversee import open_entry
from bot.usecases.refusals import NO_CUSTOMER
from bot.usecases.service_case import supervised
from bot.usecases.work import Work
from knowledge.privacy import mask_note
from store.actor import Actor, team_managers
from store.customers import get_record
from store.follow_ups import FollowUpDraft, add_follow_up, cancel_follow_ups
from store.staff import staff_names

ORDER = "order"
"""The kind of notice: a manager is told what his supervisor put into his diary."""
_WORDS = "主管交代：{what}"
_LONGEST = 64


def team_names(*, work: Work, actor: Actor) -> dict[str, str]:
    """The managers of the actor's team by their names, without himself."""
    team = team_managers(session=work.reading, actor=actor)
    return {name: key for key, name in team.items() if key != actor.staff_id}


def owner_of(customer_id: str, *, work: Work, actor: Actor) -> tuple[str, str] | None:
    """Who looks after a customer the actor may see: id and name; None where nobody does."""
    record = get_record(session=work.reading, actor=actor, customer_id=customer_id)
    if record is None or record.owner_id is None:
        return None
    names = staff_names(session=work.reading, staff_ids=[record.owner_id])
    return record.owner_id, names.get(record.owner_id, record.owner_id)


def give_order(customer_id: str, what: str, *, work: Work, actor: Actor) -> str | Declined:
    """Put it into the owner's diary, today where no day is said, and tell him; the line's id."""
    owner = owner_of(customer_id, work=work, actor=actor)
    refused = supervised(actor)
    if owner is None or refused is not None:
        return refused or NO_CUSTOMER

    def write(session: Session) -> str:
        when = parse_when(what, now=work.now) or work.now.date()
        row = add_follow_up(
            session=session,
            actor=actor,
            customer_id=customer_id,
            draft=_draft(what, when),
            at=work.now,
        )
        subject = {"follow_up_id": row.follow_up_id, "by": actor.staff_id}
        key = f"{ORDER}:{row.follow_up_id}"
        notify(NoticeDraft(key, owner[0], ORDER, work.now, subject), work=work)
        return row.follow_up_id

    return attempted(work, write)


def take_order_back(follow_up_id: str, *, work: Work, actor: Actor) -> DiaryEntry | Declined:
    """The line leaves the diary, while it is open."""
    entry = open_entry(follow_up_id, work=work, actor=actor)
    refused = supervised(actor)
    if refused is not None:
        return refused
    if entry is None:
        return Declined("not_found", "这件已经办完或收回了。")

    def write(session: Session) -> DiaryEntry:
        line = entry.follow_up
        cancel_follow_ups(
            session=session,
            actor=actor,
            customer_id=line.customer_id,
            text=line.text,
            at=work.now,
        )
        return entry

    return attempted(work, write)


def _draft(what: str, when: date | datetime) -> FollowUpDraft:
    text = _WORDS.format(what=mask_note(what))[:_LONGEST]
    if isinstance(when, datetime):
        return FollowUpDraft(text, when.date(), when)
    return FollowUpDraft(text, when)
