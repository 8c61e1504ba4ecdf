"""Supervisors and compliance officers: what they see, and what they do not."""

from __future__ import annotations

from bot.channels import local_office
from bot.desk import Desk
from bot.handlers.application import build_application
from bot.local import LocalChat
from tests.conftest import settings_for
from tests.support.dialogue import chats


async def advised(desk: Desk) -> None:
    office = local_office(desk, "rm1", settings=settings_for(desk.anchor_file.parent))
    async with chats(
        lambda builder: build_application(office, builder=builder), clock=desk.clock
    ) as open_chat:
        chat = open_chat(1)
        await chat.send("/brief C001")
        await chat.press("✔ 已使用")


async def test_a_supervisor_sees_how_a_customer_of_the_team_stands(
    supervisor: LocalChat, desk: Desk
) -> None:
    await advised(desk)
    reply = await supervisor.send("王建国现在什么情况")
    assert "王建国" in reply.text and "最近沟通" in reply.text
    assert "林芳 简报" in reply.text and "已使用" in reply.text


async def test_a_supervisor_sees_nothing_of_other_teams(supervisor: LocalChat) -> None:
    own, other = await supervisor.send("/status C001"), await supervisor.send("/status C047")
    assert "王建国" in own.text
    assert other.text == "没有找到这位客户，或不在您的名下。请核对姓名或客户编号。"


async def test_lists_and_team(supervisor: LocalChat, rm: LocalChat) -> None:
    assert "rm1" in (await supervisor.send("/team")).text
    listed = await supervisor.send("有哪些客户要流失")
    assert "流失预警" in listed.text and "吴振海" in listed.text
    assert "没有带团队" in (await rm.send("/team")).text
    own = await rm.send("/list 流失")
    assert "吴振海" in own.text and "rm2" not in own.text


async def test_an_officer_opens_a_suggestion_exactly_as_shown(
    officer: LocalChat, desk: Desk
) -> None:
    await advised(desk)
    page = await officer.send("/review")
    assert "林芳 简报 C001" in page.text
    evidence = await officer.press(page.buttons[0].label)
    assert "maturity-rollover v1" in evidence.text and "已使用" in evidence.text
    assert "手册" in evidence.text and "规则" in evidence.text
    shown = await officer.press("按当时所示打开")
    assert "开场" in shown.text and "不能推荐" in shown.text


async def test_an_officer_browses_no_customers(officer: LocalChat) -> None:
    assert "没有找到这位客户" in (await officer.send("/status 王建国")).text
    assert "不看客户简报" in (await officer.send("/brief C001")).text or (
        "没有找到" in (await officer.send("/brief C001")).text
    )


async def test_an_rm_sees_only_own_suggestions(rm: LocalChat, desk: Desk) -> None:
    assert "rm2" not in (await rm.send("/review")).text
