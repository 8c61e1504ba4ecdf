"""Weighs the evidence: which script first, and whether the handbook holds an answer at all."""

from __future__ import annotations

from collections.abc import Sequence
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


RIVALS = 10
"""Scripts that a question's own is told from; against all of them nothing more is learnt."""


def fit_ranker(evidence: Sequence[Floats], owners: Ints) -> Ranker:
    """Learn weights that put each question's own script before its nearest rivals.

    `evidence` has a matrix (scripts by features) for each question, `owners` the right row of each.
    """
    from sklearn.linear_model import LogisticRegression

    stacked = np.asarray(evidence)
    spread = stacked.reshape(-1, stacked.shape[2]).std(axis=0) + 1e-9
    scaled = stacked / spread
    rows = np.arange(len(owners))
    likeness = scaled.sum(axis=2)
    likeness[rows, owners] = -np.inf
    rivals = np.argsort(-likeness, axis=1, kind="stable")[:, : min(RIVALS, stacked.shape[1] - 1)]
    ahead = (scaled[rows, owners][:, None] - scaled[rows[:, None], rivals]).reshape(-1, len(spread))
    pairs, won = np.vstack((ahead, -ahead)), np.repeat((1, 0), len(ahead))
    fitted = LogisticRegression(fit_intercept=False, max_iter=1000).fit(pairs, won)
    return Ranker(tuple((fitted.coef_[0] / spread).tolist()))


def fit_gate(inside: Floats, outside: Floats) -> Gate:
    """Learn what tells questions inside the handbook from those outside, both weighing the same."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rows = np.vstack((inside, outside))[:, :-1]
    wanted = np.repeat((1, 0), (len(inside), len(outside)))
    scaler = StandardScaler().fit(rows)
    fitted = LogisticRegression(class_weight="balanced", max_iter=1000)
    fitted.fit(scaler.transform(rows), wanted)
    weights = fitted.coef_[0] / scaler.scale_
    bias = float(fitted.intercept_[0] - weights @ scaler.mean_)
    return Gate((*weights.tolist(), bias))
