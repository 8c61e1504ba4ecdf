"""Whether a message makes two requests, and where the second begins.

A break may part them where a question ends or the words behind it go on (再, 另外, 帮我看). How
likely it does is weighed from how they begin, from what either stretch is by itself, and from how
sure that is; the weights are learnt in `bot.understanding.training` from messages whose further
requests are labelled.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.understanding.intent import Weighed, served_alike, weigh
from bot.understanding.model import IntentModel, Signals, intent_model
from bot.understanding.wording import COVER, Wording, pauses

LIKELY = 0.5
"""From which share on a break is taken to part two requests."""
_LEAST, _MOST_BREAKS = 4, 12
_BREAK = re.compile("[,;!?]+")
_QUOTED = re.compile(r'"[^"]*(?:"|$)|\[[^\]]*(?:\]|$)|:.*$', re.DOTALL)
_GOES_ON = (
    "再|并且?|另外|另(?=把|给|帮|查|记)|此外|顺便|顺手|顺带|还有|然后|接着|接下来|完了|同时|也|"
    "最后|以及|对了|之后"
)
_JOINED = re.compile(
    "(?:要是|如果|若)?(?:不行|没问题|行|可以|不妥|有问题|是)(?:的话|就)"
    f"|(?:比|看|查|备|写|记|说|更新)完了?(?:再|后)?|{_GOES_ON}"
)
_FOR_ME = re.compile("(?:请|麻烦)?(?:(?:帮|给|替|教)我|提醒我|告诉我)")
_DOES = re.compile(
    f"(?:{_GOES_ON}|先|请|麻烦)?(?:帮我|给我|替我|你|侬)?再?"
    "(?:看|查|列|写|记|比|提醒|说|告诉|审|备|准备|拉|导|改|教|登|把)"
)
_ROOM = 40


@dataclass(frozen=True)
class Break:
    """A place that may part two requests: what stands before and behind, and what speaks for it."""

    place: int
    first: str
    second: str
    signs: tuple[float, ...]


def second_request(wording: Wording, signals: Signals) -> int | None:
    """Where the second of two requests begins in the text; None where there is one."""
    model = intent_model()
    best = likeliest(breaks(wording, signals, model), model.breaks)
    return best.place if best is not None else None


def likeliest(found: Iterable[Break], weights: tuple[float, ...]) -> Break | None:
    """The break that parts two requests; None where none is likely to."""
    best = max(found, key=lambda each: _odds(each, weights), default=None)
    if best is None or 1 / (1 + math.exp(-_odds(best, weights))) < LIKELY:
        return None
    return best


def breaks(wording: Wording, signals: Signals, model: IntentModel) -> Iterator[Break]:
    """The places that may part two requests, at most twelve."""
    plain = pauses(wording.plain)
    if not any(_LEAST <= found.end() <= len(plain) - _LEAST for found in _BREAK.finditer(plain)):
        return
    whole = weigh(wording.tight, signals, model)
    quoted = [found.span() for found in _QUOTED.finditer(plain)]
    found = [each for each in _BREAK.finditer(plain) if _may_part(each, plain, quoted)]
    for each in found[:_MOST_BREAKS]:
        yield _weighed(plain, each, whole, model)


def _may_part(found: re.Match[str], plain: str, quoted: list[tuple[int, int]]) -> bool:
    room = found.start() >= _LEAST - 1 and found.end() <= len(plain) - _LEAST
    if not room or any(first < found.start() < last - 1 for first, last in quoted):
        return False
    behind = plain[found.end() : found.end() + _ROOM]
    return found.group()[0] in "?!;" or any(
        sign.match(behind) is not None for sign in (_JOINED, _FOR_ME, _DOES)
    )


def _weighed(plain: str, found: re.Match[str], whole: Weighed, model: IntentModel) -> Break:
    before, behind = _tight(plain[: found.start()]), _tight(plain[found.end() :])
    first, second = (weigh(each, _signals(each), model) for each in (before, behind))
    signs = (
        bool(_JOINED.match(behind)),
        bool(_FOR_ME.match(behind)),
        bool(_DOES.match(behind)),
        not served_alike(first.intent, second.intent),
        found.group()[0] in "?!;",
        len(behind) < 2 * _LEAST,
        min(len(before), _ROOM) / _ROOM,
        whole.margin,
        whole.intent == second.intent,
        "out_of_scope" in (first.intent, second.intent),
        *_margins(first, second, joined=bool(_JOINED.match(behind))),
    )
    return Break(found.end(), first.intent, second.intent, tuple(map(float, signs)))


def _margins(first: Weighed, second: Weighed, *, joined: bool) -> tuple[float, ...]:
    apart = not served_alike(first.intent, second.intent)
    lesser = min(first.margin, second.margin) * apart
    return (
        first.margin,
        second.margin,
        first.margin * apart,
        second.margin * apart,
        lesser * joined,
    )


def _tight(plain: str) -> str:
    return Wording(plain, plain, None).tight


def _signals(tight: str) -> Signals:
    return Signals(in_hand=False, named=COVER in tight, dated=False)


def _odds(each: Break, weights: tuple[float, ...]) -> float:
    return weights[0] + sum(w * sign for w, sign in zip(weights[1:], each.signs, strict=True))
