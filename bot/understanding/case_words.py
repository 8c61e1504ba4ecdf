"""Words about a case that stands: how far it got, what was done, what the customer thinks of it.

Only certain turns of phrase are taken; a new complaint, a question of what to say and a call told
of are none of them. Whether the customer has such a case is for the caller to look up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Deed(StrEnum):
    """What words about a case do."""

    ASKED = "asked"
    PROGRESS = "progress"
    TOLD = "told"
    SOLUTION = "solution"
    RATED = "rated"
    PROPOSED = "proposed"
    REOPENED = "reopened"
    CLOSED = "closed"


@dataclass(frozen=True)
class CaseSaid:
    """A deed, the words of it, and the satisfaction told, from 1 to 5."""

    deed: Deed
    text: str
    score: int | None = None


@dataclass(frozen=True)
class Surveyed:
    """A score a customer gave us: `full` is the highest there is, None where it was not said."""

    score: int
    full: int | None
    words: str


_ASKED = re.compile(
    "投诉(?:的?事|单|那件)?(?:都|也|现在|目前|已经)?(?:处理|解决|核实|查|办|谈)?(?:完|好|妥|结|了结|结案|解决|处理)了?(?:没有?|吗|么|[,，。!！]|$)"
    "|投诉(?:的?事|单|那件)?(?:现在|目前)?(?:处理|解决|核实|查|办|谈)?(?:得|到)(?:怎么样|哪|什么|啥|咋样)"
    "|投诉(?:的?事|单|那件)?(?:现在|目前)?(?:有|是)?(?:啥|什么|没|怎么)?(?:进展|进度|下文|结果|眉目)(?:了|没|吗|么|呢|如何|怎么样|$)"
    "|投诉的?(?:处理|解决)?方案(?:是|定的?是)(?:什么|啥)"
    "|投诉.{0,8}(?:期限|时限|截止|到哪天|到几号|还剩几天|还有几天|谁在跟|谁跟)"
)
_STANDING = re.compile(
    "(?:的|[这那](?:起|件|个|笔))投诉(?!的人|的客户|了|说|过|我(?!们?(?:今天|昨天|上午|下午|刚|已|都|也|去|把|在|这边|查|核|跟|联系|上报))|你|他|她|咱|银行|称|反映|电话|热线|信)"
    "|投诉(?:的?事情?|案|单|这边|那边|进展|进度)"
)
"""A complaint spoken of as one that stands."""
_WHOSE = re.compile(
    "^(?:(?!告诉|告知|通知|回复|答复).){0,16}?投诉(?:的?(?:事情?|案|单|进展|进度)|这边|那边)?[的,，:：\\s]*"
)
_ANEW = re.compile(
    "(?:又|再次|要|想|打算|扬言|准备)(?:来|去)?投诉|投诉(?:了|说|称|我们(?!已|都|也|今天|昨天|查|核|在|去)|到)|不是投诉"
)
_QUESTION = re.compile(
    r"[?？]|[吗呢]|么(?:$|[,，。])|怎么|如何|咋|哪|多久|几时|多少|什么|啥|能不能|可不可以|要不要|是不是|没有?$"
)
_CALL = re.compile(
    "通(?:完|了)(?:个)?电话|[聊谈](?:完|了)|见(?:完|了)面|(?:刚|才)(?:跟|和|给|打)"
    "|下(?:次|周|个?月|礼拜).{0,10}(?:联系|约|聊|见|来)|(?:明|后)天.{0,8}再(?:联系|约|聊|见)|来电|打来"
)
_DONE = re.compile(
    "(?:核实|核对|核查|复核|查|调取?|联系|沟通|上报|报给?|找|协调|申请|退|补|安排|约|确认|提交|出具|发|答复"
    "|听|看|问|催|转|立项|道歉|解释|说明)[^,，。;；]{0,3}?(?:了|到|过|完|好|清|出来|齐|明白)"
)
_HAS_TOLD = re.compile(
    "投诉.{0,14}(?:告诉|告知|通知|回复|答复|回电|回话|回了?电话|报)(?:了|过|给)?(?:他|她|客户|本人)"
    "|(?:告诉|告知|通知|回复|答复)(?:了|过)?.{0,10}投诉.{0,5}(?:进展|进度|情况|核实)"
)
_NOT_TOLD = re.compile(
    "(?:没有?|未|别|不要|先不|不用|必须|应该|应当|要(?!求|的)|准备|打算|等下|等会|待会|马上|明天|记得|提醒|赶紧|尽快)"
    "[^,，。;；已了]{0,8}?(?:告诉|告知|通知|回复|答复|回电|回话|报)"
)
"""It has not been told, or is to be."""
_TOLD_WHO_IS_MEANT = re.compile(
    "(?:刚|已经?|都)*(?:告诉|告知|通知|回复|答复|跟)(?:了|过)?(?:他|她|客户|本人)(?:说)?了(?:进展|进度|情况)?[。.!！]*"
)
"""Somebody was told something: of a complaint that stands, perhaps."""
_SOLUTION = re.compile(
    "(?:(?P<of>投诉.{0,8}?(?:处理|解决)|投诉的?|处理|解决)|(?:^|的))(?:方案|办法|意见)"
    "(?:是|为|定了|定为|定的是|[改换]成|[改换]为|[:：,，\\s])+(?P<text>.{2,})"
)
"""A plan, by whatever words; a retention plan, or one of products, has its kind before 方案."""
_NO_PLAN = re.compile(r"^(?:没|什么|啥|怎么|哪|谁|多少|几)|[?？]|[吗呢么]$|没有?$|(?:什么|啥)的?$")
_THREATENS = re.compile(
    "扬言|威胁|[他她]要|客户(?:要|还|说|不)|否则|不然|再不|要是不|(?:还|就)要?去(?:告|投诉|找)"
)
_TOLD_PLAN = re.compile(
    "(?:告诉|告知|通知|回复|答复)(?:了|过|给)?[^,，。;；]{0,10}(?:方案|处理结果|处理意见)"
    "|(?<!挽留)(?<!配置)方案.{0,4}(?:告诉|告知|通知|回复|答复)(?:了|过|给)?"
)
"""The customer heard a plan, which has to be one that is written."""
_OF_HANDLING = re.compile(
    "对.{0,4}(?:投诉)?的?(?:处理|解决)(?:的?(?:结果|方案|办法|情况))?|投诉.{0,8}(?:处理|解决|结果)"
)
_SCORED = re.compile("(?:打|给|评)了?(?P<score>[1-5一二两三四五])分")
_PROPOSED = re.compile(
    "投诉.{0,8}(?:提?请|报|交|转)(?:给)?主管(?:来)?(?:了结|结案|办结)|投诉.{0,4}提请了结"
    "|^(?:提?请|报|交)主管(?:来)?(?:了结|结案|办结).{2,12}投诉[。.!！]*$"
)
_CLOSED = re.compile(
    "投诉(?:的?事|单|那件)?(?:就|给)?(?:了结|结案|结掉|结)(?:了|掉)*吧[。.!！]*$|"
    "投诉(?:的?事|单|那件)?(?:现在|目前)?(?:已经?|可以|能)(?:处理|办)?(?:完|好|妥|了结|结案|结|解决)(?:了|啦)*[。.!！]*$"
)
_APPROVES = re.compile("^(?:我)?(?:批准|同意).{2,12}的?(?:挽留|流失)(?:的)?方案(?:了)?[。.!！]*$")
_OFFER = re.compile(
    r"^(?:[^,，。:：]{1,12}?的?)?挽留的?方案(?:是|为|定为|[:：\s])+(?P<text>.{2,})$"
)
_REOPENED = re.compile("投诉.{0,8}(?:重新打开|重新立案|重开|结错了|误结|不该结案?|结案结错)")
_MOODS = (
    (1, re.compile("(?:很|非常|特别|极|十分|相当)不满意?")),
    (2, re.compile("不(?:太|大|是很|怎么|够)?满意|有意见|不认可|不接受")),
    (3, re.compile("一般|还行|还可以|凑合|勉强|说得过去")),
    (5, re.compile("(?:很|非常|特别|十分|挺|相当)满意")),
    (4, re.compile("满意|认可|接受")),
)
"""Satisfaction in words, the plainer behind what holds it; 还行 is no 满意 (H2.3 m3)."""
_NUMBERS = {word: at for at, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_US = "我们|咱们?|行里|本行|银行|网点|柜台|你们|服务"
_GAVE = re.compile(
    f"(?:给(?:了)?(?:{_US})|满意度|回访|问卷|服务评[分价]|评分|评价|打了?(?=满分))"
    r"[^,，。;；\d]{0,8}?(?:满分(?:\d{1,3}|[五十])分(?:里面?|中|制)?的?[打给]?了?)?(?P<score>\d{1,3}|[零一二两三四五六七八九十])分(?!钟|之|行|期|红)"
)
_FULL = re.compile(r"满分(?:是|为)?(?P<a>\d{1,3}|[五十])|(?P<b>\d{1,3}|[五十])分(?:制|满分)")
_OF_TELLER = re.compile(
    "投诉(?:的是|的就是|是)?我(?!们|行|家)|对我(?:很|非常|的|这)?.{0,6}(?:不满|有意见)|说我(?:态度|服务|误导|骗)"
)
_OF_IT = re.compile(
    "投诉|核实|进度|进展|查(?:到|清|明|过|的)|处理|答复|答应|道歉|赔|解释|回复|结果|退还|补偿"
)
"""Words of a talk on a complaint that stands."""
_NO_SCORE = re.compile("打个分|打几分|让|如果|要是|往下|的话|话术|说法")


def case_said(text: str) -> CaseSaid | None:
    """What words say of a complaint that stands; None where they are anything else."""
    plan = plan_said(text)
    if plan is not None:
        return CaseSaid(Deed.SOLUTION, plan)
    if _CLOSED.search(text):
        return CaseSaid(Deed.CLOSED, text)
    if _TOLD_WHO_IS_MEANT.fullmatch(text):
        return CaseSaid(Deed.ASKED, text)
    if _ASKED.search(text) and not _HAS_TOLD.search(text):
        return CaseSaid(Deed.ASKED, text)
    if _QUESTION.search(text) or _CALL.search(text) or _ANEW.search(text):
        return None
    for deed, pattern in (
        (Deed.REOPENED, _REOPENED),
        (Deed.PROPOSED, _PROPOSED),
        (Deed.TOLD, _HAS_TOLD),
        (Deed.TOLD, _TOLD_PLAN),
    ):
        if pattern.search(text):
            untold = deed is Deed.TOLD and _NOT_TOLD.search(text) is not None
            return CaseSaid(Deed.ASKED if untold else deed, text if untold else _bare(text))
    return _rated(text) or _progress(text)


def plan_said(text: str) -> str | None:
    """The plan words give for a complaint; None where they give none, or ask for it."""
    found = _SOLUTION.search(text)
    if found is None or _NO_PLAN.search(found["text"]):
        return None
    return found["text"].strip("。 ")


def is_plan_of_complaint(text: str) -> bool:
    """Whether the plan words give can be no other than a complaint's."""
    found = _SOLUTION.search(text)
    return found is not None and found["of"] is not None


