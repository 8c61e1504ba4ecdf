"""Questions on the book in many people's words: each group is read alike and whole.

Spoken with second thoughts, with purposes behind them, as an office writes; and what must not pass.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.book.wording import query_words
from bot.understanding.book import Asked, Known, read_question
from knowledge.yaml_files import read_yaml

TODAY = date(2026, 11, 24)
KNOWN = Known(
    products=["安享稳健一年定开", "季季盈", "三年期大额存单"],
    owners=["陈晓"],
    tags={"interests": ["摄影"], "industry": ["食品"]},
)
WORDINGS = read_yaml(Path(__file__).with_name("book_wordings.yaml"))
STAYS_A_CONDITION = """我见过他太太 我得罪过 我看着长大的 我帮他孩子找过学校 周三有空 手里有工厂
    儿子要结婚 愿意来
    要我先介绍产品 我去拜访过 我约不到的 想请我吃饭 请我去过他家 每年送我一箱酒 一家五口 一人住
    能来参加活动 开分店缺人 儿媳妇是律师能来 答应周五前给我打款 认识行长 给我介绍过客户 不对胃口的
    好说话的 投资稳健的 年轻的 怕被骗 儿子店里搞活动 去年办过比赛 自己组织比赛 认识张院长
    一人一套房 考核指标重 老师能来 任务没完成 会上发过言 主管等着看病
    被催得紧 律师介绍过来""".split()
"""What is told of customers, and looks like a purpose or a side remark."""
NAMED = {
    "资产30万不对营收500万以上的": "不对",
    "测评快过期，不对，已经过期的": "不对",
    "高净值，说错了，要年轻的": "说错了",
    "企业客户，账期超过90天，营收过亿，有一条就算": "一条就算",
    "资产100万以上，含200万": "含",
    "资产三百万 五百万以上的": "资产三百万",
    "福利好的，买了基金的": "福利好的",
    "瑞丰公司持有基金的": "瑞丰",
    "稳健，买了基金的": "稳健",
}
JOINED = {
    "企业客户，要么账期超过90天，要么营收过亿": "条件：客户类型是企业，"
    "且（应收账期超过90天 或 年营业额超过1亿元）",
    "账期超过90天，营收过亿，两条占一条就行": "条件：应收账期超过90天 或 年营业额超过1亿元",
    "没买安鑫的，资产100万以上": "条件：没有持有安鑫，且资产100万元以上",
    "资产100万以上，不含100万": "条件：资产超过100万元",
    "测评过期几个人 名单先不要": "条件：风险测评已过期；只要数目",
    "上月沟通中提及保险的": "条件：2026-10-01至2026-10-31谈到过“保险”",
    "今天该跟进的 免打扰的剔掉": "条件：下次跟进2026-11-24，且没有设免打扰",
    "没登记生日的": "条件：生日没有记录",
    "内向的几位，高净值": "条件：性格是安静，且层级是高净值",
    "五十岁以上没授权理财的，多少人": "条件：年龄50岁以上，且没授权理财；只要数目",
}


def read(text: str) -> Asked:
    return read_question(text, today=TODAY, known=KNOWN)


def words_of(asked: Asked) -> str:
    return query_words(asked.query) + ("；只要数目" if asked.query.count_only else "")


@pytest.mark.parametrize("reading", WORDINGS)
def test_other_peoples_words_are_read_alike(reading: str) -> None:
    asked = {text: read(text) for text in WORDINGS[reading]}
    assert {text: words_of(each) for text, each in asked.items()} == dict.fromkeys(asked, reading)
    assert {text: each.not_understood for text, each in asked.items()} == dict.fromkeys(asked, ())


@pytest.mark.parametrize("text", JOINED)
def test_how_conditions_are_joined_is_said_in_words(text: str) -> None:
    assert words_of(read(text)) == JOINED[text]
    assert read(text).not_understood == ()


def test_what_is_told_of_customers_is_no_side_remark() -> None:
    asked = {text: read(f"资产100万以上的，{text}") for text in STAYS_A_CONDITION}
    assert [text for text, each in asked.items() if not each.not_understood] == []


@pytest.mark.parametrize("text", NAMED)
def test_what_is_put_right_unclearly_is_named(text: str) -> None:
    said = "".join(read(text).not_understood)
    assert NAMED[text] in said


def test_a_word_before_another_that_begins_alike_is_no_stutter() -> None:
    assert "没有持有基金" in words_of(read("没买基金基金授权有的"))
