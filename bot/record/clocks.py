"""The handbook's time limits that are running or have run out, each counted from its event.

An event with a time of day gives a time, one known by its day gives the end of a day. A limit that
the record shows as kept is not listed; one that the record cannot show as kept or missed is listed
only while it runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.record.policy import Policy
from bot.record.standing import Standing
from bot.record.vocabulary import Tier
from store.customers import CustomerRecord
from store.models import FollowUpKind

_HOUR, _DAY = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """One time limit: the policy value it stands on, its rule, what is to be done until when."""

    value: str
    rule_id: str
    what: str
    due: date | datetime

    def missed(self, now: datetime) -> bool:
        """Whether it has run out; a day is over at its midnight."""
        if isinstance(self.due, datetime):
            return now > self.due
        return now.date() > self.due

    def late(self, now: datetime) -> str:
        """By how much it has been missed, in words: 40分钟, 5小时, 2天."""
        if not isinstance(self.due, datetime):
            return f"{(now.date() - self.due).days}天"
        return late_by(now - self.due)


def late_by(late: timedelta) -> str:
    """A lateness in words: 40分钟, 5小时, 2天."""
    minutes = int(late.total_seconds() // 60)
    if minutes >= _DAY:
        return f"{minutes // _DAY}天"
    return f"{minutes // _HOUR}小时" if minutes >= _HOUR else f"{max(minutes, 1)}分钟"


@dataclass(frozen=True, slots=True)
class _Events:
    record: CustomerRecord
    standing: Standing
    policy: Policy
    now: datetime

    def clock(self, value: str, rule_id: str, what: str, since: date | datetime) -> Clock:
        """The limit of a policy value, running since an event."""
        number, unit = self.policy.days(value), value.rsplit("_", 1)[-1]
        if isinstance(since, datetime) and unit != "days":
            ahead = timedelta(hours=number) if unit == "hours" else timedelta(minutes=number)
            due: date | datetime = self.here(since) + ahead
        else:
            day = self.here(since).date() if isinstance(since, datetime) else since
            due = day + timedelta(days=-(-number // 24) if unit == "hours" else number)
        return Clock(value, rule_id, what, due)

    def here(self, at: datetime) -> datetime:
        """A time on the office's clock."""
        return at.astimezone(self.now.tzinfo)

    def filed_contact_after(self, event: datetime) -> bool:
        """Whether a file tells of a contact after the event's day that is not logged here."""
        last = self.standing.last_contact_on
        if last is None or last <= self.here(event).date():
            return False
        return all(self.here(contact.at).date() != last for contact in self.record.interactions)

    def contact_after(self, event: date | datetime) -> bool:
        """Whether a contact followed an event; on its very day only where times tell."""
        last = self.standing.last_contact_on
        if isinstance(event, datetime):
            if any(contact.at > event for contact in self.record.interactions):
                return True
            return last is not None and last > self.here(event).date()
        return last is not None and last >= event


def clocks_of(
    record: CustomerRecord, *, standing: Standing, policy: Policy, now: datetime
) -> tuple[Clock, ...]:
    """Every limit running or run out; `now` in the office's zone. Missed ones fade with time."""
    events = _Events(record, standing, policy, now)
    found = [*_complaint(events), *_solved(events)]
    if not record.do_not_contact:
        found += [*_churn(events), *_promised(events), *_opening(events)]
    oldest = now.date() - timedelta(days=policy.days("service.missed_shown_days"))
    return tuple(each for each in found if _day(each.due) >= oldest)


def _complaint(events: _Events) -> Iterator[Clock]:
    for each in events.record.complaints:
        told = each.told_at is not None or events.filed_contact_after(each.since)
        if each.solved_at is None and not told:
            value, what = "service.complaint_minutes", "告知投诉核实进度"
            yield events.clock(value, "complaint-first", what, each.since)
            return


def _solved(events: _Events) -> Iterator[Clock]:
    solved_at = events.record.complaint_solved_at
    if events.record.open_complaint or solved_at is None or events.contact_after(solved_at):
        return
    value, what = "service.complaint_check_days", "投诉解决后的回访"
    yield events.clock(value, "complaint-first", what, solved_at)


def _promised(events: _Events) -> Iterator[Clock]:
    """What a high-net-worth customer was promised for the very day is answered within hours."""
    if events.standing.tier is not Tier.HIGH:
        return
    talks = {contact.interaction_id: contact.at for contact in events.record.interactions}
    for promise in events.record.due(FollowUpKind.PROMISE):
        asked = talks.get(promise.interaction_id or "")
        if asked is None or promise.due_at or promise.due_on != _day(events.here(asked)):
            continue
        value, what = "service.high_net_worth_hours", f"回应客户交办（{promise.text}）"
        yield events.clock(value, "service-clock", what, asked)


def _churn(events: _Events) -> Iterator[Clock]:
    """From the first sign whose day is known; what a later contact has answered is over."""
    days = [sign.since for sign in events.standing.churn_signs if sign.since is not None]
    open_days = [day for day in days if not events.contact_after(day)]
    if open_days:
        first = min(open_days, key=_day)
        yield events.clock("churn.contact_hours", "churn-response", "流失预警后的深度沟通", first)


def _opening(events: _Events) -> Iterator[Clock]:
    opened, days = events.record.opened_on, events.standing.opened_days
    if opened is None or days is None or days > events.policy["stages.new_days"]:
        return
    if not events.contact_after(opened):
        yield events.clock("service.welcome_hours", "service-clock", "开户欢迎", opened)
    benefits = events.clock("service.benefits_hours", "service-clock", "开通新人权益", opened)
    if not benefits.missed(events.now):
        yield benefits
    yield from _after_first_contact(events, opened)


def _after_first_contact(events: _Events, opened: date) -> Iterator[Clock]:
    """Thanks and the second contact, where the first is known and none followed."""
    first = _only_contact_on(events, opened)
    if first is None:
        return
    thanks = events.clock("service.thanks_hours", "service-clock", "发感谢信息", first)
    if not thanks.missed(events.now):
        yield thanks
    value, what = "service.second_contact_days", "首次沟通后的第二次联系"
    yield events.clock(value, "service-clock", what, first)


def _only_contact_on(events: _Events, opened: date) -> date | None:
    """The day of the first contact after the opening, where no later day had one.

    A last contact long after the opening, known from a file alone, may be the third or tenth.
    """
    last = events.standing.last_contact_on
    if last is None or last < opened:
        return None
    logged = {events.here(contact.at).date() for contact in events.record.interactions}
    if any(opened <= day < last for day in logged):
        return None
    soon = (last - opened).days <= events.policy["stages.first_week_days"]
    return last if soon or last in logged else None


def _day(due: date | datetime) -> date:
    return due.date() if isinstance(due, datetime) else due
