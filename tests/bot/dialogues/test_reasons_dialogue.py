"""A reason waited for is a reason: what is a request of its own is served, and nothing decided."""

from __future__ import annotations

import pytest

from tests.support.chat import Chat

pytestmark = pytest.mark.slow


async def test_a_request_is_no_reason_for_handing_back(rm: Chat, supervisor: Chat) -> None:
    await rm.send("王建国的客户分层改成普通")
    assert "已提交" in (await rm.send("资产下降到五十万以下了")).text
    for instead in ("待审批", "看看王建国的持仓", "王建国现在什么情况？", "批准第1项"):
        await supervisor.send("待审批")
        await supervisor.press("↩ 退回第1项")
        assert "已退回" not in (await supervisor.send(instead)).text, instead
    await supervisor.send("待审批")
    await supervisor.press("↩ 退回第1项")
    assert "已退回" in (await supervisor.send("客户资产还在回升，下季度再看")).text


async def test_a_request_is_no_reason_for_asking(rm: Chat) -> None:
    await rm.send("王建国的客户分层改成普通")
    assert "已提交" not in (await rm.send("看看李秀英的持仓")).text
    assert "已提交" not in (await rm.send("资产下降到五十万以下了")).text


async def test_what_is_so_already_is_said_before_the_reason_is_asked(rm: Chat) -> None:
    assert "已经是这样" in (await rm.send("取消王建国的免打扰")).text
    assert "已经是这样" in (await rm.send("王建国的负责人改成林芳")).text


@pytest.mark.parametrize(
    "why",
    ["客户搬家了", "客户说可以联系他了", "资料不全", "先补授权书再报", "客户自己来电要求的"],
)
async def test_a_reason_is_taken(rm: Chat, why: str) -> None:
    await rm.send("王建国的客户分层改成普通")
    assert "已提交" in (await rm.send(why)).text
