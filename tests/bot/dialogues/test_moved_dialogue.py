"""An appointment told as moved: which line of the diary is closed for it, and put back with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.conversation.memory import memory_from
from bot.desk import Desk
from bot.usecases.capture import save_note
from bot.usecases.chat import memory_of
from bot.usecases.work import working
from store.actor import Actor
from store.engine import reading, transaction
from store.follow_ups import FollowUpDraft, add_follow_up, list_follow_ups
from store.models import Interaction
from store.staff import actor_for_staff
from tests.conftest import NOW
from tests.support.chat import Chat

pytestmark = pytest.mark.slow

MOVED = "/log 王建国说原来明天的上门改到周五"
VISIT, OTHER = "带传承方案上门", "送对账单"
TODAY = date(2026, 11, 23)


def acting(desk: Desk) -> Actor:
    with reading(desk.engine) as session:
        actor = actor_for_staff(session=session, staff_id="rm1")
    assert actor is not None
    return actor


def plan(desk: Desk, text: str, days: int) -> None:
    draft, actor = FollowUpDraft(text, TODAY + timedelta(days=days)), acting(desk)
    with transaction(desk.engine) as session:
        add_follow_up(session=session, actor=actor, customer_id="C001", draft=draft, at=NOW)


def planned(desk: Desk, customer_id: str = "C001") -> set[str]:
    actor = acting(desk)
    with reading(desk.engine) as session:
        lines = list_follow_ups(session=session, actor=actor).rows
        return {line.text for line in lines if line.customer_id == customer_id}


async def test_what_is_moved_is_closed_once_and_put_back_with_the_note(
    rm: Chat, desk: Desk
) -> None:
    plan(desk, OTHER, 8)
    await rm.send(MOVED)
    assert f"改约了：原来明天的跟进“{VISIT}”" in (await rm.send("确认")).text
    assert planned(desk) >= {OTHER}
    assert VISIT not in planned(desk)
    await rm.send("不对，是周六")
    assert "改约" not in (await rm.press("换成改过的")).text
    assert OTHER in planned(desk)
    assert VISIT not in planned(desk)
    assert "已放回日程" in (await rm.send("撤销")).text
    assert planned(desk) == {VISIT, OTHER}


async def test_in_doubt_a_button_closes_it(rm: Chat, desk: Desk) -> None:
    await rm.send("/log 刚跟王建国通完电话，见面改到周五")
    assert "是改约吗" in (await rm.send("确认")).text
    assert VISIT in planned(desk)
    await rm.press("原来那条不用了")
    assert VISIT not in planned(desk)


@pytest.mark.parametrize(
    ("words", "customer_id", "stands"),
    [
        ("/log 王建国要把定投扣款日改到5号，下周三再联系", "C001", VISIT),
        ("/log 赵敏慧说原来约的见面改到周五", "C005", "发教育金测算"),
    ],
)
async def test_what_does_not_fit_stays(
    rm: Chat, desk: Desk, words: str, customer_id: str, stands: str
) -> None:
    """What is moved is no appointment; the only follow-up is overdue."""
    await rm.send(words)
    assert "改约" not in (await rm.send("确认")).text
    assert stands in planned(desk, customer_id)


async def test_a_note_put_right_is_written_before_the_former_goes(rm: Chat, desk: Desk) -> None:
    """Another replica wrote the new one: it is declined here, and the former stands."""
    await rm.send(MOVED)
    await rm.send("确认")
    await rm.send("不对，是周六")
    with working(desk) as work:
        anew = memory_from(memory_of(rm.key, work=work)).read_back[-1]
        save_note(anew, work=work, actor=acting(desk), chat="terminal:elsewhere")
    assert "已经记录过" in (await rm.press("换成改过的")).text
    with reading(desk.engine) as session:
        assert all(row.undone_at is None for row in session.exec(select(Interaction)))


async def test_a_former_note_that_is_gone_is_said_to_be(rm: Chat) -> None:
    """What it had moved stands again, and the note in its place asks about it."""
    await rm.send(MOVED)
    await rm.send("确认")
    swap = (await rm.send("不对，是周六")).buttons[0]
    await rm.press("撤销先前那条")
    answer = (await rm.press(swap)).text
    assert "已记录与王建国的沟通" in answer
    assert "先前那条没有再撤销" in answer
    assert f"原来明天的跟进“{VISIT}”" in answer
    assert "没有重复写入" in (await rm.press(swap)).text
