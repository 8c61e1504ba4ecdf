"""Makes the stop layer's model from labelled sentences; the result is plain numpy.

Run by hand when the sentences, the concepts or this code change: `python -m
knowledge.stopping.training`, a minute or two. The thresholds are set on sentences of authors left
out in turn, so that they hold for hands never seen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge.handbook.format import load_folder
from knowledge.retrieval.material import DECLINED, OUTSIDE
from knowledge.stopping.detector import MODEL_FILE, Model, Scores, Thresholds, write_model
from knowledge.stopping.events import NO_EVENT, StopEvent
from knowledge.stopping.features import VIEWS, Views, normalised, views_of
from knowledge.stopping.words import Words, words_in
from knowledge.training import Sentence, read_sentences, sentences_folder

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

SENTENCES = sentences_folder("stop")
HANDBOOK = Path(__file__).parents[1] / "handbook"
LABELS = (*StopEvent, NO_EVENT)
HOUSE = "house"
"""The author of what we wrote ourselves: learnt from, and no measure of anything."""
EVERYDAY, MESSAGES, AFTER = "everyday", "messages", "after"
"""Kinds: written for other tasks, far from any event; what independent authors wrote to the bot,
its events labelled by another; ours, after reading what went wrong. The last are left out with
every author, or, where names follow (`after heldone heldtwo`), with those."""
QUESTIONS, TRAFFIC = "questions", "traffic"
"""Kinds: questions to the handbook, and requests that cannot tell of an event."""
UNMEASURED = frozenset({EVERYDAY, MESSAGES, AFTER, QUESTIONS, TRAFFIC})
"""Kinds of sentences nobody wrote for this task: learnt from, unless their author is left out."""
WEIGHTS = {QUESTIONS: 0.2, TRAFFIC: 0.3, MESSAGES: 0.4}
"""What an eventless sentence of a kind counts; others count 1."""
REQUESTS = frozenset(
    "brief today list compare product help status team review out_of_scope".split()
)
"""Intents of messages that want something shown: none of them tells of an event."""
ASKED_OF_CONDUCT = frozenset({"conduct", "complaint", "stop"})
"""Groups whose questions are told of events themselves: they teach nothing of ordinary talk."""
C = 0.3
"""The inverse strength of regularisation."""
MIN_DF = 3
FOLDS = 5
FALSE_STOPS, UNSURE = 0.012, 0.023
"""Shares of eventless sentences that may stop, and that may be asked about."""
_TEACHING = (
    "concepts.yaml features.py words.py events.py detector.py training.py ../segmenting.py".split()
)
"""The files a model depends on: how a text is read, what is learnt from it, how."""


@dataclass(frozen=True)
class Dataset:
    """Sentences with their normalised texts and features, read once for every fit."""

    sentences: Sequence[Sentence]
    texts: Sequence[str]
    views: Sequence[Views]
    words: Words

    @classmethod
    def of(cls, sentences: Sequence[Sentence]) -> Dataset:
        """The sentences, and the words they are made of."""
        texts = [normalised(each.text) for each in sentences]
        words = words_in(texts)
        return cls(sentences, texts, [views_of(each, words) for each in texts], words)

    def without(self, authors: Collection[str]) -> Dataset:
        """What others wrote, in their words, and nothing written after reading these' errors."""
        kept = [
            i
            for i, each in enumerate(self.sentences)
            if each.author not in authors and not _is_after(each, authors)
        ]
        texts = [self.texts[i] for i in kept]
        words = words_in(texts)
        views = [(*self.views[i][:-1], words.of(self.texts[i])) for i in kept]
        return Dataset([self.sentences[i] for i in kept], texts, views, words)

    @cached_property
    def measured(self) -> list[int]:
        """The places of what may be measured."""
        return [i for i, each in enumerate(self.sentences) if is_measured(each)]

    @cached_property
    def authors(self) -> list[str]:
        """Those who may be left out and measured."""
        return sorted({self.sentences[i].author for i in self.measured})


def is_measured(sentence: Sentence) -> bool:
    """Whether an independent hand wrote it for this task."""
    return sentence.author != HOUSE and sentence.kind not in UNMEASURED


def _is_after(sentence: Sentence, authors: Collection[str]) -> bool:
    """Whether it was written after reading what went wrong with one of the authors."""
    kind, *read = sentence.kind.split() or [""]
    return kind == AFTER and (not read or not set(read).isdisjoint(authors))


