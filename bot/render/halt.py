"""A stop script as a screen: the one thing to do now in front, then whom to tell by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks import Block, Screen, Words, bold, headed, line, paragraph, screen
from bot.render.words import INDENT, rule_mark, within_words
from bot.results.advice import Scenario, StopSteps, Tell
from bot.results.halts import Halt

_WITHDRAWN = (
    "这件事先停下来，不要办，也不要谈产品，马上口头报告网点负责人。（对应的处置脚本已被撤回。）"
)


def halt_screens(halt: Halt) -> dict[str, Screen]:
    """The one screen of a stop: nothing on it is behind a button."""
    return {"first": _withdrawn(halt) if halt.script is None else _first(halt)}


def steps_screen(steps: Sequence[StopSteps]) -> Screen:
    """What is to be done about every event that is open, the gravest first, and where it stands."""
    blocks: list[Block | None] = []
    for each in steps:
        blocks += [paragraph(bold(f"⛔ {each.event.label}")), *_deeds(each)]
        blocks.append(paragraph(_source(each.script)))
    return screen(*blocks)


def _first(halt: Halt) -> Screen:
    return screen(paragraph(bold(_title(halt))), *_deeds(halt), paragraph(*_foot(halt)))


def _deeds(told: Halt | StopSteps) -> Iterator[Block | None]:
    first, *more = told.now
    yield headed("现在就做", [bold(first.text), *(f"• {each.text}" for each in more)])
    yield headed("报告", [_tell(each) for each in told.tell])
    yield headed("可以说", [f"• {each.text}" for each in told.may_say])
    yield headed("绝不说、绝不做", [f"🚫 {each.text}" for each in told.never])


def _title(halt: Halt) -> str:
    who = f"（{halt.record.name}）" if halt.record else ""
    return f"⛔ {halt.event.label}{who}：先停下业务，不谈产品"


def _tell(tell: Tell) -> Words:
    return line("• ", bold(f"{within_words(tell.within)} {tell.role}"), f"：{tell.what.text}")


def _foot(halt: Halt) -> Iterator[Words]:
    if halt.due is not None:
        due = f"{halt.due:%H:%M}"
        yield f"已给主管开了一件上报（{due}前处理）；这不代替您当面或电话报告。"
    others = "、".join(event.label for event in halt.events[1:])
    if others:
        yield f"您的话里还提到：{others}，报告时一并说明。"
    if halt.script is not None:
        yield _source(halt.script)


def _source(script: Scenario) -> Words:
    mark = rule_mark(f"{script.script_id} v{script.version}")
    return line(f"{INDENT}出自 {script.title}", mark)


def _withdrawn(halt: Halt) -> Screen:
    return screen(paragraph(bold(_title(halt)), _WITHDRAWN))
