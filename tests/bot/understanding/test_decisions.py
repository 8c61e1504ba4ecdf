"""Decisions told in words, requests with their reasons, and words that are neither."""

from __future__ import annotations

import pytest

from bot.understanding.decisions import Decision, Matter, decision, report_seen
from bot.understanding.leave_words import LeaveSaid, is_inflow, leave_said
from bot.understanding.reasons import says_something


@pytest.mark.parametrize(
    ("text", "granted", "matter", "who"),
    [
        ("批准赵敏慧的换人", True, Matter.OWNER, "赵敏慧"),
        ("赵敏慧的换人我批了", True, Matter.OWNER, "赵敏慧"),
        ("同意把王建国转给丁凯", True, Matter.OWNER, "王建国"),
        ("这份报告我同意放行", True, Matter.REPORT, ""),
        ("周晓岚的报告可以放行了", True, Matter.REPORT, "周晓岚"),
        ("批准王建国升高净值", True, Matter.TIER, "王建国"),
        ("同意解除许国强的免打扰", True, Matter.CONTACT, "许国强"),
        ("批准吴振海的挽留方案", True, Matter.OFFER, "吴振海"),
        ("林芳的申请我同意", True, Matter.ANY, "林芳"),
        ("王建国那个可以批", True, Matter.ANY, "王建国"),
        ("不批许国强的", False, Matter.ANY, "许国强"),
        ("驳回李秀云的分层调整", False, Matter.TIER, "李秀云"),
    ],
)
def test_a_decision(text: str, granted: bool, matter: Matter, who: str) -> None:
    found = decision(text)
    assert found is not None
    assert (found.granted, found.matter, found.who) == (granted, matter, who)


@pytest.mark.parametrize(
    "text",
    """许国强的先别批
罗玉萍的等我看完再批
李秀兰分层这个缓一缓再批
李秀兰换人不要批
王建国换人的事别急着批，我先问问王总
吴振海的挽留方案暂时不同意放行
陈思源的分层，没问题就批，有问题就退
华信制造换人批了，不过要等月底再生效
吴振海的挽留方案批了吧，但减免改成半年
王建国的报告先不放行
第二个先别批
都先别批
批准赵敏慧的换人，只要她本人签字""".splitlines(),
)
def test_what_puts_off_or_conditions_decides_nothing(text: str) -> None:
    found = decision(text)
    assert found is None or found.held


@pytest.mark.parametrize(
    "text",
    """批准王建国的等级调整
王建国那个退回，资料补齐再提，别再漏了
赵敏慧的换人我批了，资料都齐
批准王建国分层改成高净值
刚才那个批了""".splitlines(),
)
def test_words_that_only_look_like_putting_off(text: str) -> None:
    found = decision(text)
    assert found is not None
    assert not found.held


def test_its_reason_place_and_every() -> None:
    handed_back = decision("王建国那个退回，理由是资料不全")
    assert handed_back is not None
    assert (handed_back.granted, handed_back.reason) == (False, "资料不全")
    assert decision("第二个批了") == Decision(granted=True, place=2, plain=True)
    everything = decision("都批了")
    assert everything is not None
    assert everything.every


@pytest.mark.parametrize(
    "text",
    [
        "王建国同意了",
        "王建国不同意",
        "王建国的贷款批了",
        "赵敏慧同意换人",
        "王建国通过了",
        "客户同意授权了",
        "许国强同意解除免打扰",
        "审批要多久",
        "批准了没有",
        "这个批了吗",
        "王建国拒绝了",
        "李秀云批评了我们",
        "通过电话联系了王建国",
        "同意王建国的看法",
        "王建国把申请退回来了",
        "王建国退回了礼品",
        "退回王建国的手续费38元",
        "王总要求退回手续费",
        "同意见面",
    ],
)
def test_what_others_decide_is_none(text: str) -> None:
    assert decision(text) is None


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("王建国的报告我看了", "王建国"),
        ("这份报告没问题", ""),
        ("王建国的报告我看了，要去银监举报", None),
        ("他说要把报告交给记者", None),
    ],
)
def test_a_report_said_to_be_read(text: str, whose: str | None) -> None:
    assert report_seen(text) == whose


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("李秀云升成高净值，刚转进来600万", ("李秀云的分层改成高净值", "刚转进来600万")),
        ("因为刚转进600万，李秀云改成高净值", ("李秀云的分层改成高净值", "刚转进600万")),
        ("李秀云的分层改为高净值 理由：流水够", ("李秀云的分层改成高净值", "流水够")),
        ("把李秀云调到高净值吧", ("李秀云的分层改成高净值", "")),
        ("李秀云升成高净值了吗", None),
        ("李秀云说想改成定期", None),
        ("把电话改成13912345678，他换号了", None),
    ],
)
def test_a_tier_is_asked_for_with_its_reason(text: str, said: tuple[str, str] | None) -> None:
    assert leave_said(text) == (LeaveSaid(*said) if said else None)


@pytest.mark.parametrize(
    ("text", "inflow"),
    [
        ("刚转进来600万", True),
        ("王建国昨天从他行转来600万", True),
        ("王建国刚转给对方600万", False),
        ("转走600万", False),
        ("转了600万到安全账户", False),
        ("他转600万给别人", False),
        ("刚转进来600万，对方叫他再转出去", False),
    ],
)
def test_money_that_came_in(text: str, inflow: bool) -> None:
    assert is_inflow(text) is inflow


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("确认", False),
        ("1", False),
        ("。。。", False),
        ("好的", False),
        ("哈哈", False),
        ("同意", False),
        ("不行", False),
        ("驳回，不行", False),
        ("不合适", False),
        ("有问题。", False),
        ("不能说保本", True),
        ("有问题的是第二句", True),
        ("没有授权", True),
        ("客户搬家", True),
        ("600万到账", True),
        ("就近服务", True),
        ("下月再调", True),
    ],
)
def test_a_reason_says_something(text: str, says: bool) -> None:
    assert says_something(text) is says
