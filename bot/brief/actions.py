"""What to do after the call, as the scripts put it: when it is due, and by which channel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from bot.brief.composing import Told, shared, source
from bot.record.policy import Policy
from bot.record.standing import Standing
from bot.results.advice import NextAction
from bot.results.vocabulary import ActionChannel, ActionKind, action_channel
from knowledge.handbook.format import Section
from store.customers import CustomerRecord
from store.models import Channel, CustomerKind

_DEFAULT_CHANNEL = {CustomerKind.PERSON: Channel.WECHAT, CustomerKind.COMPANY: Channel.PHONE}
_CHANNELS_OF = {
    ActionKind.MESSAGE: (Channel.WECHAT, Channel.SMS, Channel.EMAIL),
    ActionKind.MATERIAL: (
        Channel.WECHAT,
        Channel.EMAIL,
        Channel.SMS,
        Channel.VISIT,
        Channel.BRANCH,
    ),
}
"""Channels by which written things go; a call or visit goes by any the customer prefers."""
_END_OF_DAY = time(18, 0)
"""Where what is due on a day stands among what is due at an hour."""


def next_actions(
    scenes: Sequence[Told],
    *,
    record: CustomerRecord,
    standing: Standing,
    policy: Policy,
    now: datetime,
) -> tuple[NextAction, ...]:
    """What to do after the call, earliest first."""
    seen: dict[tuple[ActionKind, str], NextAction] = {}
    for line in shared(scenes, Section.ACTIONS):
        attributes, kind = line.attributes, ActionKind(line.attributes["kind"])
        action = NextAction(
            kind=kind,
            text=line.text,
            due=due_of(attributes["due"], standing=standing, policy=policy, now=now),
            channel=channel_of(attributes["channel"], record, kind=kind),
            sources=(source(line),),
        )
        seen.setdefault((action.kind, action.text), action)
    return by_time(seen.values(), now=now)


def due_of(rule: str, *, standing: Standing, policy: Policy, now: datetime) -> date | datetime:
    """When an action is due: a time for minutes and hours, a date for days."""
    today = now.date()
    if rule == "today":
        return today
    if rule == "on_birthday":
        days = standing.birthday_days
        unknown = policy.days("service.birthday_default_days")
        return today + timedelta(days=unknown if days is None else days)
    if rule == "after_maturity":
        unknown = policy.days("service.maturity_default_days")
        return (standing.first_maturity_on or today + timedelta(days=unknown)) + timedelta(days=1)
    if rule == "before_maturity":
        ahead = policy.days("service.before_maturity_days")
        return max((standing.first_maturity_on or today) - timedelta(days=ahead), today)
    number, unit = int(rule[1:-1]), rule[-1]
    if unit == "d":
        return today + timedelta(days=number)
    delta = timedelta(hours=number) if unit == "h" else timedelta(minutes=number)
    return (now + delta).replace(second=0, microsecond=0)


def channel_of(
    channel: str, record: CustomerRecord, *, kind: ActionKind = ActionKind.CALL
) -> ActionChannel:
    """The channel meant by `preferred`: the customer's own where the action can go by it."""
    if channel != "preferred":
        return action_channel(channel)
    fitting = _CHANNELS_OF.get(kind)
    own = record.preferred_channel
    if own is not None and own is not Channel.UNKNOWN and (fitting is None or own in fitting):
        return own
    return fitting[0] if fitting else _DEFAULT_CHANNEL[record.kind]


def by_time(actions: Iterable[NextAction], *, now: datetime) -> tuple[NextAction, ...]:
    """The actions, earliest first."""
    return tuple(sorted(actions, key=lambda action: moment(action.due, now)))


def moment(due: date | datetime, now: datetime) -> datetime:
    """A due day or time as a time, a day as the end of its work."""
    if isinstance(due, datetime):
        return due
    return datetime.combine(due, _END_OF_DAY, tzinfo=now.tzinfo)
