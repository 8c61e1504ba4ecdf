"""A complaint from the first call to the check-back."""

from __future__ import annotations

import pytest

from tests.support.chat import Chat

pytestmark = pytest.mark.slow


async def test_told_noted_solved_and_followed_up(rm: Chat) -> None:
    told = await rm.send("王建国投诉了，说手续费乱收，火很大")
    assert "可以这样说" in told.text
    assert "登记这起投诉" in told.text
    noted = await rm.press("小额")
    assert "已登记王建国的投诉" in noted.text
    brief = await rm.send("/brief 王建国")
    assert "还没了结" in brief.text
    assert "不谈产品" in brief.text
    assert "手续费乱收" in brief.text
    await rm.send("/status 王建国")
    assert "还没有记处理方案" in (await rm.press("已解决")).text
    await rm.press("已告知客户")
    await rm.send("王建国的投诉处理方案：退还多收的手续费")
    await rm.send("/status 王建国")
    assert "确认满意" in (await rm.press("已解决")).text
    after = await rm.send("/brief 王建国")
    assert "确认他真的满意" in after.text
    assert "未结" not in after.text


@pytest.mark.parametrize("told", ["王建国投诉理财到期没兑付", "王建国投诉基金到期亏损，要求赔偿"])
async def test_a_complaint_of_what_came_due_is_a_new_one(rm: Chat, told: str) -> None:
    answer = (await rm.send(told)).text
    assert "没有未结的投诉" not in answer
    assert "登记这起投诉" in answer
