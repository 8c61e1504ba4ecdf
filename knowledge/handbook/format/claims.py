"""What a line says happened: that we did, prepared, arranged or changed something, or were told it.

Such words are true of some customers only. A line that has them carries the fact it needs
(`when=`), else it offers or asks. Patterns over a clause, by kind; a clause that supposes, asks or
denies claims nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Claim(StrEnum):
    """What is said to have happened."""

    DONE = "done"
    UNDER_WAY = "under_way"
    ATTACHED = "attached"
    ARRANGED = "arranged"
    CHANGED = "changed"
    TOLD = "told"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim found: its kind, and the words that make it."""

    kind: Claim
    quote: str


_SENTENCE = re.compile(r"[^。！？；!?;]+[。！？；!?;]?")
_CLAUSE = re.compile(r"[^，：、,:—“”（）。！？；!?;]+")
_QUOTED = re.compile(r"“[^”]*”")
_KNOWN = re.compile(r"\{(?:last_contact|assessed_on|complaint_day|maturity_date|activity)\}")
"""Slots that hold the very fact: without it the line is not said."""

_US = (
    r"(?:我们|我行|我|咱们|咱|行里|银行|网点|总行|团队|小组|同事|投顾|顾问|主管|经理|专家|老师|律师|"
    r"税务师|后台|柜台|部门|这边)"
)
_DO = (
    r"(?:快递|准备|预备|整理|归拢|打印|预约|安排|联系|请示|请教|核对|核实|提交|上报|登记|办理|处理|落实|"
    r"解决|改进|改造|调整|优化|升级|更新|上线|推出|新上|简化|精简|压缩|补偿|开通|设置|测算|通知|研究|争取|"
    r"申请|协调|沟通|商量|翻新|添加|开发|标注|汇总|起草|寄|发|送|备|整|理|写|做|印|列|画|拟|编|填|挑|选|"
    r"圈|标|约|订|请|问|查|核|看|翻|凑|攒|报|记|办|改|调|退|补|留|配|算|测|转|带|拿|添|停|换|递|分|排|找|催|收)"
)
_MEASURE = (
    r"(?:份|页|张|本|场|堂|个|种|条|样|桌|套|段|道|处|组|批|项|封|次|遍|趟|步|局|面|笔|位|盒|束|版)"
)
_SOME = rf"(?:[一两三四五六几]|好几|些)(?:小|大)?{_MEASURE}?"
_NOT_YET = (
    r"(?!再|才|就|别|我|吗|没|什么|多少|哪|去|来|程|目|后|期|日|的|您(?:请|找|再|就|给|告)|告诉)"
)

