"""The day: /today and the morning message, and what its buttons do to a line of the diary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.blocks import said
from bot.conversation.asked import LineDone
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import NewTime
from bot.conversation.routes import approving
from bot.conversation.routes.escalations import at_head
from bot.conversation.turn import Turn
from bot.render.day import FIRST, day_screen, named_line, taken_screen
from bot.render.words import CIRCLED, when
from bot.results.day import Day, DayEntry
from bot.results.declined import Declined
from bot.understanding import parse_when
from bot.usecases.day import day_of
from bot.usecases.follow_up import (
    Moved,
    close_follow_up,
    move_follow_up,
    reopen_follow_up,
    snooze,
)
from bot.usecases.handover import taken_on, tell_of_done
from bot.usecases.notices import told_at
from bot.usecases.oversee import open_entry
from bot.usecases.refusals import ADVISED, NO_LISTS
from store.models import FollowUpKind, Role

_HOUR = timedelta(hours=1)
_BACK = "back "
"""Before the time a line had, in the argument of the button that gives it back."""
_GONE = "这件已经了结，或客户已不在您名下。"
_MOVE = "{line}\n改到什么时候？点一个，或直接说，比如“周五下午三点”。"
_MOVED = "已改到{when}：{line}"
_RENEGOTIATED = "。这是承诺，改期请跟客户说好。"
_SNOOZED = "好的，{when}再提醒：{line}"
_RESTS = "（那时不打扰，{when}提醒）"
_PAST = "这个时间已经过了，请说一个以后的时间。"
_GOOD_MORNING = "早上好，{name}。今天是{day}。"


def today_command(turn: Turn) -> Sequence[Post]:
    """/today: what to attend to, the first few, each with its reason and its buttons."""
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    return [*at_head(turn), *_taken(turn), _page(turn, 0)]


def morning(turn: Turn) -> Sequence[Post]:
    """The same, with a greeting, as the morning's message."""
    day = f"{turn.today.month}月{turn.today.day}日"
    greeting = _GOOD_MORNING.format(name=turn.actor.name, day=day)
    waiting = approving.counted(turn)
    return [*at_head(turn), *_taken(turn), _page(turn, 0, greeting=greeting), *waiting]


def more(turn: Turn, before: str) -> Sequence[Post]:
    """The entries that follow so many others."""
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    return [_page(turn, int(before))]


def _page(turn: Turn, start: int, *, greeting: str = "") -> Post:
    day = day_of(work=turn.work, actor=turn.actor)
    start = start if start < len(day.entries) else 0
    team = turn.actor.role is Role.SUPERVISOR
    shown = day_screen(
        day, start=start, zone=turn.zone, today=turn.today, greeting=greeting, team=team
    )
    return Post(shown, _rows(turn, day, start))


def _rows(turn: Turn, day: Day, start: int) -> list[list[Offer]]:
    page = day.entries[start : start + FIRST]
    rows = [_row(turn, CIRCLED[at], each) for at, each in enumerate(page)]
    left = len(day.entries) - start - len(page)
    if left > 0:
        rows.append([Offer(f"还有{left}项", Verb.DAY, str(start + len(page)))])
    return rows


def _row(turn: Turn, mark: str, entry: DayEntry) -> list[Offer]:
    offers = [Offer(f"{mark}简报", Verb.BRIEF, entry.customer_id)]
    if entry.filed:
        offers.append(Offer(f"{mark}案件", Verb.CASE, f"show:{entry.customer_id}"))
    if entry.follow_up_id:
        offers += [
            Offer(f"{mark}完成", Verb.DONE, entry.follow_up_id),
            Offer(f"{mark}改期", Verb.MOVE, entry.follow_up_id),
        ]
        if turn.actor.role is Role.RM:
            offers.append(Offer(f"{mark}转交", Verb.HAND, entry.follow_up_id))
    return offers


def _taken(turn: Turn) -> Sequence[Post]:
    """What colleagues handed to the manager, due by today."""
    lines = [
        each
        for each in taken_on(work=turn.work, actor=turn.actor)
        if each.line.due_on <= turn.today
    ]
    if not lines:
        return []
    rows = [
        [
            Offer(f"{CIRCLED[at]}完成", Verb.DONE, each.line.follow_up_id),
            Offer(f"{CIRCLED[at]}改期", Verb.MOVE, each.line.follow_up_id),
        ]
        for at, each in enumerate(lines[:FIRST])
    ]
    return [Post(taken_screen(lines[:FIRST], zone=turn.zone, today=turn.today), rows)]


def done(turn: Turn, follow_up_id: str) -> Sequence[Post]:
    """A follow-up or promise is kept; it can be taken back."""
    closed = close_follow_up(follow_up_id, work=turn.work, actor=turn.actor)
    if isinstance(closed, Declined):
        return [say(closed.reason)]
    tell_of_done(follow_up_id, work=turn.work, actor=turn.actor)
    turn.asked(LineDone(follow_up_id))
    undo = Offer("↩ 还没办完", Verb.NOT_DONE, follow_up_id)
    return [Post(said(f"✅ 已办完：{named_line(closed)}"), [[undo]])]


