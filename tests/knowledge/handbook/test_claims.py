"""What is read as a claim that something happened, and what is not; a planted one is refused."""

from __future__ import annotations

import pytest

from knowledge.handbook.format import FaultCode, handbook_faults, parse_script
from knowledge.handbook.format.claims import Claim, claims_of

from .tea_talk import SCRIPT

CLAIMED = """
给您寄了一张大字的手机说明。
投顾已备好几种接续思路。
这个流程我们优化了，您放心。
审批快3天。
您今天在柜台提到的事由我来办。
几位老朋友我们凑了一桌茶。
我做了一页对照表。
之前跟您聊过这款理财。
上次您说想存三年。
资料我打印成大字了。
材料整理好了，您看看。
我们为您申请了减免。
我帮您问了同事，能办。
您前阵子提到孩子要出国。
主管看过您的单子了。
报告已经发到您邮箱。
我给您约好了专家，周三下午。
经理特意给您留了两个名额。
您上个月问的那笔贷款有结果了。
利率下调了0.2个百分点。
手续简化了，少跑两趟。
我查过了，您的额度没问题。
您的意见我都记着。
听说您最近在看房。
我把方案做出来了。
周末有场沙龙，想请您来。
明细我附在后面。
这件事正在处理。
好久没联系您了。
我替您把表填好了，签字就行。
您交代的事我都办妥了。
我和同事商量过，建议分两笔。
礼品已经寄出，您注意查收。
我们刚推出了一款新产品。
您当时答应过要来的。
服务流程已做调整。
同事告诉我您想换卡。
转账限额我给您调高了。
这两天我一直惦记着您的事，帮您打听了一下。
等您的材料，我已经催过审批了。
对照表做好了，发您邮箱了。
去年您来网点跟我说过想换房。
我们行长专门看了您的来信。
你的资料我收到了。
贵司反映的情况，我们已经核实。
我给您算了一笔账。
给您留了个座。
特意为您准备了一份礼物。
您托我打听的学校，我问到了。
我们升级了手机银行。
那条报上去了，没通过。
""".split()
UNCLAIMED = """
我可以请投顾准备几种思路，您看要不要？
要不要我做一页对照表发您？
材料您备齐了告诉我，我陪您办。
等审批下来了我给您打电话。
您看什么时候方便，我把方案发您？
您最近有没有换手机号？
要是资料您没收到，我再发一次。
我去查一下，今天给您回话。
理财不是存款，净值有涨有跌。
您想好了随时找我。
手续费按网点公示的价目表收。
您上次测评是什么时候做的？
办完了您给我个信儿。
到期以后钱回到活期，您不确认不会自动续。
我先把您的话记下来，再报给主管。
您要是听谁说过高息的事，先跟我核实。
提前支取按活期计息，可能少拿利息。
我会在三天内给您回音。
这笔钱哪天用，您心里有数吗？
有问题您打网点电话，我在。
如果已经转了账，马上报警。
别家给了什么条件，您拿来我看看。
等我问清楚了再答您。
您的钱您做主，我不催。
密码和验证码谁要都别给。
要改的地方您圈出来，我来改。
我帮您查，查到了告诉您。
您把单子带来，我一条条念给您听。
保管箱快到期，续租和退箱的步骤我写好发您，您看完回我一个字就行。
之前没买过理财也不要紧。
今天不谈产品，只听您说。
这件事不归我定，我报给主管。
您可以先不办，想清楚了再来。
上次跟您聊还是{last_contact}。
您{complaint_day}反映的问题，我去查。
“已收到”三个字打发不了人。
""".split()


@pytest.mark.parametrize("text", CLAIMED)
def test_a_line_that_says_it_happened_claims_it(text: str) -> None:
    assert list(claims_of(text))


@pytest.mark.parametrize("text", UNCLAIMED)
def test_a_line_that_offers_asks_or_supposes_claims_nothing(text: str) -> None:
    assert list(claims_of(text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("投顾已备好几种思路。", Claim.DONE),
        ("您那笔正在排查。", Claim.UNDER_WAY),
        ("明细附在后面。", Claim.ATTACHED),
        ("周末有场茶会。", Claim.ARRANGED),
        ("审批快 2 天。", Claim.CHANGED),
        ("上次您提到孩子。", Claim.TOLD),
        ("这么久没来看您。", Claim.APART),
    ],
)
def test_each_kind_is_told_apart(text: str, kind: Claim) -> None:
    assert [claimed.kind for claimed in claims_of(text)] == [kind]


@pytest.mark.parametrize("claim", CLAIMED[::5])
def test_a_planted_claim_is_refused_and_its_fact_lets_it_stand(claim: str) -> None:
    planted = SCRIPT.replace("- [p2]", f"- [p1 @quiet] {claim}\n- [p2]")
    guarded = planted.replace("[p1 @quiet]", "[p1 @quiet when=contacted]")
    codes = [
        [
            fault.code
            for fault in handbook_faults([parse_script(each, file="t.md")], rule_ids={"inducement"})
        ]
        for each in (planted, guarded)
    ]
    assert FaultCode.CLAIM in codes[0]
    assert FaultCode.CLAIM not in codes[1]


def test_what_only_the_manager_reads_may_say_what_happened() -> None:
    noted = SCRIPT.replace("备好淡茶。", "茶我已经寄了。")
    faults = handbook_faults([parse_script(noted, file="t.md")], rule_ids={"inducement"})
    assert FaultCode.CLAIM not in {fault.code for fault in faults}
