"""The last gate: every line a customer may hear passes the checker, or it is not shown."""

from __future__ import annotations

import dataclasses
import logging

from bot.results.advice import Answer, Brief, ObjectionAnswer, Sourced
from bot.rules import CheckedText

_log = logging.getLogger(__name__)


def only_compliant(brief: Brief, *, rules: CheckedText) -> Brief:
    """The brief without any line the checker finds fault with."""
    first = brief.opening
    return dataclasses.replace(
        brief,
        opening=first if first is not None and _fit(first, rules) else None,
        talking_points=_kept(brief.talking_points, rules),
        questions=_kept(brief.questions, rules),
        objections=tuple(each for each in brief.objections if _answer_fits(each, rules)),
        products=tuple(each for each in brief.products if rules.passes(each.disclosure)),
        disclosures=tuple(text for text in brief.disclosures if rules.passes(text)),
    )


def only_compliant_answer(answer: Answer, *, rules: CheckedText) -> Answer:
    """The answer without any line the checker finds fault with."""
    return dataclasses.replace(
        answer,
        answers=_kept(answer.answers, rules),
        disclosures=tuple(text for text in answer.disclosures if rules.passes(text)),
    )


def _kept(lines: tuple[Sourced, ...], rules: CheckedText) -> tuple[Sourced, ...]:
    return tuple(line for line in lines if _fit(line, rules))


def _fit(line: Sourced, rules: CheckedText) -> bool:
    if rules.passes(line.text):
        return True
    _log.warning("line_withheld sources=%s", " ".join(map(str, line.sources)))
    return False


def _answer_fits(answer: ObjectionAnswer, rules: CheckedText) -> bool:
    return _fit(Sourced(answer.response, answer.sources), rules)
