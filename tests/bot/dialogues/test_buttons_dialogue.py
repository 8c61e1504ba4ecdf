"""A button acts on the answer it hangs on, whatever was said since and whoever answers now."""

from __future__ import annotations

import pytest
from sqlalchemy import text as sql

from bot.desk import Desk
from store.engine import reading
from tests.bot.dialogues.conftest import Seat
from tests.support.chat import Button, Chat, meant

pytestmark = pytest.mark.slow

COMPLAINTS = "select customer_id, text from complaint order by opened_at desc limit 1"


def rows(desk: Desk, statement: str) -> list[tuple[object, ...]]:
    with reading(desk.engine) as session:
        return [tuple(row) for row in session.connection().execute(sql(statement))]


def kept(chat: Chat, label: str) -> Button:
    """A button of the newest answer, to be pressed later."""
    return meant(label, chat.buttons)


async def test_a_call_is_recorded_for_the_brief_it_followed(rm: Chat) -> None:
    await rm.send("/brief 王建国")
    record = kept(rm, "📞 记录")
    await rm.send("/brief 陈思源")
    await rm.press(record)
    note = await rm.send("他说下周三再联系")
    assert "客户：王建国（C001）" in note.text


async def test_a_note_is_written_once_however_often_it_is_confirmed(rm: Chat, desk: Desk) -> None:
    before = len(rows(desk, "select 1 from interaction"))
    await rm.send("刚跟陈思源通完电话，说下周五再聊")
    confirm = kept(rm, "确认记录")
    assert "已记录" in (await rm.press(confirm)).text
    again = await rm.press(confirm)
    assert len(rows(desk, "select 1 from interaction")) == before + 1
    assert "✅ 已记录" not in again.text


async def test_a_note_confirmed_late_is_the_one_that_was_read_back(rm: Chat, desk: Desk) -> None:
    await rm.send("刚跟陈思源通完电话，说下周五再聊")
    confirm = kept(rm, "确认记录")
    await rm.send("刚跟王建国通完电话，他要三百万")
    await rm.press(confirm)
    newest = "select customer_id from interaction order by interaction_id desc limit 1"
    assert rows(desk, newest) == [("C004",)]


async def test_a_complaint_is_kept_in_the_words_it_was_told(rm: Chat, desk: Desk) -> None:
    await rm.send("王建国投诉了，说手续费乱收，火很大")
    size = kept(rm, "小额")
    await rm.send("/brief 李秀")
    await rm.send("陈思源投诉了，说理财亏了一大笔")
    noted = await rm.press(size)
    assert "王建国" in noted.text
    (told,) = rows(desk, COMPLAINTS)
    assert told == ("C001", "王建国投诉了，说手续费乱收，火很大")


async def test_a_complaint_is_noted_once(rm: Chat, desk: Desk) -> None:
    await rm.send("王建国投诉了，说手续费乱收，火很大")
    size = kept(rm, "小额")
    await rm.press(size)
    before = len(rows(desk, "select 1 from complaint"))
    assert "已经按过" in (await rm.press(size)).text
    assert len(rows(desk, "select 1 from complaint")) == before


async def test_another_process_goes_on_where_the_chat_stood(seat: Seat) -> None:
    before, after = seat("rm1"), seat("rm1")
    await before.send("/brief 王建国")
    await before.press("更多…")
    sources = kept(before, "查看原文")
    await before.send("/check")
    assert "可以发" in (await after.send("王总，方便时我们聊聊安排。")).text
    assert "出自下面的脚本" in (await after.press(sources)).text
    assert "（对 王建国）" in (await after.send("他嫌利率高怎么办")).text


async def test_a_token_nobody_gave_out_does_nothing(rm: Chat) -> None:
    for token in ("", "x", "x.0", "x.y", "note:save", "a" * 40):
        assert (await rm.press(Button("?", token))).text == "这个按钮已经失效。"
