"""What stands and stood open with a customer, as lines of his page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo

from bot.render.cases import OUTCOMES
from bot.render.changes import moment_of
from bot.render.words import when
from bot.results.whole import WholeCustomer
from knowledge.stopping.events import StopEvent

_MOST, _LONGEST = 3, 20


def open_case_lines(whole: WholeCustomer, *, zone: tzinfo, today: date) -> Iterator[str]:
    """What stands open: events, the cases that come first with their clocks, signs of leaving."""
    for event in whole.past.escalations:
        if event.closed_at is None:
            taken = f"{event.taken_by}已接手" if event.taken_by else "还没有主管接手"
            yield f"⛔ 上报：{StopEvent(event.event).label}（未了结，{taken}）"
    if signs := "、".join(each.text for each in whole.standing.churn_signs):
        yield f"⚠ 流失迹象：{signs}"
    for each in whole.open_cases[:_MOST]:
        text = each.text if len(each.text) <= _LONGEST else f"{each.text[:_LONGEST]}…"
        by = f"（{when(each.due_at, zone=zone, today=today)}前）" if each.due_at else ""
        yield f"⏱ {each.what}：{text}{by}"


def past_case_lines(whole: WholeCustomer, zone: tzinfo) -> Iterator[str]:
    """Every complaint, case and event of his, and what came of it, a line each."""
    for each in whole.past.complaints:
        solved = each.solved_at
        state = f"{moment_of(solved, zone)} 已解决：{each.solution or '未写'}" if solved else "未结"
        opened = moment_of(each.opened_at, zone)
        yield f"• {opened} {each.size.label}投诉“{each.text}” → {state}"
    for file in whole.cases:
        by = f"，时限{moment_of(file.due_at, zone)}" if file.due_at else ""
        came = OUTCOMES.get(file.outcome or "", file.outcome or "")
        ended = f"{moment_of(file.closed_at, zone)} 了结：{came}" if file.closed_at else ""
        state = ended or f"未了结{by}"
        yield f"• {moment_of(file.opened_at, zone)} {file.kind.label}“{file.text}” → {state}"
    for case in whole.past.escalations:
        over = "误报" if case.mistaken else "已了结"
        state = f"{moment_of(case.closed_at, zone)} {over}" if case.closed_at else "未了结"
        label = StopEvent(case.event).label
        yield f"• {moment_of(case.opened_at, zone)} 上报：{label} → {state}"
