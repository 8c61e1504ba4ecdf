"""What a manager admits to have told a customer, and what only looks like it."""

from __future__ import annotations

import pytest

from bot.understanding.admitting import VOUCHED, admitted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("我刚跟客户说了保本", "保本"),
        ("我跟他讲这个稳赚", "这个稳赚"),
        ("刚才给客户打包票了", VOUCHED),
        ("我跟王总拍胸脯说稳赚不赔", VOUCHED),
        ("我答应他保证收益4%", "保证收益4%"),
        ("我告诉客户这款不会亏", "这款不会亏"),
        ("不小心跟客户说了保本保息，怎么办", "保本保息"),
        ("昨天我对王建国承诺收益不低于5%", "收益不低于5%"),
        ("糟了，刚才跟客户讲保证能赚，这算违规吗？", "保证能赚"),
    ],
)
def test_an_admission_is_read(text: str, told: str) -> None:
    assert admitted(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "能不能跟客户说保本",
        "我能跟客户说保本吗",
        "我想跟客户说保本",
        "怎么跟客户说保本的事",
        "客户跟我说别家保本",
        "客户说别家保本",
        "客户问我是不是保本",
        "我没跟客户说保本",
        "别跟客户说保本",
        "不能跟客户说保本",
        "如果我跟客户说了保本会怎样",
        "帮我看看：我跟客户说了保本",
        "审一下“我刚跟客户说了保本”",
        "同事跟客户说了保本",
        "主管跟客户讲这个稳赚",
        "帮我跟客户说保本",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert admitted(text) is None
