"""The learned layer at work: a linear model over short runs of characters, in numpy alone.

The model is an `.npz` written by `training`. Its heads share one feature vector: how likely a text
breaks any rule, which category it breaks, whether it touches what the rules are about, and whether
it is said to the assistant.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.compliance.features import Hashes, hashes

Vector = NDArray[np.float32]
_CATEGORY_PART, _MIDDLE = 0.6, 1.1
_CLEAR = -3.5
"""A breach's score below which no category ever made a text flaggable."""
_PLACE_BITS = 22
_PLACE_MASK = np.uint64((1 << _PLACE_BITS) - 1)
MATTER, ADDRESSED = -2, -1
"""The columns behind the breach's and the categories': see `Reach`."""


@dataclass(frozen=True)
class Opinion:
    """How likely a text breaks a rule, and its likeliest category with its share."""

    probability: float
    category: str
    category_share: float


@dataclass(frozen=True)
class Reach:
    """Whether a text is said to the assistant, and about what the rules are about; 0 to 1 each.

    `category`: the likeliest category of that matter.
    """

    to_assistant: float
    on_matter: float
    category: str


class Classifier:
    """Reads a model file; judges by a sparse dot product."""

    def __init__(self, *, model_path: Path) -> None:
        with np.load(model_path, allow_pickle=False) as stored:
            self.categories: list[str] = json.loads(str(stored["categories"]))
            self.meta: dict[str, float] = json.loads(str(stored["meta"]))
            self._keys: Hashes = stored["keys"]
            self._idf: Vector = stored["idf"]
            self._weights: NDArray[np.float16] = stored["weights"]
            self._bias: Vector = stored["bias"]
        self._breach: Vector = self._weights[:, 0].astype(np.float32)
        self._place = np.zeros(1 << _PLACE_BITS, dtype=np.int32)
        self._place[_place_of(self._keys)] = np.arange(len(self._keys))
        self._named = slice(1, 1 + len(self.categories))
        self.review_at = self.meta["review_at"]
        self.block_at = self.meta["block_at"]
        self.hit_at = self.meta["hit_at"]

    def judge(self, text: str) -> Opinion:
        """The opinion on one normalised text; one that clearly passes gets no category."""
        rows, values = self._read(text)
        breach = float(values @ self._breach[rows]) + float(self._bias[0])
        if breach < _CLEAR:
            return Opinion(_sigmoid(combined(breach, breach)), "", 0.0)
        named = self._scores(rows, values)[self._named]
        best = int(named.argmax())
        score = combined(breach, float(named[best]))
        return Opinion(_sigmoid(score), self.categories[best], float(_softmax(named)[best]))

    def reach(self, text: str) -> Reach:
        """To whom one normalised text is said, and about what."""
        scores = self._scores(*self._read(text))
        return Reach(
            to_assistant=_sigmoid(float(scores[ADDRESSED])),
            on_matter=_sigmoid(float(scores[MATTER])),
            category=self.categories[int(scores[self._named].argmax())],
        )

    def blame(self, passage: str) -> float:
        """How much the features of a passage weigh towards a breach."""
        rows = self._rows(passage)
        return float(self._idf[rows] @ self._breach[rows])

    def _read(self, text: str) -> tuple[NDArray[np.int32], Vector]:
        """The rows of a text's features and their values, of length one together."""
        rows = self._rows(text)
        values = self._idf[rows]
        return rows, values / np.float32(math.sqrt(float(values @ values)) or 1.0)

    def _scores(self, rows: NDArray[np.int32], values: Vector) -> Vector:
        """Every head's score."""
        scores: Vector = values @ self._weights[rows].astype(np.float32)
        return self._bias + scores

    def _rows(self, text: str) -> NDArray[np.int32]:
        """The known features of a text, each once; of two keys in one place the later is known."""
        found = hashes(text)
        rows = self._place[_place_of(found)]
        known: NDArray[np.int32] = np.unique(rows[self._keys[rows] == found])
        return known


def _place_of(features: Hashes) -> NDArray[np.int64]:
    """Where a feature's row is looked up: its lowest bits."""
    return (features & _PLACE_MASK).astype(np.int64)


def combined(breach: float, category: float) -> float:
    """One score of the two opinions that a text is a breach: any breach, and its likeliest one.

    Its zero is where independent look-alikes begin to be flagged more than one in twenty times.
    """
    return breach + _CATEGORY_PART * category + _MIDDLE


def _sigmoid(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def _softmax(scores: Vector) -> Vector:
    shifted = np.exp(scores - scores.max())
    share: Vector = shifted / shifted.sum()
    return share
