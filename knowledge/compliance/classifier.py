"""The learned layer at work: a linear model over character n-grams, in numpy alone.

The model is an `.npz` written by `training`. Its two heads share one feature vector: how likely a
text breaks any rule, and which category it breaks.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.compliance.features import features, grams

Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Opinion:
    """How likely a text breaks a rule, and its likeliest category with its share."""

    probability: float
    category: str
    category_share: float


class Classifier:
    """Reads a model file; judges by a sparse dot product."""

    def __init__(self, *, model_path: Path) -> None:
        with np.load(model_path, allow_pickle=False) as stored:
            names = json.loads(str(stored["features"]))
            self.categories: list[str] = json.loads(str(stored["categories"]))
            self.meta: dict[str, float | str] = json.loads(str(stored["meta"]))
            self._idf: Vector = stored["idf"]
            self._weights: Vector = stored["weights"]
            self._bias: Vector = stored["bias"]
        self._breach: Vector = np.ascontiguousarray(self._weights[:, 0])
        self._index = {name: number for number, name in enumerate(names)}
        self.review_at = float(self.meta["review_at"])
        self.block_at = float(self.meta["block_at"])
        self.hit_at = float(self.meta["hit_at"])

    def judge(self, text: str, signals: Iterable[str] = ()) -> Opinion:
        """The opinion on one normalised text; `signals` are features of the other layers.

        A text likelier to pass than to be looked at gets no category: naming one costs more.
        """
        rows, values = self._vector(features(text, signals))
        score = float(self._bias[0] + (values * self._breach[rows]).sum())
        probability = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
        if probability < min(self.review_at, self.hit_at):
            return Opinion(probability, "", 0.0)
        shares = _softmax(self._bias[1:] + values @ self._weights[rows, 1:])
        best = int(np.argmax(shares))
        return Opinion(probability, self.categories[best], float(shares[best]))

    def blame(self, passage: str) -> float:
        """How much the n-grams of a passage weigh towards a breach."""
        found = [row for name in grams(passage) if (row := self._index.get(name)) is not None]
        rows = np.array(found, dtype=np.int64)
        return float(self._idf[rows] @ self._breach[rows])

    def _vector(self, names: list[str]) -> tuple[NDArray[np.int64], Vector]:
        position = self._index.get
        found = {position(name, -1) for name in names} - {-1}
        rows = np.sort(np.fromiter(found, dtype=np.int64, count=len(found)))
        values = self._idf[rows]
        norm = float(np.sqrt(values @ values)) or 1.0
        return rows, values / norm


def _softmax(scores: Vector) -> Vector:
    shifted = np.exp(scores - scores.max())
    share: Vector = shifted / shifted.sum()
    return share