def fingerprint(sentences: Sequence[Sentence]) -> str:
    """Hash of all a model depends on: sentences as learnt from, tables, code, tools."""
    digest = hashlib.sha256("\n".join(each.model_dump_json() for each in sentences).encode())
    for package in ("scikit-learn", "jieba"):
        digest.update(version(package).encode())
    here, knowledge = Path(__file__).parent, Path(__file__).parents[1]
    parts = [here / name for name in _TEACHING]
    parts += [*(knowledge / "compliance" / "tables").glob("*.json"), *knowledge.glob("chinese.*")]
    for path in sorted(parts):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def whole_dataset() -> Dataset:
    """All there is to learn from."""
    return Dataset.of(all_sentences())


def all_sentences() -> list[Sentence]:
    """What was written of events and beside them, then what managers ask every day."""
    return [*read_sentences(SENTENCES, labels=LABELS), *ordinary()]


def ordinary() -> Iterator[Sentence]:
    """What managers ask every day: the scripts' questions, others, and requests to the bot.

    Each keeps its author, so that it is left out with him.
    """
    asks = (
        Sentence(text=ask, label=NO_EVENT, kind=QUESTIONS, author=HOUSE)
        for script in load_folder(HANDBOOK)
        if script.group not in ASKED_OF_CONDUCT
        for ask in script.asks
    )
    declined = read_sentences(sentences_folder("retrieval"), labels={OUTSIDE}, files=DECLINED)
    questions = (
        Sentence(text=each.text, label=NO_EVENT, kind=QUESTIONS, author=each.author)
        for each in declined
    )
    yield from {each.text: each for each in chain(questions, asks)}.values()
    for said in read_sentences(sentences_folder("intent"), labels=_intents()):
        if said.label in REQUESTS and not said.then:
            plain = said.text.replace("{", "").replace("}", "")
            yield Sentence(text=plain, label=NO_EVENT, kind=TRAFFIC, author=said.author)


def _intents() -> frozenset[str]:
    return REQUESTS | {"ask", "capture", "check", "complaint"}


def train(out: Path = MODEL_FILE) -> int:
    """Learn and write the model; how many sentences it learnt from."""
    dataset = whole_dataset()
    at = thresholds(dataset, held_out(dataset))
    with out.open("wb") as file:
        write_model(file, fit(dataset), at, made_from=fingerprint(dataset.sentences))
    return len(dataset.sentences)


def held_out(dataset: Dataset) -> dict[int, Scores]:
    """What is measured by place, each scored by a model that learnt nothing of its author's."""
    found: dict[int, Scores] = {}
    for fold in range(FOLDS):
        left = set(dataset.authors[fold::FOLDS])
        model = fit(dataset.without(left))
        for at in dataset.measured:
            if dataset.sentences[at].author in left:
                found[at] = model.judge(dataset.texts[at])
    return found


def fit(dataset: Dataset) -> Model:
    """The weights of one dataset: a head for stopping at all, and one for each event."""
    from scipy.sparse import hstack

    vectorizers = [_vectorizer() for _ in range(VIEWS)]
    parts = [
        each.fit_transform([v[k] for v in dataset.views]) for k, each in enumerate(vectorizers)
    ]
    matrix: csr_matrix = hstack(parts).tocsr()
    labels = np.array([each.label for each in dataset.sentences])
    weight = np.array([_weight(each) for each in dataset.sentences])
    stopping, telling = _classifier(), _classifier()
    stopping.fit(matrix, labels != NO_EVENT, sample_weight=weight)
    telling.fit(matrix, labels, sample_weight=weight)
    rows = [list(telling.classes_).index(event.value) for event in StopEvent]
    names = tuple(tuple(each.get_feature_names_out().tolist()) for each in vectorizers)
    return Model.of(
        names,
        np.concatenate([each.idf_ for each in vectorizers]),
        np.concatenate([stopping.coef_, telling.coef_[rows]]).T,
        np.concatenate([stopping.intercept_, telling.intercept_[rows]]),
        dataset.words,
    )


def _weight(sentence: Sentence) -> float:
    if sentence.label != NO_EVENT:
        return 1.0
    return WEIGHTS.get(sentence.kind, 1.0)


def _classifier() -> LinearSVC:
    from sklearn.svm import LinearSVC

    return LinearSVC(C=C, random_state=0)


def _vectorizer() -> TfidfVectorizer:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=sorted, min_df=MIN_DF)


def thresholds(dataset: Dataset, scores: Mapping[int, Scores], *, without: str = "") -> Thresholds:
    """From where a message stops, and from where the manager is asked, on held-out scores.

    `without`: an author who is to be measured by them, whose own scores do not set them.
    """
    told = [(dataset.sentences[i], s.stop) for i, s in scores.items()]
    quiet = [stop for each, stop in told if each.label == NO_EVENT and each.author != without]
    stop_at, ask_at = np.quantile(quiet, [1 - FALSE_STOPS, 1 - FALSE_STOPS - UNSURE])
    return Thresholds(float(stop_at), float(ask_at))


if __name__ == "__main__":
    train()
