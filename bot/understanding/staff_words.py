"""What a supervisor says to colleagues or of cases, which is no talk with a customer.

An order to somebody of the team, a case taken over, given away, closed or asked after. Whether the
customer has such a case, and who serves in the team, is for the caller to look up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class CaseDeed(StrEnum):
    """What is done with a case as a whole."""

    TAKE = "take"
    CLOSE = "close"
    GIVE = "give"
    URGE = "urge"


@dataclass(frozen=True)
class CaseOrder:
    """A deed on the case of whom `who` names, "" for the one in hand; `to` whom it is given."""

    deed: CaseDeed
    who: str = ""
    churn: bool = False
    complaint: bool = False
    to: str = ""


@dataclass(frozen=True)
class StaffOrder:
    """What a colleague is to do, in the words said."""

    to: str
    what: str


_ASKS = re.compile("[?？]|[吗么呢]$|怎么|如何|能不能|可不可以|要不要|是不是|谁|什么|多久|没有$")
_KIND = (
    "(?P<kind>流失(?:预警|案件|客户|风险)?|挽留|投诉(?:单|案)?|案子|案件)"
    "(?:的?事情?)?(?:[这那]个|[这那]件)?"
)
_LEAD = "^(?:好的?,)?(?:请|麻烦|帮我|你|先|那就?|就|给我)*(?:把|将)?"
_WHO = "(?P<who>[^,。]{0,10}?)的?(?:[这那][个件])?"
_DEALS = "(?:来|去)?(?:处理|接手|接管|接过来|接|跟进|跟|管|负责|盯)"
_END = "(?:了|吧|掉|一下)*$"
_TAKES = (
    re.compile(f"{_LEAD}{_WHO}{_KIND}(?:由|让|就|还是|交给|转给)*(?:我|我这边){_DEALS}?{_END}"),
    re.compile(f"{_LEAD}{_WHO}{_KIND}(?:接过来|接手|拿过来|揽过来|转过来){_END}"),
    re.compile(
        f"^(?:由|让)?(?:我|我这边)?(?:来|去)?(?:接手|接管|接过来|接过)(?:了)?{_WHO}{_KIND}{_END}"
    ),
    re.compile(f"^(?:由|让)?(?:我|我这边)(?:来|去)(?:处理|负责|跟进){_WHO}{_KIND}{_END}"),
)
_TAKES_HELD = re.compile(f"^(?:这个|这件|他|她)?(?:由|让)?我(?:来|去)(?:接手|处理|接){_END}")
_ENDS = "(?:结了|结掉|结案|了结|关闭|关掉|关了|办结|销掉|销了|结)"
_CLOSES = (
    re.compile(f"{_LEAD}{_WHO}{_KIND}(?:可以|能|就|给|已经?)*{_ENDS}{_END}"),
    re.compile(f"^(?:请|麻烦|帮我|给我)*(?:了结|关闭|关掉|结掉|办结){_WHO}{_KIND}{_END}"),
)
_GIVES = re.compile(
    f"{_LEAD}{_WHO}{_KIND}(?:指派|分派|派|分|交|转|安排|移交)给(?P<to>[^,。的我]{{2,4}}?)"
    f"(?:来|去)?(?:处理|办|跟进?|负责|管)?{_END}"
)
_URGES = re.compile(f"^(?:帮我|请|去)*催(?:一下|一催|催|办|下)?{_WHO}{_KIND}(?:进度|进展)?{_END}")
_SAID = "(?:一声|一下|下(?!午|周|个?月|礼拜|星期)|说|讲|去|来|赶紧|尽快|抓紧|,|:)*"
_DONE = re.compile("(?:了|过)(?:[,。]|$)|昨天|上周|刚才")
_LONGEST = 80


def case_order(text: str) -> CaseOrder | None:
    """What words do with a case as a whole; None where they do anything else."""
    said = _plain(text)
    if len(said) > _LONGEST or _ASKS.search(said):
        return None
    for deed, patterns in (
        (CaseDeed.TAKE, _TAKES),
        (CaseDeed.GIVE, (_GIVES,)),
        (CaseDeed.URGE, (_URGES,)),
        (CaseDeed.CLOSE, _CLOSES),
    ):
        found = next(filter(None, (each.match(said) for each in patterns)), None)
        if found is not None:
            return _of(deed, found)
    return CaseOrder(CaseDeed.TAKE) if _TAKES_HELD.match(said) else None


def staff_order(text: str, names: Collection[str]) -> StaffOrder | None:
    """What one of these colleagues is told to do; None where the words tell of what was done."""
    said = _plain(text)
    if not names or len(said) > _LONGEST or _ASKS.search(said):
        return None
    who = "|".join(map(re.escape, names))
    patterns = (
        f"^(?:你|请|麻烦|帮我|去|给我)*(?:告诉|通知|转告|叫|让|催|提醒|安排|派|吩咐|嘱咐|要求|请)(?:一下|下|催)?(?P<to>{who}){_SAID}(?P<what>.*)$",
        f"^(?:你|请|麻烦|帮我|去)*(?:跟|和|给)(?P<to>{who})(?:说|讲|带个?话)(?:一声|一下|,|:)*(?P<what>.+)$",
        f"^(?P<to>{who})[,:](?:你)?(?P<what>.{{4,}})$",
    )
    found = next(filter(None, (re.match(each, said) for each in patterns)), None)
    if found is None or _DONE.search(found["what"]):
        return None
    return StaffOrder(found["to"], found["what"].strip(" ,:"))


def _of(deed: CaseDeed, found: re.Match[str]) -> CaseOrder:
    kind = found["kind"]
    to = found.groupdict().get("to") or ""
    who = re.sub("^(?:他|她|客户|这位客户)$", "", found["who"].removesuffix("的"))
    return CaseOrder(deed, who, kind[:2] in ("流失", "挽留"), kind.startswith("投诉"), to)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip()
    return folded.replace("，", ",").strip(",。.!~ ")
