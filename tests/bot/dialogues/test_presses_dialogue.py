"""Who may press a button and how often: once where it writes, and never for another."""

from __future__ import annotations

import pytest
from sqlalchemy import text as sql

from bot.desk import Desk
from store.actor import TERMINAL_ADMIN
from store.engine import reading, transaction
from store.models import Role
from store.staff import add_staff, disable_staff, invite_staff
from tests.bot.dialogues.conftest import Seat
from tests.conftest import NOW
from tests.dialogues.given import draft
from tests.support.chat import Chat, Open, meant

pytestmark = pytest.mark.slow

DEAD = "这个按钮已经失效。"


def outcomes(desk: Desk) -> list[str]:
    with reading(desk.engine) as session:
        statement = sql("select outcome from suggestion_feedback order by feedback_id")
        return list(session.connection().scalars(statement))


def invite(desk: Desk, staff_id: str) -> str:
    with transaction(desk.engine) as session:
        return invite_staff(session=session, actor=TERMINAL_ADMIN, staff_id=staff_id, at=NOW)


async def bound(desk: Desk, chat: Chat, staff_id: str) -> None:
    assert "绑定成功" in (await chat.send(f"/start {invite(desk, staff_id)}")).text


async def test_what_became_of_a_suggestion_is_written_once(rm: Chat, desk: Desk) -> None:
    before = outcomes(desk)
    await rm.send("/brief C001")
    await rm.press("更多…")
    used, unfit = meant("已使用", rm.buttons), meant("不合适", rm.buttons)
    await rm.press(used)
    assert "已经按过" in (await rm.press(used)).text
    await rm.press(unfit)
    reason = meant("话术不自然", rm.buttons)
    await rm.press(reason)
    assert "已经按过" in (await rm.press(reason)).text
    assert outcomes(desk) == [*before, "used", "unfit"]


async def test_a_button_of_another_chat_is_dead(seat: Seat, open_door: Open, desk: Desk) -> None:
    """The same person, but not where it was given."""
    phone = open_door(7)
    await bound(desk, phone, "rm1")
    brief = await seat("rm1").send("/brief C001")
    assert (await phone.press(meant("产品", brief.buttons))).text == DEAD


async def test_a_chat_that_changed_hands_opens_nothing_of_before(
    open_door: Open, desk: Desk
) -> None:
    chat = open_door(7)
    await bound(desk, chat, "rm1")
    brief = await chat.send("/brief C001")
    await bound(desk, chat, "rm2")
    for button in brief.buttons:
        assert (await chat.press(button)).text == DEAD


@pytest.mark.parametrize("at_a_desk", [True, False])
async def test_who_is_no_longer_staff_presses_nothing(
    seat: Seat, open_door: Open, desk: Desk, at_a_desk: bool
) -> None:
    chat = seat("rm1") if at_a_desk else open_door(7)
    if not at_a_desk:
        await bound(desk, chat, "rm1")
    brief = await chat.send("/brief C001")
    with transaction(desk.engine) as session:
        disable_staff(session=session, actor=TERMINAL_ADMIN, staff_id="rm1", at=NOW)
    before = outcomes(desk)
    for button in brief.buttons:
        assert "只为本行工作人员服务" in (await chat.press(button)).text
    assert outcomes(desk) == before


async def test_who_is_no_longer_an_officer_opens_and_decides_no_draft(
    officer: Chat, desk: Desk
) -> None:
    draft(desk)
    listed = await officer.send("/drafts")
    opened = await officer.press(listed.buttons[0])
    with transaction(desk.engine) as session:
        add_staff(
            session=session,
            actor=TERMINAL_ADMIN,
            staff_id="cco1",
            name="沈默",
            role=Role.RM,
            team="一部",
            at=NOW,
        )
    assert (await officer.send("改 o1 您好。")).text.startswith("只有合规人员能审核草稿。")
    for button in (*listed.buttons, *opened.buttons):
        assert (await officer.press(button)).text == "只有合规人员能审核草稿。"
    with reading(desk.engine) as session:
        newest = sql("select status from script_version where script_id like 'doc-%'")
        assert list(session.connection().scalars(newest)) == ["draft"]
