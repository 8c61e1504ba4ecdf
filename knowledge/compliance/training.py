"""Trains the learned layer from the labelled sentences; the result is plain numpy.

Deterministic: the same sentences, rules and code give the same weights. The thresholds
are set on cross-validated scores, so that false alarms on look-alikes and ordinary talk stay
within their limits.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from knowledge.compliance.checker import Checker
from knowledge.compliance.features import FEATURES_VERSION, features
from knowledge.compliance.ruleset import CATEGORIES, RULES_FOLDER

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

TRAINING_FOLDER = RULES_FOLDER / "training"
ORDINARY_FOLDER = Path(__file__).parent / "sentences"
BENIGN = "benign"
FOLDS = 3
MIN_COUNT = 2
WEIGHTS = {"ordinary": 4.0, "approved": 2.5}
LOOKALIKE_LIMIT = 0.09
BLOCK_LIMIT = 0.01
HIT_AT = 0.4
Floats = NDArray[np.float64]


class TrainingDataError(ValueError):
    """A labelled sentence that cannot be used; the message names the file and the line."""


@dataclass(frozen=True)
class Sentence:
    """One labelled sentence: a category of violation, or benign."""

    text: str
    label: str
    kind: str

    @property
    def violates(self) -> bool:
        """Whether it breaks a rule."""
        return self.label != BENIGN


@dataclass(frozen=True)
class TrainingReport:
    """What was learned from, and how well it did on sentences held out in turn."""

    sentences: int
    features: int
    review_at: float
    block_at: float
    recall: float
    lookalike_alarms: float
    ordinary_alarms: float
    fingerprint: str


def read_sentences(*folders: Path) -> list[Sentence]:
    """Every labelled sentence of the folders, each text once, in the order of files and lines."""
    found: dict[str, Sentence] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.jsonl"))):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                sentence = _sentence(path, number, line)
                found.setdefault(sentence.text, sentence)
    return list(found.values())


def _sentence(path: Path, number: int, line: str) -> Sentence:
    try:
        row = json.loads(line)
        sentence = Sentence(row["text"], row["label"], row["kind"])
    except (ValueError, KeyError, TypeError) as error:
        raise TrainingDataError(f"{path.name}:{number}: {error!r}") from error
    if sentence.violates and sentence.label not in CATEGORIES:
        raise TrainingDataError(f"{path.name}:{number}: unknown label {sentence.label!r}")
    return sentence


def fingerprint(training_dir: Path = TRAINING_FOLDER) -> str:
    """Hash of all a model depends on: sentences, rules, tables and the code that reads them."""
    here = Path(__file__).parent
    digest = hashlib.sha256(FEATURES_VERSION.encode())
    parts = [training_dir.glob("*.jsonl"), RULES_FOLDER.glob("*.yaml"), here.glob("*.py")]
    parts += [(here / "tables").glob("*.json"), ORDINARY_FOLDER.glob("*.jsonl")]
    for path in sorted(path for part in parts for path in part):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def ensure_model(*, data_dir: Path) -> Path:
    """The model's path in `data_dir`; trained first when it is absent or out of date."""
    out = data_dir / "compliance" / f"model-{fingerprint()}.npz"
    if not out.exists():
        train(training_dir=TRAINING_FOLDER, out=out)
        for old in out.parent.glob("model-*.npz"):
            if old != out:
                old.unlink(missing_ok=True)
    return out


def train(*, training_dir: Path, out: Path) -> TrainingReport:
    """Learns from the folder's sentences and writes the model to `out`, atomically."""
    sentences = read_sentences(training_dir, ORDINARY_FOLDER)
    if not sentences:
        raise TrainingDataError(f"{training_dir}: no labelled sentences")
    documents = _documents(sentences)
    scores = _held_out_scores(sentences, documents)
    review_at, block_at = _thresholds(sentences, scores)
    names, idf = _vocabulary(documents)
    weights, bias = _heads(sentences, _matrix(documents, names, idf))
    mark = fingerprint(training_dir)
    meta = {
        "review_at": review_at,
        "block_at": block_at,
        "hit_at": min(HIT_AT, review_at),
        "fingerprint": mark,
    }
    _write(out, names, idf, weights, bias, meta)
    return _report(sentences, scores, review_at, block_at, len(names), mark)


def _documents(sentences: list[Sentence]) -> list[list[str]]:
    checker = Checker.load(model_path=None)
    readings = [checker.read(sentence.text) for sentence in sentences]
    return [features(reading.normal.text, reading.signals()) for reading in readings]


def _vocabulary(documents: list[list[str]]) -> tuple[list[str], Floats]:
    counts = Counter(name for document in documents for name in document)
    names = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    seen = np.array([counts[name] for name in names], dtype=np.float64)
    return names, np.log((1 + len(documents)) / (1 + seen)) + 1


