"""The day unasked: the morning message, and what the diary has at a time."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import bold, line, paragraph, screen
from bot.conversation.buttons import Offer, Post, Verb
from bot.conversation.routes.overview import today_command
from bot.conversation.turn import Turn
from bot.render.words import when
from bot.results.notices import DueNotice, Outdated
from bot.usecases.churn import open_all
from bot.usecases.oversee import open_entry

_HOUR_PAST = Outdated("早上已过")
_SETTLED = Outdated("已办完或改期")


def morning(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """The day's list; none once its day is over."""
    if notice.due_at.date() != turn.today:
        return _HOUR_PAST
    open_all(work=turn.work, actor=turn.actor)
    return today_command(turn)


def reminder(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """What is to be done now, if it still is."""
    key = notice.named("follow_up_id")
    entry = open_entry(key, work=turn.work, actor=turn.actor)
    if entry is None or entry.follow_up.due_at != notice.due_at:
        return _SETTLED
    due = when(notice.due_at, zone=turn.zone, today=turn.today)
    lines = [line("⏰ ", bold(due), f" {entry.customer_name}：{entry.follow_up.text}")]
    if entry.refusal is not None:
        lines.append(line(f"🔕 {entry.refusal.reason}：{entry.refusal.instead}"))
    rows = [
        [
            Offer("简报", Verb.BRIEF, entry.follow_up.customer_id),
            Offer("✔ 办完", Verb.DONE, key),
        ]
    ]
    return [Post(screen(paragraph(*lines)), rows)]