def not_done(turn: Turn, follow_up_id: str) -> Sequence[Post]:
    """It is open again."""
    opened = reopen_follow_up(follow_up_id, work=turn.work, actor=turn.actor)
    if isinstance(opened, Declined):
        return [say(opened.reason)]
    return [Post(said(f"已放回日程：{named_line(opened)}"))]


def ask_time(turn: Turn, follow_up_id: str) -> Sequence[Post]:
    """To when a line is moved: by a button, or by the next words."""
    entry = open_entry(follow_up_id, work=turn.work, actor=turn.actor)
    if entry is None:
        return [say(_GONE)]
    turn.wait(NewTime(follow_up_id))
    return [Post(said(_MOVE.format(line=named_line(entry))), [later_row(follow_up_id)])]


def later_row(follow_up_id: str) -> list[Offer]:
    """Buttons that put a line off."""
    return [
        Offer("再过1小时", Verb.SNOOZE, follow_up_id),
        Offer("明天", Verb.MOVE_TO, f"{follow_up_id}:tomorrow"),
        Offer("下周一", Verb.MOVE_TO, f"{follow_up_id}:monday"),
    ]


def told_time(turn: Turn, follow_up_id: str, text: str) -> Sequence[Post] | None:
    """The time that was asked for; None where the words name none."""
    found = parse_when(text, now=turn.work.now)
    return move(turn, follow_up_id, found) if found is not None else None


def moved_to(turn: Turn, argument: str) -> Sequence[Post]:
    """A line moved by a button: to the next day, to Monday, or back to when it was."""
    follow_up_id, _, to = argument.partition(":")
    turn.settle()
    if to not in {"tomorrow", "monday"}:
        back, iso = to.startswith(_BACK), to.removeprefix(_BACK)
        named = datetime.fromisoformat(iso) if "T" in iso else date.fromisoformat(iso)
        return move(turn, follow_up_id, named, back=back)
    entry = open_entry(follow_up_id, work=turn.work, actor=turn.actor)
    if entry is None:
        return [say(_GONE)]
    days = 1 if to == "tomorrow" else 7 - turn.today.weekday()
    day, before = turn.today + timedelta(days=days), entry.follow_up.due_at
    at = before.astimezone(turn.zone).timetz() if before is not None else None
    return move(turn, follow_up_id, datetime.combine(day, at) if at is not None else day)


def move(
    turn: Turn, follow_up_id: str, to: date | datetime, *, back: bool = False
) -> Sequence[Post]:
    """Move a line; it can be put back to when it was, which may be past."""
    past = to < (turn.work.now if isinstance(to, datetime) else turn.today)
    if past and not back:
        return [say(_PAST)]
    moved = move_follow_up(follow_up_id, to, work=turn.work, actor=turn.actor)
    if isinstance(moved, Declined):
        return [say(moved.reason)]
    words = _MOVED.format(
        when=when(to, zone=turn.zone, today=turn.today), line=named_line(moved.entry)
    )
    if back:
        return [Post(said(words))]
    if moved.entry.follow_up.kind is FollowUpKind.PROMISE:
        words += _RENEGOTIATED
    if isinstance(to, datetime):
        words += _rests(turn, to)
    return [Post(said(words), [[_undo(moved)]])]


def _undo(moved: Moved) -> Offer:
    argument = f"{moved.entry.follow_up.follow_up_id}:{_BACK}{moved.former.isoformat()}"
    return Offer("↩ 改回原来", Verb.MOVE_TO, argument)


def _rests(turn: Turn, at: datetime) -> str:
    """That nobody is told at such an hour, and when instead; empty where he is."""
    told = told_at(at, staff_id=turn.actor.staff_id, work=turn.work)
    if told == at:
        return ""
    return _RESTS.format(when=when(told, zone=turn.zone, today=turn.today))


def snoozed(turn: Turn, follow_up_id: str, *, ahead: timedelta = _HOUR) -> Sequence[Post]:
    """Reminded of once more, later; when it is due stays."""
    turn.settle()
    until = (turn.work.now + ahead).replace(second=0, microsecond=0)
    entry = snooze(follow_up_id, until, work=turn.work, actor=turn.actor)
    if isinstance(entry, Declined):
        return [say(entry.reason)]
    told = told_at(until, staff_id=turn.actor.staff_id, work=turn.work)
    at = when(told, zone=turn.zone, today=turn.today)
    return [Post(said(_SNOOZED.format(when=at, line=named_line(entry))))]


def not_talked() -> Sequence[Post]:
    """The call prepared for did not come about: nothing is written."""
    return [say("好的，不记。")]
