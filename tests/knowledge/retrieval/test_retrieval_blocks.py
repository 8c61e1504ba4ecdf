import numpy as np
import pytest

from knowledge.retrieval.blocks import Blocks
from knowledge.retrieval.postings import Postings

DOCUMENTS = [
    ["甲", "乙", "甲乙"],
    ["丙"],
    ["甲", "丙", "丁"],
    [],
    ["乙", "乙", "丁"],
    ["戊", "甲"],
]
STARTS = np.array([0, 2, 3, 5, 6])
"""Four scripts: chunks 0-1, 2, 3-4 and 5."""


@pytest.fixture(scope="module")
def postings() -> Postings:
    return Postings.build(DOCUMENTS)


@pytest.mark.parametrize("terms", [["甲"], ["甲", "乙", "甲乙"], ["丁", "丙"], ["戊", "没有"]])
@pytest.mark.parametrize("wanted", [1, 2, 3])
def test_the_scripts_looked_into_are_scored_exactly(
    postings: Postings, terms: list[str], wanted: int
) -> None:
    query, blocks = postings.query(terms), Blocks.build(postings, STARTS)
    exact, found = postings.scores(query), blocks.scores(postings, query, wanted=wanted)
    for at, script in enumerate(found.scripts):
        own = found.values[found.begins[at] : found.begins[at + 1]]
        assert own == pytest.approx(exact[STARTS[script] : STARTS[script + 1]])
    assert found.values[-1] == 0.0


def test_the_script_with_the_best_chunk_is_looked_into(postings: Postings) -> None:
    query = postings.query(["甲", "乙", "甲乙"])
    assert Blocks.build(postings, STARTS).scores(postings, query, wanted=1).scripts.tolist() == [0]


@pytest.mark.parametrize("wanted", [4, 99])
def test_asked_for_all_it_scores_all(postings: Postings, wanted: int) -> None:
    query = postings.query(["甲"])
    found = Blocks.build(postings, STARTS).scores(postings, query, wanted=wanted)
    assert found.scripts.tolist() == [0, 1, 2, 3]
    assert found.values == pytest.approx(postings.scores(query))


def test_a_question_of_unknown_terms_scores_nothing(postings: Postings) -> None:
    query = postings.query(["癸"])
    assert query.known_mass == 0.0 < query.mass
    assert not Blocks.build(postings, STARTS).scores(postings, query, wanted=2).values.any()


def test_rarer_terms_weigh_more(postings: Postings) -> None:
    scores = postings.scores(postings.query(["甲", "戊"]))
    assert scores.argmax() == 5


def test_a_term_of_the_question_alone_counts_as_unseen(postings: Postings) -> None:
    assert postings.query(["戊", "甲"], least=2).unseen == ("戊",)
