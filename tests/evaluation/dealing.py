"""Decks of values that deal every boundary before any comes twice."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

_DAY = timedelta(days=1)


class Deck:
    """Values dealt in turn: each once before any comes twice."""

    def __init__(self, rng: random.Random, values: Sequence[str]) -> None:
        self._rng, self._values = rng, list(values)
        self._left: list[str] = []

    def deal(self) -> str:
        """The next value."""
        if not self._left:
            self._left = list(self._values)
            self._rng.shuffle(self._left)
        return self._left.pop()


def deck_of_days(rng: random.Random, spec: Mapping[str, Any]) -> Deck:
    """Days around those of `near`, those of `also`, and others between `low` and `high`."""
    near = [day + step * _DAY for day in spec["near"] for step in (-1, 0, 1)]
    near += spec.get("also", [])
    span = (spec["high"] - spec["low"]).days
    rest = [spec["low"] + rng.randint(0, span) * _DAY for _ in near * spec.get("rest", 1)]
    return Deck(rng, [day.isoformat() for day in near + rest])


def deck_of_numbers(rng: random.Random, spec: Mapping[str, Any]) -> Deck:
    """Numbers around those of `near`, those of `also`, and others between `low` and `high`."""
    near = [round(at + by * spec["step"], 2) for at in spec["near"] for by in (-1, 0, 1)]
    near += spec.get("also", [])
    ratio = spec["high"] / spec["low"]
    rest = [
        round(spec["low"] * ratio ** rng.random(), spec["digits"])
        for _ in range(max(2 * len(near), 90))
    ]
    return Deck(rng, [f"{number:g}" for number in near + rest])
