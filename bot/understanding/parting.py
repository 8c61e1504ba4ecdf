"""A note that names several customers: of the first, of each in a part of their own, or unclear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise

Span = tuple[int, int]

_BREAK = re.compile(r"[，,。；;！!？?\n]\s*")
_JOINED = re.compile(
    r"(?:总|董|先生|女士|老师|阿姨|姐|哥|那边|他们)?(?:[、,，]|还有|以及|和|跟|与|同)+"
    r"(?:给|跟|和|去|见|找|约)?"
)
_LEAD = re.compile(
    r"(?:然后|另外|再|又|还|还有|接着|之后|后来|随后|顺便|也|下午|上午|中午|晚上|刚|刚才|刚刚|今天|昨天)*"
    r"(?P<contact>给|跟|和|与|同|约|约了|见|见了|联系|联系了|拜访|拜访了|回访|回访了|打给|去|去了|找|陪)?"
)
_GOES_ON = re.compile(
    r"(?:总|董|先生|女士|老师|阿姨|姐|哥)?(?:那边|这边|也|还|就|则|倒是|已经|刚)*"
    r"(?:说|讲|嫌|要|想|问|不|没|约|答应|同意|拒绝|觉得|打算|准备|考虑|那边|这边|:|：)"
)
_TOGETHER = re.compile(r"都|两[个位人]|俩|他们|她们|三[个位人]|一起|分别|各自")


class Parting(Enum):
    """How a note with several names is to be taken."""

    FIRST = "first"
    """Of the first: the others are only spoken of."""
    APART = "apart"
    """Each has clauses of their own."""
    UNCLEAR = "unclear"
    """Of all or any: the RM chooses."""


def parting(text: str, names: Sequence[Span]) -> Parting:
    """How a note is to be taken that names customers at these places, in their order."""
    if len(names) < 2:
        return Parting.FIRST
    ways = [_way(text, before, name) for before, name in pairwise(names)]
    if Parting.UNCLEAR in ways:
        return Parting.UNCLEAR
    if Parting.APART in ways:
        return Parting.UNCLEAR if _TOGETHER.search(text) else Parting.APART
    return Parting.FIRST


def pieces(text: str, names: Sequence[Span]) -> list[str]:
    """The note divided at the clauses in which a further customer's part begins."""
    starts = [0, *_starts(text, names)]
    ends = [*starts[1:], len(text)]
    return [text[a:b].strip(" ，,。；;\n") for a, b in zip(starts, ends, strict=True)]


def told_of_each(text: str, names: Sequence[Span]) -> list[str]:
    """For every name what is told of it: its own clauses and those that are about all or nobody.

    A clause without a name goes on about whom the one before it was about. Where somebody has no
    clause of his own the note does not say who did what: each has the whole of it.
    """
    said = [text[first:last] for first, last in names]
    clauses = [each for each in _BREAK.split(text) if each.strip()]
    owners: list[str | None] = []
    for clause in clauses:
        named = [each for each in said if each in clause]
        before = owners[-1] if owners else None
        owners.append(named[0] if len(named) == 1 else None if named else before)
    if not set(said) <= set(owners):
        return [text for _ in names]
    return [
        "，".join(
            c.strip() for c, owner in zip(clauses, owners, strict=True) if owner in (None, name)
        )
        for name in said
    ]


def _starts(text: str, names: Sequence[Span]) -> Iterator[int]:
    for before, name in pairwise(names):
        if _way(text, before, name) is Parting.APART:
            yield _clause_start(text, name)


def _way(text: str, before: Span, name: Span) -> Parting:
    """How a name stands to the one before it."""
    if _JOINED.fullmatch(text[before[1] : name[0]]):
        return Parting.UNCLEAR
    start = _clause_start(text, name)
    lead = _LEAD.fullmatch(text[start : name[0]])
    if lead is None or start <= before[0]:
        return Parting.FIRST
    if lead["contact"] or _GOES_ON.match(text, name[1]):
        return Parting.APART
    return Parting.UNCLEAR


def _clause_start(text: str, name: Span) -> int:
    return max((found.end() for found in _BREAK.finditer(text, 0, name[0])), default=0)
