"""What goes on with the list shown last, and what only begins like it."""

from __future__ import annotations

import pytest

from tests.support.chat import Chat


@pytest.mark.parametrize("words", ["其中企业的", "去掉免打扰的", "再按资产排"])
async def test_a_list_is_refined(rm: Chat, words: str) -> None:
    await rm.send("资产100万以上的")
    assert "资产100万元以上" in (await rm.send(words)).text


@pytest.mark.parametrize(
    "words",
    ["再加50万买稳健添利，王建国说的", "除了王建国，其他人下周联系", "再看看王建国的持仓"],
)
async def test_what_only_begins_so_is_no_list(rm: Chat, words: str) -> None:
    await rm.send("资产100万以上的")
    assert not (await rm.send(words)).text.startswith(("条件", "没看懂"))
