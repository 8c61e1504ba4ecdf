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
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from knowledge.compliance.checker import Checker
from knowledge.compliance.features import features
from knowledge.compliance.ruleset import CATEGORIES, RULES_FOLDER
from knowledge.training import Sentence, TrainingDataError, read_sentences, sentences_folder

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

SENTENCES = sentences_folder("compliance")
HANDBOOK = Path(__file__).parents[1] / "handbook"
BENIGN = "benign"
APPROVED = "approved"
FOLDS = 3
MIN_COUNT = 2
WEIGHTS = {"ordinary": 4.0, APPROVED: 2.5}
BREACH, CATEGORY = 10.0, 5.0
"""How freely the two heads may fit: the inverse of the penalty on their weights."""
LOOKALIKE_LIMIT = 0.09
BLOCK_LIMIT = 0.01
HIT_AT = 0.4
Floats = NDArray[np.float64]


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


def fingerprint() -> str:
    """Hash of all a model depends on: sentences, scripts, rules, tables, code, the solver."""
    here, knowledge = Path(__file__).parent, Path(__file__).parents[1]
    digest = hashlib.sha256(version("scikit-learn").encode())
    parts = [SENTENCES.glob("*.jsonl"), HANDBOOK.rglob("*.md"), RULES_FOLDER.glob("*.yaml")]
    parts += [here.glob("*.py"), (here / "tables").glob("*.json"), knowledge.glob("chinese.*")]
    parts += [(knowledge / "training").glob("*.py"), (HANDBOOK / "format").glob("*.py")]
    for path in sorted(path for part in parts for path in part):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def ensure_model(*, data_dir: Path) -> Path:
    """The model's path in `data_dir`; trained first when it is absent or out of date."""
    out = data_dir / "compliance" / f"model-{fingerprint()}.npz"
    if not out.exists():
        train([*read_sentences(SENTENCES, labels=(*CATEGORIES, BENIGN)), *approved_lines()], out)
        for old in out.parent.glob("model-*.npz"):
            if old != out:
                old.unlink(missing_ok=True)
    return out


def approved_lines(folder: Path = HANDBOOK) -> list[Sentence]:
    """What the scripts let customers hear, as proper talk.

    A line in which a rule finds words teaches nothing by itself, or the line would excuse itself;
    where it is proper all the same, somebody says so among the sentences.
    """
    from knowledge.handbook.format import customer_lines

    checker = Checker.load(model_path=None)
    return [
        Sentence(text=line, label=BENIGN, kind=APPROVED, author="handbook")
        for line in customer_lines(folder)
        if not checker.read(line).hits
    ]


def train(sentences: list[Sentence], out: Path) -> TrainingReport:
    """Learns from the sentences and writes the model to `out`, atomically."""
    if not sentences:
        raise TrainingDataError("no labelled sentences")
    documents = _documents(sentences)
    scores = _held_out_scores(sentences, documents)
    review_at, block_at = _thresholds(sentences, scores)
    words = _words()
    weights, bias = _heads(sentences, words.fit_transform(documents))
    meta = {"review_at": review_at, "block_at": block_at, "hit_at": min(HIT_AT, review_at)}
    _write(out, words, weights, bias, meta)
    return _report(sentences, scores, review_at, block_at, len(words.vocabulary_))


def _documents(sentences: list[Sentence]) -> list[list[str]]:
    checker = Checker.load(model_path=None)
    readings = [checker.read(sentence.text) for sentence in sentences]
    return [features(reading.normal.text, reading.signals()) for reading in readings]


def _words() -> TfidfVectorizer:
    """Counts the features of `features`, each once a text, rarer ones weighing more."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=list, min_df=MIN_COUNT)


def _model(strength: float) -> LogisticRegression:
    from sklearn.linear_model import LogisticRegression

    dual = True  # six times as fast where there are more features than sentences
    return LogisticRegression(C=strength, solver="liblinear", dual=dual, random_state=0)


def _held_out_scores(sentences: list[Sentence], documents: list[list[str]]) -> Floats:
    from sklearn.model_selection import StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    strata = [f"{sentence.label} {sentence.kind.split(':')[0]}" for sentence in sentences]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    scores = cross_val_predict(
        make_pipeline(_words(), _model(BREACH)),
        documents,
        _violating(sentences),
        cv=list(folds.split(documents, _frequent(strata))),
        method="predict_proba",
        params={"logisticregression__sample_weight": _importance(sentences)},
    )
    breach: Floats = scores[:, 1]
    return breach


def _violating(sentences: list[Sentence]) -> NDArray[np.bool_]:
    return np.array([sentence.label != BENIGN for sentence in sentences])


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
    review = max(_limit(scores[lookalike], LOOKALIKE_LIMIT), HIT_AT)
    block = max(review, _limit(scores[~_violating(sentences)], BLOCK_LIMIT))
    return round(review, 4), round(block, 4)


def _limit(scores: Floats, share: float) -> float:
    return float(np.quantile(scores, 1 - share)) if len(scores) else 0.0


def _heads(sentences: list[Sentence], matrix: csr_matrix) -> tuple[Floats, Floats]:
    """Columns: breaks a rule, then one for each category against all else."""
    labels = np.array([sentence.label for sentence in sentences])
    heads = [(_violating(sentences), BREACH), *((labels == name, CATEGORY) for name in CATEGORIES)]
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
    out: Path, words: TfidfVectorizer, weights: Floats, bias: Floats, meta: dict[str, Any]
) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=out.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        np.savez(
            file,
            features=np.array(json.dumps(words.get_feature_names_out().tolist())),
            categories=np.array(json.dumps(CATEGORIES)),
            meta=np.array(json.dumps(meta)),
            idf=words.idf_.astype(np.float32),
            weights=weights.astype(np.float32),
            bias=bias.astype(np.float32),
        )
    Path(temporary).replace(out)


def _report(
    sentences: list[Sentence], scores: Floats, review_at: float, block_at: float, names: int
) -> TrainingReport:
    alarms = scores >= review_at

    def share(chosen: NDArray[np.bool_]) -> float:
        return round(float(alarms[chosen].mean()), 4) if chosen.any() else 0.0

    return TrainingReport(
        sentences=len(sentences),
        features=names,
        review_at=review_at,
        block_at=block_at,
        recall=share(_violating(sentences)),
        lookalike_alarms=share(np.array([s.kind.startswith("lookalike") for s in sentences])),
        ordinary_alarms=share(np.array([s.kind == "ordinary" for s in sentences])),
    )
