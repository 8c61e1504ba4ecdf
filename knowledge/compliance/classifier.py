"""The learned layer at work: a linear model over short runs of characters, in numpy alone.

The model is an `.npz` written by `training`. Its heads share one feature vector: how likely a text
breaks any rule, which category it breaks, whether it touches what the rules are about, and whether
it is said to the assistant.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.compliance.features import Hashes, Places, Vectors, features_of
from knowledge.compliance.ruleset import REQUESTS

Vector = NDArray[np.float32]
_CATEGORY_PART, _MIDDLE = 0.6, 1.1
_CLEAR = -3.5
"""A breach's score below which no category ever made a text flaggable."""
_PLACE_BITS = 22
_PLACE_MASK, _ROW_MASK = np.uint64((1 << _PLACE_BITS) - 1), (1 << _PLACE_BITS) - 1
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

    `category`: the likeliest category of that matter, none of those that are requests to the bot.
    """

    to_assistant: float
    on_matter: float
    category: str


@dataclass(frozen=True)
class _Known:
    """The known features of some texts, each text's together and each feature once.

    The rows of text `i` are those from `starts[i]` to `starts[i + 1]`.
    """

    rows: Places
    owners: Places
    starts: Sequence[int]

    def sums(self, worth: Vector) -> NDArray[np.float64]:
        """For each text, what its features are worth together; `worth` has an entry a feature."""
        sums = np.bincount(self.owners, worth[self.rows], minlength=len(self.starts) - 1)
        return sums.astype(np.float64, copy=False)

    def of(self, at: int) -> Places:
        """The rows of one text."""
        return self.rows[self.starts[at] : self.starts[at + 1]]


class Classifier:
    """Reads a model file; judges by sparse dot products, several texts at once."""

    def __init__(self, *, model_path: Path) -> None:
        with np.load(model_path, allow_pickle=False) as stored:
            self.categories: list[str] = json.loads(str(stored["categories"]))
            self.meta: dict[str, float] = json.loads(str(stored["meta"]))
            self._keys: Hashes = stored["keys"]
            self._idf: Vector = stored["idf"]
            self._weights: NDArray[np.int8] = stored["weights"]
            self._scale: Vector = stored["scale"]
            self._bias: Vector = stored["bias"]
            self._vectors: Vectors = stored["vectors"]
        self._towards: Vector = self._idf * self._weights[:, 0] * self._scale[0]
        self._squared: Vector = self._idf * self._idf
        self._place = np.zeros(1 << _PLACE_BITS, dtype=np.int32)
        self._place[_place_of(self._keys)] = np.arange(len(self._keys))
        self._named = slice(1, 1 + len(self.categories))
        self._deeds = np.array([-np.inf if each in REQUESTS else 0.0 for each in self.categories])
        self.review_at = self.meta["review_at"]
        self.block_at = self.meta["block_at"]
        self.hit_at = self.meta["hit_at"]

    def judge(self, texts: Sequence[str], vectors: Vectors | None = None) -> list[Opinion]:
        """The opinions on normalised texts; one that clearly passes gets no category.

        `vectors` are the texts' sentence vectors, a row a text, for a model that learnt from such.
        """
        found = self._read(texts)
        lengths = _lengths(found.sums(self._squared))
        biases = self._biases(len(texts), vectors)
        breaches = found.sums(self._towards) / lengths + biases[:, 0]
        return [
            self._opinion(breach, found.of(at), length, biases[at])
            for at, (breach, length) in enumerate(
                zip(breaches.tolist(), lengths.tolist(), strict=True)
            )
        ]

    def reach(self, text: str) -> Reach:
        """To whom one normalised text is said, and about what."""
        found = self._read([text])
        length = float(_lengths(found.sums(self._squared))[0])
        scores = self._scores(found.rows, length) + self._bias
        return Reach(
            to_assistant=_sigmoid(float(scores[ADDRESSED])),
            on_matter=_sigmoid(float(scores[MATTER])),
            category=self.categories[int((scores[self._named] + self._deeds).argmax())],
        )

    def blame(self, passages: Sequence[str]) -> list[float]:
        """How much the features of each passage weigh towards a breach."""
        worth: list[float] = self._read(passages).sums(self._towards).tolist()
        return worth

    def _opinion(self, breach: float, rows: Places, length: float, bias: Vector) -> Opinion:
        if breach < _CLEAR:
            return Opinion(_sigmoid(combined(breach, breach)), "", 0.0)
        named = (self._scores(rows, length) + bias)[self._named]
        best = int(named.argmax())
        score = combined(breach, float(named[best]))
        return Opinion(_sigmoid(score), self.categories[best], float(_softmax(named)[best]))

    def _biases(self, count: int, vectors: Vectors | None) -> Vector:
        """What every head begins from, a row a text: with sentence vectors, what they say too."""
        if vectors is None:
            return np.broadcast_to(self._bias, (count, len(self._bias)))
        return self._bias + vectors @ self._vectors

    def _scores(self, rows: Places, length: float) -> Vector:
        """What a text's features say for every head, by their rows and their vector's length."""
        scores: Vector = self._idf[rows] @ self._weights[rows].astype(np.float32)
        return scores * (self._scale / np.float32(length))

    def _read(self, texts: Sequence[str]) -> _Known:
        """The known features of texts; of two keys in one place the later is known."""
        found = features_of(texts)
        rows = self._place[_place_of(found.hashes)]
        known = self._keys[rows] == found.hashes
        both = (found.owners[known] << _PLACE_BITS) | rows[known]
        both.sort()
        first = np.ones(len(both), dtype=bool)
        np.not_equal(both[1:], both[:-1], out=first[1:])
        both = both[first]
        owners = both >> _PLACE_BITS
        starts: list[int] = owners.searchsorted(np.arange(len(texts) + 1)).tolist()
        return _Known(both & _ROW_MASK, owners, starts)


def _place_of(hashes: Hashes) -> Places:
    """Where a feature's row is looked up: its lowest bits."""
    return (hashes & _PLACE_MASK).view(np.int64)


def _lengths(squares: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lengths of vectors by their squares; 1 for one without features."""
    return np.sqrt(np.where(squares > 0, squares, 1.0))


def combined(breach: float, category: float) -> float:
    """One score of the two opinions that a text is a breach: any breach, and its likeliest one."""
    return breach + _CATEGORY_PART * category + _MIDDLE


def _sigmoid(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def _softmax(scores: Vector) -> Vector:
    shifted = np.exp(scores - scores.max())
    share: Vector = shifted / shifted.sum()
    return share
