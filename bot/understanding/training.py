"""Makes the intent model from `knowledge/training/intent`; always the same, in seconds.

Run by hand when the sentences change: `python -m bot.understanding.training`. Every sentence keeps
its author; how sure the model is, and when it asks, is set on sentences of authors left out.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.understanding.intent import INTENTS, served_alike
from bot.understanding.model import MODEL_FILE, IntentModel, Numbers, Signals, features
from bot.understanding.reading import read
from bot.understanding.requests import Break, breaks
from bot.understanding.wording import Wording
from knowledge.training import Sentence, read_sentences, sentences_folder

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

_NOW = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=8)))
_STRENGTH = 1.0
_FOLDS = 5
_MIN_COUNT = 2
_BREAK_STRENGTH, _MIN_BREAKS = 0.3, 4
_COUNTER = "柜面业务与行务"
"""Questions of the counter: no script answers them, and yet an RM asks them."""
_WEIGHT = {"desk": 0.2}
"""What a sentence counts where its author's are many of one kind; others count 1."""
_MEANS_SOMEBODY = re.compile("[他她伊佢]|[这该]个?(?:客户|位)|对方|人家")
_SLOPES = np.arange(0.5, 8.1, 0.25)
OURS = frozenset({"unknown-training", "house", "desk"})
"""Our own hands and the first sentences', not noted down: never left out, never measured on."""


@dataclass(frozen=True)
class Said:
    """A labelled sentence made ready for the model."""

    wording: Wording
    signals: Signals
    intent: str
    then: tuple[str, ...]
    author: str

    @property
    def features(self) -> list[str]:
        """What the model sees of it."""
        return features(self.wording.tight, self.signals)


def marked(sentence: str) -> tuple[str, tuple[int, int] | None]:
    """A sentence without the braces about the customer's name, and where the name stands."""
    name = re.search(r"\{(.+?)\}", sentence)
    plain = sentence.replace("{", "").replace("}", "")
    return plain, (name.start(), name.end() - 2) if name else None


def ready(sentences: Sequence[Sentence]) -> list[Said]:
    """The sentences as the bot would read them, the names in braces found."""
    return [_ready(each) for each in sentences]


def _ready(sentence: Sentence) -> Said:
    text, name = marked(sentence.text)
    message = read(text, now=_NOW, customer_span=name, in_hand=_in_hand(text, name))
    return Said(message.wording, message.signals, sentence.label, sentence.then, sentence.author)


def _in_hand(text: str, name: tuple[int, int] | None) -> bool:
    """Whether the chat may have had a customer: surely for "他", else by the throw of a coin."""
    meant = name is None and _MEANS_SOMEBODY.search(text) is not None
    return meant or zlib.crc32(text.encode()) % 2 == 0


def training_sentences() -> list[Said]:
    """Every sentence the model learns from: the messages, and the questions far from banking."""
    said = read_sentences(sentences_folder("intent"), labels=INTENTS)
    asked = read_sentences(sentences_folder("retrieval"), labels=("outside",), files="outside_far")
    far = (each for each in asked if each.kind != _COUNTER)
    return ready([*said, *(each.model_copy(update={"label": "out_of_scope"}) for each in far)])


def fit(said: Sequence[Said], *, slope: float = 1.0) -> IntentModel:
    """Learn the weights; `slope` is how sure a distance between two intents makes it."""
    from sklearn.svm import LinearSVC

    words = _words()
    rows = words.fit_transform([each.features for each in said])
    machine = LinearSVC(C=_STRENGTH, class_weight="balanced", random_state=0)
    counts = [_WEIGHT.get(each.author, 1.0) for each in said]
    machine.fit(rows, [each.intent for each in said], sample_weight=counts)
    order = [list(machine.classes_).index(intent) for intent in INTENTS]
    names: list[str] = words.get_feature_names_out().tolist()
    return IntentModel(
        intents=INTENTS,
        places={name: place for place, name in enumerate(names)},
        rarity=words.idf_.astype(np.float32),
        weights=np.ascontiguousarray(machine.coef_[order].T, dtype=np.float32),
        bias=machine.intercept_[order].astype(np.float32),
        slope=slope,
    )


