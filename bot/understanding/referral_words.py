"""A customer referred to a colleague, in words: what he knows, or who he is, and what for.

Referring is told from 转介绍 (customers who bring others) and from money or goods passed on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Referral:
    """`field` of knowledge or `who` as said, either may be empty; `ask` what is to be asked."""

    field: str
    who: str
    ask: str


_EXPERT = "专家|顾问|律师|专员|专岗|同事|老师"
_TO = re.compile(
    r"(?:转介|引荐)(?!绍|客户|奖|费|活动)(?:给|到)?(?P<a>[^,，。;；:：\s]{2,14})"
    rf"|(?:转给|介绍给|交给)(?P<b>[^,，。;；:：\s]{{0,8}}(?:{_EXPERT}))"
)
_FIELDS = {
    "税务": "税",
    "法律": "法律|律师|法务|遗嘱|公证",
    "投顾": "投顾|投资顾问",
    "信托": "信托|家族办公室",
    "保险": "保险",
    "授信": "授信|信贷|贷款|融资",
    "跨境": "跨境|外汇|汇率|国际业务|海外",
    "风险": "风险|风控",
}
_QUESTION = re.compile("[?？]|[吗呢]|怎么|如何|咋|哪|能不能|可不可以|要不要|该不该|什么时候")
_TAIL = re.compile(f"(?:方面|类)?的?(?:{_EXPERT})+$")
_LEAD = re.compile(
    r"^[,，。;；:：\s]*(?:想?(?:问问?(?!题)|请教|咨询)(?:一下|下)?|看看?|聊聊?|关于)?"
)
_TEAM = re.compile(
    r"(?:服务|专属|1\+1\+N|专家)?团队(?:里|中)?(?:都|还)?(?:有谁|有哪些人|是谁|缺谁|怎么配|成员|名单)"
)


def referral(text: str) -> Referral | None:
    """The referral words ask for; None where they ask for none, or ask how to."""
    found = _TO.search(text)
    if found is None or _QUESTION.search(text[: found.end()]):
        return None
    to, rest = found["a"] or found["b"], text[found.end() :]
    field = next((name for name, sign in _FIELDS.items() if re.search(sign, to)), "")
    who = "" if field else _TAIL.sub("", to)
    return Referral(field, who, question_in(rest))


def question_in(words: str) -> str:
    """What is to be asked, without the words that lead up to it (问一下, 请教)."""
    return _LEAD.sub("", words, count=1).strip("。 ")


def asks_for_team(text: str) -> bool:
    """Whether words ask who serves a customer."""
    return _TEAM.search(text) is not None
