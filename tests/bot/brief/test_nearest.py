"""The line that answers the question stands first."""

from __future__ import annotations

import pytest
from small_handbook import script

from bot.brief.composing import told
from bot.brief.nearest import nearest_first, nearest_lines
from bot.brief.selection import Chosen
from store.models import ProductType


def lines(query: str, group: str = "growth") -> list[str]:
    scene = told(
        Chosen(script("a", group=group), ""),
        tags=frozenset(),
        slots={},
        facts={},
        products=(),
        open_types=frozenset(ProductType),
    )
    return [line.reference for line in nearest_lines(query, scene, most=4)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("基金有涨有跌怎么讲", "p2"),
        ("哪笔钱什么时候用，怎么问", "p1"),
        ("怎么跟客户介绍", "p1"),
        ("客户说基金亏了", "x1a"),
        ("她老是“现在没空”，怎么接", "x2a"),
        ("基金亏了怎么办", "x1a"),
        ("怎么跟客户说基金", "p1"),
        ("客户嫌太远", "p1"),
        ("问我现在没空，我咋回", "x2a"),
        ("怎么回访客户", "p1"),
    ],
)
def test_an_objection_answers_an_objection_and_a_point_a_question(query: str, first: str) -> None:
    assert lines(query)[0] == first


def test_a_script_of_objections_answers_one_it_does_not_name() -> None:
    assert lines("客户嫌太远", "objection")[0] == "x1a"
    assert lines("怎么开口", "objection")[0] == "p1"


def test_what_is_not_like_the_question_keeps_its_order() -> None:
    texts = ["先说期限", "再说费用多少", "后说赎回到账的日子"]
    assert nearest_first("赎回到账要几天", texts, of=str) == [texts[2], texts[0], texts[1]]
    assert nearest_first("别的", texts, of=str) == texts
