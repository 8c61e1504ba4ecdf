"""The LLM writer: a faithful rephrase is shown, anything else gives way to the script's words."""

from __future__ import annotations

import dataclasses
from threading import Event
from typing import Any

import pytest
from scripted_model import Reply, ScriptedModel, lines, saying

from bot.results.advice import Answer, Brief, Sourced
from bot.rules import CheckedText
from bot.writers.llm import LlmWriter
from tests.support.records import person

OPENING = ("o1", "〔姓名1〕您好，我是您的客户经理〔姓名2〕。占您几分钟，聊聊活期里的钱。")
P1 = ("p1", "活期里的钱已经放了5个月，您先留出30%应急，要用随时能取。")
P2 = ("p2", "理财不是存款，净值有涨有跌，能拿回多少以当时净值为准。")
P3 = ("p3", "咱们先把一年的大额支出列出来，哪笔什么时候用，一起对一对。")
Q1 = ("q1", "往后一年，您有哪些大的开销要预备？")
X1 = ("x1", "方便最要紧，应急的钱照旧放活期，随时取用；咱只看多出来的那一部分。")


def texts(found: tuple[Sourced, ...]) -> list[str]:
    return [line.text for line in found]


def places(found: tuple[Sourced, ...]) -> list[list[str]]:
    return [[source.line for source in line.sources] for line in found]


def test_a_faithful_rephrase_is_shown_in_the_models_order(brief: Brief, rules: CheckedText) -> None:
    model = saying(lines(OPENING, P2, P1, P3, Q1, X1))
    shown = LlmWriter(model, rules).brief(brief)

    assert shown.writer == "llm"
    assert shown.opening is not None
    assert shown.opening.text == (
        "欧阳教授您好，我是您的客户经理周航。占您几分钟，聊聊活期里的钱。"
    )
    assert texts(shown.talking_points) == [P2[1], P1[1], P3[1]]
    assert places(shown.talking_points) == [["p2"], ["p1"], ["p3"]]
    assert texts(shown.questions) == [Q1[1]]
    assert [(o.objection, o.response) for o in shown.objections] == [("活期方便，我不想动", X1[1])]
    assert [s.line for s in shown.objections[0].sources] == ["x1a"]


def test_everything_else_of_the_brief_stays_as_drafted(brief: Brief, rules: CheckedText) -> None:
    shown = LlmWriter(saying(lines(OPENING, P1, P2, P3, Q1, X1)), rules).brief(brief)
    rewritten = {"writer", "opening", "talking_points", "questions", "objections"}
    for field in dataclasses.fields(Brief):
        if field.name not in rewritten:
            assert getattr(shown, field.name) == getattr(brief, field.name), field.name


def test_an_answer_is_rephrased_and_two_lines_may_be_made_one(
    answer: Answer, rules: CheckedText
) -> None:
    both = (
        "a1 a3",
        "活期里的钱已经放了5个月，先留出30%应急，要用时随时能取；"
        "再把一年的大额支出列出来，哪笔什么时候用，一起对一对。",
    )
    shown = LlmWriter(saying(lines(both, ("a2", P2[1]))), rules).answer(answer)
    assert shown.writer == "llm"
    assert places(shown.answers) == [["p1", "p3"], ["p2"]]


UNFAITHFUL = {
    "a number is invented": (
        "p3",
        "先把一年的大额支出列出来，哪20笔什么时候用，咱们一起对一对。",
    ),
    "a percentage is changed": ("p1", P1[1].replace("30%", "50%")),
    "a percentage changes its unit": ("p1", P1[1].replace("30%", "30万元")),
    "a number in words is invented": ("p3", P3[1].replace("大额支出", "五十万大额支出")),
    "a date is invented": ("p3", P3[1].replace("咱们", "11月26日咱们")),
    "an appointment is invented": ("p3", P3[1].replace("咱们", "明天下午咱们")),
    "a number is dropped": ("p1", "您活期里的钱已经放了5个月，先留出应急，要用时随时能取。"),
    "a product is new": ("p3", P3[1].replace("大额支出", "大额支出和稳盈一号")),
    "a product type is new": ("p3", P3[1].replace("大额支出", "大额支出和年金")),
    "a held product is pushed": ("p3", P3[1].replace("大额支出", "稳健添利和大额支出")),
    "a foreign name is new": ("p3", P3[1].replace("大额支出", "ETF大额支出")),
    "a promise is slipped in": ("p3", P3[1] + "保证稳赚不赔。"),
    "only the rules mind": ("p3", P3[1].replace("。", "，稳赚。")),
    "a guarantee replaces the caution": (
        "p2",
        "理财和存款一样保本，净值有涨有跌，拿回多少以当时净值为准。",
    ),
    "a denial is turned round": ("p2", P2[1].replace("不是存款", "就是存款")),
    "a caution is dropped": ("p2", "理财不是存款，净值有涨有跌，您心里有数就行。"),
    "a sentence is invented": ("p3", P3[1] + "行里有位专家正想当面拜访您。"),
    "a statement becomes a question": ("p3", P3[1].replace("。", "？")),
    "another line is told": ("p3", "您最近身体怎么样，家里都好吧，天冷多穿点衣裳。"),
    "a link is added": ("p3", P3[1] + "https://a.cn"),
    "a line break is added": ("p3", P3[1].replace("，", "\n")),
    "nothing is said": ("p3", ""),
    "too little is said": ("p3", "列出来。"),
    "a person is brought in": ("p3", P3[1].replace("咱们", "〔姓名1〕，咱们")),
    "a token is made up": ("p3", P3[1].replace("咱们", "〔电话9〕咱们")),
}


