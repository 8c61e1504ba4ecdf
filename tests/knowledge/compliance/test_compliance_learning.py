"""Training is deterministic and refuses bad data; evaluation counts rightly."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from knowledge.compliance import Case, Checker, evaluate, read_cases, report
from knowledge.compliance.classifier import Classifier
from knowledge.compliance.fitting import read_examples
from knowledge.compliance.leave_out import TURNS, judged_by_others
from knowledge.compliance.material import BENIGN, SENTENCES, approved_lines
from knowledge.compliance.ruleset import CATEGORIES
from knowledge.compliance.training import SHIPPED, ensure_model, fingerprint, made_from, train
from knowledge.training import Sentence, TrainingDataError, read_sentences

LABELS = (*CATEGORIES, BENIGN)
FEW = [
    Sentence(text=f"第{number}回{label}", label=label, kind="plain", author="test")
    for label in ("inducement", BENIGN)
    for number in range(10)
]
"""Ten sentences of a category and of ordinary talk."""


def test_the_sentences_cover_every_category_in_plenty() -> None:
    sentences = read_sentences(SENTENCES, labels=LABELS)
    assert len(sentences) >= 3000
    counts = {name: sum(s.label == name for s in sentences) for name in CATEGORIES}
    assert min(counts.values()) >= 60


@pytest.mark.slow
def test_training_twice_gives_the_same_model(tmp_path: Path) -> None:
    first = train(FEW, tmp_path / "a.npz")
    second = train(FEW, tmp_path / "b.npz")
    assert first == second
    with np.load(tmp_path / "a.npz") as a, np.load(tmp_path / "b.npz") as b:
        assert all(np.array_equal(a[name], b[name]) for name in a.files)


@pytest.mark.slow
def test_what_was_learned_is_told_apart(tmp_path: Path) -> None:
    train(FEW, tmp_path / "model.npz")
    model = Classifier(model_path=tmp_path / "model.npz")
    breach, proper = model.judge(["第3回inducement", "第3回benign"])
    assert breach.probability > 0.5 > proper.probability
    assert breach.category == "inducement"


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("{", "JSON"),
        ('{"text": "x", "label": "benign"}', "author"),
        ('{"label": "benign", "author": "a"}', "text"),
        ('{"text": "", "label": "benign", "author": "a"}', "text"),
        ('{"text": "x", "label": "benign", "author": "a", "colour": "red"}', "colour"),
        ('{"text": "x", "label": "y", "author": "a"}', "unknown label"),
    ],
)
def test_a_bad_sentence_is_named(tmp_path: Path, line: str, named: str) -> None:
    good = '{"text": "好", "label": "benign", "author": "a"}'
    (tmp_path / "bad.jsonl").write_text(f"{good}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(TrainingDataError, match=r"bad\.jsonl:3: ") as refused:
        read_sentences(tmp_path, labels=LABELS)
    assert named in str(refused.value)


def test_the_same_sentence_in_two_files_counts_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        row = {"text": "您好", "label": BENIGN, "author": name}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (sentence,) = read_sentences(tmp_path, labels=LABELS)
    assert sentence.author == "a"


def test_a_script_line_that_a_rule_forbids_teaches_nothing(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[3] / "knowledge" / "handbook" / "mature" / "birthday-care.md"
    body = shipped.read_text(encoding="utf-8")
    (tmp_path / "mature").mkdir()
    copy = tmp_path / "mature" / shipped.name
    copy.write_text(body, encoding="utf-8")
    before = {each.text for each in approved_lines(tmp_path)}
    said = next(text for text in sorted(before) if text in body)
    copy.write_text(body.replace(said, "这款保本保息，您放心买。"), encoding="utf-8")
    after = {each.text for each in approved_lines(tmp_path)}
    assert after == before - {said}


def test_the_model_is_built_once(model_path: Path, tmp_path: Path) -> None:
    built = model_path.stat().st_mtime_ns
    shipped = model_path == SHIPPED
    again = ensure_model(data_dir=tmp_path if shipped else model_path.parent.parent)
    assert (again, again.stat().st_mtime_ns) == (model_path, built)
    assert made_from(again) == fingerprint()


def test_the_shipped_model_is_learnt_from_what_is_shipped() -> None:
    now = "python -m knowledge.compliance.training"
    assert made_from(SHIPPED) == fingerprint(), f"sentences, rules or code changed: run {now}"


@pytest.mark.slow
def test_no_author_is_judged_by_what_he_taught() -> None:
    authors = [f"author{number}" for number in range(TURNS + 1)]
    written = [
        Sentence(text=f"{author}{word}", label=label, kind=kind, to="customer", author=author)
        for author in authors
        for label, kind, word in (
            ("inducement", "plain", "红糖"),
            (BENIGN, "lookalike:inducement", "白糖"),
            (BENIGN, "ordinary", "你好"),
        )
    ]
    judged = list(judged_by_others(written))
    assert sorted(part[0].case.author for part in judged) == authors
    assert all(len({each.case.author for each in part}) == 1 for part in judged)
    assert sum(map(len, judged)) == len(written)
    examples = read_examples(written)
    assert {each.author for each in examples.without(authors[:2]).sentences} == set(authors[2:])


def test_evaluation_counts_by_category_and_kind(rules_only: Checker, tmp_path: Path) -> None:
    rows = [
        {"id": "1", "category": "guaranteed_principal", "text": "保本保息。", "violates": True,
         "why": "[plain] x"},
        {"id": "2", "category": "guaranteed_principal", "text": "今天天气好。", "violates": True,
         "why": "[no-keyword]"},
        {"id": "3", "category": "guaranteed_principal", "text": "不保本。", "violates": False,
         "why": "否定"},
    ]  # fmt: skip
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    result = evaluate(read_cases(path), rules_only)
    assert (result.recall.counted, result.recall.total) == (1, 2)
    assert result.recall_by("kind")["no-keyword"].share == 0
    assert result.lookalike_alarms.share == 0
    assert [miss.case.id for miss in result.misses] == ["2"]
    assert any("missed 2" in line for line in report(result))


def test_ordinary_talk_is_counted_apart(rules_only: Checker) -> None:
    case = Case("1", "benign_general", "保本保息。", violates=False, kind="plain")
    result = evaluate([case], rules_only)
    assert (result.ordinary_alarms.counted, result.lookalike_alarms.total) == (1, 0)
