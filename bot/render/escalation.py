"""Open cases as a supervisor reads them: who, what, by when, and whether somebody is at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from bot.blocks import Screen, Words, bold, headed, line, screen
from bot.render.words import moment
from bot.results.halts import OpenCase
from knowledge.stopping import StopEvent

_LONGEST = 60


def cases_screen(cases: Sequence[OpenCase], page: slice, *, now: datetime, zone: tzinfo) -> Screen:
    """A page of the cases in the order given, numbered as their buttons are, under their count."""
    first, shown = page.start, cases[page]
    lines = [_line(at, each, now=now, zone=zone) for at, each in enumerate(shown, first + 1)]
    here = "" if len(shown) == len(cases) else f"，这里是第{first + 1}到{first + len(shown)}件"
    return screen(headed(f"⛔ 上报待处理（{len(cases)}件{here}）", lines))


def count_words(cases: Sequence[OpenCase]) -> str:
    """How many are open, and how many of them nobody has taken."""
    untaken = sum(not each.taken for each in cases)
    return f"⛔ 上报待处理{len(cases)}件，其中{untaken}件没有人接手：发 /today 逐件处理。"


def settling_words(name: str, cases: Sequence[OpenCase], *, closable: bool) -> str:
    """What to do about a customer's open cases said to be over."""
    events = "、".join(_label(each.event) for each in cases)
    if closable:
        return f"{name}还有未了结的上报：{events}。请点按钮了结："
    return f"{name}的上报（{events}）由主管了结，请直接找主管。"


def case_label(case: OpenCase) -> str:
    """What a button calls a case."""
    return _label(case.event)


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
        return f"；{case.taken_by}已接手"
    known = "；主管已知悉" if case.seen else ""
    return known + ("；客户经理已按脚本报告" if case.reported else "")
