"""What falls due by itself: the notices that follow from the hour and the diary, each written once.

Asked for by every sender again and again, so it reads first and writes only what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta

from bot.understanding.working_days import is_working_day, working_days_on
from bot.usecases.notices import ACTIVITY, CONTACT_MONTH, EVENING, MORNING, REMINDER, Chats, notify
from bot.usecases.overdue import case_notices, late_notices
from bot.usecases.work import Work
from store.activity_reading import held_on
from store.notices import NoticeDraft, known_keys
from store.reminding import due_between
from store.rhythm import HOUSE, rhythms_of

MORNING_ENDS = time(12)
"""A morning message that could not be told by then is not wanted any more."""
ACTIVITY_AT = time(9)
EVENING_AT, EVENING_ENDS = time(17, 30), time(21)
MONTH_AT = time(16, 30)
"""On a month's last working day, when what its communication came to is told."""


def plan_soon(chats: Chats, *, work: Work) -> None:
    """Write the reminders that have come due; cheap enough for every few seconds."""
    _write(_reminders(chats, work), work)


def plan_hour(chats: Chats, *, work: Work) -> None:
    """Write the messages of the hour."""
    _write(_of_the_hour(chats, work), work)


def plan_late(*, work: Work) -> None:
    """Write what has become late."""
    _write(late_notices(work), work)


def plan_cases(*, work: Work) -> None:
    """Write what supervisors have to know of at any hour."""
    _write(case_notices(work), work)


def _write(found: Iterable[NoticeDraft], work: Work) -> None:
    drafts = {each.key: each for each in found}
    known = known_keys(session=work.reading, keys=drafts.keys())
    for key, draft in drafts.items():
        if key not in known:
            notify(draft, work=work)


def _of_the_hour(chats: Chats, work: Work) -> Iterator[NoticeDraft]:
    if is_working_day(work.now.date()):
        yield from _mornings(chats, work)
        yield from _evenings(chats, work)
        yield from _activities(chats, work)
        yield from _months(chats, work)


def _mornings(chats: Chats, work: Work) -> Iterator[NoticeDraft]:
    now, own = work.now, rhythms_of(session=work.reading)
    for staff_id in chats:
        at = own.get(staff_id, HOUSE).morning
        if at is not None and at <= now.time() < MORNING_ENDS:
            due = datetime.combine(now.date(), at, now.tzinfo)
            yield NoticeDraft(f"{MORNING}:{staff_id}:{now.date()}", staff_id, MORNING, due)


def _evenings(chats: Chats, work: Work) -> Iterator[NoticeDraft]:
    """At the end of the day, once: were the calls made that were prepared for?"""
    now = work.now
    if EVENING_AT <= now.time() < EVENING_ENDS:
        for staff_id in chats:
            due = datetime.combine(now.date(), EVENING_AT, now.tzinfo)
            yield NoticeDraft(f"{EVENING}:{staff_id}:{now.date()}", staff_id, EVENING, due)


def _months(chats: Chats, work: Work) -> Iterator[NoticeDraft]:
    """The month's communication on its last working day; where nobody asked then, the first
    morning after."""
    now = work.now
    today, first = now.date(), now.date().replace(day=1)
    if working_days_on(today, 1).month != today.month and now.time() >= MONTH_AT:
        month, due = first, datetime.combine(today, MONTH_AT, now.tzinfo)
    elif (last := working_days_on(today, -1)) < first and now.time() < MORNING_ENDS:
        month, due = last.replace(day=1), datetime.combine(last, MONTH_AT, now.tzinfo)
    else:
        return
    for staff_id in chats:
        key = f"{CONTACT_MONTH}:{staff_id}:{month:%Y-%m}"
        yield NoticeDraft(key, staff_id, CONTACT_MONTH, due, {"month": month.isoformat()})


def _activities(chats: Chats, work: Work) -> Iterator[NoticeDraft]:
    """On the working day before an activity, once it is morning, who keeps it is told."""
    now, today = work.now, work.now.date()
    ahead = range((working_days_on(today, 1) - today).days if now.time() >= ACTIVITY_AT else 0)
    due = datetime.combine(today, ACTIVITY_AT, now.tzinfo)
    for day in (today + timedelta(days=each + 1) for each in ahead):
        for row in held_on(session=work.reading, day=day):
            if row.owner_id in chats:
                key, subject = (
                    f"{ACTIVITY}:{row.activity_id}:{day}",
                    {"activity_id": row.activity_id},
                )
                yield NoticeDraft(key, row.owner_id, ACTIVITY, due, subject)


def _reminders(chats: Chats, work: Work) -> Iterator[NoticeDraft]:
    """What is in the diary at a time of day, once that has come; moved, it is another matter.

    What fell due before the last working day, while nobody asked, is in the morning message.
    """
    since = datetime.combine(working_days_on(work.now.date(), -1), time(), work.now.tzinfo)
    due = due_between(session=work.reading, after=since, until=work.now)
    for each in due:
        if each.staff_id in chats:
            key = f"{REMINDER}:{each.follow_up_id}:{each.due_at:%y%m%d%H%M}"
            subject = {"follow_up_id": each.follow_up_id}
            yield NoticeDraft(key, each.staff_id, REMINDER, each.due_at, subject)
