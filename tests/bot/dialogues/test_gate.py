"""Who comes in: strangers, invites, groups, disabled staff."""

from __future__ import annotations

import pytest

from bot.desk import Desk
from store.actor import TERMINAL_ADMIN
from store.engine import transaction
from store.staff import disable_staff, invite_staff
from tests.bot.dialogues.conftest import Seat
from tests.conftest import NOW
from tests.support.chat import Chat, Open

pytestmark = pytest.mark.slow


def invite(desk: Desk, staff_id: str) -> str:
    with transaction(desk.engine) as session:
        return invite_staff(session=session, actor=TERMINAL_ADMIN, staff_id=staff_id, at=NOW)


@pytest.mark.parametrize("line", ["你好", "/brief C001", "/review", "王建国", "/help"])
async def test_a_stranger_gets_a_refusal_and_nothing_else(open_door: Open, line: str) -> None:
    reply = await open_door(7).send(line)
    assert "只为本行工作人员服务" in reply.text
    assert "王建国" not in reply.text
    assert not reply.buttons


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
    await open_door(7).send(f"/start {invite(desk, 'rm1')}")
    group = open_door(7, group=True)
    for line in ("/brief C001", "/start", "/status 王建国", "你好"):
        reply = await group.send(line)
        assert "私聊" in reply.text
        assert "王建国" not in reply.text
        assert group.commands == ()


async def test_the_menu_is_the_roles(desk: Desk, open_door: Open) -> None:
    chat = open_door(7)
    await chat.send("你好")
    assert chat.commands == ()
    await chat.send(f"/start {invite(desk, 'cco1')}")
    assert {"review", "check", "help"} <= set(chat.commands)
    assert not {"brief", "log", "team"} & set(chat.commands)


@pytest.mark.parametrize(
    ("sent", "told"),
    [({"unreadable": True}, "只看得懂文字"), ({"edited": True}, "当一条新消息发出来")],
)
async def test_pictures_and_edits_are_answered(rm: Chat, sent: dict[str, bool], told: str) -> None:
    reply = await rm.send("" if "unreadable" in sent else "/brief C001", **sent)
    assert told in reply.text
    assert "王建国" not in reply.text


async def test_a_message_too_long_is_refused_and_leaves_all_as_it_was(rm: Chat) -> None:
    await rm.send("/brief C001")
    assert "超过4096字" in (await rm.send("刚跟李秀兰通完电话，" + "3" * 4090)).text
    assert "王建国" in (await rm.send("/brief")).text


async def test_a_button_is_pressed_by_whom_it_was_given_to(seat: Seat, officer: Chat) -> None:
    rm = seat("rm1")
    brief = await rm.send("/brief C001")
    reply = await officer.press(brief.buttons[0])
    assert reply.text == "这个按钮已经失效。"


async def test_a_changed_start_binds_nobody(desk: Desk, open_door: Open) -> None:
    code = invite(desk, "rm1")
    chat = open_door(7)
    assert "只为本行工作人员" in (await chat.send(f"/start {code}", edited=True)).text
    assert "绑定成功" in (await chat.send(f"/start {code}")).text
