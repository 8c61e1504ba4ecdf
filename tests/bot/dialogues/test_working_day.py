"""A working day of three people over one store: a manager and his supervisor on Telegram, an expert
at a terminal; two replicas at once, both begun anew at eleven, one dead at three."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from bot.desk import Desk
from bot.usecases.installation import verify_log
from bot.usecases.notices import LEASE
from tests.support.branch import Branch, branch_of
from tests.support.dialogue import Clock

ORDINARY, LEAP_DAY, WORKED_SATURDAY = "2026-11-24", "2028-02-29", "2026-10-10"
MONTH_END, HOLIDAY = "2026-11-30", "2026-10-01"
"""Month's end is the last working day too."""
CALLED = "刚跟孙浩然通完电话，他想存教育金，答应他今天下午三点把资料发给他"
REMINDED = "孙浩然：【承诺】把资料发给他"
SUMMARY = "11月沟通总结"


class Day:
    """A branch with a clock that is set by the hour, and all that was told unasked."""

    def __init__(self, branch: Branch, day: str, desk: Desk) -> None:
        self.branch = branch
        self._midnight = datetime.fromisoformat(day).replace(tzinfo=desk.zone)
        self.unasked: list[tuple[str, str]] = []

    def at(self, hour: int, minute: int) -> None:
        """Set the clock."""
        self.branch.clock.now = self._midnight + timedelta(hours=hour, minutes=minute)

    async def look(self, *replicas: int) -> dict[str, str]:
        """Look at what is told unasked, and keep it."""
        found = await self.branch.look(*replicas)
        self.unasked += found.items()
        return found

    def times(self, staff_id: str, words: str) -> int:
        """How often somebody was told some words unasked."""
        return sum(text.count(words) for whom, text in self.unasked if whom == staff_id)


