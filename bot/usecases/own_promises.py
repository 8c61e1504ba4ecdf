"""A manager's promises that may stand: one that breaks a rule is flagged, and never put in the
diary as a thing to be done."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from bot.understanding import Promise
from bot.usecases.own_flags import AS_TOLD, LEARNED
from bot.usecases.work import Work
from knowledge.compliance import Finding
from knowledge.compliance.ruleset import DUTY

_MARKS = re.compile("[,，;；、。]")
_HARMLESS = frozenset({"violation-request", "unencrypted-data", "excessive-data"})
"""Rules whose words an honest promise has too: 做个方案给他送来, 把名单发我."""
_CUE = re.compile(
    "返(?!回|电)|[他她]补|补给|贴给|垫|赔|兜底|保本|保息|保证|包赚|换汇|购汇|代签|替.{0,3}签|代操作"
    "|红包|油卡|购物卡|回扣|好处费|分批"
)
"""What a promise speaks of where the learned layer's opinion on it alone counts."""
_SHORTEST = 4
"""Characters that a flagged stretch and a promise have in common at the least."""


def lawful(
    promises: Iterable[Promise], flags: Sequence[Finding], *, work: Work
) -> tuple[tuple[Promise, ...], tuple[Finding, ...]]:
    """The promises without what breaks a rule, and what is flagged for it beside `flags`."""
    kept: list[Promise] = []
    more: list[Finding] = []
    for promise in promises:
        rest = []
        for part in filter(None, _MARKS.split(promise.text)):
            found = _broken(part, flags, work) if promise.who == "rm" else None
            if found is None:
                rest.append(part)
            elif not any(_overlap(part, each.quote) for each in (*flags, *more)):
                more.append(found)
        if len(rest) == len(_MARKS.split(promise.text)):
            kept.append(promise)
        elif rest:
            kept.append(dataclasses.replace(promise, text="，".join(rest)))
    return tuple(kept), tuple(more)


def without_flagged(summary: str, flags: Sequence[Finding]) -> str:
    """A summary without the clauses that break a rule; "" where nothing is left."""
    quotes = [each.quote for each in flags if each.category != DUTY]
    parts = re.split("(?<=[，；])", summary)
    kept = [each for each in parts if not any(_overlap(each.strip("，；"), q) for q in quotes)]
    return "".join(kept).strip("，；")


def _broken(part: str, flags: Sequence[Finding], work: Work) -> Finding | None:
    """What a part of a promise breaks; None where it may stand."""
    flagged = (each for each in flags if each.layer != LEARNED or _CUE.search(part))
    for each in flagged:
        if each.category != DUTY and each.rule_id not in _HARMLESS and _overlap(part, each.quote):
            return each
    return next(_findings(part, work), None)


def _findings(part: str, work: Work) -> Iterator[Finding]:
    for said in dict.fromkeys((part, AS_TOLD.sub("您", part))):
        for each in work.desk.rules.check(said).findings:
            sure = each.layer != LEARNED or (
                each.severity == "block" and _CUE.search(part) is not None
            )
            if sure and each.rule_id not in _HARMLESS:
                yield dataclasses.replace(each, quote=part)


def _overlap(one: str, other: str) -> bool:
    """Whether two stretches of one text share one that says something."""
    short, long = sorted((one, other), key=len)
    if short in long:
        return bool(short)
    most = range(len(short), _SHORTEST - 1, -1)
    return any(long.startswith(short[-n:]) or long.endswith(short[:n]) for n in most)
