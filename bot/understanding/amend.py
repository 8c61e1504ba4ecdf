"""A note set right in words: one field changed, something added, or nothing a note knows.

amendment("不对，是周四", now=now) == Change("next", date(2026, 11, 26))
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from bot.understanding.contents import channel_of, needs_of
from bot.understanding.moments import moments
from bot.understanding.past import looked_back
from bot.understanding.wording import read_wording

Value = str | date | datetime | None


@dataclass(frozen=True)
class Change:
    """One field of a note and what it becomes.

    `next` and `took_place` are times, None for none; `hour` a time of which the hour alone was
    said; `channel` and `complaint` codes (complaint
    None for none); `needs` a tag taken out; `promises` and `opt_out` are taken out whole.
    """

    field: str
    value: Value = None


@dataclass(frozen=True)
class Added:
    """Words that come to the note; `words` as said."""

    words: str


@dataclass(frozen=True)
class Unread:
    """Meant as a correction, but of what is not seen; `words` without the turn that says so."""

    words: str


_MARKS = re.compile(r"[\s,，。.!！~～、;；…]+")
_OPENER = re.compile(
    r"^(?:(?:哦|噢|啊|呃|嗯|等等|等一下|抱歉|不好意思|刚才|刚刚|上面|前面|那条|这条|上一?条|的|,)*"
    r"(?:不对|错了|不是|搞错了|弄错了|说错了|记错了|写错了|听错了|更正|纠正|改一下|改下|修改|修正|改|应该是|时间改?成?|日期改?成?"
    r"|渠道改?成?|(?:改|换)(?:成|为|到))(?:了|一下|下)?[,:]?)+"
)
_ADDING = re.compile(
    r"^(?:再|还|另外|帮我)*(?:(?:补充|补记|加上|补上|记上|写上)(?:一)?(?:句|条|点|笔|下|个)?|(?:加|补|添)(?:一)?(?:句|条|点|笔))"
    r"(?:话|内容)?[,:]?(?P<words>.{2,})$"
    r"|^(?:还有|另外|对了)(?:(?:一(?:点|件事))?[,:]|(?=他|她|客户|人家))(?P<more>.{2,})$"
)
_ASKS = re.compile(r"^(?:帮|给我|替我|请|麻烦|看看|查)|[?吗呢]$|怎么|咋|如何|能不能|哪些")
"""Words behind 对了 or 还有 that want something of the bot and add nothing to a note."""
_SWAPPED = re.compile(
    r"^(?:不对,)?(?:把|将)?[^,]{1,12}(?:改|换)(?:成|到|为)?(?P<right>[^,]{2,16})$"
)
"""把周五改成周六, 两点半改四点: what it was first says nothing."""
_DATED_ANEW = re.compile(r"改约|改期|改时间|(?:改|换|推|延|挪|提前|推迟|顺延)(?:成|到|至|在|为)")
_WANTS_MORE = re.compile(
    r"[?？吗]|怎么|如何|能不能|顺便|准备|简报|帮我(?:看|查|写)|通知|刚|聊|打了|通了|见了|来电|里说|告诉|[他她]说(?!好)"
)
"""Words that tell of a call as well, or want something of the bot."""
_LONGEST_DATE = 30
_WHO_SAID = re.compile(
    r"^(?:不对,|不是,)?(?:其实)?是(?:他|她|客户|◇+)?的?(?:女儿|儿子|老公|老婆|爱人|先生|太太|妈|爸|母亲|父亲|孩子|媳妇|女婿|财务|会计|老板|助理|秘书|同事|家人)"
    r"(?:问|说|要|接|讲|提|来|想|打)[^,]{0,8}$"
)
_NOT_BUT = re.compile(
    r"^(?:他|她|客户)(?:不是|没有|并非)[^,]{1,12},(?:而)?(?:是|只是|就是)[^,]{1,20}$"
)
_NO_NEXT = re.compile(
    r"^(?:先)?(?:不约了?|没约|没有约|下次不约|不用约|没说下次|没定(?:时间)?|时间没定)$"
)
_NO_CONTACT = re.compile(
    r"^(?:其实)?(?:没(?:人)?(?:打通|接|通|见到|联系上|见着)|没有(?:打通|接通|见到)|电话没(?:通|接))(?:的)?$"
)
_NO_COMPLAINT = re.compile(r"^(?:他|她|客户|这)?(?:不是|没(?:有)?|不算|没说要?)(?:在)?投诉$")
_LEVEL = re.compile(r"^(?:是|算)?(?P<level>小额?|大额?|多人|群体|舆情|媒体)(?:的)?投诉$")
_LEVELS = {"小": "small", "小额": "small", "大": "large", "大额": "large"}
_NO_PROMISE = re.compile(
    r"^(?:我)?(?:没(?:有)?答应(?:过)?(?:什么|他|她|客户)?|没(?:有)?承诺(?:过)?|去掉承诺|承诺去掉)$"
)
_NO_OPT_OUT = re.compile(
    r"^(?:他|她|客户)?(?:没(?:有)?(?:说)?(?:不让|要|要求)?(?:打|免打扰|别联系)|不是(?:要)?免打扰)(?:了)?$"
)
_NOT_NEED = re.compile(
    r"^(?:(?:他|她|客户)?(?:不(?:要|想要|想买|需要)|没(?:有)?(?:说)?(?:要|想)?)|去掉|删掉)(?P<what>[^,]{2,10}?)(?:需求|这个需求|标签)?$"
)
_INSTEAD = re.compile(
    r"^(?:是)?(?P<right>[^,]{1,12}),?(?:而)?不是(?P<wrong>[^,]{1,10})$|^不是(?P<wrong2>[^,]{1,10}),?(?:而)?是(?P<right2>[^,]{1,12})$"
)
_TIME_REST = re.compile(
    r"(?:下次|联系|跟进|回访|见面?|打|约|再|改|到|成|为|在|是|的|了|吧|时间|日期|应该|那天|他|她|给|去|电话|拜访|前|就|说|才|好|聊|去的|打的)*"
)
_NAMES_A_DAY = re.compile("[今明后昨前]|周|星期|礼拜|[号日月天]|节|过后|之后|以后|后$")
_WAS = re.compile(r"(?:打|见|去|聊|谈|来|通|发生|沟通)(?:了|的|过)")
_SOMEBODY = re.compile(r"(?:他|她|它|ta|这|那)[^,]{0,3},")
_SHORT = 24
_PRONOUN = 2
"""Characters: who is not meant, at the least; that is no field of a note."""


def amendment(text: str, *, now: datetime) -> Change | Added | Unread | None:
    """What a message sets right in the note read back last; None where it says no such thing."""
    said = _MARKS.sub(",", unicodedata.normalize("NFKC", text).strip()).strip(",")
    adding = _ADDING.match(said)
    if adding is not None and not _ASKS.search(adding["words"] or adding["more"]):
        return Added(_said(adding["words"] or adding["more"]))
    if _WHO_SAID.match(said) or _NOT_BUT.match(said):
        found = _channel(said)
        return found if found is not None else Added(_said(said))
    swapped = _SWAPPED.match(said)
    if swapped is not None:
        said = f"改成{swapped['right']}"
    opener = _OPENER.match(said)
    rest = said[opener.end() :].strip(",") if opener is not None else said
    change = _whole(said) or _whole(rest) or _channel(said) or _time(said, now) or _time(rest, now)
    if change is not None:
        return change
    if opener is None or len(rest) <= _PRONOUN or _SOMEBODY.match(rest):
        return None
    return Unread(_said(rest))


def adds_outright(text: str) -> bool:
    """Whether a message says that something is to be added: 再加一句, 补充."""
    adding = _ADDING.match(_MARKS.sub(",", unicodedata.normalize("NFKC", text)).strip(","))
    return adding is not None and adding["words"] is not None


def dates_anew(text: str, *, now: datetime) -> bool:
    """Whether a message gives an appointment another time: 把他的电话改到下周五."""
    if len(text) > _LONGEST_DATE or not _DATED_ANEW.search(text) or _WANTS_MORE.search(text):
        return False
    return bool(moments(read_wording(text, None).plain, now=now))


def _said(words: str) -> str:
    """Words with their commas as they are typed."""
    return words.strip(",").replace(",", "，")


def _whole(words: str) -> Change | None:
    """A turn of phrase that says it all."""
    for pattern, field in (
        (_NO_NEXT, "next"),
        (_NO_CONTACT, "took_place"),
        (_NO_COMPLAINT, "complaint"),
        (_NO_PROMISE, "promises"),
        (_NO_OPT_OUT, "opt_out"),
    ):
        if pattern.match(words):
            return Change(field)
    level = _LEVEL.match(words)
    if level is not None:
        return Change("complaint", _LEVELS.get(level["level"], "public"))
    unwanted = _NOT_NEED.match(words)
    tags = needs_of(unwanted["what"]) if unwanted is not None else ()
    return Change("needs", tags[0]) if tags else None


def _channel(said: str) -> Change | None:
    """ "是上门不是电话", "改成微信", "网点见的"."""
    instead = _INSTEAD.match(said)
    words = (instead["right"] or instead["right2"]) if instead is not None else said
    words = _OPENER.sub("", words)
    if len(words) > _SHORT // 2:
        return None
    found = _named_channel(words.removesuffix("的"))
    return Change("channel", found) if found is not None else None


def _named_channel(words: str) -> str | None:
    """The channel, where words name hardly anything else."""
    plain = re.sub(r"^(?:是|用|走|在|通过|渠道)+", "", words)
    named = {"上门": "visit", "拜访": "visit", "面谈": "visit", "见面": "visit", "当面": "visit"}
    named |= {
        "电话": "phone",
        "微信": "wechat",
        "网点": "branch",
        "柜台": "branch",
        "来网点": "branch",
    }
    named |= {"视频": "video", "邮件": "email", "短信": "sms", "支行": "branch", "行里": "branch"}
    for tail in (
        "",
        "打",
        "见",
        "聊",
        "谈",
        "说",
        "联系",
        "沟通",
        "上",
        "里",
        "上聊",
        "里说",
        "里聊",
        "里见",
    ):
        if plain.removesuffix(tail) in named:
            return named[plain.removesuffix(tail)]
    found = channel_of(read_wording(plain, (0, 0)).clauses(), ())
    return found if found != "unknown" and len(plain) <= 4 and not moments_in(plain) else None


def moments_in(words: str) -> bool:
    """Whether words hold a number or a day, and so are about a time."""
    return re.search(r"\d|周|号|点|天|月", words) is not None


def _time(rest: str, now: datetime) -> Change | None:
    """Words that are a time and hardly anything else."""
    if not rest or len(rest) > _SHORT:
        return None
    instead = _INSTEAD.match(rest)
    words = (instead["right"] or instead["right2"]) if instead is not None else rest
    plain = read_wording(words, (0, 0)).plain
    found = moments(plain, now=now)
    if not found or any(moment.against for moment in found):
        return None
    left = plain
    for moment in reversed(found):
        left = left[: moment.start] + left[moment.end :]
    if not _TIME_REST.fullmatch(left.replace(",", "")):
        return None
    moment = found[0]
    back = looked_back(plain[moment.start : moment.end], moment, now=now)
    gone = moment.is_past(now) or (back is not None and _WAS.search(words) is not None)
    if gone and back is not None:
        return Change("took_place", back)
    hour_alone = isinstance(moment.when, datetime) and not _NAMES_A_DAY.search(words)
    return Change("hour" if hour_alone else "next", moment.when)
