"""Questions on a book as their condition in words: one of each kind, and what is left over."""

from __future__ import annotations

from datetime import date

import pytest

from bot.book.query import query_from, query_json
from bot.book.wording import query_words
from bot.understanding.book import Known, read_question
from bot.understanding.book.amounts import money_at, numeral, share_at
from bot.understanding.book.question import LONGEST
from bot.understanding.book.spans import span_at

TODAY = date(2026, 11, 24)
KNOWN = Known(
    products=["稳健添利90天", "三年期大额存单"],
    owners=["陈晓"],
    tags={"interests": ["摄影", "铁器收藏"], "industry": ["食品"]},
)
READ = {
    "风险测评过期的客户": "风险测评已过期",
    "本月到期且资产500万以上": "持有到期日2026-11-01至2026-11-30的产品，且资产500万元以上",
    "超过半年没联系的企业客户": "上次联系早于2026-05-24（或没有记录），且客户类型是企业",
    "12月过生日的": "12月过生日",
    "持有R4以上的老年客户": "持有R4以上的产品，且老年客户",
    "谁喜欢摄影又没开基金": "兴趣有“摄影”，且没有持有基金",
    "上个月问过保险的": "2026-10-01至2026-10-31谈到过“保险”",
    "资产一千五百万以上": "资产1500万元以上",
    "资产不到1.2亿的": "资产不到1.2亿元",
    "资产100到300万的": "资产100万元至300万元",
    "近60天转走三成以上的": "近60日转出30%以上",
    "工资进来半年以上没买理财的": "工资入账无理财6个月以上",
    "账期超过90天、信用B以上": "应收账期超过90天，且信用等级是A、B",
    "C1C2还拿着R4以上产品的": "风险等级是C1、C2，且持有R4以上的产品",
    "40到50岁的": "年龄40岁至50岁",
    "姓王或者姓欧阳的": "姓是王、欧阳",
    "没授权保险的": "没授权保险",
    "签了贷款授权的": "授权了贷款",
    "没留电话的": "电话没有记录",
    "称呼那一栏空着的": "称呼没有记录",
    "习惯微信联系的": "首选渠道是微信",
    "当老师的": "职业有“教师”",
    "要法律资源的": "资源需求有“法律”",
    "有养老或者教育金需求的": "需求有“养老” 或 需求有“教育金”",
    "喜欢铁器收藏的": "兴趣有“铁器收藏”",
    "拿着稳健添利的": "持有稳健添利",
    "12月有50万以上存款到期的": "持有到期日2026-12-01至2026-12-31、金额50万元以上的存款",
    "买了基金没买保险的": "持有基金，且没有持有保险",
    "除了陈晓的客户，钱太集中的": "客户经理不是陈晓，且持有过于集中",
    "高净值的，免打扰的不要": "层级是高净值，且没有设免打扰",
    "这个月上门拜访过的": "2026-11-01至2026-11-30有过拜访沟通",
    "下周没排跟进的": "不符合（下次跟进2026-11-30至2026-12-06）",
    "三十多岁的": "年龄30岁至39岁",
    "总资产过亿的": "资产超过1亿元",
    "信用不是A的": "信用等级不是A",
    "同意调研的": "授权了调研",
    "没有任何理财的高净值": "没有持有理财，且层级是高净值",
    "最近一次联系在9月之前的": "上次联系不晚于2026-08-31",
    "2023年开户的": "开户2023-01-01至2023-12-31",
    "开户满三年的": "开户不晚于2023-11-24",
    "答应的事还没办完的": "有未办的承诺",
    "有大投诉没结的": "未结投诉是大额",
    "名字里带“铭”字的": "姓名有“铭”",
    "没买保险或者没买基金的": "没有持有保险 或 没有持有基金",
    "没有保险和基金的": "没有持有保险，且没有持有基金",
    "理财和基金都没有的": "没有持有理财，且没有持有基金",
    "没养老和教育金需求的": "不符合（需求有“养老”），且不符合（需求有“教育金”）",
    "月进账不到5万超过3万": "月均流入不到5万元，且月均流入超过3万元",
    "年龄不到60或者超过70": "年龄不到60岁 或 年龄超过70岁",
    "今年一次没联系的": "2026-01-01至2026-12-31没有沟通",
    "哪些客户有大额存单": "持有大额存单",
    "叫建国的": "姓名有“建国”",
    "称呼阿姨的": "称呼有“阿姨”",
    "不喜欢打电话的": "首选渠道不是电话",
    "对养老感兴趣的": "需求有“养老”",
    "半年没买理财的代发客户": "工资入账无理财6个月以上",
    "写周报用，资产500万以上的给我": "资产500万元以上",
    "明天开会要，高净值的名单": "层级是高净值",
    "团队里资产500万以上的": "资产500万元以上",
    "刘芳那边没做过风评的": "客户经理是刘芳，且风险测评没做过",
    "李四的客户": "客户经理是李四",
    "没有R4以上的产品": "没有持有R4以上的产品",
    "没有50万以上的理财": "没有持有金额50万元以上的理财",
    "理财不低于50万不超过100万": "持有金额50万元以上、金额100万元以内的理财",
    "给我找几个高净值的": "层级是高净值",
    "除了孙倩的其他人手里资产300万以上的": "客户经理不是孙倩，且资产300万元以上",
    "保险跟理财俩都没授权的": "没授权保险，且没授权理财",
    "投诉还没了的": "有未结投诉",
    "资产500万以上的，或者年营收1亿以上的": "资产500万元以上 或 年营业额1亿元以上",
}
ORDERED = {
    "资产最多的前十个": ("资产从高到低", 10),
    "高净值的，最久没联系的排前面": ("上次联系从远到近", None),
    "账期超过90天，长的排前面": ("应收账期从高到低", None),
    "按年营收排，先要12家": ("年营业额从高到低", 12),
    "资产垫底的五个": ("资产从低到高", 5),
    "工资进来没买理财满六个月，时间久的排前面": ("工资入账无理财从高到低", None),
    "下周要跟进的，早的先": ("下次跟进从早到晚", None),
    "到期日最近的": ("到期日从早到晚", None),
    "下次跟进从远到近": ("下次跟进从晚到早", None),
}
LEFT_OVER = {
    "资产500万以上脾气好的": ("资产500万元以上", "脾气好的"),
    "住得近的": ("", "住得近的"),
    "只买了存款的": ("持有存款", "只"),
    "想买基金的": ("持有基金", "想"),
    "全是存款的": ("持有存款", "全"),
    "就买存款的": ("持有存款", "就"),
    "资产大概500万的": ("资产500万元", "资产大概"),
    "500来万的": ("", "500来万的"),
    "每个人有几户高净值": ("层级是高净值", "每个"),
    "企业有几个，个人有几个": ("客户类型是企业", "个人"),
    "不是高净值就是潜力": ("层级是潜力", "就是"),
    "多少比例是企业": ("客户类型是企业", "比例"),
    "所有理财加起来超过100万": ("持有理财", "加起来"),
    "理财不到10万或者超过100万的": ("持有金额不到10万元的理财", "超过100万"),
    "不是企业或者资产500万以上的": ("客户类型不是企业", "资产500万以上"),
    "没回访过的": ("", "没回访过的"),
    "存款最多的十个": ("持有存款", "最多的"),
    "全部授权了的": ("授权了理财", "全部"),
    "除了高净值企业都要": ("", "除了高净值企业"),
}


