from pathlib import Path

import numpy as np
import pytest

from knowledge.retrieval.postings import Postings

DOCUMENTS = [
    ["甲", "乙", "甲乙"],
    ["丙"],
    ["甲", "丙", "丁"],
    [],
    ["乙", "乙", "丁"],
    ["戊", "甲"],
]


@pytest.fixture(scope="module")
def postings() -> Postings:
    return Postings.build(DOCUMENTS)


def test_a_chunk_scores_for_the_terms_it_holds(postings: Postings) -> None:
    scores = postings.scores(postings.query(["甲", "乙", "甲乙"]))
    assert scores.argmax() == 0
    assert [at for at, score in enumerate(scores) if score] == [0, 2, 4, 5]
    assert len(scores) == len(DOCUMENTS) + 1


def test_a_question_of_unknown_terms_scores_nothing(postings: Postings) -> None:
    query = postings.query(["癸"])
    assert query.known_mass == 0.0 < query.mass
    assert not postings.scores(query).any()


def test_rarer_terms_weigh_more(postings: Postings) -> None:
    assert postings.scores(postings.query(["甲", "戊"])).argmax() == 5
    assert postings.rarity[postings.vocabulary["戊"]] > postings.rarity[postings.vocabulary["甲"]]


def test_a_pair_weighs_more_than_a_character(postings: Postings) -> None:
    query = postings.query(["戊", "甲乙"])
    assert query.weights[1] > query.weights[0]


def test_a_term_of_the_question_alone_counts_as_unseen(postings: Postings) -> None:
    assert postings.query(["戊", "甲"], least=2).unseen == ("戊",)


@pytest.mark.parametrize("documents", [DOCUMENTS, [], [[], []]])
def test_an_opened_index_scores_as_the_one_that_was_saved(
    tmp_path: Path, documents: list[list[str]]
) -> None:
    built = Postings.build(documents)
    built.save(tmp_path)
    opened = Postings.open(tmp_path)
    for terms in (["甲", "乙"], ["丁"], ["癸"]):
        ours, theirs = built.query(terms), opened.query(terms)
        assert (ours.mass, ours.unseen) == (theirs.mass, theirs.unseen)
        assert np.array_equal(built.scores(ours), opened.scores(theirs))


def test_bm25s_opens_the_saved_index_and_scores_alike(tmp_path: Path, postings: Postings) -> None:
    import bm25s

    postings.save(tmp_path)
    index = bm25s.BM25.load(tmp_path)
    query = postings.query(["甲乙"])
    assert index.get_scores(["甲乙"]) == pytest.approx(postings.scores(query)[:-1])
