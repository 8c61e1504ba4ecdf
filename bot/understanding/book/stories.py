"""Why a question is asked, told before or behind it: 主管又催我了，……; 额度就这么点儿，…….

A clause is a story by its own words: somebody who asks me, an occasion, what I shall do next. It is
left out only if nothing in it can be a condition on its own: a day, an amount, a level keep it in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.book.fields import Field
from bot.book.query import All, Any_, Condition, Leaf, Not, Said, Some

_ASKED = "(?:叫|让|问|催|管|嫌|劝|骂|逼|喊|派|追着|盯着|找|求|拉着|跟)"
_HOUSE = (
    "(?:合规|审计|内控|检查组|总行|分行|监管|领导|行长|主管|主任"
    "|[一-鿿]{0,2}(?:公司|部|部门|单位)(?:的人)?(?:小[一-鿿])?)"
)
_COMING = (
    "(?:要|又|刚|刚刚|非|下礼拜|下周|这周|明天|后天|今天|(?:礼拜|周)[一二三四五]|下午|上午|月底)"
)
_STORY = re.compile(
    rf"^.{{0,14}}{_ASKED}我(?!们|行)(?:要|去|看|讲|报|交)?(?:[^,，的]{{0,6}})?$"
    r"|^.{0,12}我(?:不好插手|不放心|先摸摸底|不好说|不方便(?:管|插手)?|管不着|心里没底|心里没数)$"
    r"|^.*(?:额度|名额|席位|座位|指标|时间)(?:就|都|也)?(?:紧|不多|有限|就?这么|只剩|就剩|快没|不够)[^的]*$"
    rf"|^{_HOUSE}{_COMING}*(?:来|到|过来)(?:咱|我们|咱们|行里|网点|支行|这儿|这|我这)*"
    r"(?:翻账|查账|查|检查|坐班|驻点|讲课|抽查|翻|培训|要数)[^的]{0,4}$"
    r"|^.{0,10}(?:停了?|停售|下架|清盘|换代)(?:了)?(?:我|咱)?(?:得|要|需要)?"
    r"(?:挨家|挨个|逐个|一家家|一个个)(?:解释|通知|打电话|说|联系|告知)$"
    r"|^(?:那|所以)?我(?:得|要|还得|打算|准备|想)去?(?:劝劝|提醒提醒|敲打敲打|哄哄|安抚安抚|解释解释)[^的]*$"
    r"|^(?:大夫|医生|老师|专家|讲师|场地|会议室|礼品|礼物|点心|东西|票|奖品)(?:都|已经)"
    r"(?:请|订|备|印|准备|布置|租|买|定)(?:好|妥|齐)了$"
)
_BEHIND = re.compile(
    r"^(?:好让)?我(?:先|好|再|得|挨个|一个个|马上|回头|明天)+(?:去|来)?"
    r"(?:要|打|通知|联系|约|补|签|提醒|解释|拜访|跑|催|安抚|准备|安排)[^的谁哪不没]{0,8}$"
)
_CLAUSE = re.compile(r"[^,，。;；!！?？]+[,，。;；!！?？]*")
_OTHERS_TOO = frozenset(
    {Field.OCCUPATION, Field.INDUSTRY, Field.KIND, Field.NEEDS, Field.RESOURCES, Field.INTERESTS}
    | {Field.OWNER, Field.TYPE, Field.PRODUCT}
)
"""What a story may seem to name, being of somebody else: 大夫都请好了, 基金公司非问我."""
_POINTS_BACK = re.compile("[他她](?!行)|这些|那些|这批|那批|前面|上面")
Read = Callable[[str], Condition | None]


def without_stories(typed: str, read: Read) -> str:
    """The question without its stories; as typed where nothing would be left to ask.

    `read` gives the condition of some words, as the grammar reads them by themselves.
    """
    clauses = [match.group() for match in _CLAUSE.finditer(typed)]
    if len(clauses) < 2:
        return typed
    kept = [
        clause
        for at, clause in enumerate(clauses)
        if not _is_story(clause, read, behind=at > 0, rest="".join(clauses[at + 1 :]))
    ]
    if len(kept) == len(clauses) or not kept:
        return typed
    rest = "".join(kept)
    return rest if read(rest) is not None else typed


def _is_story(clause: str, read: Read, *, behind: bool, rest: str) -> bool:
    words = clause.rstrip(",，。;；!！?？").strip()
    told = _STORY.match(words) is not None and bool(rest)
    if not told and not (behind and _BEHIND.match(words) and not rest):
        return False
    named = list(_fields(read(words)))
    if Field.OWNER in named and _POINTS_BACK.search(rest):
        return False
    return all(each in _OTHERS_TOO for each in named)


def _fields(condition: Condition | None) -> Iterator[Field | None]:
    """The fields a condition compares; None for conversations in a time."""
    match condition:
        case None:
            return
        case Leaf():
            yield condition.field
        case All() | Any_():
            for part in condition.parts:
                yield from _fields(part)
        case Not():
            yield from _fields(condition.part)
        case Some():
            yield from _fields(condition.condition)
        case Said():
            yield None if condition.since or condition.until else Field.NEEDS
        case _:
            yield None
