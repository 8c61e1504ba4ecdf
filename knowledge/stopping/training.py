"""Trains the stop layer from labelled sentences; the result is plain numpy.

Deterministic: the same sentences, concepts and code give the same weights. The thresholds are set
on the scores of authors left out in turn, so that they hold for hands never seen.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from knowledge.handbook.format import load_folder
from knowledge.retrieval.material import load_material
from knowledge.stopping.detector import Model, Scores, write_model
from knowledge.stopping.events import NO_EVENT, StopEvent
from knowledge.stopping.features import CONCEPTS_FILE, VIEWS, Views, normalised, views_of
from knowledge.training import Sentence, read_sentences, sentences_folder

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

SENTENCES = sentences_folder("stop")
HANDBOOK = Path(__file__).parents[1] / "handbook"
LABELS = (*StopEvent, NO_EVENT)
ORDINARY = "handbook"
"""The author of questions that scripts answer and of those no script does: they count less."""
HOUSE = "house"
"""Who wrote with the concepts at hand: learnt from, and no measure of anything."""
EVERYDAY = "everyday"
"""The kind of an author's sentences that were written for other tasks: far from any event."""
ORDINARY_WEIGHT = 0.2
ASKED_OF_CONDUCT = frozenset({"conduct", "complaint", "stop"})
"""Groups whose questions are told of events themselves: they teach nothing of ordinary talk."""
STOP, EVENT = 3.0, 5.0
"""How freely the heads may fit: the inverse of the penalty on their weights."""
MIN_COUNT = 2
FALSE_STOPS, UNSURE = 0.015, 0.03
"""Shares of eventless sentences that may stop, and of all sentences that may be asked about."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Lesson:
    """Sentences with their features, read once for every fit."""

    sentences: Sequence[Sentence]
    views: Sequence[Views]

    def without(self, author: str) -> Lesson:
        """What the others wrote."""
        kept = [i for i, each in enumerate(self.sentences) if each.author != author]
        return Lesson([self.sentences[i] for i in kept], [self.views[i] for i in kept])


def fingerprint() -> str:
    """Hash of all a model depends on: sentences, scripts' questions, concepts, code, the solver."""
    here, knowledge = Path(__file__).parent, Path(__file__).parents[1]
    digest = hashlib.sha256(version("scikit-learn").encode())
    parts = [SENTENCES.glob("*.jsonl"), HANDBOOK.rglob("*.md"), here.glob("*.py"), [CONCEPTS_FILE]]
    parts += [knowledge.glob("chinese.*"), (knowledge / "retrieval").glob("out_of_scope.yaml")]
    parts += [sentences_folder("intent").glob("*.jsonl")]
    for path in sorted(path for part in parts for path in part):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def model_file(data_dir: Path) -> Path:
    """Where the model stands that is learnt from the files as they are."""
    return data_dir / "stopping" / f"model-{fingerprint()}.npz"


def ensure_model(*, data_dir: Path) -> Path:
    """The model's path in `data_dir`; trained first when it is absent or out of date."""
    out = model_file(data_dir)
    if not out.exists():
        train(whole_lesson(), out)
        for old in out.parent.glob("model-*.npz"):
            if old != out:
                old.unlink(missing_ok=True)
    return out


def whole_lesson() -> Lesson:
    """All there is to learn from."""
    sentences = [*read_sentences(SENTENCES, labels=LABELS), *ordinary()]
    return Lesson(sentences, [views_of(normalised(each.text)) for each in sentences])


def ordinary() -> Iterator[Sentence]:
    """What managers ask every day: the scripts' questions, and questions no script answers."""
    asks = (
        ask
        for script in load_folder(HANDBOOK)
        if script.group not in ASKED_OF_CONDUCT
        for ask in script.asks
    )
    for text in dict.fromkeys([*asks, *load_material().out_of_scope]):
        yield Sentence(text=text, label=NO_EVENT, author=ORDINARY)


def train(lesson: Lesson, out: Path) -> None:
    """Learn from the sentences and write the model to `out`, atomically."""
    scores = held_out(lesson)
    stop_at, ask_at = _thresholds(lesson, scores)
    out.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=out.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        write_model(file, fit(lesson), stop_at=stop_at, ask_at=ask_at)
    Path(temporary).replace(out)


def held_out(lesson: Lesson) -> dict[int, Scores]:
    """Each sentence's scores by a model that saw nothing by its author.

    The house's own, the everyday and the ordinary ones have none.
    """
    found: dict[int, Scores] = {}
    authors = [each.author for each in lesson.sentences]
    for author in sorted(set(authors) - {ORDINARY, HOUSE}):
        model = fit(lesson.without(author))
        for at, each in enumerate(lesson.sentences):
            if each.author == author and each.kind != EVERYDAY:
                found[at] = model.scores(lesson.views[at])
    return found


def fit(lesson: Lesson) -> Model:
    """The weights of one lesson: a head for stopping at all, and one for each event."""
    from scipy.sparse import hstack
    from sklearn.linear_model import LogisticRegression

    words = [_words() for _ in range(VIEWS)]
    parts = [each.fit_transform([v[k] for v in lesson.views]) for k, each in enumerate(words)]
    matrix: csr_matrix = hstack(parts).tocsr()
    labels = np.array([each.label for each in lesson.sentences])
    weight = [ORDINARY_WEIGHT if s.author == ORDINARY else 1.0 for s in lesson.sentences]
    heads = [(labels != NO_EVENT, STOP), *((labels == event, EVENT) for event in StopEvent)]
    weights, bias = [], []
    for target, strength in heads:
        learner = LogisticRegression(C=strength, solver="liblinear", dual=True, random_state=0)
        learner.fit(matrix, target, sample_weight=weight)
        weights.append(learner.coef_[0])
        bias.append(float(learner.intercept_[0]))
    names = tuple(tuple(each.get_feature_names_out().tolist()) for each in words)
    idf = tuple(each.idf_ for each in words)
    return Model.of(names, idf, np.stack(weights, axis=1), np.array(bias))


def _words() -> TfidfVectorizer:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=sorted, min_df=MIN_COUNT)


def _thresholds(lesson: Lesson, scores: dict[int, Scores]) -> tuple[float, float]:
    """From where a message stops, and from where the manager is asked, on held-out scores."""
    quiet = [s.stop for i, s in scores.items() if lesson.sentences[i].label == NO_EVENT]
    stop_at = float(np.quantile(quiet, 1 - FALSE_STOPS))
    below = sorted((s.stop for s in scores.values() if s.stop < stop_at), reverse=True)
    return stop_at, below[int(UNSURE * len(scores))]
