"""Reminders and promises as a screen: what is coming, what was kept, when one is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from bot.blocks import Line, Screen, Words, bold, headed, line, paragraph, screen, small
from bot.render.words import CIRCLED, when
from bot.results.customers import DiaryEntry
from bot.results.day import KeptRate
from store.models import FollowUpKind
from store.rhythm import Rhythm

_HOW = "要改就说“早报改到8点”“不要早报”“安静时段改成晚上10点到早上7点”。"


def ledger_screen(
    coming: Sequence[DiaryEntry],
    *,
    left: int,
    rate: KeptRate,
    rhythm: Rhythm,
    zone: tzinfo,
    today: date,
) -> Screen:
    """What is coming, numbered, `left` more of it; how promises were kept; the hours."""
    lines: list[Words] = [
        _coming(CIRCLED[at], each, zone=zone, today=today) for at, each in enumerate(coming)
    ]
    if left > 0:
        lines.append(f"……另有{left}件")
    morning = f"工作日{rhythm.morning:%H:%M}" if rhythm.morning is not None else "不发"
    quiet = f"{rhythm.quiet_from:%H:%M}到{rhythm.quiet_to:%H:%M}和休息日不打扰"
    return screen(
        headed("两周内的提醒和承诺", lines or ["没有。"]),
        paragraph(bold("承诺兑现（近90天）"), rate_words(rate)),
        paragraph(f"早报{morning}；{quiet}。", small(_HOW)),
    )


def rate_words(rate: KeptRate) -> str:
    """How promises were kept, in words."""
    if not rate.due:
        return "还没有到期的承诺。"
    late = rate.due - rate.kept - rate.open
    counts = ((late, "迟办"), (rate.open, "过期未办"), (rate.agreed_anew, "改过期"))
    rest = [f"{what}{count}件" for count, what in counts if count]
    first = f"{rate.kept / rate.due:.0%}（到期{rate.due}件，按时{rate.kept}件）"
    return "，".join([first, *rest]) + "。"


def _coming(mark: str, entry: DiaryEntry, *, zone: tzinfo, today: date) -> Line:
    follow_up = entry.follow_up
    return line(
        f"{mark} ",
        "🔴 " if follow_up.due_on < today else "",
        bold(when(follow_up.due_at or follow_up.due_on, zone=zone, today=today)),
        f" {entry.customer_name} ",
        "【承诺】" if follow_up.kind is FollowUpKind.PROMISE else "",
        follow_up.text,
    )
