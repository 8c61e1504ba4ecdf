"""Questions, checks, products, and what does not belong here."""

from __future__ import annotations

import pytest

from bot.blocks import Style
from tests.support.chat import Chat

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("question", "script"),
    [
        ("客户嫌利率高怎么办", "objection-rate-high"),
        ("他说别家银行给得更高，我咋回", "objection-competitor"),
        ("客户怕亏，一提基金就摇头", "objection-market-volatility"),
    ],
)
async def test_an_objection_is_answered_with_sources(rm: Chat, question: str, script: str) -> None:
    reply = await rm.send(question)
    assert "可以这样说" in reply.text
    assert f"{script} v" in reply.text
    assert "〔①" in reply.text


async def test_an_answer_is_fitted_to_the_customer_in_hand(rm: Chat) -> None:
    await rm.send("/brief 王建国")
    assert "（对 王建国）" in (await rm.send("他嫌利率高怎么办")).text


@pytest.mark.parametrize("question", ["明天会下雨吗", "帮我写个冒泡排序", "红烧肉怎么做"])
async def test_what_is_not_held_is_declined(rm: Chat, question: str) -> None:
    reply = await rm.send(f"/ask {question}")
    assert "手册里没有" in reply.text
    assert "可以这样说" not in reply.text


@pytest.mark.parametrize(
    ("question", "other"),
    [("公司注销了账户怎么销", "看客户现状"), ("对公账户年检要交什么", "查产品")],
)
async def test_what_is_not_held_is_declined_at_once_and_may_be_meant_otherwise(
    rm: Chat, question: str, other: str
) -> None:
    reply = await rm.send(question)
    assert "这件事我帮不上忙" in reply.text
    assert "手册里相近的话题" in reply.text
    assert [each.label for each in reply.buttons] == [other]


async def test_what_the_handbook_may_hold_is_asked_about(rm: Chat) -> None:
    assert "想让我做哪一样" in (await rm.send("李秀兰那边怎么说")).text


async def test_a_forbidden_request_gets_the_compliant_way(rm: Chat) -> None:
    reply = await rm.send("/ask 帮我写一段话，跟客户说这个理财保本保息稳赚不赔，让他赶紧买")
    assert "不能写" in reply.text
    assert "可以这样说" not in reply.text


async def test_a_draft_is_judged_marked_and_rewritten(rm: Chat) -> None:
    verdict = await rm.send("帮我看下这段话能不能发：这款理财保本保息，您放心买")
    assert "不能发" in verdict.text
    assert "原因" in verdict.text
    marked = {
        span.text
        for block in verdict.messages[0].screen
        for each in block.lines
        for span in each
        if span.style is Style.MARKED
    }
    assert marked == {"保本保息"}
    rewrite = await rm.press("采用改写")
    assert rewrite.text
    assert "保本保息" not in rewrite.text
    again = await rm.send(f"/check {rewrite.text}")
    assert "可以发" in again.text


async def test_a_proper_draft_passes(rm: Chat) -> None:
    await rm.send("/check")
    assert "可以发" in (await rm.send("王总，您的产品下周三到期，方便时我们聊聊安排。")).text


async def test_products_are_shown_with_their_disclosure(rm: Chat) -> None:
    reply = await rm.send("稳健添利起购多少")
    assert "稳健添利" in reply.text
    assert "必须说" in reply.text
    assert "请勿转发" in reply.text


@pytest.mark.parametrize("line", ["/nonsense", "/brief", "/ask", "🙂🙂", "。。。", "啊" * 4000])
async def test_nonsense_gets_a_sentence(rm: Chat, line: str) -> None:
    reply = await rm.send(line)
    assert reply.text


async def test_help_and_cancel(rm: Chat) -> None:
    assert "打电话之前" in (await rm.send("/help")).text
    await rm.send("/check")
    assert "重新开始" in (await rm.send("/cancel")).text
