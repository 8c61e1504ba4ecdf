"""What the gate bars is answered by the gate, with its rule and clause; what it allows is not."""

from __future__ import annotations

from datetime import date

import pytest
from small_handbook import CaseOf, FewScripts, script

from bot.brief.answering import Question, draft_answer, retrieve
from bot.brief.case import Case
from bot.render.answer import answer_screens
from bot.render.contract import answer_json
from bot.results.advice import Answer
from bot.rules import CheckedText
from bot.usecases.evidence import words_of
from store.models import ComplaintSize, ConsentScope, ProductType
from tests.support.records import NOW, held, person, product

HANDBOOK = FewScripts(
    script("sell", products="wealth"), script("care"), answered_by=("sell", "care")
)
ALL = frozenset(ConsentScope)
RISKY = held("成长基金", ProductType.FUND, level="R4")
SHELF = product(name="稳健添利", risk_level="R2")


def answered(text: str, case: Case, rules: CheckedText, handbook: FewScripts = HANDBOOK) -> Answer:
    question = Question(
        text=text, case=case, rm_name="林晓", team="一部", withdrawn=frozenset(), now=NOW
    )
    return draft_answer(retrieve(question, handbook=handbook, rules=rules))


@pytest.mark.parametrize(
    ("changes", "text", "rule"),
    [
        ({"do_not_contact": True}, "给他推荐点理财怎么开口", "do-not-contact"),
        ({"do_not_contact": True}, "想打电话约一下，怎么说", "do-not-contact"),
        ({"do_not_contact": True}, "节日问候怎么写", "do-not-contact"),
        ({"open_complaint": ComplaintSize.SMALL}, "现在能不能推基金给她", "complaint-first"),
        ({"consent": frozenset()}, "怎么推新产品给他", "consent-scope"),
        ({"risk_level": None}, "他能买什么产品", "assessment-validity"),
        ({"risk_level": "C1"}, "稳健添利能推给他吗", "suitability-level"),
        ({"consent": frozenset({ConsentScope.WEALTH})}, "推保险怎么说", "consent-scope"),
        ({"open_complaint": ComplaintSize.LARGE}, "她想买理财怎么说", "complaint-first"),
        ({"risk_level": None}, "想买基金怎么说", "assessment-validity"),
        ({"do_not_contact": True}, "想买理财怎么说", "do-not-contact"),
        ({"birthday": date(2012, 3, 1)}, "想定投怎么说", "minor-guardian"),
        ({"consent": frozenset()}, "给他发条基金的微信怎么写", "consent-scope"),
        ({"consent": frozenset()}, "他说想了解一下基金", "consent-scope"),
        ({"open_complaint": ComplaintSize.SMALL}, "他的钱怎么打理比较好", "complaint-first"),
        ({"holdings": (RISKY,), "risk_level": "C2"}, "想加仓基金怎么说", "record-conflict"),
    ],
)
def test_the_ruling_is_the_answer(
    case: CaseOf, rules: CheckedText, changes: dict[str, object], text: str, rule: str
) -> None:
    answer = answered(text, case(person(**({"consent": ALL} | changes)), SHELF), rules)
    assert answer.barred is not None
    assert answer.barred.rule_id == rule
    assert not answer.abstained
    assert "sell" not in [each.script_id for each in answer.scenarios]
    assert answer_json(answer)["answers"][0]["sources"][0]["rule_id"] == rule
    shown = words_of(answer_screens(answer))
    assert shown.startswith("⛔ ")
    assert answer.barred.clause in shown


def test_where_nothing_is_held_the_ruling_still_answers(case: CaseOf, rules: CheckedText) -> None:
    shut = case(person(do_not_contact=True), product())
    answer = answered("怎么推新理财给他", shut, rules, FewScripts(script("a")))
    assert answer.barred is not None
    assert answer.reason is None


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "稳健添利能推给他吗"),
        ({}, "打电话怎么开口"),
        ({"open_complaint": ComplaintSize.SMALL}, "投诉处理完怎么回访"),
        ({"do_not_contact": True}, "他嫌手续麻烦怎么回"),
        ({"do_not_contact": True}, "他打电话来问理财，想买一点，怎么答"),
        ({"open_complaint": ComplaintSize.SMALL}, "他的基金亏了怎么解释"),
        ({"do_not_contact": True}, "他说朋友推荐了别家的理财"),
        ({"open_complaint": ComplaintSize.SMALL}, "能不能推迟到下周答复他"),
    ],
)
def test_what_is_allowed_or_not_of_our_doing_is_answered(
    case: CaseOf, rules: CheckedText, changes: dict[str, object], text: str
) -> None:
    answer = answered(text, case(person(**({"consent": ALL} | changes)), SHELF), rules)
    assert answer.barred is None
    assert answer.answers
