"""An answer as screens: what to say, what not, passages to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.blocks import Block, Screen, Words, bold, headed, line, paragraph, screen, small
from bot.record.ruling import Act
from bot.render.words import CIRCLED, INDENT, for_whom, rule_mark, source_mark
from bot.results.advice import Answer, Reference, ScriptSource

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
        _barred(answer),
        *_said(answer, _whose(answer)),
        headed("出自", list(_scenarios(answer))),
        headed("必须说", [f"• {text}" for text in answer.disclosures]),
    )


def _whose(answer: Answer) -> str:
    return for_whom(answer.record.name if answer.record else None)


def _barred(answer: Answer) -> Block | None:
    """The gate's ruling as the answer: what may not be done, by which rule, what to do instead."""
    ruling = answer.barred
    if ruling is None:
        return None
    whom = f"对 {answer.record.name}：" if answer.record else ""
    mark = rule_mark(f"{ruling.rule_id} · {ruling.clause}")
    cannot = "不能主动联系" if ruling.act is Act.CONTACT else "不能推荐"
    return paragraph(
        line("⛔ ", bold(f"{whom}{cannot}"), f"，{ruling.reason}。", mark),
        line(f"可以做：{ruling.instead}。") if ruling.instead else "",
    )


def _said(answer: Answer, who: str) -> Iterator[Block | None]:
    """The lines under one heading, or under each question of several."""
    if not answer.parts:
        yield headed(f"{'还能' if answer.barred else '可以'}这样说{who}", list(_lines(answer)))
    for part in answer.parts:
        if part.script_id is None:
            yield paragraph(line(bold(f"“{part.query}”"), "：手册里没有，不敢乱答。"))
        else:
            yield headed(f"“{part.query}”{who}", list(_lines(answer, of=part.script_id)))


def _lines(answer: Answer, *, of: str | None = None) -> Iterator[Words]:
    """The lines numbered; only those of one script where it is named."""
    scripts = [scenario.script_id for scenario in answer.scenarios]
    for number, each in enumerate(answer.answers, 1):
        if of is None or any(
            isinstance(s, ScriptSource) and s.script_id == of for s in each.sources
        ):
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
