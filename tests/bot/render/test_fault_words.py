"""Every fault is said in Chinese from the values it carries."""

from __future__ import annotations

import re

import pytest

from bot.render.faults import fault_row, fault_words
from knowledge.handbook.format import Fault, FaultCode

SCRIPT_WORDS = re.compile(r"[a-z_]+=|---|applies|when|priority|why|>=\d+|\d{4}-\d\d-\d\d|[{}@“”\d]")
"""What stands in a script file as it is, in any language."""


@pytest.mark.parametrize("code", list(FaultCode))
def test_every_code_has_its_words(code: FaultCode) -> None:
    values = {name: f"值{index}" for index, name in enumerate(sorted(code.names))}
    said = fault_words(Fault("茶.md", 3, code, values, "p1"))
    assert said.startswith("p1：")
    assert re.search("[一-鿿]", said)
    assert not re.search("[A-Za-z]", SCRIPT_WORDS.sub("", said.removeprefix("p1：")))


def test_a_fault_of_the_whole_script_has_no_anchor_in_front() -> None:
    fault = Fault("茶.md", 1, FaultCode.FEW_ASKS, {"count": 3, "least": 25})
    assert fault_words(fault) == "只有 3 种问法，至少要 25 种"
    assert fault_row(fault) == "茶.md:1 只有 3 种问法，至少要 25 种"


def test_the_values_are_said() -> None:
    values = {"rule_id": "pressure", "quote": "再不买就没了", "because": "不得催促客户。"}
    fault = Fault("茶.md", 9, FaultCode.RULE_BROKEN, values, "p2")
    assert fault_words(fault) == "p2：违反 pressure：“再不买就没了”不得催促客户。"
