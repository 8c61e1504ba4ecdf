"""One's own reminders and promises: /remind, and words about the day that need no model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.routes import calls, day
from bot.conversation.turn import Turn
from bot.render.ledger import ledger_screen
from bot.render.words import CIRCLED, when
from bot.results.customers import Found
from bot.results.day import KeptRate
from bot.understanding.day_words import (
    Again,
    MorningAgain,
    MorningAt,
    PutOff,
    QuietHours,
    Shift,
    Wish,
    day_wish,
)
from bot.understanding.moments import moments
from bot.usecases.case import read_case
from bot.usecases.find import mentioned_customer
from bot.usecases.kept import named_in, touched
from bot.usecases.notices import last_reminded
from bot.usecases.oversee import diary
from bot.usecases.promises import kept_rates
from bot.usecases.refusals import ADVISED, NO_LISTS
from bot.usecases.rhythm import morning_again, morning_at, own_rhythm, quiet_hours
from store.customers import OpenFollowUp
from store.models import FollowUpKind

_DAYS_AHEAD, _MOST = 14, 9
_MORNING_AT = "好的，工作日{at}给您发早报。"
_NO_MORNING = "好的，不再发早报；要恢复，说“恢复早报”。/today 随时能看。"
_LATE_MORNING = "早报要在中午12点以前，请换个时间。"
_QUIET = "好的，{begin}到{end}不打扰您；停止营销的事件除外。"
_NOTHING_TOLD = "两小时内没有提醒过您，请说是哪位客户的，比如“孙浩然的提醒改到周五”。"
_NO_PROMISE = "没有找到对{name}的承诺。"
_WHICH = "{name}有{count}件，改哪一件？"
_NO_HOUR = "{name}的“{text}”没有定几点，请直接说改到哪天几点。"
_DAY = timedelta(days=1)
_LATELY = timedelta(hours=2)
_NOON = time(12)


def remind_command(turn: Turn, words: str) -> Sequence[Post]:
    """/remind: what is coming and how promises are kept; with words, something to remind of."""
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    if words:
        return calls.capture(turn, calls.read(turn, f"提醒我{words}", meant="capture"))
    coming = diary(work=turn.work, actor=turn.actor, days=_DAYS_AHEAD).rows
    shown = coming[:_MOST]
    rows = [
        [
            Offer(f"{CIRCLED[at]}完成", Verb.DONE, each.follow_up.follow_up_id),
            Offer(f"{CIRCLED[at]}改期", Verb.MOVE, each.follow_up.follow_up_id),
        ]
        for at, each in enumerate(shown)
    ]
    screen = ledger_screen(
        shown,
        left=len(coming) - len(shown),
        rate=sum(kept_rates(work=turn.work, actor=turn.actor).values(), KeptRate()),
        rhythm=own_rhythm(work=turn.work, actor=turn.actor),
        zone=turn.zone,
        today=turn.today,
    )
    return [Post(screen, rows)]


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """What words wish of one's own day; None where they are no such thing."""
    wish = day_wish(text, now=turn.work.now)
    if wish is None or turn.actor.role not in ADVISED:
        return None
    match wish:
        case Again(ahead):
            return _again(turn, ahead)
        case PutOff():
            return _put_off(turn, wish)
        case Shift():
            return _shifted(turn, wish)
    return [say(_set(turn, wish))]


def _set(turn: Turn, wish: Wish) -> str:
    work, actor = turn.work, turn.actor
    match wish:
        case MorningAt(None):
            morning_at(None, work=work, actor=actor)
            return _NO_MORNING
        case MorningAt(at) if at is not None and at >= _NOON:
            return _LATE_MORNING
        case MorningAt(at):
            rhythm = morning_at(at, work=work, actor=actor)
            return _MORNING_AT.format(at=f"{rhythm.morning:%H:%M}")
        case MorningAgain():
            rhythm = morning_again(work=work, actor=actor)
            return _MORNING_AT.format(at=f"{rhythm.morning:%H:%M}")
        case QuietHours(begin, end):
            quiet_hours(begin, end, work=work, actor=actor)
            return _QUIET.format(begin=f"{begin:%H:%M}", end=f"{end:%H:%M}")
    return ""


def _again(turn: Turn, ahead: timedelta) -> Sequence[Post]:
    follow_up_id = _reminded(turn)
    if follow_up_id is None:
        return [say(_NOTHING_TOLD)]
    return day.snoozed(turn, follow_up_id, ahead=ahead)


