"""After the call: told in a sentence, read back, changed, confirmed, undone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text as sql

from bot.desk import Desk
from store.engine import reading
from store.verifying import verify
from tests.support.chat import Chat
from tests.support.day import whole_day

pytestmark = pytest.mark.slow


def rows(desk: Desk, statement: str) -> list[tuple[Any, ...]]:
    with reading(desk.engine) as session:
        return [tuple(row) for row in session.connection().execute(sql(statement))]


NEWEST = (
    "select customer_id, channel, summary, suggestion_id, undone_at from interaction "
    "order by interaction_id desc limit 1"
)
FOLLOW_UPS = "select customer_id, due_on, status from follow_up order by follow_up_id desc limit 1"


async def test_a_call_is_read_back_before_it_is_written(rm: Chat, desk: Desk) -> None:
    before = len(rows(desk, "select 1 from interaction"))
    brief = await rm.send("等下给王建国打电话")
    assert "王建国" in brief.text
    assert "请用一两句话" in (await rm.press("📞 记录")).text
    read_back = await rm.send("电话里说年底前要用一笔钱，不想买封闭的，下周三下午三点再联系")
    assert "请核对" in read_back.text
    assert "王建国" in read_back.text
    assert "12月2日(周三) 15:00" in read_back.text
    assert len(rows(desk, "select 1 from interaction")) == before
    saved = await rm.press("✅ 确认记录")
    assert "已记录与王建国的沟通" in saved.text
    customer, channel, summary, suggestion, undone = rows(desk, NEWEST)[0]
    assert (customer, channel, undone) == ("C001", "phone", None)
    assert suggestion
    assert "用" in summary
    assert rows(desk, FOLLOW_UPS)[0] == ("C001", "2026-12-02", "open")


async def test_the_next_date_can_be_changed(rm: Chat, desk: Desk) -> None:
    await rm.send("刚跟陈思源通完电话，手机银行已经会用了")
    assert "没有约" in (await rm.press("不约")).text
    assert "11月26日(周四)" in (await rm.press("三天后")).text
    await rm.press("另定时间")
    assert "没看懂" in (await rm.send("看缘分")).text
    assert "12月1日(周二)" in (await rm.send("12月1号")).text
    await rm.press("✅ 确认记录")
    assert rows(desk, FOLLOW_UPS)[0][:2] == ("C004", "2026-12-01")


async def test_dropped_means_nothing_written(rm: Chat, desk: Desk) -> None:
    before = rows(desk, NEWEST)
    await rm.send("刚跟陈思源通完电话，一切都好")
    assert "没有记录" in (await rm.press("🗑 放弃")).text
    assert rows(desk, NEWEST) == before


async def test_a_logged_call_can_be_taken_back_once(rm: Chat, desk: Desk) -> None:
    await rm.send("刚跟陈思源通完电话，说下周五再聊")
    await rm.press("✅ 确认记录")
    assert "已撤销" in (await rm.press("撤销")).text
    assert rows(desk, NEWEST)[0][4] is not None
    assert rows(desk, FOLLOW_UPS)[0][2] == "cancelled"
    with reading(desk.engine) as session:
        assert verify(session=session).ok


async def test_a_promise_that_breaks_a_rule_is_flagged(rm: Chat, desk: Desk) -> None:
    reply = await rm.send("刚和王建国通完电话，我跟他保证这笔钱保本保息，亏了我来补")
    assert "请留意" in reply.text
    await rm.press("✅ 确认记录")
    flagged = rows(desk, "select 1 from audit_entry where kind = 'interaction.flagged'")
    assert len(flagged) == 1


async def test_a_call_without_a_customer_asks_who(rm: Chat) -> None:
    assert "哪位客户" in (await rm.send("/log")).text


@pytest.mark.parametrize("asked_for", [True, False])
async def test_a_note_on_somebody_unknown_is_not_put_to_the_customer_in_hand(
    rm: Chat, desk: Desk, asked_for: bool
) -> None:
    before = rows(desk, NEWEST)
    await rm.send("/brief 王建国")
    if asked_for:
        await rm.press("📞 记录")
    reply = await rm.send("刚跟欧阳娜娜通完电话，她说下周五再聊")
    assert "名下没有欧阳娜娜" in reply.text
    assert "王建国" not in reply.text
    assert not reply.buttons
    assert rows(desk, NEWEST) == before


async def test_a_number_typed_after_a_restart_still_presses(rm: Chat, desk: Desk) -> None:
    await rm.send("刚跟陈思源通完电话，一切都好")
    assert "已记录与陈思源的沟通" in (await rm.send("1", numbered=True)).text
    assert rows(desk, NEWEST)[0][0] == "C004"


async def test_a_wish_to_be_left_alone_is_in_the_brief_until_it_is_settled(rm: Chat) -> None:
    await rm.send("刚跟陈思源通完电话，他说以后别再给他打电话了，也别发短信")
    assert "要求别再打扰" in (await rm.send("确认")).text
    assert "要求别再打扰" in (await rm.send("/brief 陈思源")).text
    assert "要求别再打扰" in await whole_day(rm)


async def test_a_promise_beside_a_complaint_is_offered_as_a_note(rm: Chat) -> None:
    told = "陈思源投诉短信费乱扣，我答应明天下午给他答复，身份证11010519491231002X也登记了"
    assert "要一起记下吗" in (await rm.send(told)).text
    assert "请核对" in (await rm.press("记成一次沟通")).text


async def test_words_wait_with_numbers_covered(rm: Chat, desk: Desk) -> None:
    await rm.send("陈思源投诉短信费乱扣，他身份证11010519491231002X")
    kept = [
        *rows(desk, "select content from chat_memory"),
        *rows(desk, "select subject from chat_reply"),
    ]
    assert not any("11010519491231002X" in str(each) for each in kept)


async def test_a_long_call_leads_the_diarys_line_as_it_was_told(rm: Chat) -> None:
    told = (
        "她想把存单的利息挪去给孙子存着又怕提前支取亏利息还担心转出来那部分没人照看"
        "所以打算等老伴出院以后两个人商量妥当了带着存单和户口本一道过来"
    )
    await rm.send(f"刚跟李秀兰通完电话，{told}")
    await rm.press("三天后")
    await rm.press("确认记录")
    due = (await rm.send("/status 李秀兰")).text.partition("待跟进")[2].partition("给过")[0]
    assert "；她" not in due
    assert "她想把存单" in due
    assert "…" in due
