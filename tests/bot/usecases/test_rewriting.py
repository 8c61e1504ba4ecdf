"""A rewrite keeps what was fit as it was laid out."""

from __future__ import annotations

import pytest

from bot.desk import Desk
from bot.usecases.check import rewritten


@pytest.mark.parametrize(
    "text",
    [
        "您好：\n这款产品保本保息。\n方便时给我回个话。",
        "您好：\n\n这款产品保本保息！\n\n方便时给我回个话。",
    ],
)
def test_line_breaks_stay(desk: Desk, text: str) -> None:
    verdict = desk.rules.check(text)
    whole = rewritten(text, verdict, rules=desk.rules)
    before, after = text.split("\n"), whole.split("\n")
    assert len(after) == len(before)
    assert [a == b for a, b in zip(after, before, strict=True)].count(False) == 1
    assert desk.rules.passes(whole)


def test_advice_to_staff_is_offered_as_no_text(desk: Desk) -> None:
    text = "这只产品历史上从没亏过。"
    verdict = desk.rules.check(text)
    assert verdict.findings
    assert rewritten(text, verdict, rules=desk.rules) == ""
