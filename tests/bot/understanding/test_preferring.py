"""No calls, but another way; needs denied; what a complaint says stays in the summary."""

from __future__ import annotations

import pytest

from bot.understanding.contents import needs_of
from bot.understanding.preferring import rather_by
from bot.understanding.summary import summary_of
from bot.understanding.wording import read_wording


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("他说以后别打电话，有事微信", "wechat"),
        ("不要给她打电话了，微信联系就行", "wechat"),
        ("上班不方便接电话，改发短信", "sms"),
        ("别打电话，有事邮件", "email"),
        ("以后别打电话了", None),
        ("电话短信微信都不要", None),
        ("打了电话，微信上把资料发他", None),
        ("别打电话，微信也别发", None),
        ("以后微信联系就行，电话打不通的", "wechat"),
        ("电话打不通，微信上联系到了", None),
    ],
)
def test_who_wants_no_calls_but_another_way(words: str, channel: str | None) -> None:
    assert rather_by(words) == channel


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("不要信托", ()),
        ("说不要私募也不要信托", ()),
        ("不想再买黄金", ()),
        ("别跟我谈养老", ()),
        ("想买黄金", ("黄金",)),
        ("不想错过，想买黄金", ("黄金",)),
    ],
)
def test_a_need_denied_is_none(words: str, tags: tuple[str, ...]) -> None:
    assert needs_of(words) == tags


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        (
            "周四打了他没接，周五又打还是没接，今早终于接通，说奖金推迟到元旦后，让我提前一天提醒他订花",
            ("周四打了他没接", "周五又打还是没接", "奖金推迟到元旦后", "提前一天提醒他订花"),
        ),
        (
            "我今天上午去她家里坐了坐，她先生在家休养，说定期先别动，另外她问过年期间网点开不开门，"
            "还聊了半个小时孩子上学的事，说明年要去国外读书，最后约了十二月五号下午见面",
            ("她先生在家休养", "定期先别动", "她问过年期间网点开不开门", "明年要去国外读书"),
        ),
        ("上周四就跟我说好这周六见面", ("上周四就跟我说好这周六见面",)),
        ("耳朵不好，电话里说不清", ("说不清",)),
        ("她说过年要送米", ("过年要送米",)),
    ],
)
def test_nothing_told_is_left_out(note: str, kept: tuple[str, ...]) -> None:
    wording = read_wording(note, None)
    summary = summary_of(wording, wording.clauses(), [])
    assert all(each in summary for each in kept), summary


def test_what_is_complained_of_is_not_cut_away() -> None:
    told = (
        "电话里客户情绪激动，前面聊了聊家里孩子上学和装修的事，又说想买黄金，"
        "投诉上周三在柜台排了两个小时，柜员态度恶劣，重复扣了三百块年费，要求退钱并书面道歉"
    )
    wording = read_wording(told, None)
    summary = summary_of(wording, wording.clauses(), [])
    assert "排了两个小时" in summary
    assert "重复扣了三百块年费" in summary
