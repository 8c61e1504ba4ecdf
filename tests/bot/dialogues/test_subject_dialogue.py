"""What is answered is filed under whom it is about, and what is put right moves."""

from __future__ import annotations

import pytest
from sqlalchemy import text as sql

from bot.desk import Desk
from store.engine import reading
from tests.bot.dialogues.conftest import Seat
from tests.support.chat import Chat, meant

pytestmark = pytest.mark.slow

NEWEST = "select kind, customer_id from suggestion order by suggestion_id desc limit 1"
WRITTEN = "select customer_id, said from interaction order by interaction_id desc limit 1"


def newest(desk: Desk, statement: str = NEWEST) -> tuple[object, ...]:
    with reading(desk.engine) as session:
        row = session.connection().execute(sql(statement)).first()
    assert row is not None
    return tuple(row)


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("他嫌手续太麻烦怎么劝", "C001"),
        ("这位客户嫌手续太麻烦怎么劝", "C001"),
        ("嫌手续太麻烦怎么劝", "C001"),
        ("李秀兰嫌手续太麻烦怎么劝", "C002"),
        ("客户嫌手续太麻烦怎么劝", None),
        ("企业客户嫌手续太麻烦怎么劝", None),
        ("有些老人嫌手续太麻烦怎么劝", None),
        ("刘桂芝嫌手续太麻烦怎么劝", None),
        ("上官飞鹏嫌手续太麻烦怎么劝", None),
        ("/ask 客户嫌手续太麻烦怎么劝", None),
        ("/check 您好，祝您节日快乐", None),
        ("/check 李秀兰您好，祝您节日快乐", "C002"),
    ],
)
async def test_advice_is_filed_under_whom_it_is_about(
    rm: Chat, desk: Desk, said: str, about: str | None
) -> None:
    await rm.send("/brief C001")
    reply = await rm.send(said)
    assert newest(desk)[1] == about
    assert ("王建国" in reply.text) is (about == "C001")


async def test_a_general_answer_is_fitted_by_its_button(rm: Chat, desk: Desk) -> None:
    await rm.send("/brief C001")
    await rm.send("客户嫌手续太麻烦怎么劝")
    fitted = meant("对王建国怎么说", rm.buttons)
    await rm.send("/brief C002")
    assert "（对 王建国）" in (await rm.press(fitted)).text
    assert newest(desk) == ("ask", "C001")


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("/brief C001", "brief"),
        ("王建国嫌手续太麻烦怎么劝", "ask"),
        ("/check 王建国您好，节日快乐", "check"),
    ],
)
@pytest.mark.parametrize(
    "correction",
    ["不是他，是孙浩然", "搞错了，我说的是孙浩然", "换成孙浩然", "我问的是孙浩然", "不对，是浩然"],
)
async def test_the_last_thing_is_done_again_for_whom_was_meant(
    rm: Chat, desk: Desk, asked: str, kind: str, correction: str
) -> None:
    await rm.send(asked)
    reply = await rm.send(correction)
    assert newest(desk) == (kind, "C006")
    assert "王建国" not in reply.text.replace("王建国您好", "")


async def test_a_status_is_shown_of_whom_was_meant(rm: Chat) -> None:
    await rm.send("/status C001")
    assert "孙浩然　C006" in (await rm.send("不是他，是孙浩然")).text


async def test_a_note_moves_and_the_wrong_one_can_be_written_no_more(rm: Chat, desk: Desk) -> None:
    before = newest(desk, WRITTEN)
    await rm.send("刚跟王建国通完电话，他说三年期可以考虑")
    wrong = meant("确认记录", rm.buttons)
    await rm.press("一周后")
    moved = await rm.send("不是他，是孙浩然")
    assert "客户：孙浩然（C006）" in moved.text
    assert "11月30日" in moved.text
    assert newest(desk, WRITTEN) == before
    right = meant("确认记录", rm.buttons)
    await rm.press(wrong)
    assert "已记录与孙浩然的沟通" in (await rm.press(right)).text
    customer, said = newest(desk, WRITTEN)
    assert customer == "C006"
    assert said == "刚跟王建国通完电话，他说三年期可以考虑（更正：不是他，是孙浩然）"


async def test_the_call_to_be_told_is_with_whom_was_meant(rm: Chat) -> None:
    await rm.send("/brief C001")
    await rm.press("记录")
    assert "和孙浩然沟通" in (await rm.send("不是他，是孙浩然")).text
    assert "客户：孙浩然（C006）" in (await rm.send("他说月底再看")).text


