"""A month of the officers' queue in figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from store.models import ItemKind, ReviewVerdict, Risk


@dataclass(frozen=True)
class Estimate:
    """A share estimated from a sample: of `seen`, `looked_at` were decided, `missed` were bad.

    `share` is None where nothing was looked at; `low` and `high` hold it 95 times of a hundred.
    """

    seen: int
    looked_at: int
    missed: int
    share: float | None
    low: float
    high: float


@dataclass(frozen=True)
class OfficerFigures:
    """How much an officer decided, by verdict; `second` of them as the second."""

    name: str
    verdicts: Mapping[ReviewVerdict, int]
    second: int


@dataclass(frozen=True)
class Agreement:
    """How two officers agreed: of `pairs` that both decided, `agreed`; `kappa` beyond chance."""

    pairs: int
    agreed: int
    kappa: float | None
    waiting: int


@dataclass(frozen=True)
class Hits:
    """How often something was met, by its name."""

    name: str
    count: int


@dataclass(frozen=True)
class QueueFigures:
    """The month: what was suggested and found, decided, how fast, and what slips through.

    `found` counts the items that came up; `verdicts` the first decisions made in the month.
    `half` and `most` are the times within which half and nine of ten were decided.
    """

    first: date
    last: date
    suggestions: int
    found: Mapping[ItemKind, int]
    open: int
    verdicts: Mapping[ReviewVerdict, int]
    officers: tuple[OfficerFigures, ...]
    rules: tuple[Hits, ...]
    scripts: tuple[Hits, ...]
    half: timedelta | None
    most: timedelta | None
    by_risk: Mapping[Risk, Estimate]
    missed: Estimate
    agreement: Agreement
