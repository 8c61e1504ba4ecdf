"""Fits the learned layer's heads to sentences read as features; the result is plain numpy."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.compliance.checker import Checker
from knowledge.compliance.features import BLOCK_WEIGHTS, Hashes, Vectors, block_of, features_of
from knowledge.compliance.material import APPROVED, BENIGN, MESSAGE, REMARK
from knowledge.compliance.ruleset import CATEGORIES
from knowledge.training import Sentence

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MIN_COUNT = 2
MOST_FEATURES = 180_000
"""Kept of all that were learnt: those that weigh most. Of an unseen author's breaches these find no
fewer, and the model is half as large."""
VECTOR_SHARE = 2.0
"""How long a sentence vector, its mean taken off, is beside the n-grams' of length one."""
BREACH, CATEGORY, REACH = 30.0, 10.0, 10.0
"""How freely the heads may fit: the inverse of the penalty on their weights."""
NOTED, ORDINARY = 5.0, 2.0
"""Sentences noting whom they are said to were written from the task alone, by many hands, and two
in three read twice: they count more than those written beside the rules. Ordinary talk counts more,
as it is what the checker mostly meets."""
_BYTE = 127
_AT_ONCE = 500
_HEARD = np.array([1.0, *[0.6] * len(CATEGORIES), 0.5, 0.5])
"""How much each head's word counts where a feature is kept for what it weighs."""
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Examples:
    """Sentences with their readings and the features of those."""

    sentences: Sequence[Sentence]
    readings: Sequence[str]
    features: Sequence[Hashes]

    def without(self, authors: Collection[str]) -> Examples:
        """The examples no line of which one of these authors wrote."""
        others = [at for at, each in enumerate(self.sentences) if each.author not in authors]
        return self.at(others)

    def at(self, places: Sequence[int]) -> Examples:
        """Some of the examples."""
        return Examples(
            [self.sentences[at] for at in places],
            [self.readings[at] for at in places],
            [self.features[at] for at in places],
        )


@dataclass(frozen=True)
class Model:
    """What is stored: the known features with their idf, and the heads' weights and biases.

    A head's weight is its entry of `weights` by its `scale`. `vectors` has a column a head, and a
    row a dimension of the sentence vectors that were learnt from too: no row where none were.
    """

    keys: Hashes
    idf: NDArray[np.float32]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    vectors: Vectors


def read_examples(sentences: Sequence[Sentence]) -> Examples:
    """The sentences read as the checker reads a text."""
    checker = Checker.load(model_path=None)
    readings = [checker.read(each.text).normal.text for each in sentences]
    return Examples(sentences, readings, list(_each_once(readings)))


def _each_once(readings: Sequence[str]) -> Iterator[Hashes]:
    """The features of each reading, each once and in order."""
    for first in range(0, len(readings), _AT_ONCE):
        found = features_of(readings[first : first + _AT_ONCE])
        order = np.argsort(found.owners, kind="stable")
        ends = np.bincount(found.owners).cumsum()[:-1]
        yield from map(np.unique, np.split(found.hashes[order], ends))


def fit(examples: Examples, vectors: Vectors | None = None) -> Model:
    """Learns the heads; the same examples give the same model.

    `vectors` are the sentences' by an encoder, a row a sentence: the heads learn from both.
    """
    joined = np.concatenate(examples.features)
    keys, counts = np.unique(joined, return_counts=True)
    often = counts >= MIN_COUNT
    keys, counts = keys[often], counts[often]
    rarity = np.log((1 + len(examples.features)) / (1 + counts)) + 1
    idf = rarity * np.array(BLOCK_WEIGHTS)[block_of(keys)]
    matrix = _matrix(examples.features, joined, keys, idf)
    if vectors is None:
        vectors = np.zeros((len(examples.features), 0), dtype=np.float32)
    middle = vectors.mean(axis=0)
    beside = _beside(matrix, (vectors - middle) * VECTOR_SHARE)
    weights, bias = _heads(examples.sentences, beside)
    worth = weights[len(keys) :] * VECTOR_SHARE
    return _model(keys, idf, weights[: len(keys)], bias - middle @ worth, worth)


