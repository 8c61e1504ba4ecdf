"""What a document says not to say never becomes a line a customer hears."""

from __future__ import annotations

import pytest

from knowledge.documents import (
    DraftScript,
    RawDocument,
    clean,
    draft_markdown,
    propose,
    split,
)
from knowledge.documents.forbidding import Stance, stance_of_column
from knowledge.handbook.format import Section, parse_script

HEAD = "一、取款场景\n场景描述：客户来网点取钱。\n"
BAD = "您放心买，亏了我给您补上"
GOOD = "您先看看合同写的怎么取"
_HEARD = {Section.OPENING, Section.POINTS, Section.QUESTIONS, Section.DISCLOSURES}


def draft_of(body: str) -> DraftScript:
    text = f"{HEAD}{body}\n二、收尾\n大家照办。\n"
    return propose(split(clean(RawDocument("样本", text))), document="样本")[0]


def heard(draft: DraftScript) -> str:
    answers = [answer.text for each in draft.objections for answer in each.answers]
    return "\n".join([*(x.text for x in draft.lines if x.section in _HEARD), *answers])


def avoided(draft: DraftScript) -> str:
    return "\n".join(x.text for x in draft.lines if x.section == Section.AVOID)


@pytest.mark.parametrize(
    "body",
    [
        f"对客户不得说“{BAD}”。",
        f"任何时候都不能说“{BAD}”。",
        f"禁止说“{BAD}”。",
        f"不许讲“{BAD}”。",
        f"不要对客户说“{BAD}”。",
        f"切勿承诺“{BAD}”。",
        f"严禁使用“{BAD}”这样的话。",
        f"不得说“包您赚钱，我们行担着”、“{BAD}”。",
        f"“{BAD}”之类的话一律不能说。",
        f"“{BAD}”等说法属于违规。",
        f"话术禁忌：“{BAD}”。",
        f"话术禁忌：{BAD}。",
        f"话术禁忌：\n1. {BAD}\n2. 别人都买了，您还等什么",
        f"话术禁忌：\n- “{BAD}”\n- “别人都买了，您还等什么”",
        f"（一）禁用话术\n1. {BAD}\n（二）跟进\n三日内回访。",
        f"禁止用语：\n“{BAD}”\n\n",
        f"错误示范：{BAD}。",
        f"错误示范：“{BAD}”。",
        f"错误说法：\n{BAD}",
        f"反例：“{BAD}”。",
        f"【错误话术】{BAD}",
        f"× {BAD}",
        f"✗ “{BAD}”",
        f"❌{BAD}",
        f"不可说：“{BAD}”；可以说：“{GOOD}”。",
        f"| 不可说 | 应该说 |\n| --- | --- |\n| {BAD} | {GOOD} |",
        f"| 情形 | 错误示范 | 正确示范 |\n| --- | --- | --- |\n| 怕亏 | “{BAD}” | “{GOOD}” |",
        f"| × | ✓ |\n| --- | --- |\n| {BAD} | {GOOD} |",
        f"不得说“{BAD}”→“好的，您定”。",
    ],
)
def test_forbidden_words_are_avoided_and_never_heard(body: str) -> None:
    draft = draft_of(body)
    assert BAD not in heard(draft)
    assert BAD in avoided(draft)
    script = parse_script(draft_markdown(draft), file="draft")
    assert not any(BAD in line.text for line in script.heard_lines())


@pytest.mark.parametrize(
    "body",
    [
        f"可以说“{GOOD}”。",
        f"不得说“{BAD}”，应该说“{GOOD}”。",
        f"不要急着催客户，可以说“{GOOD}”。",
        f"不要让客户久等，先说“{GOOD}”。",
        f"错误示范：“{BAD}”正确示范：“{GOOD}”。",
        f"错误示范：{BAD}\n正确示范：{GOOD}",
        f"× {BAD}\n✓ {GOOD}",
        f"✗ {BAD}；✓ {GOOD}",
        f"话术禁忌：\n1. {BAD}\n正确话术：\n1. {GOOD}",
        f"| 不可说 | 应该说 |\n| --- | --- |\n| {BAD} | {GOOD} |",
        f"| 应该说 | 不可说 |\n| --- | --- |\n| “{GOOD}” | “{BAD}” |",
        f"话术“{GOOD}”可用。",
    ],
)
def test_what_it_says_to_say_is_heard(body: str) -> None:
    draft = draft_of(body)
    assert GOOD in heard(draft)
    assert BAD not in heard(draft)
    assert not any(mark in heard(draft) for mark in "×✓✗：")


def test_forbidden_words_are_no_ask_and_stand_once() -> None:
    (draft,) = propose(
        split(
            clean(
                RawDocument(
                    "样本", f"一、取款场景\n场景描述：不得说“{BAD}”。\n话术禁忌：“{BAD}”。\n"
                )
            )
        ),
        document="样本",
    )
    assert not any("亏了" in ask for ask in draft.asks)
    assert avoided(draft).count(BAD) == 1


@pytest.mark.parametrize(
    "body",
    [
        "严禁承诺收益，也不得代客户操作。",
        "不许讲内部消息。",
        "切忌许诺审批结果。",
    ],
)
def test_a_ban_without_a_quote_is_avoided(body: str) -> None:
    assert body.split("，")[0].rstrip("。") in avoided(draft_of(body))


@pytest.mark.parametrize("body", ["别忘了提醒客户带身份证。", "跟进：三日内回访。"])
def test_what_forbids_no_words_is_no_ban(body: str) -> None:
    assert body.rstrip("。") not in avoided(draft_of(f"话术禁忌：“{BAD}”。\n\n{body}"))


@pytest.mark.parametrize(
    ("header", "stance"),
    [
        ("不可说", Stance.AVOID),
        ("禁止用语", Stance.AVOID),
        ("错误示范", Stance.AVOID),
        ("✗", Stance.AVOID),
        ("应该说", Stance.SAY),
        ("正确话术", Stance.SAY),
        ("推荐说法", Stance.SAY),
        ("客户姓名", Stance.NONE),
        ("产品类型", Stance.NONE),
        ("优化建议", Stance.NONE),
    ],
)
def test_a_column_is_judged_by_its_header(header: str, stance: Stance) -> None:
    assert stance_of_column(header) is stance
