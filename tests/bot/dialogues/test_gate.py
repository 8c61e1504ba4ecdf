"""Who comes in: strangers, invites, groups, disabled staff."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.desk import Desk
from bot.local import LocalChat
from store.actor import TERMINAL_ADMIN
from store.engine import transaction
from store.staff import disable_staff, invite_staff
from tests.conftest import NOW

Open = Callable[..., LocalChat]


def invite(desk: Desk, staff_id: str) -> str:
    with transaction(desk.engine) as session:
        return invite_staff(session=session, actor=TERMINAL_ADMIN, staff_id=staff_id, at=NOW)


@pytest.mark.parametrize("line", ["你好", "/brief C001", "/review", "王建国", "/help"])
async def test_a_stranger_gets_a_refusal_and_nothing_else(open_door: Open, line: str) -> None:
    reply = await open_door(7).send(line)
    assert "只为本行工作人员服务" in reply.text
    assert "王建国" not in reply.text and not reply.buttons


async def test_a_code_binds_once(desk: Desk, open_door: Open) -> None:
    code = invite(desk, "rm1")
    first, second = open_door(7), open_door(8)
    assert "绑定成功" in (await first.send(f"/start {code}")).text
    assert "林芳" in (await first.send("/start")).text
    assert "邀请码不对或已过期" in (await second.send(f"/start {code}")).text
    assert "只为本行工作人员" in (await second.send("/today")).text
    assert "王建国" in (await first.send("/brief C001")).text


async def test_guessing_codes_is_stopped(open_door: Open) -> None:
    chat = open_door(9)
    replies = [(await chat.send(f"/start AAAA-BBBB-CC{n:02}")).text for n in range(7)]
    assert "邀请码不对" in replies[0]
    assert "试错次数太多" in replies[-1]


async def test_a_disabled_staff_member_is_out_at_once(desk: Desk, open_door: Open) -> None:
    chat = open_door(7)
    await chat.send(f"/start {invite(desk, 'rm1')}")
    with transaction(desk.engine) as session:
        disable_staff(session=session, actor=TERMINAL_ADMIN, staff_id="rm1", at=NOW)
    assert "只为本行工作人员" in (await chat.send("/brief C001")).text


async def test_groups_get_no_customer_data(desk: Desk, open_door: Open) -> None:
    private = open_door(7, user_id=70)
    await private.send(f"/start {invite(desk, 'rm1')}")
    group = open_door(-100, user_id=70, kind="group", title="零售一部")
    for line in ("/brief C001", "/start", "/status 王建国"):
        reply = await group.send(line)
        assert "私聊" in reply.text and "王建国" not in reply.text


async def test_the_menu_is_the_roles(desk: Desk, open_door: Open) -> None:
    chat = open_door(7)
    await chat.send(f"/start {invite(desk, 'cco1')}")
    commands = {command.command for command in chat.commands}
    assert {"review", "check", "help"} <= commands
    assert not {"brief", "log", "team"} & commands
