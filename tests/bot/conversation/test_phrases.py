"""Turns of phrase: what each wants, and what only looks like one."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.phrases import (
    Correction,
    another,
    confirms,
    correction,
    drops,
    is_gibberish,
    small_talk,
    takes_back,
    wanted_again,
)
from bot.results.vocabulary import How

NOW = datetime(2026, 11, 24, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("不是她，是李秀兰", "她", "李秀兰"),
        ("不是王建国，是王建军", "王建国", "王建军"),
        ("不对，不是他，我说的是赵敏慧", "他", "赵敏慧"),
        ("我要的不是李秀云，是李秀兰", "李秀云", "李秀兰"),
        ("搞错了，我说的是王建军", "", "王建军"),
        ("弄错人了，是周晓岚", "", "周晓岚"),
        ("说错了 是陈思远", "", "陈思远"),
        ("错了错了，我找的是启明星", "", "启明星"),
        ("不对，是孙浩然", "", "孙浩然"),
        ("我问的是启明星", "", "启明星"),
        ("我说的其实是许国强。", "", "许国强"),
        ("换成赵敏慧", "", "赵敏慧"),
        ("帮我换成郑雨洁", "", "郑雨洁"),
        ("是李秀兰，不是李秀云", "李秀云", "李秀兰"),
        ("不是，我是问许国强", "", "许国强"),
        ("哦不对，我想问的是许国强", "", "许国强"),
        ("不是，我找许国强", "", "许国强"),
        ("我是想问许国强", "", "许国强"),
        ("不是这个客户", "这个客户", ""),
        ("不是他", "他", ""),
        ("认错人了", "", ""),
        ("换一个客户", "", ""),
    ],
)
def test_a_correction_says_who_is_meant(text: str, wrong: str, right: str) -> None:
    assert correction(text) == Correction(wrong, right, "")


def test_a_correction_may_go_on() -> None:
    found = correction("不是她，是李秀兰，她嫌利率低怎么回")
    assert found == Correction("她", "李秀兰", "她嫌利率低怎么回")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("那李秀兰呢", "李秀兰"),
        ("那么李秀兰那边呢？", "李秀兰"),
        ("好的，李秀兰呢", "李秀兰"),
        ("那呢", ""),
        ("李秀兰怎么还没来", ""),
    ],
)
def test_a_customer_more_is_asked_about(text: str, name: str) -> None:
    assert another(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "换个产品",
        "换一种说法",
        "他不是说好了周五来吗",
        "客户不是不想买，是怕亏",
        "换个说法",
        "等下给王建国打电话",
        "是不是该联系李秀兰了",
        "这个产品是不是保本的",
        "嫌利率低怎么回",
    ],
)
def test_what_is_no_correction(text: str) -> None:
    found = correction(text)
    assert found is None or not found.right


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("还有吗", How.MORE),
        ("还有没有别的", How.MORE),
        ("再来几条", How.MORE),
        ("继续", How.MORE),
        ("还有呢？", How.MORE),
        ("短一点", How.SHORTER),
        ("太长了", How.SHORTER),
        ("太长了，给我三句话", How.SHORTER),
        ("给我三句话", How.SHORTER),
        ("说重点", How.SHORTER),
        ("能不能简短点", How.SHORTER),
        ("有点啰嗦", How.SHORTER),
        ("换个说法", How.OTHERWISE),
        ("换一种说法吧", How.OTHERWISE),
        ("有没有别的说法", How.OTHERWISE),
        ("能不能换个口气", How.OTHERWISE),
        ("再说一遍", How.OTHERWISE),
        ("说详细点", How.LONGER),
        ("具体一点", How.LONGER),
        ("展开说说", How.LONGER),
    ],
)
def test_the_last_answer_is_wanted_again(text: str, how: How) -> None:
    assert wanted_again(text) is how


@pytest.mark.parametrize(
    "text",
    ["客户说还有吗", "三年期还有吗", "短债怎么样", "换个产品", "他嫌期限太长了", "详细资料发他了"],
)
def test_what_is_about_something_else(text: str) -> None:
    assert wanted_again(text) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("今天多少号", "11月24日，星期二"),
        ("今天几号？", "11月24日"),
        ("今天星期几", "星期二"),
        ("现在几点了", "09:05"),
        ("在吗", "在的"),
        ("你好", "您好"),
        ("早上好", "您好"),
        ("谢谢", "不客气"),
        ("谢谢您！", "不客气"),
        ("好的", "好的"),
        ("收到", "好的"),
        ("再见", "再见"),
        ("你是谁", "客户经理助手"),
        ("明天休假，我的事转给丁凯", "点那一件的“转交”"),
        ("把我手头的跟进都转给丁凯", "点那一件的“转交”"),
        ("昨天那条记录删掉", "点“↩ 撤销”"),
    ],
)
def test_small_talk_gets_a_short_answer(text: str, part: str) -> None:
    assert part in (small_talk(text, now=NOW) or "")


@pytest.mark.parametrize(
    "text",
    [
        "今天要跟进谁",
        "今天几号到期",
        "你好，客户嫌利率低",
        "谢谢客户怎么说",
        "好的产品",
        "把王建国转给丁凯",
        "撤销上一条",
        "昨天的沟通记录",
    ],
)
def test_what_asks_for_something_is_no_small_talk(text: str) -> None:
    assert small_talk(text, now=NOW) is None


@pytest.mark.parametrize(("text", "is_it"), [("asdfghjkl", True), ("qwerty", True), ("lpr", False)])
def test_a_row_of_letters(text: str, is_it: bool) -> None:
    assert is_gibberish(text) is is_it


def test_a_note_is_settled_in_words() -> None:
    assert all(map(confirms, ["确认", "好的", "对的", "没问题", "记录"]))
    assert all(map(drops, ["放弃", "不记了", "算了", "取消"]))
    assert all(map(takes_back, ["撤销", "撤销上一条", "撤回刚才那条"]))
    assert not any(map(confirms, ["好的产品", "确认一下他的风险等级", "不对"]))