_DONE = (
    rf"已经?(?P<gap>[^的]{{0,8}}?){_DO}(?!的|有)",
    rf"{_US}(?P<gap>.{{0,14}}?){_DO}(?:好|完|妥|齐|全|清楚|成|出|下|上|到|过|高|低|来|出来|下来|上去|过去|过来)?(?:了|过){_NOT_YET}",
    rf"{_US}(?P<gap>.{{0,14}}?){_DO}成.{{1,4}}了",
    rf"{_DO}(?:(?:好|妥|齐)(?:了|{_SOME})|(?:成|出|下)了)(?!.{{0,8}}(?:再|发|给您|寄|带给)){_NOT_YET}",
    rf"{_DO}(?:好|完|妥|齐|结|全|上去|出去|过去)了{_NOT_YET}",
    rf"{_DO}了(?:{_SOME}|{_MEASURE})",
    rf"(?:都|全|逐条|逐项|一一){_DO}了",
    r"有结果了|有眉目了|有回音了|有进展了|搞定了|谈妥了|批下来了",
)
_UNDER_WAY = (
    r"(?<!您)(?<!公司)(?<!孩子)(?:正在|还在|已在|正)(?:为您|帮您|替您)?(?:查|核|处理|办|跟进|盯|排查|调取|安排|准备|整理|联系|协调)(?!的)",
    r"(?<!现)(?<!您)(?<!公司)(?<!孩子)在(?:查|核查|跟(?!前|您|贵)|办理|处理|催|排查)",
)
_ATTACHED = (
    r"附(?:在|件|了|后|一[页张份])|(?:一并|随信|随后|已)附上",
    r"(?:写|列|放|标|记|留|贴)在(?:下面|后面|这里|文末|末尾|附件|一条消息)",
    r"(?:见|清单在|图在|表在|都在)(?:下面|下表|下文|后面|附件)",
    r"下面(?:这|两|几|三)[条行点页]",
    r"(?:说明书|材料|表|单子|资料|册子|报告|方案|样票)我?(?:都|也)?带来了",
)
_ARRANGED = (
    r"(?:周末|近期|最近|这周|下周|本周|本月|这个月|月底|节前|下个月|明天|后天|当晚).{0,6}"
    r"(?:有[一个场堂几次]|有好几|请了|办了|要办|办一?[场堂])",
    rf"{_US}(?P<gap>.{{0,14}}?)(?:有[个场堂]|办一?[场堂])|{_US}.{{0,4}}新(?:近|上|来|出)",
    r"有(?:一|一个|个)?(?:场|堂|聚会|活动|茶会|小聚|小班|讲座|沙龙|手机)(?!.*吗)",
    r"(?:有几位|有好几位|几位|好几位).{0,12}(?:朋友|老板|球友|同好|负责人).{0,4}(?:想|常|在|约|等)",
    r"(?:来的|组里|会上|现场).{0,4}(?:多是|都是|都有|有好几|什么人)",
    r"(?:手边|手上|手头|我这边|我这儿)(?:正好|刚好|就)?(?:有|认识)",
)
_CHANGED = (
    r"(?:快|慢|省|缩短|减少|少|下调|上调|降低?|下降|提高|延长|增加|提速|压缩)(?:了|到|为|至)?\s*"
    r"[0-9一二两三四五六七八九十半几]+(?:\.[0-9]+)?\s*个?(?:工作日|天|小时|分钟|步|道|百分点|个点|%|折|倍)",
    r"(?:流程|页面|界面|系统|手续|审批|利率|费率|费用|政策|规则|权益|服务|等级|额度|限额)"
    r"(?:都|也|刚|最近|近期|又|这次|已经?)?(?:有(?:所)?(?:更新|调整|优化|改进)|做了?(?:优化|调整|改进)|"
    r"(?:改|优化|调整|简化|升级|更新|下调|上调|降|涨|放宽|收紧|上来)了)(?!没|吗)",
    r"(?:改|优化|调整|简化|升级|提升|更新)(?:了|好)(?:一处|几处|不少|好多|很多)|做了(?:优化|调整|改进)",
)
_SAY = (
    r"(?:提|说(?!法|明)|问|讲|聊|谈|反映|交代|嘱咐|答应|约|议定|见面|见过|接待|托|嫌|吐槽|拨冗|抽空|通话|"
    r"联系|来电|看中|定下|打听|担心|惦记|抱怨|建议|没答全)"
)
_RAISE = r"(?:提|问|反映|交代|嘱咐|答应|约|议定|托我?|吐槽|打听|抱怨|建议)"
_PAST = (
    r"(?:上次|上回|上一次|上季度|那次|那回|前回|先前|早先|前些日子|前些天|前几天|前两天|前阵子|昨天|当时|曾经?|"
    r"上周|上个月|去年|前年|年初|(?:^|您|贵公司|我们?|咱们?)(?:之前|以前|前面|那天|当初)|^今天.{0,3}(?:在柜台|来网点))"
)
_TOLD = (
    rf"{_PAST}(?P<gap>.{{0,10}}?){_SAY}",
    rf"(?:您|贵公司)(?:也|曾|刚)*{_SAY}(?:过|到过|到了|起过|到的|起的)(?!什么)",
    rf"(?:您|贵公司)(?:也|曾|刚)*{_RAISE}的(?:那|这|事|问题|资料|意见|诉求|几件)",
    rf"(?:您|贵公司).{{0,4}}(?:办业务时|在柜台|来柜台)(?P<gap>.{{0,8}}?){_SAY}",
    r"(?<!惦)(?:听说|听您说|听您讲|得知|记得|记着|看到|看见|注意到|发现|了解到)(?:您|贵公司|孩子|家里)(?!的生日)",
    r"(?:答应|承诺)(?:您|贵公司|过)(?:的|了)|(?:说好|约好|谈好|答应)的(?:资料|材料|事)",
    r"您(?:的|这|那)?(?:问题|意见|顾虑|话|事|诉求|建议|句).{0,6}我(?:都|一直)?(?:记着|记下了|放在心上|惦记)",
    r"(?:一直|我可?)(?:记着|惦记着|放在心上)",
    r"同事(?:说|只?告诉我|转给|转由|转我|直夸)",
)
_APART = (r"好久没|久未|这么久没|长时间没|好长日子没|阵子没|久疏|疏于(?:问候|联系)",)
_SUPPOSED = re.compile(
    r"要是|如果|若|万一|假如|比方|好比|除非|等|凡|一旦|哪怕|只要|往后|以后|将来|改天|回头|下回|下次|随时|"
    r"之后|哪天|到时|届时|想"
)
_MODAL = re.compile(
    r"可以|能|会|想|打算|愿意|要|请您|让|得|应|该|再|没|(?<!从)未(?!来)|不|别|无|(?<!从)(?<!未)来|去|也行|谁|趁"
)
_ASKING = re.compile(r"吗|有没有|没有|是不是|是否|要不要|哪|什么|怎么|几时|几样|谁")
_NOT_SAID = re.compile(r"该|再|只|会|别|不|可以|打算|要|怎么")
_FOR_YOU = re.compile(r"(?:给|替|帮|为|跟|向|和|陪|对|把)您")
_HIS_OWN = re.compile(r"您|贵公司|孩子|别人|别家|人家|他们|对方|买家|管理人|合同|说明书|文件")


