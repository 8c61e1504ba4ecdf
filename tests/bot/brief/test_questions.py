"""A message with several questions is taken apart; one question stays whole."""

from __future__ import annotations

import pytest

from bot.brief.questions import questions_of


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("存折丢了怎么补？另外赎回几天到账", ("存折丢了怎么补？", "赎回几天到账")),
        ("定期没到期能不能取，还有房贷怎么提前还", ("定期没到期能不能取", "房贷怎么提前还")),
        ("沙龙怎么邀约 顺便问下生日祝福怎么发", ("沙龙怎么邀约", "生日祝福怎么发")),
        ("客户问基金亏了咋办，又问保险怎么退", ("客户问基金亏了咋办", "保险怎么退")),
        ("客户嫌手续费高，另外问能不能提前赎回", ("客户嫌手续费高", "能不能提前赎回")),
    ],
)
def test_two_questions(text: str, questions: tuple[str, ...]) -> None:
    assert questions_of(text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "客户嫌手续费贵怎么办？怎么回他？",
        "定期还有三个月才到期，客户现在要取怎么办",
        "利率又降了，客户很生气。我该怎么说？",
        "客户嫌手续费高，还有点犹豫，怎么说？",
        "您好。赎回几天到账",
        "怎么办？",
        "",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert questions_of(text) == (text,)


def test_of_many_questions_none_is_lost() -> None:
    text = "卡丢了怎么办？限额怎么提？房贷怎么还？保险怎么退？"
    asked = questions_of(text)
    assert len(asked) == 3
    assert "".join(asked) == text
