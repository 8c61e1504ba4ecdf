"""Authors left out in turn, and the questions learnt from."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.evaluation import Figures
from knowledge.retrieval.grams import grams_of, rows_of
from knowledge.retrieval.learning import Example, learn
from knowledge.retrieval.leave_out import left_out, shares_of_authors
from knowledge.retrieval.material import Material
from knowledge.retrieval.questions import load_questions, of_others, training_questions


def test_every_question_learnt_from_names_its_author_and_scripts_of_the_handbook(
    every_script: Sequence[ScenarioScript],
) -> None:
    questions, ids = training_questions(), {script.script_id for script in every_script}
    assert len({question.author for question in questions}) >= 12
    assert all(question.author for question in questions)
    assert {each for question in questions for each in question.expect} <= ids
    assert len({question.text for question in questions}) == len(questions)


def test_nobody_is_judged_by_his_own_hand() -> None:
    common = [Example("甲乙丙丁", (0,)), Example("戊己庚辛", (1,)), Example("壬癸子丑", ())]
    lone = [Example("天地玄黄", (1,), author="x"), Example("天地玄黄", (1,), author="x")]
    lesson = learn([*common, *lone], 2)
    assert abs(lesson.held_out[3:]).max() < 0.1  # no more than that a text has ends
    assert lesson.learned.scores("天地玄黄").argmax() == 1


def test_a_gram_of_three_characters_must_stand_in_two_texts() -> None:
    assert grams_of("存单")[-2:] == ["^存单", "存单$"]
    rows = rows_of(["存单到期", "存单续存"])
    assert {"存", "单到", "^存单"} <= set(rows)
    assert "单到期" not in rows


@pytest.mark.slow
def test_each_author_is_asked_by_a_search_without_him(
    scripts: list[ScenarioScript], material: Material
) -> None:
    pair = ("county", "oldhand")
    ids = {script.script_id for script in scripts}
    asked = tuple(
        question
        for question in material.questions
        if question.author in pair and ids.issuperset(question.expect)
    )
    found = list(left_out(scripts, replace(material, questions=asked)))
    assert tuple(each.author for each in found) == pair
    assert all((each.figures.hit_at_1 or 0) > 0.8 for each in found)
    assert {question.author for question in of_others(asked, "county")} == {"oldhand"}


def test_the_mean_and_the_worst() -> None:
    one = Figures(1, 1, 1.0, 1.0, 1.0, 0.9, 0.0, 1.0, 1.0)
    two = Figures(1, 0, 0.5, 1.0, 0.75, None, 0.1, 1.0, 1.0)
    means, worst = shares_of_authors([one, two])
    assert (means["hit_at_1"], worst["hit_at_1"]) == (0.75, 0.5)
    assert (means["declined"], worst["wrongly_declined"]) == (0.9, 0.1)


def test_a_file_may_name_authors(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": 1, "text": "x", "expect": ["a", "b"], "author": "z"}', "utf-8")
    (question,) = load_questions(file)
    assert (question.author, question.group, question.expect) == ("z", "", ("a", "b"))
