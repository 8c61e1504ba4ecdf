"""A complaint from the first call to the check-back."""

from __future__ import annotations

from bot.local import LocalChat


async def test_told_noted_solved_and_followed_up(rm: LocalChat) -> None:
    told = await rm.send("王建国投诉了，说手续费乱收，火很大")
    assert "可以这样说" in told.text and "登记这起投诉" in told.text
    noted = await rm.press("小额")
    assert "已登记投诉" in noted.text
    brief = await rm.send("/brief 王建国")
    assert "有未结的小额投诉" in brief.text and "不推荐产品" in brief.text
    assert "小额投诉" in brief.text
    status = await rm.send("/status 王建国")
    solved = next(button for button in status.buttons if "已解决" in button.label)
    assert "确认客户满意" in (await rm.press(solved.data or "")).text
    after = await rm.send("/brief 王建国")
    assert "投诉后的关系修复" in after.text and "未结" not in after.text
