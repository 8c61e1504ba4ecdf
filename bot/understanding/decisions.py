"""A decision on a request, said in words: 批准赵敏慧的换人, 王建国那个退回，理由是资料不全.

    decision("第二个批了") == Decision(granted=True, place=2)

What is decided is for the caller to look up; words that tell what a customer or an office decided
(王建国同意了, 贷款批了) are none of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum


class Matter(StrEnum):
    """What a decision is on, as far as its words say."""

    OWNER = "owner"
    TIER = "tier"
    CONTACT = "contact"
    CONSENT = "consent"
    REPORT = "report"
    OFFER = "offer"
    ANY = "any"


@dataclass(frozen=True)
class Decision:
    """Granted or handed back: `matter` and `who` as said, `place` in the list, `every` one.

    `who` may be a customer or who asked. `reason` is "" where none was said.
    """

    granted: bool
    matter: Matter = Matter.ANY
    who: str = ""
    place: int | None = None
    every: bool = False
    reason: str = ""
    plain: bool = False
    """Whether no other matter than a request can be meant: it is named, or pointed at."""
    held: bool = False
    """Whether the words put it off, deny it or set a condition: nothing is decided by them."""


_ASKS = re.compile(
    "[?？]|[吗么呢]$|怎么|如何|能不能|可不可以|要不要|是不是|谁|哪|什么|多久|了没|没有$"
)
_ELSEWHERE = re.compile(
    "贷|额度|授信|卡|按揭|房产|开户|理赔|保单|护照|签证|假条|请假"
    "|报销|总行|分行|监管|银保监|法院|公司|客户同意|本人同意|家里|老伴|儿子|女儿"
)
"""What others than a supervisor in this chat decide."""
_YES = "批准|同意|准许|准予|放行|通过"
_NO = "退回|驳回|打回|不批准|不批|不准|不同意|不放行|不予放行|否决|拒绝"
_ANYBODYS = frozenset({"同意", "不同意", "通过", "拒绝", "准", "不准"})
"""What customers do as well."""
_LEAD = re.compile(
    r"^(?:(?:好的?|行|嗯|可以|ok)[,\s]*)?(?:那|就|先|我|我们|请|麻烦|帮我|给我|你)*(?:已经?|都看了)?"
    rf"(?P<verb>{_NO}|{_YES})(?:了|一下)?(?P<what>.*?)(?:了|吧|掉)*$"
)
_TAIL = re.compile(
    r"^(?P<what>.*?)[,\s]*(?P<me>我|就|我这边)*(?:已经?|先|可以|给|给他|给她)*"
    rf"(?P<verb>{_NO}|同意放行|同意批准|批准|批|准|{_YES})(?P<done>了|吧|掉|一下)*$"
)
_MATTERS = (
    (Matter.OFFER, "挽留的?方案|挽留"),
    (Matter.REPORT, "(?:资产健康|健康|体检)?报告"),
    (
        Matter.OWNER,
        "换(?:一?个)?(?:客户)?经理|换负责人|换归属|换人|改负责人|负责人|移交|转移|归属|(?:转|交|移交|划|改|换)(?:给|成|为|到|归).{0,5}$",
    ),
    (
        Matter.TIER,
        "(?:升|改|调|提)(?:级|到|成|为)*(?:潜力)?(?:高净值|普通|战略企业)|(?:客户)?(?:分层|分级|层级|等级)(?:调整|变更|修改)?|升级|高净值",
    ),
    (Matter.CONTACT, "免打扰|恢复联系"),
    (Matter.CONSENT, "(?:营销)?授权"),
)
_REQUEST = re.compile("申请|请求|审批|待批的?|事项?|单子")
_PLACE = re.compile(r"第(?P<at>[一二两三四五六七八九十]|\d{1,2})(?:个|项|条|份|件|单)?")
_THIS = re.compile("[这那](?:个|项|份|条|件|单|一?个)?")
_ALL = re.compile("全部|所有的?|统统|都|全|一起|这些|那些|几个|几项")
_FILLING = re.compile(r"[\s的把将给了,]|客户|解除|取消|恢复|改成|改为|关于|提的|要")
_REASON = re.compile(r"^(?:的)?(?:理由|原因)?(?:是|为|:)?(?:因为|由于)?[:,\s]*")
_BECAUSE = re.compile(r"(?:,|;|。|:|\s)+|(?=因为|由于|理由|原因)")
_SEEN = re.compile(
    "^(?P<who>[^,的]{1,8}的)?(?:[这那](?:个|份))?(?:资产健康|健康)?报告我?(?:已经?|都|也)*"
    "(?:看(?:了|过|完)|收到|没问题|没什么问题|可以|有问题|不行)了?$"
)
_PUTS_OFF = re.compile(
    r"(?<![级个特分])别(?!家|人|的|行|处)|不要|先不|不急|不用|暂|缓|(?<![上中下优同相对])等(?!级|我?(?:批|审|放行)|待批)"
    "|再(?:批|看|说|定|议|放|退|考虑|研究|给|讲|商|补|报|来|过)|如果|要是|假如|若是|除非|只要|(?<!刚)才(?:批|行|能|可以|放|给)"
    "|[没有]问题[就再才]|前提|急着|急|问问|问一下|商量|考虑|研究|[不没未别勿甭莫](?:能|会|该|宜|好|想)?$"
)
"""What puts a decision off, denies it or makes it hang on something: nothing is decided then."""
_LIMITS = re.compile("但|不过|可是|只是|只批|改成|改为|其中|一半|部分|之后|以后|才|生效")
"""What, behind a grant, grants something else than was asked."""
_NUMBERS = {word: at for at, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_LONGEST, _LONGEST_NAME = 80, 8


def decision(text: str) -> Decision | None:
    """The decision a message says; None where it says anything else."""
    said = unicodedata.normalize("NFKC", text).strip().rstrip("。.!~ ").replace("，", ",")
    if len(said) > _LONGEST or _ASKS.search(said):
        return None
    parts = [each for each in _BECAUSE.split(said) if each]
    for many in (1, 2):
        head, rest = "".join(parts[:many]), ",".join(parts[many:])
        found = _of(head, _REASON.sub("", rest)) if head and len(parts) >= many else None
        if found is not None:
            return found
    return None


def report_seen(text: str) -> str | None:
    """Whose report words say was read or came, "" where they name nobody; None for other words."""
    found = _SEEN.match(unicodedata.normalize("NFKC", text).strip().rstrip("。.!~ "))
    return (found["who"] or "").removesuffix("的") if found is not None else None


def _of(head: str, reason: str) -> Decision | None:
    if _ELSEWHERE.search(head):
        return None
    lead, tail = _LEAD.match(head), _TAIL.match(head)
    for match in (lead, tail):
        if match is None:
            continue
        read = _read(match["what"], granted=match["verb"] not in _NO.split("|"), reason=reason)
        if read is None:
            continue
        if _held(head, match["what"], read):
            return replace(read, held=True)
        if read.plain or match["verb"] not in _ANYBODYS:
            return read
        if not read.who and (match is lead or match["me"]):
            return read
    return None


def _held(head: str, what: str, read: Decision) -> bool:
    """Whether words put the decision off, deny or condition it: 先别批, 批了，但改成半年."""
    if _PUTS_OFF.search(head) or _PUTS_OFF.search(what):
        return True
    return read.granted and bool(_PUTS_OFF.search(read.reason) or _LIMITS.search(read.reason))


def _read(what: str, *, granted: bool, reason: str) -> Decision | None:
    """What a decision is on; None where something is left over that is no name."""
    left, matter, plain = what, Matter.ANY, False
    for kind, words in _MATTERS:
        if re.search(words, left):
            left, matter, plain = re.sub(words, "", left, count=1), kind, True
            break
    place = _PLACE.search(left)
    left = _PLACE.sub("", left)
    every = _ALL.search(left) is not None
    plain = plain or place is not None or any(p.search(left) for p in (_REQUEST, _THIS, _ALL))
    for pattern in (_REQUEST, _THIS, _ALL, _FILLING):
        left = pattern.sub("", left)
    if len(left) > _LONGEST_NAME:
        return None
    at = None if place is None else _NUMBERS.get(place["at"]) or int(place["at"])
    return Decision(granted, matter, left, at, every, reason, plain)
