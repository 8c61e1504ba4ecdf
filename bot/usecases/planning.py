"""What falls due by itself: the notices that follow from the hour and the diary, each written once.

Asked every few seconds by every sender, so it reads first and writes only what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bot.understanding.working_days import is_working_day
from bot.usecases.notices import Chats, NoticeDraft, notify
from bot.usecases.work import Work
from store.follow_ups import due_between
from store.notices import known_keys
from store.rhythm import HOUSE, rhythms_of

MORNING, REMINDER = "morning", "reminder"
MORNING_ENDS = time(12)
"""A morning message that could not be told by then is not wanted any more."""
_LOOKS_BACK = timedelta(days=1)
"""What fell due longer ago, while nobody was asking, is in the morning message."""


def plan(chats: Chats, *, work: Work) -> None:
    """Write the notices of this moment for those who can be told."""
    drafts = {each.key: each for each in _all(chats, work)}
    known = known_keys(session=work.reading, keys=drafts.keys())
    for key, draft in drafts.items():
        if key not in known:
            notify(draft, work=work)


def _all(chats: Chats, work: Work) -> Iterator[NoticeDraft]:
    if is_working_day(work.now.date()):
        yield from _mornings(chats, work)
    yield from _reminders(chats, work)


def _mornings(chats: Chats, work: Work) -> Iterator[NoticeDraft]:
    now, own = work.now, rhythms_of(session=work.reading)
    for staff_id in chats:
        at = own.get(staff_id, HOUSE).morning
        if at is not None and at <= now.time() < MORNING_ENDS:
            due = datetime.combine(now.date(), at, now.tzinfo)
            yield NoticeDraft(f"{MORNING}:{staff_id}:{now.date()}", staff_id, MORNING, due)


def _reminders(chats: Chats, work: Work) -> Iterator[NoticeDraft]:
    """What is in the diary at a time of day, once that has come; moved, it is another matter."""
    due = due_between(session=work.reading, after=work.now - _LOOKS_BACK, until=work.now)
    for each in due:
        if each.staff_id in chats:
            key = f"{REMINDER}:{each.follow_up_id}:{each.due_at:%y%m%d%H%M}"
            subject = {"follow_up_id": each.follow_up_id}
            yield NoticeDraft(key, each.staff_id, REMINDER, each.due_at, subject)