def _words() -> TfidfVectorizer:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=list, min_df=_MIN_COUNT, sublinear_tf=True)


def authors_of(said: Sequence[Said]) -> list[str]:
    """The authors a measurement may leave out."""
    return sorted({each.author for each in said} - OURS)


def unseen(said: Sequence[Said], *, slope: float = 1.0) -> Iterator[tuple[IntentModel, list[Said]]]:
    """Every fifth of the authors' sentences, with a model that the other four fifths taught."""
    authors = authors_of(said)
    for first in range(_FOLDS):
        left_out = set(authors[first::_FOLDS])
        others = [each for each in said if each.author not in left_out]
        yield fit(others, slope=slope), [each for each in said if each.author in left_out]


def train(path: Path = MODEL_FILE) -> int:
    """Fit and write the model; how many sentences it learnt from."""
    said = training_sentences()
    slope = _slope(said)
    write(replace(fit(said), slope=slope, breaks=fit_breaks(said, slope=slope)), path)
    return len(said)


def _slope(said: Sequence[Said]) -> float:
    """What makes the shares of unseen sentences come out as often as they say."""
    right, likely = [], []
    for model, theirs in unseen(said):
        right += [INTENTS.index(each.intent) for each in theirs]
        likely += [model.shares(each.wording.tight, each.signals).values() for each in theirs]
    logits = np.log(np.array([list(each) for each in likely], dtype=np.float32) + 1e-12)
    losses = [_loss(logits * np.float32(slope), np.array(right)) for slope in _SLOPES]
    return float(_SLOPES[int(np.argmin(losses))])


def fit_breaks(said: Sequence[Said], *, slope: float) -> dict[str, float]:
    """What speaks for a break between two requests, learnt where the model's hand is unknown."""
    return weigh_breaks(list(unseen_breaks(said, slope=slope)))


def weigh_breaks(found: Sequence[tuple[Said, Break]]) -> dict[str, float]:
    """The weights of the signs that at least a few breaks have."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    often = Counter(name for _, each in found for name in each.signs)
    known = [
        {name: sign for name, sign in each.signs.items() if often[name] >= _MIN_BREAKS}
        for _, each in found
    ]
    names = DictVectorizer()
    rows = names.fit_transform(known)
    rows.indices, rows.indptr = (each.astype(np.int32) for each in (rows.indices, rows.indptr))
    parting = [parts(sentence, each) for sentence, each in found]
    machine = LogisticRegression(
        C=_BREAK_STRENGTH, max_iter=2000, fit_intercept=False, solver="liblinear", random_state=0
    )
    weights = machine.fit(rows, parting).coef_[0].tolist()
    return dict(zip(names.get_feature_names_out().tolist(), weights, strict=True))


def unseen_breaks(said: Sequence[Said], *, slope: float) -> Iterator[tuple[Said, Break]]:
    """Every break of every author's sentences, weighed by a model that had none of his."""
    for model, theirs in unseen(said, slope=slope):
        for each in theirs:
            for found in breaks(each.wording, each.signals, model):
                yield each, found


def parts(sentence: Said, found: Break) -> bool:
    """Whether a break divides a sentence into the two requests that it makes."""
    if not sentence.then or found.goes_on:
        return False
    wanted = zip((found.first, found.second), (sentence.intent, sentence.then[0]), strict=True)
    return all(served_alike(read_as, meant) for read_as, meant in wanted)


def _loss(logits: Numbers, right: np.ndarray) -> float:
    top = logits.max(axis=1, keepdims=True)
    total = np.log(np.exp(logits - top).sum(axis=1)) + top[:, 0]
    return float((total - logits[np.arange(len(right)), right]).mean())


def write(model: IntentModel, path: Path) -> None:
    """Write a model file."""
    np.savez_compressed(
        path,
        intents=json.dumps(model.intents),
        features=json.dumps(list(model.places), ensure_ascii=False),
        rarity=model.rarity.astype(np.float16),
        weights=model.weights.astype(np.float16),
        bias=model.bias,
        slope=np.float32(model.slope),
        breaks=json.dumps(list(model.breaks), ensure_ascii=False),
        break_weights=np.array(list(model.breaks.values()), dtype=np.float16),
    )


if __name__ == "__main__":
    train()
