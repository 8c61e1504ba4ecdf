"""Supervisors and compliance officers: what they see, and what they do not."""

from __future__ import annotations

import pytest

from tests.bot.dialogues.conftest import Seat
from tests.support.chat import Chat

pytestmark = pytest.mark.slow


@pytest.fixture
async def advised(rm: Chat) -> None:
    """rm1 was given a brief for C001 and used it."""
    await rm.send("/brief C001")
    await rm.press("更多…")
    await rm.press("✔ 已使用")


async def test_a_supervisor_sees_how_a_customer_of_the_team_stands(
    supervisor: Chat, advised: None
) -> None:
    reply = await supervisor.send("王建国现在什么情况")
    assert "王建国" in reply.text
    assert "最近沟通" in reply.text
    assert "林芳 简报" in reply.text
    assert "已使用" in reply.text


async def test_a_supervisor_sees_nothing_of_other_teams(supervisor: Chat) -> None:
    own, other = await supervisor.send("/status C001"), await supervisor.send("/status C047")
    assert "王建国" in own.text
    assert other.text == "没有找到这位客户，或不在您的名下。请核对姓名或客户编号。"


async def test_lists_and_team(supervisor: Chat, rm: Chat) -> None:
    assert "林芳" in (await supervisor.send("/team")).text
    listed = await supervisor.send("有哪些客户要流失")
    assert "流失预警" in listed.text
    assert "吴振海" in listed.text
    assert "没有带团队" in (await rm.send("/team")).text
    own = await rm.send("/list 流失")
    assert "吴振海" in own.text
    assert "rm2" not in own.text


async def test_an_officer_opens_a_suggestion_exactly_as_shown(officer: Chat, advised: None) -> None:
    await officer.send("/review")
    page = await officer.press("给出的建议")
    assert "林芳 简报 C001" in page.text
    evidence = await officer.press(page.buttons[0].label)
    assert "maturity-rollover v" in evidence.text
    assert "已使用" in evidence.text
    assert "手册" in evidence.text
    assert "规则" in evidence.text
    shown = await officer.press("按当时所示打开")
    assert "开场" in shown.text
    assert "不能推荐" in shown.text


async def test_an_officer_browses_no_customers(officer: Chat) -> None:
    assert "只给客户经理和主管看" in (await officer.send("/status 王建国")).text
    assert "只给管这位客户的客户经理和他的主管" in (await officer.send("/brief C001")).text


async def test_an_rm_sees_only_own_suggestions(rm: Chat) -> None:
    assert "rm2" not in (await rm.send("/review")).text


@pytest.mark.parametrize("text", ["/ask 客户嫌利率高怎么办", "/brief C001", "等下给王建国打电话"])
async def test_an_officer_is_given_no_advice(officer: Chat, text: str) -> None:
    reply = await officer.send(text)
    assert "可以这样说" not in reply.text
    assert "520" not in reply.text


@pytest.mark.parametrize("text", ["/list 投诉", "都有哪些投诉", "/list"])
async def test_an_officer_is_told_that_lists_are_not_his_not_that_they_are_empty(
    officer: Chat, text: str
) -> None:
    reply = await officer.send(text)
    assert "只给客户经理和主管看" in reply.text
    assert "没有符合的客户" not in reply.text


@pytest.mark.parametrize("asked", ["钟婉如的情况", "帮我查一下钟婉如的电话", "钟婉如现在什么情况"])
@pytest.mark.parametrize("who", ["rm1", "sup1"])
async def test_another_teams_customer_is_nobody_and_is_not_asked_for(
    seat: Seat, who: str, asked: str
) -> None:
    assert "名下没有钟婉如" in (await seat(who).send(asked)).text