def _reminded(turn: Turn) -> str | None:
    """The line the chat was reminded of lately, where no customer was spoken of since."""
    since, spoken = turn.work.now - _LATELY, turn.memory.lately
    since = max(since, spoken) if spoken is not None else since
    return last_reminded(since, work=turn.work, actor=turn.actor)


def _put_off(turn: Turn, wish: PutOff) -> Sequence[Post] | None:
    """The line meant is moved; a bare time is of the last reminder, if there was one lately."""
    if not wish.whose:
        follow_up_id = _reminded(turn)
        return day.move(turn, follow_up_id, wish.to) if follow_up_id is not None else None
    found = mentioned_customer(wish.whose, work=turn.work, actor=turn.actor)
    case = (
        read_case(found.customer_id, work=turn.work, actor=turn.actor)
        if isinstance(found, Found)
        else None
    )
    if case is None:
        return None
    lines = case.record.follow_ups
    if wish.promised:
        lines = case.record.due(FollowUpKind.PROMISE)
    name = case.record.name
    if wish.named:
        lines = _said(wish, lines, name)
    if not lines:
        return [say(_NO_PROMISE.format(name=name))] if wish.promised else None
    turn.hold(case.record.customer_id, name)
    if len(lines) == 1:
        return day.move(turn, lines[0].follow_up_id, _to(turn, lines[0], wish))
    return [_which(turn, name, lines, wish)]


def _shifted(turn: Turn, wish: Shift) -> Sequence[Post] | None:
    """The line meant so much later or earlier; by hours only where it has an hour."""
    found = mentioned_customer(wish.whose, work=turn.work, actor=turn.actor)
    case = (
        read_case(found.customer_id, work=turn.work, actor=turn.actor)
        if isinstance(found, Found)
        else None
    )
    if case is None or not case.record.follow_ups:
        return None
    name, lines = case.record.name, case.record.follow_ups
    turn.hold(case.record.customer_id, name)
    days = {each.day for each in moments(wish.whose, now=turn.work.now)}
    lines = tuple(
        touched(wish.whose.replace(name, ""), lines)
        or [e for e in lines if e.due_on in days]
        or lines
    )
    whole = not wish.by % _DAY
    timed = tuple(each for each in lines if whole or each.due_at is not None)
    if not timed:
        return [say(_NO_HOUR.format(name=name, text=lines[0].text))]
    if len(timed) == 1:
        return day.move(turn, timed[0].follow_up_id, _by(turn, timed[0], wish))
    return [_choose(turn, name, [(each, _by(turn, each, wish)) for each in timed])]


def _by(turn: Turn, line: OpenFollowUp, wish: Shift) -> date | datetime:
    if line.due_at is None:
        return line.due_on + wish.by
    return line.due_at.astimezone(turn.zone) + wish.by


def _said(wish: PutOff, lines: Sequence[OpenFollowUp], name: str) -> tuple[OpenFollowUp, ...]:
    """The lines meant by their words; one that keeps its hour is one that has an hour."""
    timed = [each for each in lines if each.due_at is not None] if wish.same_hour else []
    return tuple(
        named_in(wish.whose, lines) or timed or touched(wish.whose.replace(name, ""), lines)
    )


def _to(turn: Turn, line: OpenFollowUp, wish: PutOff) -> date | datetime:
    """When a line is moved to: at the hour it had, where it keeps it."""
    if not wish.same_hour or line.due_at is None or isinstance(wish.to, datetime):
        return wish.to
    return datetime.combine(wish.to, line.due_at.astimezone(turn.zone).timetz())


def _which(turn: Turn, name: str, lines: Sequence[OpenFollowUp], wish: PutOff) -> Post:
    """Which of a customer's lines is moved."""
    return _choose(turn, name, [(each, _to(turn, each, wish)) for each in lines])


def _choose(turn: Turn, name: str, lines: Sequence[tuple[OpenFollowUp, date | datetime]]) -> Post:
    """Lines of a customer, each with when it would be."""
    rows = []
    for each, to in lines[:_MOST]:
        due = when(each.due_at or each.due_on, zone=turn.zone, today=turn.today)
        argument = f"{each.follow_up_id}:{to.isoformat()}"
        rows.append([Offer(f"{due} {each.text}", Verb.MOVE_TO, argument)])
    return Post(said(_WHICH.format(name=name, count=len(lines))), rows)
