"""What the layers below the learned one saw in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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

    def hits_in(self, start: int, end: int) -> Sequence[Hit]:
        """The hits that begin in a passage."""
        hits = self._hits_in_order
        return hits[bisect_left(hits, start, key=_place) : bisect_left(hits, end, key=_place)]

    @cached_property
    def _hits_in_order(self) -> list[Hit]:
        return sorted(self.hits, key=_place)


def _place(hit: Hit) -> int:
    return hit.start