def _matrix(documents: list[list[str]], names: list[str], idf: Floats) -> csr_matrix:
    from scipy.sparse import csr_matrix
    from sklearn.preprocessing import normalize

    index = {name: number for number, name in enumerate(names)}
    rows = [[index[name] for name in document if name in index] for document in documents]
    columns = np.array([column for row in rows for column in row], dtype=np.int64)
    starts = np.cumsum([0, *(len(row) for row in rows)])
    counts = csr_matrix((idf[columns], columns, starts), shape=(len(documents), len(names)))
    return normalize(counts)


def _model(strength: float) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=strength, solver="liblinear", random_state=0)


def _held_out_scores(sentences: list[Sentence], documents: list[list[str]]) -> Floats:
    from sklearn.model_selection import StratifiedKFold

    strata = [f"{sentence.label} {sentence.kind.split(':')[0]}" for sentence in sentences]
    violates = np.array([sentence.violates for sentence in sentences])
    scores = np.zeros(len(sentences))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for learn, test in folds.split(documents, _frequent(strata)):
        names, idf = _vocabulary([documents[at] for at in learn])
        model = _model(10.0)
        learned = _matrix([documents[at] for at in learn], names, idf)
        model.fit(learned, violates[learn], sample_weight=_importance(sentences)[learn])
        held_out = _matrix([documents[at] for at in test], names, idf)
        scores[test] = model.predict_proba(held_out)[:, 1]
    return scores


def _importance(sentences: list[Sentence]) -> Floats:
    """Ordinary talk counts more, the scripts' many like-sounding lines less."""
    return np.array([WEIGHTS.get(sentence.kind, 1.0) for sentence in sentences])


def _frequent(strata: list[str]) -> list[str]:
    """Strata too small to be in every fold are put together."""
    counts = Counter(strata)
    return [name if counts[name] >= FOLDS else "rare" for name in strata]


def _thresholds(sentences: list[Sentence], scores: Floats) -> tuple[float, float]:
    """From where a text is reviewed and blocked; the look-alikes here are harder than in life."""
    lookalike = np.array([s.kind.startswith("lookalike") for s in sentences])
    benign = np.array([not s.violates for s in sentences])
    review = max(_limit(scores[lookalike], LOOKALIKE_LIMIT), HIT_AT)
    return round(review, 4), round(max(review, _limit(scores[benign], BLOCK_LIMIT)), 4)


def _limit(scores: Floats, share: float) -> float:
    return float(np.quantile(scores, 1 - share)) if len(scores) else 0.0


def _heads(sentences: list[Sentence], matrix: csr_matrix) -> tuple[Floats, Floats]:
    """Columns: breaks a rule, then one for each category against all else."""
    violates = np.array([sentence.violates for sentence in sentences])
    labels = np.array([sentence.label for sentence in sentences])
    heads = [(violates, 10.0), *((labels == category, 5.0) for category in CATEGORIES)]
    weights, bias = [], []
    for target, strength in heads:
        if target.all() or not target.any():
            weights.append(np.zeros(matrix.shape[1]))
            bias.append(-10.0)
            continue
        model = _model(strength).fit(matrix, target, sample_weight=_importance(sentences))
        weights.append(model.coef_[0])
        bias.append(float(model.intercept_[0]))
    return np.stack(weights, axis=1), np.array(bias)


def _write(
    out: Path, names: list[str], idf: Floats, weights: Floats, bias: Floats, meta: dict[str, Any]
) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=out.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        np.savez(
            file,
            features=np.array(json.dumps(names)),
            categories=np.array(json.dumps(CATEGORIES)),
            meta=np.array(json.dumps(meta)),
            idf=idf.astype(np.float32),
            weights=weights.astype(np.float32),
            bias=bias.astype(np.float32),
        )
    Path(temporary).replace(out)


def _report(
    sentences: list[Sentence],
    scores: Floats,
    review_at: float,
    block_at: float,
    names: int,
    mark: str,
) -> TrainingReport:
    alarms = scores >= review_at

    def share(chosen: list[bool]) -> float:
        return round(float(alarms[np.array(chosen)].mean()), 4) if any(chosen) else 0.0

    return TrainingReport(
        sentences=len(sentences),
        features=names,
        review_at=review_at,
        block_at=block_at,
        recall=share([sentence.violates for sentence in sentences]),
        lookalike_alarms=share([s.kind.startswith("lookalike") for s in sentences]),
        ordinary_alarms=share([s.kind == "ordinary" for s in sentences]),
        fingerprint=mark,
    )
