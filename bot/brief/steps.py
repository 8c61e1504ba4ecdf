"""What is to be done while an event is open: its stop script's lines, and by when each is due."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from bot.brief.case import Case
from bot.results.advice import (
    Avoid,
    NextAction,
    RuleSource,
    Scenario,
    ScriptSource,
    Sourced,
    StopSteps,
    Tell,
)
from bot.results.halts import time_within
from bot.results.vocabulary import ActionKind, Inward
from knowledge.handbook.format import Line, ScenarioScript, Section
from knowledge.retrieval import Handbook
from knowledge.stopping.events import StopEvent

_RULE = "escalation-first"


def steps_of(script: ScenarioScript, event: StopEvent) -> StopSteps:
    """The lines of an event's stop script by what they are for, each with its source."""

    def lines(section: Section) -> tuple[Sourced, ...]:
        return tuple(_sourced(script, each) for each in script.section(section))

    return StopSteps(
        event=event,
        script=Scenario(script.script_id, script.version, script.title, event.label),
        now=lines(Section.NOW),
        tell=tuple(_tell(script, each) for each in script.section(Section.TELL)),
        may_say=lines(Section.MAY_SAY),
        never=lines(Section.AVOID),
    )


def open_steps(
    case: Case, *, handbook: Handbook, withdrawn: Collection[str]
) -> tuple[StopSteps, ...]:
    """The steps of the customer's open events, the gravest first; a withdrawn script has none."""
    return tuple(
        steps_of(script, event)
        for event in case.gate.halted
        if event.script_id not in withdrawn
        and (script := handbook.stops.get(event.script_id)) is not None
    )


def may_say(case: Case, steps: Collection[StopSteps]) -> tuple[Sourced, ...]:
    """What may be said to whoever calls; without a script, the gate's own remedy."""
    if steps:
        return tuple(line for each in steps for line in each.may_say)
    bars = (bar for bar in case.gate.bars if bar.rule_id == _RULE)
    return tuple(Sourced(bar.instead, (RuleSource(bar.rule_id, bar.clause),)) for bar in bars)


def step_actions(
    case: Case, steps: Collection[StopSteps], *, now: datetime
) -> Iterator[NextAction]:
    """What is to be done at once, and whom to tell: due from when the event was noted."""
    for each in steps:
        for line in each.now:
            yield _inward(ActionKind.TASK, line.text, now.date(), line)
        opened = _opened(case, each.event, now)
        for tell in each.tell:
            due = opened.date() if tell.within is None else opened + tell.within
            yield _inward(ActionKind.ESCALATE, f"{tell.role}：{tell.what.text}", due, tell.what)


def step_avoids(steps: Collection[StopSteps]) -> Iterator[Avoid]:
    """What is never said or done."""
    return (Avoid(line.text, "", line.sources) for each in steps for line in each.never)


def _opened(case: Case, event: StopEvent, now: datetime) -> datetime:
    noted = (each.opened_at for each in case.record.escalations if each.event == event)
    return min(noted, default=now).astimezone(now.tzinfo)


def _inward(kind: ActionKind, text: str, due: date | datetime, line: Sourced) -> NextAction:
    return NextAction(kind, text, due, Inward.INTERNAL, line.sources, _RULE)


def _sourced(script: ScenarioScript, line: Line) -> Sourced:
    return Sourced(line.text, (ScriptSource(script.script_id, script.version, line.reference),))


def _tell(script: ScenarioScript, line: Line) -> Tell:
    within = time_within(line.attributes["within"])
    return Tell(line.attributes["role"], within, _sourced(script, line))
