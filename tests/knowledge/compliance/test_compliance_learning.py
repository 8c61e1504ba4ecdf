"""Training is deterministic and refuses bad data; evaluation and rescan count rightly."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from knowledge.compliance import (
    Case,
    Checker,
    Judged,
    ensure_model,
    evaluate,
    read_cases,
    report,
    rescan,
    train,
)
from knowledge.compliance.ruleset import CATEGORIES
from knowledge.compliance.training import (
    TRAINING_FOLDER,
    TrainingDataError,
    read_sentences,
)


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A small training folder: ten sentences a category."""
    rows = [
        {"text": f"第{number}回{category}", "label": category, "kind": "plain"}
        for category in ("inducement", "benign")
        for number in range(10)
    ]
    folder = tmp_path / "training"
    folder.mkdir()
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "few.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_the_sentences_cover_every_category_in_plenty() -> None:
    sentences = read_sentences(TRAINING_FOLDER)
    assert len(sentences) >= 3000
    counts = {name: sum(s.label == name for s in sentences) for name in CATEGORIES}
    assert min(counts.values()) >= 60


@pytest.mark.slow
def test_training_twice_gives_the_same_model(few: Path, tmp_path: Path) -> None:
    first = train(training_dir=few, out=tmp_path / "a.npz")
    second = train(training_dir=few, out=tmp_path / "b.npz")
    assert first == second
    with np.load(tmp_path / "a.npz") as a, np.load(tmp_path / "b.npz") as b:
        assert all(np.array_equal(a[name], b[name]) for name in a.files)


@pytest.mark.parametrize(
    "line", ["{", '{"text": "x", "kind": "plain"}', '{"text": "x", "label": "y", "kind": "z"}']
)
def test_a_bad_sentence_is_named(few: Path, line: str) -> None:
    (few / "bad.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(TrainingDataError, match=r"bad\.jsonl:1"):
        read_sentences(few)


def test_the_model_is_built_once(model_path: Path) -> None:
    built = model_path.stat().st_mtime_ns
    again = ensure_model(data_dir=model_path.parent.parent)
    assert (again, again.stat().st_mtime_ns) == (model_path, built)


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
    assert (result.recall.flagged, result.recall.total) == (1, 2)
    assert result.recall_by_kind["no-keyword"].share == 0
    assert result.lookalike_alarms.share == 0
    assert [miss.case.id for miss in result.misses] == ["2"]
    assert any("missed 2" in line for line in report(result))


def test_ordinary_talk_is_counted_apart(rules_only: Checker) -> None:
    case = Case("1", "benign_general", "保本保息。", violates=False, kind="plain")
    result = evaluate([case], rules_only)
    assert (result.ordinary_alarms.flagged, result.lookalike_alarms.total) == (1, 0)


def test_rescan_yields_only_what_changed(rules_only: Checker) -> None:
    rows = [
        Judged("same", "保本保息。", "block", "0+old"),
        Judged("changed", "保本保息。", "pass", "0+old"),
        Judged("present", "保本保息。", "pass", rules_only.version),
    ]
    (changed,) = rescan(rows, checker=rules_only)
    assert (changed.before.id, changed.now.verdict) == ("changed", "block")
