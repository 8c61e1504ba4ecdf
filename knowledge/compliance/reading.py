"""What the layers below the learned one saw in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from knowledge.compliance.normalise import Normalised
from knowledge.compliance.patterns import Hit


@dataclass(frozen=True)
class Excused:
    """A match that the words around it excuse, and by what."""

    hit: Hit
    reason: str


@dataclass(frozen=True)
class Reading:
    """What the layers below the learned one saw in a text."""

    normal: Normalised
    concepts: tuple[str, ...]
    hits: tuple[Hit, ...]
    excused: tuple[Excused, ...]

    def signals(self, start: int = 0, end: int | None = None) -> list[str]:
        """The reading of a passage as features for the learned layer."""
        last = len(self.normal.text) if end is None else end
        inside = self.hits_in(start, last)
        excuses = {each.reason for each in self.excused_in(start, last)}
        rules = {hit.rule.id for hit in inside}
        return [
            *(f"concept:{name}" for name in self.concepts),
            *(f"rule:{rule}" for rule in sorted(rules)),
            *(f"excuse:{reason}" for reason in sorted(excuses)),
            *(["hit"] if inside else []),
        ]

    def hits_in(self, start: int, end: int) -> Sequence[Hit]:
        """The hits that begin in a passage."""
        return _within(self._hits_in_order, start, end)

    def excused_in(self, start: int, end: int) -> Sequence[Excused]:
        """The excused matches that begin in a passage."""
        return _within(self._excused_in_order, start, end)

    @cached_property
    def _hits_in_order(self) -> list[Hit]:
        return sorted(self.hits, key=_place)

    @cached_property
    def _excused_in_order(self) -> list[Excused]:
        return sorted(self.excused, key=_place)


_Seen = TypeVar("_Seen", Hit, Excused)


def _place(seen: Hit | Excused) -> int:
    return seen.start if isinstance(seen, Hit) else seen.hit.start


def _within(seen: Sequence[_Seen], start: int, end: int) -> Sequence[_Seen]:
    """Those, of some in order, that begin in a passage."""
    return seen[bisect_left(seen, start, key=_place) : bisect_left(seen, end, key=_place)]
