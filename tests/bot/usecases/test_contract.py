"""The JSON others rely on: never fewer keys than the contract lists."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import Desk
from bot.render.check import verdict_json
from bot.render.contract import answer_json, brief_json, understood_json
from bot.results.advice import Answer, Brief, NextAction, ObjectionAnswer, ScriptSource, Sourced
from bot.results.shown import Shown
from bot.usecases.answer import answer_question
from bot.usecases.brief import prepare_brief
from bot.usecases.evidence import words_of
from bot.usecases.understand import read_message
from bot.usecases.work import working
from store.actor import Actor

BRIEF = """suggestion_id customer_id generated_at handbook_version writer customer alerts scenarios
opening talking_points questions products blocked_products objections next_actions avoid
disclosures""".split()
ASK = """suggestion_id abstained reason answers scenarios avoid disclosures""".split()
CUSTOMER = "name kind tier stage aum_wan risk_level preferred_channel".split()


def brief_of(desk: Desk, actor: Actor, customer_id: str) -> Shown[Brief]:
    with working(desk) as work:
        shown = prepare_brief(customer_id, work=work, actor=actor)
    assert isinstance(shown, Shown)
    return shown


def answer_to(desk: Desk, actor: Actor, text: str) -> Answer:
    with working(desk) as work:
        shown = answer_question(text, work=work, actor=actor)
    assert isinstance(shown, Shown)
    return shown.result


def test_a_brief_holds_every_key(desk: Desk, actor: Callable[[str], Actor]) -> None:
    content = brief_json(brief_of(desk, actor("rm1"), "C001").result)
    assert set(BRIEF) <= content.keys()
    assert set(CUSTOMER) <= content["customer"].keys()
    assert content["customer_id"] == "C001"
    assert content["suggestion_id"].startswith("SG")
    assert {"code", "text", "rule_id"} <= content["alerts"][0].keys()
    assert {"product_id", "name", "risk_level", "why", "disclosure"} <= content["products"][
        0
    ].keys()
    assert {"product_id", "reason", "rule_id"} <= content["blocked_products"][0].keys()
    assert {"kind", "text", "due", "channel", "sources"} <= content["next_actions"][0].keys()


def test_every_line_of_every_customer_has_its_source(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    for number in range(1, 17):
        shown = brief_of(desk, actor("rm1"), f"C{number:03}")
        brief = shown.result
        lines: list[Sourced | ObjectionAnswer | NextAction] = [
            *brief.talking_points,
            *brief.questions,
            *brief.objections,
            *brief.next_actions,
        ]
        lines += [brief.opening] if brief.opening else []
        assert brief.scenarios
        assert len(brief.scenarios) <= 3
        for line in lines:
            assert line.sources
            for source in line.sources:
                if not isinstance(source, ScriptSource):
                    continue
                script = desk.handbook.scripts[source.script_id]
                assert script.version == source.version
                assert script.line(source.line)
        assert "{" not in words_of(shown.screens)


def test_no_line_said_to_a_customer_is_faulted(desk: Desk, actor: Callable[[str], Actor]) -> None:
    for number in range(1, 17):
        brief = brief_of(desk, actor("rm1"), f"C{number:03}").result
        said = [line.text for line in (*brief.talking_points, *brief.questions)]
        said += [each.response for each in brief.objections]
        said += [brief.opening.text] if brief.opening else []
        assert [text for text in said if not desk.rules.passes(text)] == []


def test_answers_checks_and_understanding(desk: Desk, actor: Callable[[str], Actor]) -> None:
    rm = actor("rm1")
    assert set(ASK) <= answer_json(answer_to(desk, rm, "客户嫌利率高怎么办")).keys()
    text = "王总，这款保本保息"
    verdict = verdict_json(desk.rules.check(text))
    finding = verdict["findings"][0]
    assert verdict["verdict"] == "block"
    assert finding["quote"] == text[finding["start"] : finding["end"]]
    with working(desk) as work:
        told = read_message("刚跟王建国通完电话，下周三再联系", work=work, actor=rm, in_hand=False)
    content = understood_json(told)
    assert content["intent"] == "capture"
    assert content["customer_id"] == "C001"
    assert content["follow_up"] == "2026-12-02"
    assert content["channel"] == "phone"
