"""Weighs the evidence: which script first, and whether the handbook holds an answer at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints
from knowledge.retrieval.features import Evidence
from knowledge.retrieval.terms import CONCEPT


@dataclass(frozen=True)
class Ranker:
    """A linear order over the scripts. `weights` has one number a feature."""

    weights: tuple[float, ...]

    def scores(self, evidence: Evidence) -> Floats:
        """One score a candidate; differences are log odds."""
        return np.asarray(evidence.features @ np.array(self.weights))


@dataclass(frozen=True)
class Gate:
    """Whether a question is one the handbook answers, as log odds. `weights` ends with the bias."""

    weights: tuple[float, ...]

    def odds(self, evidence: Evidence, scores: Floats) -> float:
        """Above 0 the handbook holds an answer."""
        return float(gate_features(evidence, scores) @ np.array(self.weights))


DESK_PAIRS = frozenset(
    "客户 咋说 么说 咋回 么回 么聊 咋聊 话术 么跟 咋跟 么讲 咋讲 开口 咋劝 么劝 人家 咋接 么接 "
    "他说 她说 老板 大姐 大爷 阿姨 么发 咋发 约他 邀约".split()
)
"""Pairs of characters heard where an RM asks what to say to somebody."""

GATE_FEATURES = 12


def gate_features(evidence: Evidence, scores: Floats) -> Floats:
    """What tells a question of the desk from any other, the constant 1 last."""
    query, features = evidence.query, evidence.features
    if not len(features) or not query.mass:
        return np.array([0.0] * (GATE_FEATURES - 1) + [1.0])
    best = int(np.argmax(scores))
    odds = np.exp(scores - scores[best])
    top = features[best]
    values = [
        query.known_mass / query.mass,
        float(features[:, 0].max()),
        float(features[:, 8].max()),
        float(top[0]),
        float(top[5]),
        float(max(top[3], top[4])),
        float(1.0 / odds.sum()),
        evidence.outside,
        *_wording(evidence.terms),
    ]
    return np.array([*values, 1.0])


def _wording(terms: Sequence[str]) -> tuple[float, float, float]:
    """Length, formal terms spoken of, and whether it sounds like somebody asking what to say."""
    concepts = sum(term[0] == CONCEPT for term in terms)
    length = sum(len(term) == 1 for term in terms)
    return min(length, 20) / 20, min(concepts, 3) / 3, float(not DESK_PAIRS.isdisjoint(terms))


def fit_ranker(evidence: Sequence[Floats], owners: Ints, *, rounds: int = 300) -> Ranker:
    """Learn weights that put each question's own script first.

    `evidence` has a matrix (scripts by features) for each question, `owners` the right row of each.
    """
    stacked = np.asarray(evidence)
    spread = stacked.reshape(-1, stacked.shape[2]).std(axis=0) + 1e-9
    scaled = stacked / spread
    rows = np.arange(len(owners))

    def slope(weights: Floats) -> Floats:
        odds = scaled @ weights
        odds = np.exp(odds - odds.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        odds[rows, owners] -= 1.0
        return np.asarray(np.einsum("qs,qsf->f", odds, scaled) / len(owners))

    fitted = _descend(slope, stacked.shape[2], rounds=rounds)
    return Ranker(tuple((fitted / spread).tolist()))


def fit_gate(inside: Floats, outside: Floats, *, rounds: int = 600) -> Gate:
    """Learn what tells questions inside the handbook from those outside, both weighing the same."""
    rows = np.vstack((inside, outside))
    wanted = np.concatenate((np.ones(len(inside)), np.zeros(len(outside))))
    share = np.concatenate(
        (np.full(len(inside), 0.5 / len(inside)), np.full(len(outside), 0.5 / len(outside)))
    )
    spread = np.append(rows[:, :-1].std(axis=0) + 1e-9, 1.0)
    scaled = rows / spread

    def slope(weights: Floats) -> Floats:
        sure = 1.0 / (1.0 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        return np.asarray(((sure - wanted) * share) @ scaled)

    fitted = _descend(slope, rows.shape[1], rounds=rounds)
    return Gate(tuple((fitted / spread).tolist()))


def _descend(slope: Callable[[Floats], Floats], size: int, *, rounds: int) -> Floats:
    """Adam from zero, with a little pull back to it; the same input gives the same weights."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, rounds + 1):
        now = slope(weights) + 1e-3 * weights
        mean = 0.9 * mean + 0.1 * now
        square = 0.999 * square + 0.001 * now * now
        rate = (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights = weights - 0.1 * rate
    return weights
