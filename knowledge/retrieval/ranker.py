"""Weighs the evidence: which script first, and whether the handbook holds an answer at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.retrieval.arrays import Floats, Ints
from knowledge.retrieval.features import LEARNED, Evidence


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


GATE_FEATURES = 7


def gate_features(evidence: Evidence, scores: Floats) -> Floats:
    """What tells a question of the desk from any other, the constant 1 last.

    The nearest ask; how much the learnt map says for the likeliest script, how far that is ahead of
    the next, and how much it says for "outside"; of the first script the nearest title or objection
    and the nearest line.
    """
    features = evidence.features
    if not len(features) or not evidence.query.mass:
        return np.array([0.0] * (GATE_FEATURES - 1) + [1.0])
    top = features[int(np.argmax(scores))]
    learned = np.sort(features[:, LEARNED])
    likeliest = float(learned[-1])
    ahead = likeliest - float(learned[-2]) if len(learned) > 1 else likeliest
    own = (float(max(top[3], top[4])), float(top[5]))
    return np.array([float(features[:, 0].max()), likeliest, ahead, evidence.outside, *own, 1.0])


WRONGLY = 0.015
"""Of the questions of authors never seen, the share that may be declined."""

RIVALS = 10
"""Scripts that a question's own is told from; against all of them nothing more is learnt."""


def fit_ranker(evidence: Sequence[Floats], owners: Ints) -> Ranker:
    """Learn weights that put each question's own script before its nearest rivals.

    `evidence` has a matrix (scripts by features) for each question, `owners` the right row of each.
    No weight is below 0: what speaks for a script never counts against it.
    """
    stacked = np.asarray(evidence)
    spread = stacked.reshape(-1, stacked.shape[2]).std(axis=0) + 1e-9
    scaled = stacked / spread
    rows = np.arange(len(owners))
    likeness = scaled.sum(axis=2)
    likeness[rows, owners] = -np.inf
    rivals = np.argsort(-likeness, axis=1, kind="stable")[:, : min(RIVALS, stacked.shape[1] - 1)]
    ahead = (scaled[rows, owners][:, None] - scaled[rows[:, None], rivals]).reshape(-1, len(spread))
    return Ranker(tuple((_never_below_zero(ahead) / spread).tolist()))


def _never_below_zero(ahead: Floats) -> Floats:
    """Logistic weights of differences that should be positive, less the features that hinder."""
    from sklearn.linear_model import LogisticRegression

    used = np.arange(ahead.shape[1])
    won = np.repeat((1, 0), len(ahead))
    while True:
        pairs = np.vstack((ahead[:, used], -ahead[:, used]))
        fitted = LogisticRegression(fit_intercept=False, max_iter=1000).fit(pairs, won).coef_[0]
        if (fitted >= 0).all() or len(used) == 1:
            weights = np.zeros(ahead.shape[1])
            weights[used] = np.maximum(fitted, 0.0)
            return weights
        used = used[fitted > fitted.min()]


def fit_gate(inside: Floats, outside: Floats, unseen: Floats) -> Gate:
    """Learn what tells questions inside the handbook from those outside, both weighing the same.

    The point on the curve is set on `unseen`, rows of questions inside by authors who were left
    out: no more than `WRONGLY` of them are declined. With none it stays where the classes part.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rows = np.vstack((inside, outside))[:, :-1]
    wanted = np.repeat((1, 0), (len(inside), len(outside)))
    scaler = StandardScaler().fit(rows)
    fitted = LogisticRegression(class_weight="balanced", max_iter=1000)
    fitted.fit(scaler.transform(rows), wanted)
    weights = fitted.coef_[0] / scaler.scale_
    bias = float(fitted.intercept_[0] - weights @ scaler.mean_)
    if len(unseen):
        bias = -float(np.quantile(unseen[:, :-1] @ weights, WRONGLY))
    return Gate((*weights.tolist(), bias))
