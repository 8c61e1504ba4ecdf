"""What is told unasked: the morning, reminders, what is late, cases, calls not noted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from bot.blocks import Screen, bold, line, paragraph, said, screen
from bot.conversation.buttons import Offer, Post, Verb
from bot.conversation.memory import InHand
from bot.conversation.routes import day
from bot.conversation.routes.escalations import alone
from bot.conversation.subjects import AboutCustomer
from bot.conversation.turn import Turn
from bot.render.day import named_line, refused
from bot.render.words import when
from bot.results.customers import DiaryEntry
from bot.results.day import UnnotedBrief
from bot.results.notices import DueNotice, Outdated
from bot.usecases.churn import open_all
from bot.usecases.day import unnoted
from bot.usecases.escalation import standing
from bot.usecases.oversee import Answering, answers_for, open_entry
from bot.usecases.staff import names_of
from store.models import FollowUpKind, Role

_MORNING_PAST = Outdated("早上已过")
_SETTLED = Outdated("已办完或改期")
_SEEN = Outdated("主管已知悉")
_EVENING_PAST = Outdated("当天已过")
_ALL_NOTED = Outdated("都记过了")
_WARNED = "⏰ 高净值客户当天交办的事，离{hours}小时时限还有{minutes}分钟。"
_LATE = "⏰ 请过问：{who}有一件过了手册时限。"
_MOST_ASKED = 5


def morning(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """The day's list; none once its day is over."""
    if notice.due_at.date() != turn.today:
        return _MORNING_PAST
    open_all(work=turn.work, actor=turn.actor)
    return day.morning(turn)


def reminder(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """What is to be done now, if it still is."""
    key = notice.named("follow_up_id")
    entry = open_entry(key, work=turn.work, actor=turn.actor)
    if entry is None or _put_off(entry, notice):
        return _SETTLED
    offers = [Offer("✔ 完成", Verb.DONE, key)]
    whose = answers_for(key, work=turn.work)
    if whose is not None and whose.owner_id == turn.actor.staff_id:
        offers.insert(0, Offer("简报", Verb.BRIEF, entry.follow_up.customer_id))
        if turn.actor.role is Role.RM:
            offers.append(Offer("转交", Verb.HAND, key))
    return [Post(_reminder(turn, entry), [offers, day.later_row(key)])]


def _put_off(entry: DiaryEntry, notice: DueNotice) -> bool:
    """Whether the line has another time now than the one the notice is of."""
    due = entry.follow_up.due_at
    again = notice.named("again")
    if again:
        return (due or entry.follow_up.due_on).isoformat() != again
    return due != notice.due_at


def _moved_since(entry: DiaryEntry, notice: DueNotice, zone: tzinfo) -> bool:
    """Whether a late line has another time now than it was late by; not known of older notices."""
    due, was = entry.follow_up.due_at, notice.named("due")
    now = due.astimezone(zone) if due is not None else entry.follow_up.due_on
    return bool(was) and now.isoformat() != was


def _reminder(turn: Turn, entry: DiaryEntry) -> Screen:
    follow_up = entry.follow_up
    due = when(follow_up.due_at or follow_up.due_on, zone=turn.zone, today=turn.today)
    promise = "【承诺】" if follow_up.kind is FollowUpKind.PROMISE else ""
    lines = [line("⏰ ", bold(due), f" {entry.customer_name}：{promise}{follow_up.text}")]
    if entry.refusal is not None:
        lines.append(refused(entry.refusal))
    return screen(paragraph(*lines))


def late(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """That something is late by the handbook's clocks: to the manager, then to the supervisor."""
    key = notice.named("follow_up_id")
    entry = open_entry(key, work=turn.work, actor=turn.actor)
    if entry is None or _moved_since(entry, notice, turn.zone):
        return _SETTLED
    line = entry.follow_up
    due = when(line.due_at or line.due_on, zone=turn.zone, today=turn.today)
    kind = "承诺" if line.kind is FollowUpKind.PROMISE else "约定"
    words = f"{kind}{due}办到，还没办：{named_line(entry)}。"
    whose = answers_for(key, work=turn.work)
    offers = [Offer("✔ 完成", Verb.DONE, key), Offer("改期", Verb.MOVE, key)]
    if turn.actor.role is not Role.RM or whose is None or whose.owner_id == turn.actor.staff_id:
        offers.insert(0, Offer("简报", Verb.BRIEF, line.customer_id))
    first = _WARNED if turn.actor.role is Role.RM else _LATE
    return [Post(said(first.format(who=_who(turn, whose), **_limits(turn)) + words), [offers])]


def _limits(turn: Turn) -> dict[str, int]:
    policy = turn.work.desk.policy
    return {
        "hours": policy.days("service.high_net_worth_hours"),
        "minutes": policy.days("service.warning_minutes"),
    }


def _who(turn: Turn, whose: Answering | None) -> str:
    """Who sees to a line, by name, and for whom where it is a colleague's."""
    if whose is None:
        return "团队"
    names = names_of({whose.owner_id, whose.seen_to_by}, work=turn.work)
    owner, by = (names.get(each, each) for each in (whose.owner_id, whose.seen_to_by))
    return by if by == owner else f"{by}（替{owner}办）"


def stop(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """What is no sales situation, told to the supervisor at once."""
    wanted = notice.named("escalation_id")
    cases = standing(work=turn.work, actor=turn.actor)
    found = [each for each in cases if each.escalation_id == wanted and not each.seen]
    return alone(turn, found) if found else _SEEN


def evening(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """Of calls prepared for and not noted: were they made?"""
    if notice.due_at.date() != turn.today:
        return _EVENING_PAST
    found = unnoted(work=turn.work, actor=turn.actor)
    if not found:
        return _ALL_NOTED
    return [_talked(each) for each in found[:_MOST_ASKED]]


def _talked(each: UnnotedBrief) -> Post:
    offers = [
        Offer("📞 记一笔", Verb.RECORD, each.suggestion_id),
        Offer("没聊", Verb.NOT_TALKED, each.suggestion_id),
    ]
    words = f"今天准备过{each.customer_name}的通话，聊了吗？"
    about = AboutCustomer(InHand(each.customer_id, each.customer_name))
    return Post(said(words), [offers], about)
