"""The estimated miss rate, held against simulated months whose misses are known."""

from __future__ import annotations

import random

import pytest

from bot.usecases.queue_estimate import Stratum, cohens_kappa, missed_share, share_missed, wilson

CLASSES = ((400, 0.2, 0.08), (3000, 0.05, 0.02), (6000, 0.01, 0.005))
"""How many there were, at what rate they are drawn, which share of them is bad."""


def _month(rng: random.Random) -> tuple[list[Stratum], float]:
    """A month's sample as it would be decided, and the share that is bad in truth."""
    strata, bad_of_all = [], 0
    for seen, rate, share in CLASSES:
        bad = sum(rng.random() < share for _ in range(seen))
        drawn_bad = sum(rng.random() < rate for _ in range(bad))
        drawn_good = sum(rng.random() < rate for _ in range(seen - bad))
        strata.append(Stratum(seen, drawn_bad + drawn_good, drawn_bad))
        bad_of_all += bad
    return strata, bad_of_all / sum(seen for seen, *_ in CLASSES)


def test_the_interval_holds_the_truth_about_as_often_as_it_says_and_is_not_biased() -> None:
    rng = random.Random(20261128)  # noqa: S311 - a month invented by a seed
    months = [_month(rng) for _ in range(400)]
    found = [(missed_share(strata), truth) for strata, truth in months]
    held = sum(each.low <= truth <= each.high for each, truth in found) / len(found)
    off = sum((each.share or 0) - truth for each, truth in found) / len(found)
    assert 0.92 <= held <= 1.0
    assert abs(off) < 0.002
    # Without the weights the many low-risk suggestions would hardly count.
    plain = sum(
        sum(s.missed for s in strata) / sum(s.looked_at for s in strata) - truth
        for strata, truth in months
    ) / len(months)
    assert plain > 0.02


def test_each_class_has_its_own_interval() -> None:
    rng = random.Random(7)  # noqa: S311 - months invented by a seed
    for at, (_, _, share) in enumerate(CLASSES):
        each = [share_missed(_month(rng)[0][at]) for _ in range(200)]
        assert sum(e.low <= share <= e.high for e in each) / len(each) >= 0.9


@pytest.mark.parametrize(
    ("missed", "looked_at", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (0, 0, 0.0, 1.0)],
)
def test_wilsons_interval(missed: int, looked_at: int, low: float, high: float) -> None:
    assert wilson(missed, looked_at) == pytest.approx((low, high), abs=5e-4)


def test_no_miss_is_not_taken_for_none_at_all() -> None:
    found = missed_share([Stratum(1000, 50, 0), Stratum(9000, 90, 0)])
    assert found.share == 0.0
    assert 0.005 < found.high < 0.06


def test_one_class_weighted_is_that_class() -> None:
    alone, whole = share_missed(Stratum(500, 40, 3)), missed_share([Stratum(500, 40, 3)])
    assert whole.share == alone.share
    assert whole.low == pytest.approx(alone.low, abs=0.01)
    assert whole.high == pytest.approx(alone.high, abs=0.03)


def test_a_class_nobody_looked_at_is_left_out_and_nothing_at_all_is_unknown() -> None:
    found = missed_share([Stratum(100, 10, 1), Stratum(9000, 0, 0)])
    assert (found.seen, found.share) == (100, 0.1)
    assert missed_share([Stratum(9000, 0, 0)]).share is None
    assert missed_share([]).high == 1.0


def test_kappa() -> None:
    pairs = [("a", "a")] * 20 + [("b", "b")] * 15 + [("a", "b")] * 5 + [("b", "a")] * 10
    assert cohens_kappa(pairs) == pytest.approx(0.4)
    assert cohens_kappa([]) is None
    assert cohens_kappa([("a", "a")] * 5) is None
