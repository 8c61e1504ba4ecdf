"""What the layers below the learned one saw in a text."""

from __future__ import annotations

from dataclasses import dataclass

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
        inside = [hit for hit in self.hits if start <= hit.start < last]
        excuses = {each.reason for each in self.excused if start <= each.hit.start < last}
        rules = {hit.rule.id for hit in inside}
        return [
            *(f"concept:{name}" for name in self.concepts),
            *(f"rule:{rule}" for rule in sorted(rules)),
            *(f"excuse:{reason}" for reason in sorted(excuses)),
            *(["hit"] if inside else []),
        ]