async def test_a_correction_that_goes_on_is_answered(rm: Chat, desk: Desk) -> None:
    await rm.send("/brief C001")
    reply = await rm.send("不是他，是孙浩然，他嫌手续太麻烦怎么劝")
    assert "（对 孙浩然）" in reply.text
    assert newest(desk) == ("ask", "C006")


async def test_after_an_unknown_name_nobody_is_in_hand(rm: Chat, desk: Desk) -> None:
    await rm.send("/brief C001")
    await rm.send("上官飞鹏嫌手续太麻烦怎么劝")
    reply = await rm.send("他嫌手续太麻烦怎么劝")
    assert newest(desk)[1] is None
    assert not any("王建国" in label for label in reply.labels)


async def test_each_further_answer_is_evidence_with_new_lines(rm: Chat, desk: Desk) -> None:
    first = await rm.send("王建国嫌手续太麻烦怎么劝")
    told = {line for line in first.text.splitlines() if line[:2] in ("1.", "2.", "3.", "4.")}
    more = await rm.send("还有吗")
    assert newest(desk) == ("ask", "C001")
    assert "（对 王建国）" in more.text
    lines = [line[3:] for line in more.text.splitlines() if line[:2] in ("1.", "2.", "3.")]
    assert lines
    assert not any(line in each for line in lines for each in told)


@pytest.mark.parametrize("wish", ["短一点", "给我三句话", "太长了"])
async def test_a_shorter_answer_has_at_most_three_lines_of_it(rm: Chat, wish: str) -> None:
    first = await rm.send("客户嫌手续太麻烦怎么劝")
    short = await rm.send(wish)
    numbered = [line[3:] for line in short.text.splitlines() if line[1:2] == "."]
    assert 1 <= len(numbered) <= 3
    assert all(line in first.text for line in numbered)


async def test_there_is_an_end_to_what_the_handbook_holds(rm: Chat) -> None:
    await rm.send("客户嫌手续太麻烦怎么劝")
    for _ in range(12):
        reply = await rm.send("还有吗")
        if "手册里关于这一条就这些话了" in reply.text:
            return
    raise AssertionError("it never ends")


async def test_an_edited_command_swallows_no_later_message(rm: Chat) -> None:
    await rm.send("/check")
    assert "不会重新处理" in (await rm.send("/check 王总您好", edited=True)).text
    assert "王建国" in (await rm.send("等下给王建国打电话")).text


async def test_another_replica_puts_right_and_says_again(seat: Seat) -> None:
    before, after = seat("rm1"), seat("rm1")
    await before.send("王建国嫌手续太麻烦怎么劝")
    assert "（对 孙浩然）" in (await after.send("不是他，是孙浩然")).text
    assert "（对 孙浩然）" in (await before.send("还有吗")).text


async def test_the_log_holds_the_words_that_were_said_of_this_customer(
    rm: Chat, officer: Chat
) -> None:
    await rm.send("/brief 许国庆 聊基金")
    await rm.send("郑雨洁")
    page = await officer.send("/review")
    evidence = await officer.press(page.buttons[0])
    assert "许国" not in evidence.text


COMPLAINS = "我要投诉你们，手续费乱收"


async def test_words_passed_on_are_nobodys_until_it_is_said_whose(rm: Chat, desk: Desk) -> None:
    await rm.send("/brief C003")
    asked = await rm.forward(COMPLAINS, sender="王建国")
    assert "是哪位客户说的" in asked.text
    assert asked.labels == ("王建国", "李秀云", "一般情况怎么说")
    told = await rm.press("王建国")
    assert newest(desk) == ("ask", "C001")
    assert "要给王建国登记这起投诉吗" in told.text


async def test_whose_words_they_are_may_be_typed(rm: Chat) -> None:
    await rm.forward("你们手续也太麻烦了", sender="阳光大男孩")
    assert "（对 孙浩然）" in (await rm.send("孙浩然")).text


async def test_a_text_passed_on_to_be_judged_is_judged(rm: Chat) -> None:
    await rm.send("/check")
    assert "可以发" in (await rm.forward("您好，祝您节日快乐", sender="林芳")).text


async def test_words_passed_on_may_be_answered_in_general(rm: Chat, desk: Desk) -> None:
    await rm.send("/brief C003")
    await rm.forward("你们手续也太麻烦了", sender="")
    assert "（一般情况，没有指定客户）" in (await rm.press("一般情况")).text
    assert newest(desk) == ("ask", None)
