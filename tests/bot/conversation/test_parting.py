"""A note on several customers: one card each where it says who did what, a choice where not."""

from __future__ import annotations

import pytest

from bot.understanding.parting import Parting, parting, pieces, told_of_each

NAMES = ("王建国", "李秀兰", "孙浩然")


def spans(text: str) -> list[tuple[int, int]]:
    return sorted((text.index(each), text.index(each) + 3) for each in NAMES if each in text)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("刚跟王建国和李秀兰都打了电话，都说下周再看", Parting.UNCLEAR),
        ("上午见了王建国、李秀兰，聊了到期", Parting.UNCLEAR),
        ("给王建国打了电话，给李秀兰也打了，都没接", Parting.UNCLEAR),
        ("王建国还有李秀兰今天都来了网点", Parting.UNCLEAR),
        ("刚跟王建国通完电话，李秀兰是他介绍来的", Parting.UNCLEAR),
        ("给王建国打了电话，他要续存，给李秀兰打没接", Parting.APART),
        ("王建国说年底用钱；李秀兰想存三年", Parting.APART),
        ("刚跟王建国通完电话，他不急，李秀兰那边说再等等", Parting.APART),
        ("王建国嫌起点高，然后拜访了孙浩然，聊房贷", Parting.APART),
        ("刚跟王建国通完电话，他说认识李秀兰", Parting.FIRST),
        ("王建国带着李秀兰来的，问三年期", Parting.FIRST),
        ("刚跟王建国通完电话，他不急", Parting.FIRST),
    ],
)
def test_how_a_note_with_several_names_is_taken(text: str, way: Parting) -> None:
    assert parting(text, spans(text)) is way


def test_each_gets_the_clauses_that_are_theirs() -> None:
    text = "给王建国打了电话，他要续存，下周三再聊。给李秀兰打没接；孙浩然说房贷先不办"
    assert pieces(text, spans(text)) == [
        "给王建国打了电话，他要续存，下周三再聊",
        "给李秀兰打没接",
        "孙浩然说房贷先不办",
    ]


def test_each_has_his_own_clauses_and_those_about_all() -> None:
    note = "刚和王建国还有李秀兰都打了电话，王建国说下周三来，要带材料，李秀兰说别再打给她了"
    names = [(2, 5), (7, 10)]
    assert told_of_each(note, names) == [
        "刚和王建国还有李秀兰都打了电话，王建国说下周三来，要带材料",
        "刚和王建国还有李秀兰都打了电话，李秀兰说别再打给她了",
    ]
    unsaid = "刚和王建国还有李秀兰都打了电话，说下周三来"
    assert told_of_each(unsaid, names) == [unsaid, unsaid]
