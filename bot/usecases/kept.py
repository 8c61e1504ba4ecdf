"""A promise told as kept: which of the customer's open ones is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.usecases.case import read_case
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import OpenFollowUp
from store.models import FollowUpKind

_OF_PROMISES = re.compile(
    r"(?:承诺|答应[^,，]{0,10})(?:的)?(?:事(?:情)?)?(?:都|也|已经|已)*(?:办|做|兑现|完成|搞定|落实)(?:完|好|了|掉)+"
)
_GIVEN = re.compile(
    r"(?:发|寄|送|交|给|转|传)(?:给|过去|到|去)?[^,，。]{0,10}了|(?:已经?|都|刚)[^,，。]{0,24}(?:发|寄|送|交|办|做|查|回|报)[^,，。]{0,6}(?:了|好|完)"
    r"|(?:办|做|查|弄|问|搞|处理|落实|协调|申请|交代|解决)(?:完|好|妥|清楚|定|到|下来)(?:了|啦)|(?:回复|答复|告诉|通知|报给|转告)(?:他|她|客户)?了"
)
_TALKED = re.compile(r"(?:通|打|聊|谈|见|说|讲|来|问|约)(?:了|完|过|好)|他说|她说|下次|再联系")
_ASKS = re.compile(r"[?？吗]|没有?$|了没|怎么|能不能|哪些")
_NOT_DONE = re.compile(
    r"别|莫|甭|勿|没|未|(?:不|少|无)(?:要|用|必|准|许|让|想|愿|需|再|能|会|肯)?[^,，。]{0,6}(?:发|寄|送|交|打|推|给|办)"
)
"""Words that want nothing done any more, or tell that it was not."""
_THING = re.compile("资料|材料|东西")
_LONGEST = 40
_FEW = 3
_ALIKE = 0.34
"""Share of a promise's pairs of characters that words must hold to be of it."""
_ONE = 0.01
"""Where his promises are few: one pair is enough."""


def kept_promises(
    text: str, customer_id: str, *, work: Work, actor: Actor
) -> tuple[OpenFollowUp, ...]:
    """The open promises these words tell as kept, the likeliest first; none where they do not.

    Words that speak of promises in general mean all of them; where his promises are few, one word
    of a promise is enough, or one that names no content (资料). Where they tell of no promise they
    may tell of what was planned for him.
    """
    if not tells_of_giving(text):
        return ()
    generally = _OF_PROMISES.search(text) is not None
    case = read_case(customer_id, work=work, actor=actor)
    if case is None:
        return ()
    held = [each for each in case.record.follow_ups if each.kind is FollowUpKind.PROMISE]
    alike = sorted(held, key=lambda each: -_alike(text, each.text))
    least = _ALIKE if len(alike) > _FEW else _ONE
    near = [each for each in alike if _alike(text, each.text) >= least]
    meant = generally or (len(alike) <= _FEW and _THING.search(text) is not None)
    planned = [each for each in case.record.follow_ups if each.kind is not FollowUpKind.PROMISE]
    done = touched(text.replace(case.record.name, ""), planned)
    return tuple(near or (alike if meant else ()) or done)


def tells_of_giving(text: str) -> bool:
    """Whether words tell that something was done for a customer, and no more of a call."""
    if len(text) > _LONGEST or _ASKS.search(text) or _NOT_DONE.search(text):
        return False
    if _OF_PROMISES.search(text) is not None:
        return True
    return _GIVEN.search(text) is not None and _TALKED.search(text) is None


def named_in(words: str, lines: Sequence[OpenFollowUp]) -> list[OpenFollowUp]:
    """The lines of a diary that *words* say enough of."""
    return [each for each in lines if _alike(words, each.text) >= _ALIKE]


def touched(words: str, lines: Sequence[OpenFollowUp]) -> list[OpenFollowUp]:
    """The lines *words* speak of: where there are few, one pair of characters in common tells."""
    near = named_in(words, lines)
    if near or len(lines) > _FEW:
        return near
    return [each for each in lines if _alike(words, each.text) >= _ONE]


def _alike(text: str, promise: str) -> float:
    wanted, said = _pairs(promise), _pairs(text)
    return len(wanted & said) / len(wanted) if wanted else 0.0


def _pairs(words: str) -> set[str]:
    plain = "".join(char for char in words if char.isalnum())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def names_promises(found: Sequence[OpenFollowUp]) -> str:
    """The promises in words: “发资料”、“寄合同”."""
    return "、".join(f"“{each.text}”" for each in found)
