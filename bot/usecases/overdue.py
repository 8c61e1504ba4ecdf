"""What is late by the handbook's clocks, from the event on: the manager hears, then the supervisor.

| event | supervisor told after |
|---|---|
| a high-net-worth customer's line of the diary fell due | `service.high_net_worth_hours` |
| any other promise, or an appointment with an hour | `service.overdue_hours` |
| a follow-up of which the day alone was named | `service.overdue_days` |
| what is no sales situation was told | at once, and again when its time is up |

The clocks of complaints and other cases are `case_clocks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import cache

from bot.record.policy import Policy
from bot.usecases.notices import LATE, STOP
from bot.usecases.work import Work
from store.models import FollowUpKind
from store.notices import NoticeDraft
from store.reminding import Late, late_lines, unseen_cases
from store.staff import supervisors_of

Leads = Callable[[str], list[str]]
"""The supervisors of a manager, by staff id."""
_LOOKS_BACK = timedelta(days=1)
"""What was late before that while nobody was asking is in the morning message."""


def late_notices(work: Work) -> Iterator[NoticeDraft]:
    """The notices of lines of the diary that have just become late."""
    now, policy = work.now, work.desk.policy
    leads = _leads(work)
    oldest = now.date() - timedelta(days=policy.days("service.overdue_days") + 2)
    for each in late_lines(session=work.reading, after=oldest, until=now.date()):
        due = each.due_at.astimezone(now.tzinfo) if each.due_at else None
        moment = f"{due:%y%m%d%H%M}" if due else f"{each.due_on:%y%m%d}"
        key = f"{LATE}:{each.follow_up_id}:{moment}"
        subject = {"follow_up_id": each.follow_up_id, "due": (due or each.due_on).isoformat()}
        told = _told_at(each, policy, now)
        warned = told - timedelta(minutes=policy.days("service.warning_minutes"))
        if _asked_today(each, now) and _rich(each, policy) and _just(warned, now):
            yield NoticeDraft(f"{key}:warned", each.whose.seen_to_by, LATE, warned, subject)
        if _just(told, now):
            for supervisor in leads(each.whose.owner_id):
                yield NoticeDraft(f"{key}:{supervisor}", supervisor, LATE, told, subject)


def case_notices(work: Work) -> Iterator[NoticeDraft]:
    """The notices of what is no sales situation and was just told; grave, so at any hour."""
    leads = _leads(work)
    for each in unseen_cases(session=work.reading, after=work.now - _LOOKS_BACK):
        for supervisor in leads(each.owner_id):
            key = f"{STOP}:{each.escalation_id}:{supervisor}"
            subject = {"escalation_id": each.escalation_id}
            yield NoticeDraft(key, supervisor, STOP, each.opened_at, subject, grave=True)
            if each.due_at <= work.now:
                late = f"{key}:late"
                yield NoticeDraft(late, supervisor, STOP, each.due_at, subject, grave=True)


def _leads(work: Work) -> Leads:
    return cache(lambda owner: supervisors_of(session=work.reading, staff_id=owner))


def _told_at(line: Late, policy: Policy, now: datetime) -> datetime:
    """When the supervisor is told, counted from the event."""
    hours = timedelta(hours=policy.days("service.overdue_hours"))
    if _rich(line, policy):
        hours = timedelta(hours=policy.days("service.high_net_worth_hours"))
    if line.due_at is not None:
        return line.due_at.astimezone(now.tzinfo) + hours
    if _rich(line, policy) and _asked_today(line, now):
        return line.created_at.astimezone(now.tzinfo) + hours
    day_over = datetime.combine(line.due_on + timedelta(days=1), time(), now.tzinfo)
    if line.kind is FollowUpKind.FOLLOW_UP:
        return day_over + timedelta(days=policy.days("service.overdue_days"))
    return day_over + hours


def _rich(line: Late, policy: Policy) -> bool:
    return (line.aum_wan or 0.0) >= policy["tiers.high_net_worth_wan"]


def _asked_today(line: Late, now: datetime) -> bool:
    """Whether it was promised for the very day: it is answered within hours, not by midnight."""
    promised = line.kind is FollowUpKind.PROMISE and line.due_at is None
    return promised and line.created_at.astimezone(now.tzinfo).date() == line.due_on


def _just(at: datetime, now: datetime) -> bool:
    return now - _LOOKS_BACK < at <= now
