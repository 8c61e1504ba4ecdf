"""Makes the intent model from `knowledge/training/intent` and the handbook's asks; always the same.

Run by hand when the sentences change: `python -m bot.understanding.training`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np

from bot.understanding.intent import INTENTS
from bot.understanding.model import MODEL_FILE, vector
from bot.understanding.reading import read
from knowledge.handbook.format import load_folder
from knowledge.training import read_sentences, sentences_folder

HANDBOOK = Path(__file__).parents[2] / "knowledge" / "handbook"
_NOW = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=8)))
_ASK_WEIGHT = 0.06
_EVEN, _BALANCE = 40, 0.7


def marked(sentence: str) -> tuple[str, tuple[int, int] | None]:
    """A sentence without the braces about the customer's name, and where the name stands."""
    name = re.search(r"\{(.+?)\}", sentence)
    plain = sentence.replace("{", "").replace("}", "")
    return plain, (name.start(), name.end() - 2) if name else None


def train(path: Path = MODEL_FILE) -> int:
    """Fit and write the model; how many sentences it learnt from."""
    from scipy.sparse import csr_array
    from sklearn.linear_model import LogisticRegression

    rows, labels, weights = [], [], []
    for sentence, intent, weight in _sentences():
        text, name = marked(sentence)
        message = read(text, now=_NOW, customer_span=name, in_hand=False)
        rows.append(vector(message.wording.tight, message.signals))
        labels.append(intent)
        weights.append(weight)
    model = LogisticRegression(C=4, max_iter=400)
    model.fit(csr_array(np.array(rows)), labels, sample_weight=_balanced(labels, weights))
    order = [list(model.classes_).index(intent) for intent in INTENTS]
    np.savez_compressed(
        path,
        names=np.array(INTENTS),
        weights=model.coef_[order].astype(np.float16),
        bias=model.intercept_[order].astype(np.float16),
    )
    return len(rows)


def _sentences() -> Iterator[tuple[str, str, float]]:
    for each in read_sentences(sentences_folder("intent"), labels=INTENTS):
        yield each.text, each.label, 1.0
    for script in load_folder(HANDBOOK):
        if script.group != "complaint":
            for ask in script.asks:
                yield ask, "ask", _ASK_WEIGHT


def _balanced(labels: list[str], weights: list[float]) -> list[float]:
    totals: defaultdict[str, float] = defaultdict(float)
    for label, weight in zip(labels, weights, strict=True):
        totals[label] += weight
    return [
        weight * (_EVEN / totals[label]) ** _BALANCE
        for label, weight in zip(labels, weights, strict=True)
    ]


if __name__ == "__main__":
    train()
