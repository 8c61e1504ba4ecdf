"""What was dropped stays dropped: a note put aside, a draft decided, a name left open."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.desk import Desk
from bot.usecases.drafts import import_file
from bot.usecases.work import working
from store.engine import reading
from tests.support.chat import Chat

pytestmark = pytest.mark.slow

NOTE = "刚跟王建国通完电话，他说都好，下周三联系"


def written(desk: Desk) -> int:
    with reading(desk.engine) as session:
        count = session.connection().scalar(text("select count(*) from interaction"))
    assert isinstance(count, int)
    return count


async def test_a_dropped_note_is_not_written_by_its_old_button(rm: Chat, desk: Desk) -> None:
    before = written(desk)
    read_back = await rm.send(NOTE)
    save, drop = read_back.buttons[0], read_back.buttons[1]
    assert "没有记录" in (await rm.press(drop)).text
    assert "没有写入" in (await rm.press(save)).text
    assert written(desk) == before


async def test_cancel_drops_every_note_that_waits(rm: Chat, desk: Desk) -> None:
    before = written(desk)
    saves = [(await rm.send(NOTE)).buttons[0], (await rm.send(NOTE)).buttons[0]]
    await rm.send("/cancel")
    for save in saves:
        assert "没有写入" in (await rm.press(save)).text
    assert written(desk) == before


async def test_two_notes_that_wait_are_both_written(rm: Chat, desk: Desk) -> None:
    before = written(desk)
    saves = [(await rm.send(NOTE)).buttons[0], (await rm.send(NOTE)).buttons[0]]
    for save in saves:
        assert "已记录" in (await rm.press(save)).text
    assert "已经记录过了" in (await rm.press(saves[0])).text
    assert written(desk) == before + 2


async def test_a_name_left_open_lets_go_of_the_customer_in_hand(rm: Chat, desk: Desk) -> None:
    await rm.send("/brief 周晓岚")
    assert "是不是陈思源" in (await rm.send("/brief 陈思远")).text
    assert "哪位客户" in (await rm.send("/log 他说下个月再看")).text


async def test_a_decided_draft_is_decided(officer: Chat, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "茶园.txt"
    file.write_text(
        "第一章 茶园贷款的沟通\n一、茶农第一次来问茶园贷款的场景\n场景描述：茶农打算扩种新茶园，"
        "第一次来网点问贷款，既怕手续繁琐，又怕还款跟采茶的季节对不上。\n",
        encoding="utf-8",
    )
    with working(desk) as work:
        import_file(file, work=work)
    waiting = await officer.send("/drafts")
    draft = await officer.press(waiting.buttons[0])
    approve, reject = draft.buttons[0], draft.buttons[1]
    assert "理由是什么" in (await officer.press(reject)).text
    assert "已否决" in (await officer.send("场景和已有的脚本重复")).text
    for late in (approve, reject):
        assert "已经批准或否决过了" in (await officer.press(late)).text
