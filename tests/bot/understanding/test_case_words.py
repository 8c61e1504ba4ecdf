"""What is said of a case that stands, beside what only sounds like it."""

from __future__ import annotations

import pytest

from bot.understanding.case_words import (
    CaseSaid,
    Deed,
    approves_offer,
    case_said,
    offer_told,
    surveyed,
)
from bot.understanding.reports.happened import took_place


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("王建国的投诉今天核实了扣费记录", Deed.PROGRESS),
        ("周晓岚的投诉，今天调了双录，还差签字文件", Deed.PROGRESS),
        ("李秀云投诉的事查到了，系统重复扣费", Deed.PROGRESS),
        ("投诉进展：已联系财务退38元，核对过了", Deed.PROGRESS),
        ("胡海波那起投诉上报了运营部", Deed.PROGRESS),
        ("周晓岚的投诉我今天核实了，双录里讲过风险", Deed.PROGRESS),
        ("李秀云的投诉我们已经查清了", Deed.PROGRESS),
        ("告诉她了", Deed.ASKED),
        ("已经回复客户了", Deed.ASKED),
        ("王建国的投诉进展已经告诉他了", Deed.TOLD),
        ("已告知王建国投诉进展", Deed.TOLD),
        ("胡海波的投诉还没告知客户", Deed.ASKED),
        ("胡海波的投诉今天必须告知客户进度", Deed.ASKED),
        ("周晓岚的投诉进展明天告诉她", Deed.ASKED),
        ("周晓岚要的投诉进展已经告诉她了", Deed.TOLD),
        ("王建国的投诉处理方案是退还手续费38元并道歉", Deed.SOLUTION),
        ("周晓岚的投诉解决方案：书面说明加面谈", Deed.SOLUTION),
        ("罗玉萍的投诉处理方案是按原期限补记利息220元，柜员当面道歉", Deed.SOLUTION),
        ("周晓岚的投诉处理方案是核查销售过程，15日内答复有没有违规", Deed.SOLUTION),
        ("罗玉萍的方案改成：补记利息220元", Deed.SOLUTION),
        ("处理方案：退还手续费38元", Deed.SOLUTION),
        ("周晓岚的投诉处理方案是什么", Deed.ASKED),
        ("罗玉萍的投诉可以结了", Deed.CLOSED),
        ("已经电话告诉罗玉萍方案了，她说还行", Deed.TOLD),
        ("周晓岚已告知投诉进度和方案", Deed.TOLD),
        ("王建国对处理结果很满意", Deed.RATED),
        ("王建国对投诉的处理不满意", Deed.RATED),
        ("周晓岚的投诉处理打了3分", Deed.RATED),
        ("周晓岚的投诉请主管了结", Deed.PROPOSED),
        ("请主管了结蔡明亮的投诉", Deed.PROPOSED),
        ("罗玉萍的投诉已解决", Deed.CLOSED),
        ("罗玉萍的投诉可以结案了", Deed.CLOSED),
        ("罗玉萍的投诉已经解决了吗", Deed.ASKED),
        ("王建国的投诉结错了", Deed.REOPENED),
        ("王建国的投诉重新打开", Deed.REOPENED),
        ("周晓岚的投诉到哪一步了", Deed.ASKED),
        ("王建国的投诉处理完了", Deed.ASKED),
        ("王建国的投诉有进展吗", Deed.ASKED),
    ],
)
def test_said_of_a_case(text: str, deed: Deed) -> None:
    found = case_said(text)
    assert found is not None
    assert found.deed is deed


