"""Open cases as a supervisor reads them: who, what, by when, and whether somebody is at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bot.blocks import Screen, Words, bold, headed, line, screen
from bot.render.words import moment
from bot.results.halts import OpenCase
from knowledge.stopping import StopEvent

_LONGEST = 60


def cases_screen(cases: Sequence[OpenCase], *, now: datetime, zone: tzinfo) -> Screen:
    """The cases in the order given, numbered as their buttons are."""
    lines = [_line(at, each, now=now, zone=zone) for at, each in enumerate(cases, 1)]
    return screen(headed(f"⛔ 上报待处理（{len(cases)}件）", lines))


def _line(at: int, case: OpenCase, *, now: datetime, zone: tzinfo) -> Words:
    late = "🔴 已超时 " if case.due_at < now and not case.seen else ""
    who = bold(f"{case.customer_name} {_label(case.event)}")
    told = case.text if len(case.text) <= _LONGEST else case.text[: _LONGEST - 1] + "…"
    opened, due = moment(case.opened_at, zone=zone), moment(case.due_at, zone=zone)
    times = f"“{told}” {opened} {case.staff_name}报，{due}前处理"
    return line(f"{at}. {late}", who, f"：{times}{_state(case)}")


def _label(event: str) -> str:
    """An event's name; a code no longer known stands for itself."""
    return next((each.label for each in StopEvent if each == event), event)


def _state(case: OpenCase) -> str:
    if case.taken:
        return "；已有主管接手"
    known = "；主管已知悉" if case.seen else ""
    return known + ("；客户经理已按脚本报告" if case.reported else "")