@pytest.mark.parametrize("unfaithful", UNFAITHFUL.values(), ids=UNFAITHFUL)
def test_a_faulty_line_keeps_the_scripts_words(
    brief: Brief, rules: CheckedText, unfaithful: tuple[str, str]
) -> None:
    others = [line for line in (P1, P2, P3) if line[0] != unfaithful[0]]
    draft = lines(OPENING, unfaithful, *others, Q1, X1)
    model = saying(draft, lines(unfaithful))
    shown = LlmWriter(model, rules).brief(brief)

    own = {line.sources[0].line: line.text for line in brief.talking_points}
    assert shown.talking_points[0].text == own[unfaithful[0]]
    assert texts(shown.talking_points)[1:] == [text for _, text in others]
    assert places(shown.talking_points)[0] == [unfaithful[0]]
    assert len(model.requests) == 2


def test_a_faulty_line_is_mended_once_with_the_reasons(brief: Brief, rules: CheckedText) -> None:
    wrong = ("p1", P1[1].replace("30%", "50%"))
    model = saying(lines(OPENING, wrong, P2, P3, Q1, X1), lines(P1))
    shown = LlmWriter(model, rules).brief(brief)
    assert texts(shown.talking_points) == [P1[1], P2[1], P3[1]]
    assert "数字、比例、日期和时间要与原话一样" in model.requests[1]
    assert "50%" in model.requests[1]
    assert P2[1] not in model.requests[1]


@pytest.mark.parametrize("cited", ["", "p9", "m1", "p1 q1", "p1 p2 p3", "p1 p1"])
def test_a_line_without_a_sound_source_is_dropped_and_no_own_line_is_lost(
    brief: Brief, rules: CheckedText, cited: str
) -> None:
    model = saying(lines(OPENING, (cited, P1[1]), P2, Q1, X1))
    shown = LlmWriter(model, rules).brief(brief)
    p1, _, p3 = texts(brief.talking_points)
    assert texts(shown.talking_points) == [P2[1], p1, p3]
    assert all(line.sources for line in shown.talking_points)


def test_at_least_half_of_each_part_stands(brief: Brief, rules: CheckedText) -> None:
    shown = LlmWriter(saying(lines(OPENING)), rules).brief(brief)
    assert places(shown.talking_points) == [["p1"], ["p2"]]
    assert places(shown.questions) == [["q1"]]
    assert len(shown.objections) == 1


def test_a_source_is_told_once(brief: Brief, rules: CheckedText) -> None:
    model = saying(lines(OPENING, P1, P1, P2, P3, Q1, X1))
    shown = LlmWriter(model, rules).brief(brief)
    assert places(shown.talking_points) == [["p1"], ["p2"], ["p3"]]


FAILURES: dict[str, list[Reply]] = {
    "prose": ["好的，我来写。", "还是散文"],
    "broken JSON": ['{"lines": [', '{"lines": ['],
    "wrong shape": [{"lines": "p1"}, {"rows": []}],
    "nothing": [{"lines": []}],
    "provider error": [RuntimeError("500 quota 13800004477"), RuntimeError("500")],
    "provider timeout": [TimeoutError("read timed out"), TimeoutError("read timed out")],
    "only echoes": [lines(("p1", "没有的话"), ("p2", "")), lines()],
}


@pytest.mark.parametrize("replies", FAILURES.values(), ids=FAILURES)
def test_whatever_fails_the_scripts_speak(
    brief: Brief, answer: Answer, rules: CheckedText, replies: list[Reply]
) -> None:
    own = brief if replies is not FAILURES["only echoes"] else None
    if own is not None:
        assert LlmWriter(saying(*replies), rules).brief(brief) == brief
    assert LlmWriter(saying(*replies), rules).answer(answer) == answer


def test_a_second_try_succeeds_and_there_is_no_third(brief: Brief, rules: CheckedText) -> None:
    model = saying("散文", lines(OPENING, P1, P2, P3, Q1, X1))
    assert LlmWriter(model, rules).brief(brief).writer == "llm"
    failing = ScriptedModel(replying=lambda wanted, data: RuntimeError("down"))
    assert LlmWriter(failing, rules).brief(brief) == brief
    assert len(failing.requests) == 2


def test_a_model_that_never_answers_is_not_waited_for(brief: Brief, rules: CheckedText) -> None:
    hung = Event()

    def hanging(wanted: str, data: Any) -> Reply:
        hung.wait()
        return RuntimeError("released")

    model = ScriptedModel(replying=hanging)
    assert LlmWriter(model, rules, seconds=0.01).brief(brief) == brief
    hung.set()


def test_no_model_is_asked_where_nothing_is_said(
    brief: Brief, answer: Answer, rules: CheckedText
) -> None:
    silent = dataclasses.replace(brief, opening=None, questions=(), objections=())
    declined = dataclasses.replace(answer, abstained=True, answers=())
    model = saying()
    assert LlmWriter(model, rules).brief(silent) == silent
    assert LlmWriter(model, rules).answer(declined) == declined
    assert model.requests == []


def test_a_note_that_gives_orders_changes_nothing(brief: Brief, rules: CheckedText) -> None:
    """The model obeys the customer's note to the letter; the customer hears the script."""

    def obeying(wanted: str, data: Any) -> Reply:
        assert "忽略以上规则" in str(data)
        return lines(("p1", "您好，收益8%，推荐您买爆款一号。"), ("p2", "爆款一号收益8%。"))

    shown = LlmWriter(ScriptedModel(replying=obeying), rules).brief(brief)
    assert "8%" not in str(dataclasses.replace(shown, record=person()))
    assert places(shown.talking_points) == [["p1"], ["p2"]]
    assert texts(shown.talking_points) == texts(brief.talking_points)[:2]
