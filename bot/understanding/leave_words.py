"""A request that needs the supervisor's leave, told with its reason in the same sentence.

leave_said("李秀云升成高净值，刚转进来600万")
== LeaveSaid("李秀云的分层改成高净值", "刚转进来600万")
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_LEAD = "(?:请|麻烦|帮我|给我|申请|想|我想|要)*(?:把|将|给)?"
_RAISED = (
    "(?:升级|升|改|调整|调|提升|提高|提|降级|降|下调|上调|划|转|认定|定)(?:成|为|到|至)"
    "(?P<tier>潜力高净值|高净值|普通|战略企业|企业)(?:客户|层级?|级)?(?:了|吧)*"
)
_TIER = re.compile(
    rf"^{_LEAD}(?P<who>[^,]{{0,12}}?)(?:的?(?:客户)?(?:分层|分级|层级|等级|级别))?(?:可以|应该|该|要|能)?{_RAISED}$"
)
_PARTS = re.compile(r"[,;。:]\s*|(?=因为|由于)|(?<=\S)\s+(?=\S)")
_REASON = re.compile(r"^(?:申请)?(?:的)?(?:理由|原因)?(?:是|为)?(?:因为|由于)?[:\s]*")
_ASKS = re.compile("[?？]|[吗么呢]$|怎么|如何|能不能|可不可以|要不要|是不是|什么|哪|没有$")
_INFLOW = re.compile(
    "^[^,。;]{0,12}?(?:刚刚?|今天|昨天|前天|上午|下午|这周|上周|本月|这个?月|上个?月|最近|已经?|新|又)*"
    "(?:从?(?:他行|别的?行|外行|对面银行|其他银行))?(?:的钱)?(?:转|汇|存|打|划|进|到)(?:进|入|回|账|过)?(?:来|账|了)*"
    r"(?:了)?\d+(?:\.\d+)?(?:多)?[万亿](?:元|块)?(?:资金|存款|进来|到账)?(?:了)?$"
)
_AWAY = re.compile("转(?:出|走|给|账)|汇(?:出|给)|打(?:给|出)|取|对方|别人|陌生|账户")
_LONGEST = 120


@dataclass(frozen=True)
class LeaveSaid:
    """The request alone, a tier in the words a record's field is changed by; and the reason."""

    request: str
    reason: str = ""


def leave_said(text: str) -> LeaveSaid | None:
    """A tier asked for, with its reason or without; None where the words ask for none."""
    for request, reason in split(text):
        found = _TIER.match(request)
        if found is not None:
            return LeaveSaid(f"{found['who'].rstrip('的')}的分层改成{found['tier']}", reason)
    return None


def split(text: str) -> Iterator[tuple[str, str]]:
    """Each part of a message that may be a request, with the others as its reason."""
    said = unicodedata.normalize("NFKC", text).strip().rstrip("。.!~ ").replace("，", ",")
    if len(said) > _LONGEST or _ASKS.search(said):
        return
    parts = [each.strip() for each in _PARTS.split(said) if each and each.strip()]
    for at, part in enumerate(parts[:3]):
        others = [_REASON.sub("", each) for each in (*parts[:at], *parts[at + 1 :])]
        yield part, ",".join(filter(None, others))


def is_inflow(text: str) -> bool:
    """Whether words tell that a customer's money came in, and nothing else."""
    said = unicodedata.normalize("NFKC", text).strip().rstrip("。.!~ ")
    return _INFLOW.match(said) is not None and _AWAY.search(said) is None
