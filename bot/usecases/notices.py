"""Notices: written for somebody, claimed by a sender, told; or dropped, with nothing left to tell.

    draft = NoticeDraft("reminder:FU1", "rm1", "reminder", due_at, {"follow_up_id": "FU1"})
    notify(draft, work=work)

A matter has one notice, whoever writes it and however often; the words are made when it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.results.notices import DueNotice
from bot.understanding.working_days import is_working_day
from bot.usecases.work import Work
from store import notices
from store.actor import Actor
from store.models import Notice
from store.notices import NoticeDraft as NoticeDraft  # given to whoever writes notices
from store.rhythm import HOUSE, rhythm_of, rhythms_of
from store.staff import chats_on, supervisors_of

LEASE = timedelta(minutes=2)
"""How long a sender has for what it claimed; after that another may think it dead."""
AT_ONCE = 10
"""Notices claimed together: their words are made and sent well within the lease."""
Chats = Mapping[str, str]
"""The chat in which each member of staff is told, by staff id."""

MORNING, REMINDER, EVENING = "morning", "reminder", "evening"
HANDOVER, LATE, STOP, ACTIVITY = "handover", "late", "stop", "activity"
CONTACT_MONTH = "contact_month"
"""Kinds of notices; what each says is made in the conversation."""
CASE, RELEASE_DECIDED = "case", "release_decided"
REVIEW_DECIDED, REVIEW_ASKED = "review_decided", "review_asked"
FLAGGED, REVIEW_ANSWERED = "flagged", "review_answered"
NEWS = (CASE, RELEASE_DECIDED, REVIEW_DECIDED, REVIEW_ASKED, FLAGGED, REVIEW_ANSWERED)
"""The kinds that answer what somebody asked for, or tell him of a matter that is his to see to."""


def notify(draft: NoticeDraft, *, work: Work) -> bool:
    """Tell somebody something at its time; False where the matter has a notice already."""
    return notices.add_notice(session=work.writing, draft=draft, at=work.now)


def tell_supervisors(
    owner_id: str | None, make: Callable[[str], NoticeDraft], *, work: Work
) -> bool:
    """The same for every active supervisor of a manager's team; whether there is any.

    `make` is given the supervisor's staff id, which belongs into the notice's key.
    """
    led_by = supervisors_of(session=work.reading, staff_id=owner_id)
    for staff_id in led_by:
        notify(make(staff_id), work=work)
    return bool(led_by)


def chats_of_channel(channel: str, *, work: Work) -> Chats:
    """The chat of a channel in which each member of staff is told: the one bound last."""
    return chats_on(session=work.reading, channel=channel)


def claim(*, chats: Chats, who: str, work: Work) -> list[DueNotice]:
    """What is due for those who can be told, and may be now; nobody else is given it meanwhile."""
    waiting = notices.staff_waiting(session=work.reading, now=work.now)
    staff = waiting & chats.keys()
    if not staff:
        return []
    claimed = notices.claim_due(
        session=work.writing,
        now=work.now,
        who=who,
        lease=LEASE,
        staff=staff,
        quiet=_quiet(staff, session=work.reading, now=work.now),
        limit=AT_ONCE,
    )
    return [_due(row, chats[row.staff_id], work) for row in claimed]


def news_in_quiet(*, who: str, chat: str, work: Work, actor: Actor) -> list[DueNotice]:
    """What came of the actor's matters and waits only for his quiet hours or day off to end.

    Claimed for `who`; nothing while he may be told unasked.
    """
    staff = {actor.staff_id} & notices.staff_waiting(session=work.reading, now=work.now)
    if not _quiet(staff, session=work.reading, now=work.now):
        return []
    claimed = notices.claim_due(
        session=work.writing,
        now=work.now,
        who=who,
        lease=LEASE,
        staff=staff,
        kinds=NEWS,
        limit=AT_ONCE,
    )
    return [_due(row, chat, work) for row in claimed]


def sent(key: str, *, who: str, work: Work) -> bool:
    """It was told; False where another sender has taken it meanwhile."""
    return notices.mark_sent(session=work.writing, key=key, who=who, at=work.now)


def failed(key: str, *, who: str, work: Work) -> None:
    """It could not be told; it is tried again later."""
    notices.mark_failed(session=work.writing, key=key, who=who, at=work.now)


def drop(key: str, *, why: str, work: Work) -> None:
    """There is no more to tell."""
    notices.drop_notice(session=work.writing, key=key, why=why, at=work.now)


def last_reminded(since: datetime, *, work: Work, actor: Actor) -> str | None:
    """The line of the diary the actor was reminded of last, if he was since then."""
    kinds = (REMINDER, LATE)
    row = notices.last_sent(session=work.reading, staff_id=actor.staff_id, kinds=kinds)
    if row is None or row.sent_at is None or row.sent_at < since:
        return None
    found = row.subject.get("follow_up_id")
    return found if isinstance(found, str) else None


def told_at(at: datetime, *, staff_id: str, work: Work) -> datetime:
    """When somebody is told what falls due then: at that time, else when next he may be."""
    rhythm = rhythm_of(session=work.reading, staff_id=staff_id)
    here = at.astimezone(work.desk.zone)
    while not is_working_day(here.date()) or rhythm.is_quiet(here.time()):
        waits = is_working_day(here.date()) and here.time() < rhythm.quiet_to
        day = here.date() if waits else here.date() + timedelta(days=1)
        here = datetime.combine(day, rhythm.quiet_to, here.tzinfo)
    return here


def _due(row: Notice, chat: str, work: Work) -> DueNotice:
    return DueNotice(
        key=row.notice_key,
        staff_id=row.staff_id,
        kind=row.kind,
        subject=row.subject,
        due_at=row.due_at.astimezone(work.desk.zone),
        chat=chat,
    )


def _quiet(staff: Collection[str], *, session: Session, now: datetime) -> Collection[str]:
    """Those not to be disturbed now: it is no working day, or their quiet hours."""
    if not staff or not is_working_day(now.date()):
        return staff
    own = rhythms_of(session=session)
    return [each for each in staff if own.get(each, HOUSE).is_quiet(now.time())]