def speaks_of_threat(text: str) -> bool:
    """Whether a plan has words of what the customer will do beside it."""
    return _THREATENS.search(text) is not None


def tells_plan(text: str) -> bool:
    """Whether words say that the customer heard what is planned."""
    return _TOLD_PLAN.search(text) is not None or ("方案" in text and bool(_HAS_TOLD.search(text)))


def approves_offer(text: str) -> bool:
    """Whether a supervisor says yes to what is to be offered to a customer who may leave."""
    return _APPROVES.search(text) is not None


def offer_told(text: str) -> str | None:
    """What is to be offered to a customer who may leave, told as such; None where nothing is."""
    told = _OFFER.match(text.strip())
    return told["text"].strip("。 ") if told is not None and not _QUESTION.search(text) else None


def satisfaction(text: str) -> int | None:
    """How content words say a customer is with what was done, from 1 to 5."""
    scored = _SCORED.search(text)
    if scored is not None:
        return _number(scored["score"])
    return next((score for score, mood in _MOODS if mood.search(text)), None)


def surveyed(text: str) -> Surveyed | None:
    """The score a customer gave the bank, told as given; None where none is."""
    gave = _GAVE.search(text)
    if gave is None or _NO_SCORE.search(text) or _QUESTION.search(text):
        return None
    full = _FULL.search(text)
    highest = _number(full["a"] or full["b"]) if full is not None else None
    return Surveyed(_number(gave["score"]), highest, text)


def is_about_teller(text: str, name: str) -> bool:
    """Whether a complaint told is about the manager of this name, who tells it."""
    named = re.search(f"投诉(?:的是|是)?{re.escape(name)}", text)
    return named is not None or _OF_TELLER.search(text) is not None


def speaks_of_complaint(text: str) -> bool:
    """Whether a talk with a customer whose complaint stands was about it."""
    return _OF_IT.search(text) is not None


def tells_of_a_call(text: str) -> bool:
    """Whether words tell of a contact, which is a note's to keep."""
    return _CALL.search(text) is not None


def _rated(text: str) -> CaseSaid | None:
    if _OF_HANDLING.search(text) is None:
        return None
    score = satisfaction(text)
    return CaseSaid(Deed.RATED, text, score) if score is not None else None


def _progress(text: str) -> CaseSaid | None:
    told = _STANDING.search(text) is not None and _DONE.search(text) is not None
    return CaseSaid(Deed.PROGRESS, _bare(text)) if told else None


def _bare(text: str) -> str:
    """The words without whose complaint they are of: the case says it."""
    return _WHOSE.sub("", text) or text


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else _NUMBERS[words]