@dataclass(frozen=True, slots=True)
class _Kind:
    claim: Claim
    patterns: tuple[re.Pattern[str], ...]
    by_us: bool = False


def _kind(claim: Claim, patterns: tuple[str, ...], *, by_us: bool = False) -> _Kind:
    return _Kind(claim, tuple(re.compile(each) for each in patterns), by_us)


_KINDS = (
    _kind(Claim.DONE, _DONE, by_us=True),
    _kind(Claim.UNDER_WAY, _UNDER_WAY),
    _kind(Claim.ATTACHED, _ATTACHED),
    _kind(Claim.ARRANGED, _ARRANGED),
    _kind(Claim.CHANGED, _CHANGED),
    _kind(Claim.TOLD, _TOLD),
    _kind(Claim.APART, _APART),
)


def claims_of(text: str) -> Iterator[Claimed]:
    """Every claim a line makes; a slot that holds the fact itself, or a quoted word, makes none."""
    for sentence in _SENTENCE.findall(_QUOTED.sub("", text)):
        if not _KNOWN.search(sentence):
            asked = sentence.endswith(("？", "?"))
            for clause in _CLAUSE.findall(sentence):
                yield from _in_clause(clause, asked=asked)


def _in_clause(clause: str, *, asked: bool) -> Iterator[Claimed]:
    if asked and _ASKING.search(clause):
        return
    for kind in _KINDS:
        found = (pattern.search(clause) for pattern in kind.patterns)
        match = next((each for each in found if each and _is_claimed(kind, clause, each)), None)
        if match:
            yield Claimed(kind.claim, match.group())


def _is_claimed(kind: _Kind, clause: str, match: re.Match[str]) -> bool:
    """Whether it is stated, not supposed, and by us where an act is: nobody else is its subject."""
    head, gap = clause[: match.start()], match.groupdict().get("gap") or ""
    if _SUPPOSED.search(head):
        return False
    if not kind.by_us:
        return not _NOT_SAID.search(gap)
    subject = _FOR_YOU.sub("", gap if "gap" in match.groupdict() else head)
    return not _HIS_OWN.search(subject) and not _MODAL.search(gap) and not _MODAL.search(head[-4:])