def _model(keys: Hashes, idf: Floats, weights: Floats, bias: Floats, worth: Floats) -> Model:
    """What weighs most of what was learnt, its weights in bytes."""
    most = (np.abs(weights) * idf[:, None] * _HEARD).max(axis=1)
    kept = np.sort(np.argsort(-most, kind="stable")[:MOST_FEATURES])
    scale = np.abs(weights[kept]).max(axis=0, initial=0) / _BYTE
    scale[scale == 0] = 1.0
    single = np.float32
    return Model(
        keys=keys[kept],
        idf=idf[kept].astype(single),
        weights=np.round(weights[kept] / scale).astype(np.int8),
        scale=scale.astype(single),
        bias=bias.astype(single),
        vectors=worth.astype(single),
    )


def _beside(matrix: csr_matrix, vectors: Floats) -> csr_matrix:
    from scipy.sparse import csr_matrix, hstack

    return csr_matrix(hstack([matrix, csr_matrix(vectors)]))


def write(model: Model, out: Path, *, meta: dict[str, float], made_from: str = "") -> None:
    """Stores a model at `out`, atomically; `made_from` is the fingerprint of what taught it."""
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=out.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        np.savez_compressed(
            file,
            categories=np.array(json.dumps(CATEGORIES)),
            meta=np.array(json.dumps(meta)),
            made_from=np.array(made_from),
            keys=model.keys,
            idf=model.idf,
            weights=model.weights,
            scale=model.scale,
            bias=model.bias,
            vectors=model.vectors,
        )
    Path(temporary).replace(out)


def _matrix(features: Sequence[Hashes], joined: Hashes, keys: Hashes, idf: Floats) -> csr_matrix:
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    columns = np.searchsorted(keys, joined)
    columns[columns == len(keys)] = 0
    known = keys[columns] == joined
    rows = np.repeat(np.arange(len(features)), [len(each) for each in features])
    shape = (len(features), len(keys))
    matrix = csr_matrix((idf[columns[known]], (rows[known], columns[known])), shape=shape)
    return normalize(matrix, copy=False)


def _heads(sentences: Sequence[Sentence], matrix: csr_matrix) -> tuple[Floats, Floats]:
    """Columns: breaks a rule, each category against all else, on a rule's matter, to the bot."""
    labels = np.array([each.label for each in sentences])
    kinds = np.array([each.kind.split(":")[0] for each in sentences])
    spoken_to = np.array([each.to for each in sentences])
    breach = labels != BENIGN
    judged = kinds != REMARK
    agreed = judged & ~np.array([each.disputed for each in sentences])
    lookalike = kinds == "lookalike"
    matter = judged & (kinds != APPROVED)
    heads = [(breach, judged, BREACH)]
    heads += [(labels == name, agreed, CATEGORY) for name in CATEGORIES]
    heads += [(breach | lookalike, matter, REACH), (spoken_to == "bot", spoken_to != "", REACH)]
    importance = _importance(sentences)
    fitted = [_head(matrix, target, among, c, importance) for target, among, c in heads]
    return np.stack([weights for weights, _ in fitted], axis=1), np.array([b for _, b in fitted])


def _head(
    matrix: csr_matrix, target: Mask, among: Mask, strength: float, importance: Floats
) -> tuple[Floats, float]:
    from sklearn.linear_model import LogisticRegression

    if len(set(target[among].tolist())) < 2:
        return np.zeros(matrix.shape[1]), -10.0
    dual = True  # six times as fast where there are more features than sentences
    model = LogisticRegression(C=strength, solver="liblinear", dual=dual, random_state=0)
    model.fit(matrix[among], target[among], sample_weight=importance[among])
    return model.coef_[0], float(model.intercept_[0])


def _importance(sentences: Sequence[Sentence]) -> Floats:
    def of(each: Sentence) -> float:
        if each.kind == MESSAGE or each.kind == REMARK:
            return ORDINARY
        noted = NOTED if each.to else 1.0
        return noted * (ORDINARY if each.kind == "ordinary" else 1.0)

    return np.array([of(each) for each in sentences])
