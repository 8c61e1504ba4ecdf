"""An answer as screens: what to say, what not, passages to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.blocks import Block, Screen, Words, bold, headed, line, paragraph, screen, small
from bot.render.words import CIRCLED, INDENT, for_whom, rule_mark, source_mark
from bot.results.advice import Answer, Reference

ANSWER_SCREENS: Mapping[str, str] = {"avoid": "不能说", "references": "参考资料"}
"""Screens behind buttons, by name, with the buttons' words."""


def answer_screens(answer: Answer) -> dict[str, Screen]:
    """The screens of an answer that have something to show, `first` in front."""
    screens = {
        "first": _declined(answer) if answer.abstained else _first(answer),
        "avoid": () if answer.abstained else screen(_avoid(answer)),
        "references": screen(_references(answer)),
    }
    return {name: shown for name, shown in screens.items() if shown}


def _first(answer: Answer) -> Screen:
    return screen(
        headed(f"可以这样说{_whose(answer)}", list(_lines(answer))),
        headed("出自", list(_scenarios(answer))),
        headed("必须说", [f"• {text}" for text in answer.disclosures]),
    )


def _whose(answer: Answer) -> str:
    return for_whom(answer.record.name if answer.record else None)


def _lines(answer: Answer) -> Iterator[Words]:
    scripts = [scenario.script_id for scenario in answer.scenarios]
    for number, each in enumerate(answer.answers, 1):
        yield line(f"{number}. {each.text}", source_mark(each.sources, scripts))


def _scenarios(answer: Answer) -> Iterator[Words]:
    for sign, each in zip(CIRCLED, answer.scenarios, strict=False):
        mark = rule_mark(f"{each.script_id} v{each.version}")
        yield line(f"{sign} ", bold(each.title), mark, f" {each.why}")


def _avoid(answer: Answer) -> Block | None:
    avoid = [line(f"🚫 {a.text}", rule_mark(a.rule_id)) for a in answer.avoid]
    return headed(f"不能说{_whose(answer)}", avoid)


def _declined(answer: Answer) -> Screen:
    near = [f"• {scenario.title}" for scenario in answer.nearest]
    reason = paragraph(f"{answer.reason or ''}{_whose(answer)}")
    return screen(reason, headed("手册里相近的话题", near))


def _references(answer: Answer) -> Block | None:
    passages = [words for each in answer.references for words in _passage(each)]
    return headed(f"参考资料（仅供内部阅读）{_whose(answer)}", passages)


def _passage(reference: Reference) -> Iterator[Words]:
    yield f"• {reference.text}"
    yield line(INDENT, small(f"——{reference.document} · {reference.heading}"))