@pytest.mark.parametrize(
    "text",
    [
        "王建国投诉了，说手续费乱收，火很大",
        "王建国的投诉我查不到他姓什么，投诉我了",
        "王建国的投诉我不想查了",
        "告诉她了三年期的利率",
        "王建国投诉说核实了半天没人管",
        "王建国又来投诉，说上次查了没结果",
        "王建国的投诉怎么核实",
        "客户的投诉要不要上报了再说",
        "王建国投诉的事我该怎么跟他说",
        "刚跟王建国通完电话，投诉的事核实过了，下周三再联系",
        "投诉电话打通了没人接",
        "王建国对服务不满意",
        "王建国对理财收益不满意，想赎回",
        "王建国对处理结果满意吗",
        "王建国要投诉，处理方案是什么",
        "投诉渠道有哪些",
        "挽留方案：给他申请大额存单利率上浮",
        "王建国的传承方案是下周二讲",
        "处理方案是什么",
        "投诉处理方案怎么写",
        "王建国不是投诉，就是问问手续费",
        "客户投诉后怎么安抚",
        "王建国的存单核实了",
    ],
)
def test_only_sounds_like_it(text: str) -> None:
    assert case_said(text) is None


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("王建国对处理结果非常不满意", 1),
        ("王建国对处理结果不太满意", 2),
        ("王建国对处理结果说还行", 3),
        ("王建国对处理结果满意", 4),
        ("王建国对处理结果很满意", 5),
        ("王建国对处理结果打了2分", 2),
    ],
)
def test_satisfaction_from_words(text: str, score: int) -> None:
    assert case_said(text) == CaseSaid(Deed.RATED, text, score)


@pytest.mark.parametrize(
    ("text", "score", "full"),
    [
        ("孙浩然给我们打了4分，说排队太久", 4, None),
        ("赵敏慧满意度打了九分，夸柜台耐心", 9, None),
        ("孙浩然回访只给了3分，满分5分", 3, 5),
        ("李秀兰给咱们打10分", 10, None),
        ("孙浩然给银行打六分，嫌停车难", 6, None),
        ("启明星打了满分5分里的3分，嫌开户资料来回跑三趟", 3, 5),
        ("孙浩然给服务打了满分10分里的2分", 2, 10),
    ],
)
def test_a_score_given(text: str, score: int, full: int | None) -> None:
    found = surveyed(text)
    assert found is not None
    assert (found.score, found.full) == (score, full)


@pytest.mark.parametrize(
    "text",
    [
        "让客户给我们打个分",
        "客户给我们打了六分，往下怎么接",
        "给这款产品打4分",
        "孙浩然给我们打了4分钟电话",
        "回访客户要打几分",
        "孙浩然测评得了60分",
        "满意度回访怎么问",
        "孙浩然把十分之一的钱转走了",
    ],
)
def test_no_score_given(text: str) -> None:
    assert surveyed(text) is None


@pytest.mark.parametrize(
    ("text", "yes"),
    [("批准吴振海的挽留方案", True), ("吴振海的挽留方案怎么写", False), ("批准了吗", False)],
)
def test_an_offer_is_approved_in_words(text: str, yes: bool) -> None:
    assert approves_offer(text) is yes


@pytest.mark.parametrize(
    ("plain", "held"),
    [
        ("◇◇◇今年65岁了", False),
        ("◇◇◇明天生日", False),
        ("◇◇◇的地址改成朝阳路5号", False),
        ("刚跟◇◇◇聊了,他65岁了", None),
    ],
)
def test_a_remark_on_a_record_is_no_contact(plain: str, held: bool | None) -> None:
    assert took_place(plain) is held


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        ("挽留方案：给他申请大额存单利率上浮", "给他申请大额存单利率上浮"),
        ("吴振海的挽留方案是专人对接。", "专人对接"),
        ("挽留方案怎么写", None),
        ("挽留方案是什么？", None),
        ("我跟他说了挽留方案，他再想想", None),
    ],
)
def test_an_offer_to_one_who_may_leave_is_told_as_such(text: str, offer: str | None) -> None:
    assert offer_told(text) == offer


@pytest.mark.parametrize("text", ["周晓岚很满意，投诉结了吧", "周晓岚的投诉了结吧"])
def test_a_complaint_wished_closed_is_told_as_such(text: str) -> None:
    told = case_said(text)
    assert told is not None
    assert told.deed is Deed.CLOSED
