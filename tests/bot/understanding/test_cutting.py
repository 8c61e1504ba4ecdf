"""A sentence to be taken out of a note, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.understanding.cutting import Cut, cut_wanted, without

SAID = "刚跟李秀兰通完电话，她老公住院了，下周三下午三点再联系"


@pytest.mark.parametrize(
    ("text", "words", "whose"),
    [
        ("刚才李秀兰那条，删掉老公住院那句", "老公住院", "李秀兰"),
        ("把老公住院那句去掉", "老公住院", ""),
        ("老公住院那句别记", "老公住院", ""),
        ("把李秀兰那条里的老公住院删掉", "老公住院", "李秀兰"),
        ("刚才那条把老公住院那句话删了", "老公住院", ""),
        ("李秀兰那条记录，她老公住院了这句不要写进去", "她老公住院了", "李秀兰"),
    ],
)
def test_what_is_to_go_is_read(text: str, words: str, whose: str) -> None:
    assert cut_wanted(text) == Cut(words, whose)


@pytest.mark.parametrize(
    "text",
    [
        "他的爱好去掉书法",
        "去掉承诺",
        "那句话怎么删掉",
        "把那句去掉可以吗",
        "客户说那句话不要了",
        "王建国那条不要了",
        "把摄影去掉",
        "刚跟李秀兰通完电话，她说那款不要了",
    ],
)
def test_what_takes_no_sentence_out_is_none(text: str) -> None:
    assert cut_wanted(text) is None


def test_the_sentence_spoken_of_goes_and_no_other() -> None:
    assert without(SAID, "老公住院") == (
        "刚跟李秀兰通完电话，下周三下午三点再联系",
        "她老公住院了",
    )
    assert without("她老公在住院；下周三再联系", "老公住院") == ("下周三再联系", "她老公在住院")


def test_a_sentence_that_is_not_there_takes_nothing_out() -> None:
    assert without(SAID, "买基金") is None
