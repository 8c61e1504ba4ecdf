"""A stop script as a screen: the one thing to do now in front, then whom to tell by when."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blocks import Screen, Words, bold, headed, line, paragraph, screen
from bot.render.words import INDENT, rule_mark, within_words
from bot.results.halts import Halt, Tell

_WITHDRAWN = (
    "这件事先停下来，不要办，也不要谈产品，马上口头报告网点负责人。（对应的处置脚本已被撤回。）"
)


def halt_screens(halt: Halt) -> dict[str, Screen]:
    """The one screen of a stop: nothing on it is behind a button."""
    return {"first": _withdrawn(halt) if halt.script is None else _first(halt)}


def _first(halt: Halt) -> Screen:
    first, *more = halt.now
    return screen(
        paragraph(bold(_title(halt))),
        headed("现在就做", [bold(first.text), *(f"• {each.text}" for each in more)]),
        headed("报告", [_tell(each) for each in halt.tell]),
        headed("可以说", [f"• {each.text}" for each in halt.may_say]),
        headed("绝不说、绝不做", [f"🚫 {each.text}" for each in halt.never]),
        paragraph(*_foot(halt)),
    )


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
        script = halt.script
        yield line(
            f"{INDENT}出自 {script.title}", rule_mark(f"{script.script_id} v{script.version}")
        )


def _withdrawn(halt: Halt) -> Screen:
    return screen(paragraph(bold(_title(halt)), _WITHDRAWN))