@pytest.mark.parametrize(
    ("day", "zone"),
    [
        (ORDINARY, "America/New_York"),
        pytest.param(MONTH_END, "Asia/Shanghai", marks=pytest.mark.slow),
        pytest.param(LEAP_DAY, "Asia/Shanghai", marks=pytest.mark.slow),
        pytest.param(WORKED_SATURDAY, "Asia/Shanghai", marks=pytest.mark.slow),
    ],
)
async def test_a_working_day(
    desk: Desk, day: str, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    with _machine_in(zone, monkeypatch):
        async with branch_of(desk, clock, "rm1", "sup1") as branch:
            today = Day(branch, day, desk)
            await _morning(today)
            await _call(today)
            await _complaint(today)
            await _referral(today)
            await _restart(today)
            await _promise(today)
            await _evening(today)
    for staff_id, name in (("rm1", "林芳"), ("sup1", "韩松")):
        assert today.times(staff_id, f"早上好，{name}") == 1
        assert today.times(staff_id, SUMMARY) == (day == MONTH_END)
    assert today.times("rm1", REMINDED) == 1
    assert today.times("rm1", "今天准备过罗玉萍的通话，聊了吗？") == 1
    assert today.times("sup1", "李秀兰 登记：大额投诉") == 1
    assert verify_log(desk.engine, data_dir=desk.anchor_file.parent).ok


async def _morning(day: Day) -> None:
    branch = day.branch
    day.at(8, 29)
    assert "早上好" not in "".join((await day.look()).values())
    day.at(8, 30)
    assert set(await day.look()) >= {"rm1", "sup1"}
    assert await day.look() == {}
    assert "今天要跟进" in await branch.say("rm1", "/today")


async def _call(day: Day) -> None:
    branch = day.branch
    day.at(9, 0)
    assert "孙浩然 · 普通" in await branch.say("rm1", "等下给孙浩然打电话")
    day.at(9, 20)
    read_back = await branch.say("rm1", CALLED)
    assert "• 把资料发给他（今天 15:00前）" in read_back
    branch.at = 1
    assert "已记录与孙浩然的沟通" in await branch.say("rm1", "[✅ 确认记录]")


async def _complaint(day: Day) -> None:
    """Told to the supervisor at once; his button is answered by the replica that told nothing."""
    branch = day.branch
    day.at(10, 0)
    branch.at = 0
    await branch.say("rm1", "李秀兰投诉了，说理财亏了十万，火很大")
    assert "已同时告诉主管韩松" in await branch.say("rm1", "[大额（亏损、大额损失）]")
    assert "李秀兰 登记：大额投诉" in (await day.look(0))["sup1"]
    branch.at = 1
    assert "李秀兰的投诉　大额 · 未结" in await branch.say("sup1", "[看案件]")
    assert await day.look(1) == {}


async def _referral(day: Day) -> None:
    branch = day.branch
    day.at(10, 10)
    await branch.say("rm1", "把欧阳志远转介给税务专家，问子女海外身份怎么申报")
    assert "已请苏晴答复" in await branch.say("rm1", "[✔ 客户已同意，请苏晴答复]")
    assert "请教苏晴（税务）" in branch.unasked_at_terminal("exp1")
    assert "已接受" in await branch.say("exp1", "[✔ 接受]")
    await branch.say("exp1", "[✎ 答复]")
    assert "已答复" in await branch.say("exp1", "先确定税务居民身份，再看有没有境外账户要申报")
    assert "先确定税务居民身份" in (await day.look())["rm1"]


async def _restart(day: Day) -> None:
    """What was written before it is undone behind it, by button and in words."""
    branch = day.branch
    day.at(10, 58)
    await branch.say("rm1", "刚跟陈思源通完电话，问了定投")
    await branch.say("rm1", "[✅ 确认记录]")
    branch.restart()
    day.at(11, 1)
    assert "已撤销" in await branch.say("rm1", "[↩ 撤销]")
    assert "已经撤销过" in await branch.say("rm1", "撤销")


async def _promise(day: Day) -> None:
    """One replica claims the reminder and dies; the other tells it, once its claim is over."""
    branch = day.branch
    day.at(15, 0)
    (claimed,) = [each for each in branch.replicas[0].pushes.due() if each.key.startswith("rem")]
    assert REMINDED not in (await day.look(1)).get("rm1", "")
    branch.clock.now += LEASE
    assert REMINDED in (await day.look(1))["rm1"]
    assert not branch.replicas[0].pushes.told(claimed)
    assert "标为办完吗" in await branch.say("rm1", "孙浩然的资料发了")
    assert "已办完：孙浩然" in await branch.say("rm1", "[✔ 办完了]")
    assert "已放回日程：孙浩然" in await branch.say("rm1", "撤销")
    await branch.say("rm1", "孙浩然的资料发了")
    assert "已办完：孙浩然" in await branch.say("rm1", "[✔ 办完了]")
    assert REMINDED not in await branch.say("rm1", "/remind")


async def _evening(day: Day) -> None:
    branch = day.branch
    day.at(16, 0)
    await branch.say("rm1", "等下给罗玉萍打电话")
    for hour, minute in ((16, 30), (17, 29), (17, 30), (17, 31), (20, 59), (21, 30)):
        day.at(hour, minute)
        await day.look()


async def test_on_a_holiday_nothing_is_told_but_what_is_grave(desk: Desk) -> None:
    clock = Clock()
    async with branch_of(desk, clock, "rm1", "sup1") as branch:
        day = Day(branch, HOLIDAY, desk)
        day.at(9, 20)
        await branch.say("rm1", CALLED)
        await branch.say("rm1", "[✅ 确认记录]")
        await branch.say("rm1", "等下给王建国打电话")
        for hour in (8, 9, 15, 18):
            day.at(hour, 30)
            assert await day.look() == {}
        await branch.say("rm1", "李秀兰投诉了，说理财亏了十万，火很大")
        await branch.say("rm1", "[大额（亏损、大额损失）]")
        told = await day.look()
        assert "李秀兰 登记：大额投诉" in told.pop("sup1")
        assert told == {}
        day.at(7 * 24 + 8, 29)
        assert "早上好" not in (await day.look()).get("rm1", "")
        day.at(7 * 24 + 8, 30)
        assert "早上好，林芳。今天是10月8日。" in (await day.look())["rm1"]


@contextmanager
def _machine_in(zone: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's own clock elsewhere than the office's."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        yield
    finally:
        monkeypatch.undo()
        time.tzset()
