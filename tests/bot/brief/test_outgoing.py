"""The last gate: whatever wrote a line, one the checker faults does not leave."""

from __future__ import annotations

import dataclasses

from small_handbook import CaseOf, FewScripts, script

from bot.brief.answering import Question, draft_answer, retrieve
from bot.brief.drafting import draft_brief
from bot.brief.outgoing import only_compliant, only_compliant_answer
from bot.record.policy import default_policy
from bot.results.advice import Answer, Brief, ObjectionAnswer, OfferedProduct, ScriptSource, Sourced
from bot.rules import CheckedText
from store.models import ProductType
from tests.support.records import NOW, person

BAD, GOOD = "这款理财保本保收益，年化8%，稳赚不赔。", "先看看哪笔钱什么时候用。"
PLACES = (ScriptSource("a", 2, "p1"),)


def sourced(*texts: str) -> tuple[Sourced, ...]:
    return tuple(Sourced(text, PLACES) for text in texts)


def offered(disclosure: str) -> OfferedProduct:
    return OfferedProduct("W1", "某理财", ProductType.WEALTH, "R2", "合适", disclosure)


def brief_saying(case: CaseOf, rules: CheckedText) -> Brief:
    draft = draft_brief(
        case(person()),
        handbook=FewScripts(script("a")),
        rules=rules,
        policy=default_policy(),
        withdrawn=frozenset(),
        purpose="",
        now=NOW,
    )
    return dataclasses.replace(
        draft,
        opening=sourced(BAD)[0],
        talking_points=sourced(GOOD, BAD),
        questions=sourced(BAD, GOOD),
        objections=(ObjectionAnswer("亏了", BAD, PLACES), ObjectionAnswer("没空", GOOD, PLACES)),
        products=(offered(BAD), offered("理财不是存款，净值会波动。")),
        disclosures=(BAD, "理财非存款，投资须谨慎。"),
    )


def test_a_bad_line_leaves_in_no_part_of_a_brief(case: CaseOf, rules: CheckedText) -> None:
    told = brief_saying(case, rules)
    shown = only_compliant(told, rules=rules)
    assert shown.opening is None
    assert shown.talking_points == shown.questions == sourced(GOOD)
    assert [each.response for each in shown.objections] == [GOOD]
    assert [each.disclosure for each in shown.products] == ["理财不是存款，净值会波动。"]
    assert shown.disclosures == ("理财非存款，投资须谨慎。",)
    assert shown.record is told.record
    assert only_compliant(shown, rules=rules) == shown


def test_a_bad_line_leaves_in_no_part_of_an_answer(rules: CheckedText) -> None:
    question = Question("客户说现在没空", None, "林晓", "一部", frozenset(), NOW)
    handbook = FewScripts(script("a"), answered_by=("a",))
    draft: Answer = draft_answer(retrieve(question, handbook=handbook, rules=rules))
    told = dataclasses.replace(draft, answers=sourced(BAD, GOOD), disclosures=(BAD,))
    shown = only_compliant_answer(told, rules=rules)
    assert shown.answers == sourced(GOOD)
    assert shown.disclosures == ()
