"""The lines of a scenario nearest to what was asked: the answer first, the rest behind it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log
from typing import TypeVar

from bot.brief.composing import Told
from knowledge.handbook.format import Section, SpokenLine

Item = TypeVar("Item")

_TOLD = re.compile(
    r"[“”\"「」]|嫌|抱怨|埋怨|骂|信不过|不相信|凭什么|凭啥|觉得|"
    r"(?:怎么|怎样|如何|咋)(?:跟[他她])?(?:回(?!访)|接|答|应对)|"
    r"(?<![跟和对给向])(?<![跟和对给向教帮].)"
    r"(?:客户|他|她|老板|人家|对方|财务|总|先生|女士|太太|阿姨|大爷|大妈|大叔|大姐|老人|老师)"
    r"[^，。？！；\s说怕不没要问]{0,3}(?:说|怕|担心|不想|不肯|不愿|不信|不要|没兴趣|非要|要求)"
)
"""Marks words of the customer's own, quoted or told: an objection rather than our question."""
_STRONG = 0.6
"""Share of an objection's heading that a question must hold to be that objection itself."""
_ABOUT = 0.2
"""Share of a heading that makes it the objection where the customer is known to have made one."""
_LEAST_SHARED = 2
"""Pairs of characters that a line and the question must share: one is chance."""
_NEAR = 0.5
"""Lines at least this near, beside the nearest, come before the rest."""
_MOST_ANSWERS = 2


def nearest_lines(query: str, scene: Told, *, most: int) -> list[SpokenLine]:
    """What to say: answers to an objection that was made, then points, nearest first."""
    lines = _answers_to(query, scene)
    points = nearest_first(query, scene.lines(Section.POINTS), of=lambda line: line.text)
    return [*lines, *(line for line in points if line not in lines)][:most]


def nearest_first(query: str, items: Iterable[Item], *, of: Callable[[Item], str]) -> list[Item]:
    """Those like the query before the rest, the nearest first; the rest in their own order."""
    ordered = list(items)
    likeness = _likenesses(query, [of(item) for item in ordered])
    least = max(likeness, default=0.0) * _NEAR
    keys = [-value if value >= least else 0.0 for value in likeness]
    return [item for _, item in sorted(zip(keys, ordered, strict=True), key=lambda pair: pair[0])]


def _answers_to(query: str, scene: Told) -> list[SpokenLine]:
    ranked = scene.reading.objections()
    if not ranked:
        return []
    texts = [objection.text for objection, _ in ranked]
    shares = [_share(text, query) for text in texts]
    best = shares.index(max(shares))
    told, share = bool(_TOLD.search(query)), shares[best]
    if share < (_ABOUT if told else _STRONG):
        if not told or scene.chosen.script.group != "objection":
            return []
        best = 0
    lines = ranked[best][1]
    return [line for line in lines if not scene.speaks_of_closed(line.text)][:_MOST_ANSWERS]


def _likenesses(query: str, texts: Sequence[str]) -> list[float]:
    """How much each text shares with the query; what stands in many of the texts counts little."""
    asked, each = _pairs(query), [_pairs(text) for text in texts]
    seen = Counter(pair for pairs in each for pair in pairs)
    return [_shared(asked & pairs, seen, len(texts)) for pairs in each]


def _shared(pairs: Iterable[str], seen: Mapping[str, int], count: int) -> float:
    common = sorted(pairs)
    if len(common) < _LEAST_SHARED:
        return 0.0
    return sum(log(1 + count / seen[pair]) for pair in common)


def _share(heading: str, query: str) -> float:
    pairs = _pairs(heading)
    return len(pairs & _pairs(query)) / len(pairs) if pairs else 0.0


_EMPTY = frozenset(
    "客户 怎么 么办 怎样 么说 么回 咋办 咋说 咋回 如何 我们 你们 他们 什么 一下".split()
)


def _pairs(text: str) -> frozenset[str]:
    """Pairs of characters that mean something."""
    found = (text[at : at + 2] for at in range(len(text) - 1))
    return frozenset(pair for pair in found if pair.isalnum() and pair not in _EMPTY)
