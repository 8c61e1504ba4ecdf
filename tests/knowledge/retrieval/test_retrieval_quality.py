"""The shipped handbook on questions whose author had not seen it."""

from datetime import datetime
from pathlib import Path

import pytest

from knowledge.retrieval import Handbook, open_handbook
from knowledge.retrieval.evaluation import Evaluation, evaluate
from knowledge.retrieval.lexicon_effect import form_effects
from knowledge.retrieval.questions import Question, load_questions
from tests.support.learnt import copy_handbook

pytestmark = pytest.mark.slow  # the whole handbook is built

QUESTIONS = Path(__file__).parents[2] / "evaluation" / "retrieval_dev.jsonl"


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return load_questions(QUESTIONS)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory, now: datetime) -> Handbook:
    """The whole shipped handbook, built once and kept from run to run."""
    folder = tmp_path_factory.mktemp("shipped")
    copy_handbook(folder, now=now)
    return open_handbook(folder)


@pytest.fixture(scope="module")
def report(shipped: Handbook, questions: list[Question]) -> Evaluation:
    return evaluate(shipped, questions)


@pytest.mark.parametrize(
    ("figure", "least"), [("hit_at_1", 0.80), ("hit_at_3", 0.93), ("mrr", 0.87), ("declined", 0.95)]
)
def test_the_figures_are_reached(report: Evaluation, figure: str, least: float) -> None:
    assert getattr(report.systems[0].overall, figure) >= least


def test_few_questions_of_the_desk_are_declined(report: Evaluation) -> None:
    assert (report.systems[0].overall.wrongly_declined or 0.0) <= 0.03


def test_it_does_far_better_than_plain_bm25(report: Evaluation) -> None:
    assert all(times >= 1.4 for times in report.times_plain().values())


def test_no_entry_of_the_lexicon_leads_astray(shipped: Handbook, questions: list[Question]) -> None:
    effects = form_effects(shipped, questions)
    assert len(effects) > 200
    assert [each.form for each in effects if each.harms] == []
    assert sum(len(e.helped) for e in effects) > sum(len(e.hurt) for e in effects)
