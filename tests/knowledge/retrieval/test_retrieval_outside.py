"""Questions of the bank's other trades: each author's are declined unseen.

`python -m pytest -rP tests/knowledge/retrieval/test_retrieval_outside.py` shows the figures.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.material import DECLINED, OUTSIDE, Material
from knowledge.retrieval.questions import load_questions
from knowledge.retrieval.training import Model, train
from knowledge.training import read_sentences, sentences_folder

log = logging.getLogger(__name__)
QUESTIONS = Path(__file__).parents[2] / "evaluation" / "retrieval_dev.jsonl"
WRONGLY = 0.03


def declined(model: Model, texts: Sequence[str]) -> float:
    """The share of texts that the model declines."""
    odds = []
    for text in texts:
        evidence = model.scorer.evidence(text)
        odds.append(model.gate.odds(evidence, model.ranker.scores(evidence)))
    return sum(value <= 0 for value in odds) / len(odds)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("author", "least"), [("branch-veteran", 0.85), ("private-banker", 0.94), ("house", 0.82)]
)
def test_what_an_author_asks_outside_is_declined_unseen(
    every_script: Sequence[ScenarioScript], material: Material, author: str, least: float
) -> None:
    sentences = read_sentences(sentences_folder("retrieval"), labels={OUTSIDE}, files=DECLINED)
    learnt = tuple(each.text for each in sentences if each.author != author)
    unseen = [each.text for each in sentences if each.author == author]
    model = train(every_script, replace(material, out_of_scope=learnt))
    held = [each.text for each in load_questions(QUESTIONS) if each.expect]
    found, wrongly = declined(model, unseen), declined(model, held)
    log.warning("%s: declined %.3f, held questions declined %.3f", author, found, wrongly)
    assert found >= least
    assert wrongly <= WRONGLY


def test_every_question_outside_has_its_author_and_stands_once() -> None:
    sentences = read_sentences(sentences_folder("retrieval"), labels={OUTSIDE}, files=DECLINED)
    assert {"desk", "house", "branch-veteran", "private-banker"} <= {s.author for s in sentences}
    files = sentences_folder("retrieval").glob(f"{DECLINED}.jsonl")
    assert len(sentences) == sum(len(path.read_text("utf-8").splitlines()) for path in files)
