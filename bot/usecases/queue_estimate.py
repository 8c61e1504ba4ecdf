"""What a sample says of the whole: a share with its Wilson interval, by class and over all.

    missed_share([Stratum(seen=900, looked_at=90, missed=3), …])

Wilson, Probable inference, 1927; the weighted interval is Wilson's at the sample size that a simple
random sample of the same variance would have (Korn and Graubard 1998), each class's variance taken
at its Wilson centre, so that a class without a miss is not taken for certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.results.queue_figures import Estimate

Z = 1.959964
"""For 95 of a hundred."""


@dataclass(frozen=True)
class Stratum:
    """Of a class: how many there were, how many were drawn and decided, how many of them bad."""

    seen: int
    looked_at: int
    missed: int


def wilson(missed: float, looked_at: float) -> tuple[float, float]:
    """The interval of a share, within 0 and 1; all of it where nothing was looked at."""
    if looked_at <= 0:
        return 0.0, 1.0
    share, square = missed / looked_at, Z * Z
    centre = (share + square / (2 * looked_at)) / (1 + square / looked_at)
    spread = share * (1 - share) / looked_at + square / (4 * looked_at * looked_at)
    half = Z * sqrt(spread) / (1 + square / looked_at)
    return max(centre - half, 0.0), min(centre + half, 1.0)


def share_missed(stratum: Stratum) -> Estimate:
    """The share of one class."""
    low, high = wilson(stratum.missed, stratum.looked_at)
    share = stratum.missed / stratum.looked_at if stratum.looked_at else None
    return Estimate(stratum.seen, stratum.looked_at, stratum.missed, share, low, high)


def missed_share(strata: Sequence[Stratum]) -> Estimate:
    """The share over all classes, each weighed by how many there were.

    A class of which nothing was looked at is left out, and is not in `seen`.
    """
    known = [each for each in strata if each.looked_at and each.seen]
    seen = sum(each.seen for each in known)
    looked_at, missed = (sum(getattr(each, n) for each in known) for n in ("looked_at", "missed"))
    if not seen:
        return Estimate(0, looked_at, missed, None, 0.0, 1.0)
    share = sum(each.seen / seen * each.missed / each.looked_at for each in known)
    size = _effective_size(known, seen)
    low, high = wilson(share * size, size)
    return Estimate(seen, looked_at, missed, share, low, high)


def cohens_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """How far two agree beyond chance; None without pairs, or where both always say the same."""
    if not pairs:
        return None
    both = len(pairs)
    agreed = sum(first == second for first, second in pairs) / both
    firsts, seconds = (Counter(pair[at] for pair in pairs) for at in (0, 1))
    chance = sum(firsts[each] * seconds[each] for each in firsts) / both**2
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def _effective_size(strata: Sequence[Stratum], seen: int) -> float:
    square = Z * Z
    centres = [(each.missed + square / 2) / (each.looked_at + square) for each in strata]
    weights = [each.seen / seen for each in strata]
    centre = sum(w * c for w, c in zip(weights, centres, strict=True))
    variance = sum(
        w * w * c * (1 - c) / each.looked_at
        for w, c, each in zip(weights, centres, strata, strict=True)
    )
    return centre * (1 - centre) / variance
