"""The day as a screen: a few entries first, each with its time and its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo

from bot.blocks import Line, Screen, Words, bold, headed, line, paragraph, screen, small
from bot.record.matters import Matter
from bot.record.ruling import Ruling
from bot.render.supervision import left_out
from bot.render.words import CIRCLED, INDENT, day_of, rule_mark, when
from bot.results.customers import DiaryEntry
from bot.results.day import Day, DayEntry, Handed
from store.models import FollowUpKind

FIRST = 5
"""Entries on the first screen, and on each that follows."""
_NOTHING = "今天没有到期的事，也没有要留意的客户。"
_MOST_BESIDES = 2


def day_screen(
    day: Day, *, start: int, zone: tzinfo, today: date, greeting: str = "", team: bool = False
) -> Screen:
    """A page of the day from entry `start`; a `team`'s names the manager of each."""
    left = left_out(day.unreadable)
    if not day.entries:
        return screen(paragraph(greeting, _NOTHING), left)
    page = day.entries[start : start + FIRST]
    lines: list[Words] = []
    for at, each in enumerate(page):
        lines += _entry(CIRCLED[at], each, zone=zone, today=today, team=team)
    heading = f"今天要跟进（{len(day.entries)}项，先急后缓）"
    if start:
        heading = f"今天要跟进：第{start + 1}到{start + len(page)}项，共{len(day.entries)}项"
    return screen(paragraph(greeting), headed(heading, lines), left)


def named_line(entry: DiaryEntry) -> str:
    """A line of the diary in a sentence: whom it is for and what is to be done."""
    return f"{entry.customer_name}——{entry.follow_up.text}"


def taken_screen(lines: Sequence[Handed], *, zone: tzinfo, today: date) -> Screen:
    """What colleagues handed over, numbered."""
    shown = [
        line(
            f"{CIRCLED[at]} ",
            bold(when(each.line.due_at or each.line.due_on, zone=zone, today=today)),
            f" {each.customer_name} {each.line.text}（{each.giver_name}转交）",
        )
        for at, each in enumerate(lines)
    ]
    return screen(headed("同事转交的", shown))


def _entry(mark: str, entry: DayEntry, *, zone: tzinfo, today: date, team: bool) -> Iterator[Words]:
    owner = f"（{entry.owner}）" if team else ""
    yield line(f"{mark} ", *_what(entry.matter, zone, today, f"{entry.name}{owner} "))
    for each in entry.besides[:_MOST_BESIDES]:
        yield line(f"{INDENT}另：{each.what}，{each.why}", small(f" 〔{each.source}〕"))
    if len(entry.besides) > _MOST_BESIDES:
        yield line(f"{INDENT}还有{len(entry.besides) - _MOST_BESIDES}件，见客户现状")
    yield line(small(f"{INDENT}因为：{'，'.join(_reasons(entry))} 〔{entry.matter.source}〕"))
    if entry.refusal is not None:
        yield refused(entry.refusal)


def _what(matter: Matter, zone: tzinfo, today: date, who: str) -> list[Words]:
    follow_up = matter.follow_up
    promised = follow_up is not None and follow_up.kind is FollowUpKind.PROMISE
    words: list[Words] = [bold(who), "【承诺】" if promised else "", matter.what]
    if matter.due is not None:
        late = "🔴 " if day_of(matter.due, zone) < today else ""
        words = [late, bold(when(matter.due, zone=zone, today=today)), " ", *words]
    return words


def _reasons(entry: DayEntry) -> Sequence[str]:
    """Why it stands where it does: its urgency, whom it is for."""
    assets = f"{entry.aum_wan:g}万元" if entry.aum_wan else ""
    return [entry.matter.why, f"{entry.tier.label}客户{assets}"]


def refused(ruling: Ruling) -> Line:
    """That the customer may not be called, by which clause, and what to do instead."""
    said = f"{INDENT}🔕 {ruling.reason}：{ruling.instead}"
    return line(said, rule_mark(f"{ruling.rule_id} · {ruling.clause}"))
