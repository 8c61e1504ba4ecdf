"""What stands right before and right behind a time: signs for which time is the next contact.

他周五发给我, 周一去找合规说, 下周三到期: no day to call him. The patterns stand in `turns.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from bot.understanding.cues import compiled, load
from bot.understanding.reports.parts import Parts


def turns_around(parts: Parts, at: int) -> Iterator[str]:
    """The signs around the time with this index, by name."""
    moment = parts.times[at]
    place = parts.clause_of(moment)
    if place is None:
        return
    clause = parts.clauses[place]
    left = clause.text[: max(0, moment.start - clause.start)]
    right = clause.text[moment.end - clause.start :]
    before, behind = _found("before", left), _found("behind", right)
    after = parts.clauses[place + 1].text if place + 1 < len(parts.clauses) else ""
    then = [*_found("then", after), *(f"own {name}" for name in _found("then", right))]
    yield from (f"then:{name}" for name in then)
    yield from (f"before:{name}" for name in before)
    yield from (f"behind:{name}" for name in behind)
    yield from (f"turn:{one}/{other}" for one in before for other in behind)
    if not left.strip():
        yield "before:start"
        earlier = parts.clauses[place - 1].text if place else ""
        yield from (f"earlier:{name}" for name in _found("before", earlier))
    if not right.strip():
        yield "behind:end"
        yield from (f"later:{name}" for name in _found("behind", after))


def rank_among(parts: Parts, at: int) -> Iterator[str]:
    """How many times to come are tied to a contact more surely, or as surely and said before."""
    rank = parts.ranks[at]
    yield f"rank:{min(rank, 3)}"
    yield f"rank:{min(rank, 2)}:{round(parts.ties[at])}"
    yield f"last:{bool(parts.ahead) and at == parts.ahead[-1]}"


def _found(side: str, words: str) -> list[str]:
    return [name for name, pattern in _patterns()[side].items() if pattern.search(words)]


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    return {
        side: {name: compiled("|".join(each)) for name, each in named.items()}
        for side, named in load("reports/turns").items()
    }
