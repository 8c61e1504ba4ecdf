"""Which of the fourteen intents a message has, how sure that is, and what else it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.model import IntentModel, Signals, intent_model

INTENTS = tuple(
    "brief ask capture check today list complaint compare product help"
    " status team review out_of_scope".split()
)
_NAME_ALONE = re.compile(
    r"[,?!]*(?:我?要|等下|等会儿?|待会儿?|马上|一会儿?|现在|今天|明天|后天|上午|下午|晚上)*"
    r"(?:给|跟|和|约|去?见|联系|拜访|回访)?(?:一下|下)?◇+(?:打一?个?电话|通一?个?电话|聊聊|见面)?[,?!]*"
)
"""A customer's name, and at most that he is to be called or seen: a call lies ahead."""
_TEXT_TO_CHECK = re.compile(
    r"(?:帮我|麻烦|请)?(?:看|审|查|瞧)?(?:一?下|看|一眼)?(?:这|下面|以下)?(?:个|条|句|段|样|么)?(?:话|微信|短信)?"
    r"(?:能不能|可不可以|能|可以)(?:直接|这么|这样|给客户)*(?:发|讲|说|回)(?:出去|给客户|朋友圈)?"
    r"(?:吗|不|么|行不)?[,:?]+[^,:?]{4}"
)
"""Asked of a text that stands behind the question; what it says decides nothing."""
MARGIN = 0.4
"""By how much one intent must be likelier than the next for nobody to be asked: on authors left
out, 7 messages of 100 are asked about and 95 of 100 others are right (`understand-eval`)."""
_ALIKE = ({"product", "compare"}, {"ask", "out_of_scope"})
"""Intents that are served the same way: nobody needs to be asked which."""


@dataclass(frozen=True)
class Weighed:
    """The likeliest intent, the next that is served otherwise, and how far they are apart."""

    intent: str
    other: str
    margin: float


@dataclass(frozen=True)
class Guess:
    """The likeliest intent; where not `sure`, `alternatives` are the two to choose from."""

    intent: str
    sure: bool = True
    alternatives: tuple[str, ...] = ()


def guess(tight: str, signals: Signals) -> Guess:
    """The intent of a message given without spaces, one alphabet, the name covered."""
    if not re.search(r"[\w◇]", tight):
        return Guess("out_of_scope")
    if _NAME_ALONE.fullmatch(tight):
        return Guess("brief")
    if _TEXT_TO_CHECK.match(tight):
        return Guess("check")
    weighed = weigh(tight, signals)
    if weighed.margin >= MARGIN:
        return Guess(weighed.intent)
    return Guess(weighed.intent, sure=False, alternatives=(weighed.intent, weighed.other))


def weigh(tight: str, signals: Signals, model: IntentModel | None = None) -> Weighed:
    """What a model, the shipped one by default, makes of a message."""
    shares = (model or intent_model()).shares(tight, signals)
    first, *rest = sorted(shares, key=lambda each: -shares[each])
    other = next(each for each in rest if not served_alike(first, each))
    return Weighed(first, other, shares[first] - shares[other])


def served_alike(first: str, second: str) -> bool:
    """Whether the two are the same, or are answered by the same screen."""
    return first == second or any({first, second} <= group for group in _ALIKE)
