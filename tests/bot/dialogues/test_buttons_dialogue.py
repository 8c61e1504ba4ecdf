"""A button acts on the answer it hangs on, whatever was said since and whoever answers now."""

from __future__ import annotations

import pytest
from sqlalchemy import text as sql

from bot.conversation.messages import Button
from bot.desk import Desk
from store.engine import reading, transaction
from tests.bot.dialogues.conftest import Seat
from tests.support.chat import Chat, meant

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


def handed_over(desk: Desk, customer_id: str) -> None:
    with transaction(desk.engine) as session:
        session.connection().execute(
            sql("update customer set owner_id = 'rm2' where customer_id = :id"),
            {"id": customer_id},
        )


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("/status C001", "通话前简报"),
        ("刚跟王建国通完电话，他说下周五再聊", "确认记录"),
        ("刚跟王建国通完电话，他说下周五再聊", "三天后"),
        ("刚跟王建国通完电话，他说下周五再聊", "另定时间"),
        ("/brief C001", "记录"),
        ("王建国投诉了，说手续费乱收，火很大", "小额"),
        ("稳健添利起购多少", "王建国能买吗"),
    ],
)
async def test_a_button_about_a_customer_handed_over_says_so(
    rm: Chat, desk: Desk, said: str, label: str
) -> None:
    await rm.send("/brief C001")
    await rm.send(said)
    old = kept(rm, label)
    handed_over(desk, "C001")
    assert (await rm.press(old)).text == "这位客户已不在您名下，这个按钮不能用了。"


@pytest.mark.parametrize("label", ["三天后", "不约", "另定时间", "放弃"])
@pytest.mark.parametrize(("settled", "told"), [("放弃", "已经放弃"), ("确认记录", "已经记录过了")])
async def test_a_note_settled_is_changed_no_more(
    rm: Chat, desk: Desk, label: str, settled: str, told: str
) -> None:
    await rm.send("刚跟陈思源通完电话，说下周五再聊")
    old, end = kept(rm, label), kept(rm, settled)
    await rm.press(end)
    before = rows(desk, "select 1 from interaction")
    assert told in (await rm.press(old)).text
    assert rows(desk, "select 1 from interaction") == before


async def test_a_complaint_told_twice_is_noted_once_and_can_be_taken_back(
    rm: Chat, desk: Desk
) -> None:
    before = rows(desk, "select 1 from complaint")
    for _ in range(2):
        await rm.send("王建国投诉了，说手续费乱收，火很大")
        noted = await rm.press("小额")
    assert "已经登记过，没有重复登记" in noted.text
    assert len(rows(desk, "select 1 from complaint")) == len(before) + 1
    undo = kept(rm, "撤销登记")
    assert "已撤销" in (await rm.press(undo)).text
    assert "已经结案或撤销过" in (await rm.press(undo)).text
    brief = await rm.send("/brief C001")
    assert "投诉" not in brief.text


async def test_a_second_kind_of_complaint_is_another(rm: Chat, desk: Desk) -> None:
    before = rows(desk, "select 1 from complaint")
    await rm.send("王建国投诉了，说手续费乱收，火很大")
    await rm.press("小额")
    await rm.send("王建国又投诉了，说理财亏了八万")
    assert "已登记王建国的投诉" in (await rm.press("大额")).text
    assert len(rows(desk, "select 1 from complaint")) == len(before) + 2


@pytest.mark.parametrize("size", ["大额", "多人或舆情"])
async def test_a_grave_complaint_is_closed_by_the_supervisor_alone(seat: Seat, size: str) -> None:
    manager, supervisor = seat("rm1"), seat("sup1")
    await manager.send("王建国投诉了，说理财亏了八万要闹到网上")
    noted = await manager.press(size)
    assert "由主管结案" in noted.text
    assert not any("解决" in label for label in noted.labels)
    status = await manager.send("/status 王建国")
    assert not any("解决" in label for label in status.labels)
    await supervisor.send("/status 王建国")
    solve = kept(supervisor, "投诉已解决")
    assert "还没有记处理方案" in (await supervisor.press(solve)).text
    await manager.send("王建国的投诉处理方案：当面说明亏损原因，主管致歉")
    await manager.send("王建国的投诉已告知客户进展")
    assert "已了结" in (await supervisor.press(solve)).text
    assert "已经结案" in (await supervisor.press(solve)).text