@pytest.mark.parametrize("text", READ)
def test_a_question_is_read_back_from_its_types(text: str) -> None:
    asked = read_question(text, today=TODAY, known=KNOWN)
    assert query_words(asked.query) == f"条件：{READ[text]}"
    assert query_from(query_json(asked.query)) == asked.query


@pytest.mark.parametrize("text", ORDERED)
def test_order_and_limit(text: str) -> None:
    asked = read_question(text, today=TODAY, known=KNOWN)
    words, limit = ORDERED[text]
    assert f"；排序：{words}" in query_words(asked.query)
    assert (asked.query.limit, asked.not_understood) == (limit, ())


@pytest.mark.parametrize("text", LEFT_OVER)
def test_what_no_condition_says_is_named(text: str) -> None:
    asked = read_question(text, today=TODAY, known=KNOWN)
    condition, words = LEFT_OVER[text]
    assert any(words.startswith(each) or each.startswith(words) for each in asked.not_understood)
    assert (condition or "全部客户") in query_words(asked.query)


@pytest.mark.parametrize("text", ["有几个免打扰的", "有闲置资金的一共几多个", "新客户多少户"])
def test_only_the_number_is_asked_for(text: str) -> None:
    asked = read_question(text, today=TODAY)
    assert asked.query.count_only
    assert asked.not_understood == ()


def test_some_are_wanted_not_their_number() -> None:
    assert not read_question("给我找几个高净值的", today=TODAY).query.count_only


def test_a_long_text_is_no_question() -> None:
    asked = read_question("高净值" * LONGEST, today=TODAY)
    assert asked.query.condition is None
    assert len(asked.not_understood) == 1


@pytest.mark.parametrize(
    ("words", "value"),
    [("五百万", 500), ("1千万", 1000), ("两千万", 2000), ("半个亿", 5000), ("1亿2千万", 12000)],
)
def test_money_is_read_in_wan(words: str, value: float) -> None:
    assert money_at(words, 0) == (len(words), value)


def test_numbers_and_shares() -> None:
    assert [numeral(each) for each in ("一百二", "一百零二", "3百", "1,250.5", "甲")] == [
        *(120, 102, 300, 1250.5),
        None,
    ]
    assert [share_at(each, 0) for each in ("三成", "百分之六十", "一半", "0.6", "三成半")] == [
        *((2, 0.3), (5, 0.6), (2, 0.5), (3, 0.6), (3, 0.35)),
    ]


SPANS = {
    "本月": ("2026-11-01", "2026-11-30"),
    "下周": ("2026-11-30", "2026-12-06"),
    "近三个月": ("2026-08-24", "2026-11-24"),
    "今年二季度": ("2026-04-01", "2026-06-30"),
    "12月1号到15号": ("2026-12-01", "2026-12-15"),
    "今天到月底": ("2026-11-24", "2026-11-30"),
    "未来两周": ("2026-11-24", "2026-12-08"),
    "年底前": ("2026-11-24", "2026-12-31"),
    "去年12月": ("2025-12-01", "2025-12-31"),
    "12月上旬": ("2026-12-01", "2026-12-10"),
    "上半年": ("2026-01-01", "2026-06-30"),
}


@pytest.mark.parametrize("words", SPANS)
def test_times_to_come(words: str) -> None:
    found = span_at(words, 0, today=TODAY)
    assert found is not None
    end, span = found
    assert end == len(words)
    assert tuple(str(day) for day in span.ahead) == SPANS[words]


def test_the_last_day_of_february_in_a_leap_year() -> None:
    found = span_at("近一年", 0, today=date(2028, 2, 29))
    assert found is not None
    assert found[1].back == (date(2027, 2, 28), date(2028, 2, 29))
