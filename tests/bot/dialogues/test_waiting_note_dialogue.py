"""A note waits, and another customer is named: it stays as it was."""

from __future__ import annotations

import pytest

from bot.conversation.routes import amending
from bot.desk import Desk
from bot.usecases.chat import memory_of
from bot.usecases.find import mentioned_customer
from bot.usecases.work import working
from store.actor import TERMINAL_ADMIN
from store.engine import transaction
from store.staff import invite_staff
from tests.conftest import NOW
from tests.support.chat import Chat, Open

pytestmark = pytest.mark.slow

TOLD = "刚跟罗玉萍通完电话，她想存三年，周二上午十点再联系"


async def waiting_is_as_told(rm: Chat) -> bool:
    confirmed = await rm.send("确认罗玉萍的")
    return "已记录与罗玉萍的沟通。下次联系：明天 10:00" in confirmed.text


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("孙浩然那边约周三改到周四下午两点", "客户：孙浩然"),
        ("和王建国说好的12月2日改成12月3日", "客户：王建国"),
        ("把陈思源今晚的改到明天早上九点", "客户：陈思源"),
        ("把张伟的电话改到下周五", "名下没有张伟"),
    ],
)
async def test_another_customer_is_no_correction(rm: Chat, words: str, about: str) -> None:
    await rm.send(TOLD)
    answer = (await rm.send(words)).text
    assert about in answer
    assert "罗玉萍" not in answer
    assert await waiting_is_as_told(rm)


async def test_nor_where_a_date_was_asked_for(rm: Chat) -> None:
    await rm.send(TOLD)
    await rm.press("另定时间")
    assert "客户：许国强" in (await rm.send("许国强改到下周三")).text
    assert await waiting_is_as_told(rm)


async def test_the_notes_own_customer_may_be_named(rm: Chat) -> None:
    await rm.send(TOLD)
    answer = (await rm.send("把罗玉萍的改到周五")).text
    assert "客户：罗玉萍" in answer
    assert "11月27日(周五) 10:00" in answer


async def test_an_opt_out_is_a_note_and_no_promise_kept(rm: Chat) -> None:
    answer = await rm.send("李秀云说别再发产品消息了，有急事才联系")
    assert "免打扰" in answer.text
    assert "标为办完" not in answer.text
    assert "要设免打扰" in (await rm.send("确认")).text


async def test_a_promise_is_kept_only_where_its_content_is_named(rm: Chat) -> None:
    assert "标为办完" in (await rm.send("李秀云的截图已经发过去了")).text
    assert "标为办完" not in (await rm.send("李秀云的合同已经办好了")).text


async def test_one_confirmation_is_enough_where_the_note_came_with_an_answer(rm: Chat) -> None:
    await rm.send("刚跟陈思源通完电话，他想买黄金。利率太高怎么说")
    assert "已记录与陈思源的沟通" in (await rm.send("确认")).text


async def test_after_another_answer_the_note_is_shown_first(rm: Chat) -> None:
    await rm.send(TOLD)
    await rm.send("利率太高怎么说")
    assert "请核对" in (await rm.send("确认")).text


async def test_two_notes_on_one_customer_have_buttons_of_their_own(rm: Chat) -> None:
    await rm.send("刚跟王建国通完电话，他想买黄金")
    await rm.send("刚跟王建国通完电话，他要开户")
    labels = (await rm.send(TOLD)).labels
    former = [each for each in labels if each.startswith("↩ 先前王建国那条")]
    assert len(set(former)) == 2


async def test_the_end_of_a_story_is_no_pressure(rm: Chat) -> None:
    answer = await rm.send("今天上午去罗玉萍家里坐了坐，最后约了十二月五号下午三点去看她")
    assert "请留意" not in answer.text


async def test_a_question_that_begins_like_a_yes_is_answered(rm: Chat) -> None:
    await rm.send(TOLD)
    await rm.send("今天要跟进谁")
    answer = (await rm.send("确认一下李秀兰的风险等级")).text
    assert "李秀兰" in answer
    assert "罗玉萍" not in answer


async def test_whom_words_name_is_looked_up_only_where_they_put_something_right(
    rm: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await rm.send(TOLD)
    asked: list[str] = []
    monkeypatch.setattr(
        amending,
        "mentioned_customer",
        lambda text, **rest: (asked.append(text), mentioned_customer(text, **rest))[1],
    )
    await rm.send("今天有哪些要联系的")
    assert asked == []
    await rm.send("改一下，她是说要存五年")
    assert len(asked) == 1


async def test_where_buttons_have_no_numbers_a_notes_alone_are_remembered(
    open_door: Open, desk: Desk
) -> None:
    phone = open_door(7)
    with transaction(desk.engine) as session:
        code = invite_staff(session=session, actor=TERMINAL_ADMIN, staff_id="rm1", at=NOW)
    await phone.send(f"/start {code}")
    assert (await phone.send("/brief C001")).buttons
    with working(desk) as work:
        assert memory_of(phone.key, work=work)["shown"] == []
    await phone.send("刚跟陈思源通完电话，他想买黄金。利率太高怎么说")
    assert "已记录与陈思源的沟通" in (await phone.send("确认")).text
