import json
from pathlib import Path

import pytest

from knowledge.retrieval import Handbook
from knowledge.retrieval.evaluation import evaluate
from knowledge.retrieval.questions import QuestionsUnreadable, load_questions

pytestmark = pytest.mark.slow

QUESTIONS = [
    {"id": "1", "text": "客户存单到期了", "expect": ["maturity-rollover"], "group": "growth"},
    {"id": "2", "text": "陈总后天过生日", "expect": ["birthday-care"], "group": "mature"},
    {"id": "3", "text": "存单到期", "expect": ["wealth-inheritance"], "group": "mature"},
    {"id": "4", "text": "明天下雨吗", "expect": [], "group": "out_of_scope"},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    lines = [json.dumps(each, ensure_ascii=False) for each in QUESTIONS]
    path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    return path


def test_figures_by_group_beside_the_rivals(handbook: Handbook, file: Path) -> None:
    report = evaluate(handbook, load_questions(file))
    search, plain, dense = report.systems
    assert (report.questions, search.overall.inside, search.overall.outside) == (4, 3, 1)
    assert search.overall.hit_at_1 == pytest.approx(2 / 3, abs=1e-3)
    assert search.groups["growth"].hit_at_1 == 1.0
    assert search.groups["out_of_scope"].declined == 1.0
    assert search.groups["growth"].declined is None
    assert plain.overall.declined == 0.0
    assert (dense.overall.mrr or 0.0) > 0.5
    assert set(report.times_plain()) == {"hit_at_1", "hit_at_3", "mrr"}


def test_misses_are_listed(handbook: Handbook, file: Path) -> None:
    (miss,) = evaluate(handbook, load_questions(file)).misses
    assert (miss.question_id, miss.found[0]) == ("3", "maturity-rollover")


@pytest.mark.parametrize("line", ["{", '{"id": 1}', "[]", '{"id": 1, "text": "x", "expect": 3}'])
def test_a_faulty_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "1", "text": "x", "expect": []}\n' + line, encoding="utf-8")
    with pytest.raises(QuestionsUnreadable, match="第 2 行"):
        load_questions(path)
