"""An encoder's vectors beside the n-grams: learnt with them, asked where they are unsure."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from knowledge.compliance import Checker
from knowledge.compliance.classifier import Classifier, Opinion
from knowledge.compliance.encoded import UNSURE, Encoded
from knowledge.compliance.features import Vectors
from knowledge.compliance.training import ensure_encoded, kept_encoded, taught_by
from knowledge.training import Sentence

pytestmark = pytest.mark.slow  # a few sentences are learnt

SENTENCES = [
    Sentence(text=f"{number}{words}", label=label, kind="plain", author="test")
    for label, words in (("inducement", "红糖"), ("benign", "白糖"))
    for number in range(10)
]
NAME = "made-up"


@dataclass
class Colours:
    """An encoder that sees colours: red breaks a rule; counts what it is asked."""

    revision: str = "one"
    asked: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        red = np.array([float(any(each in text for each in "红朱")) for text in texts])
        return np.stack([red, 1 - red], axis=1).astype(np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("encoded")
    ensure_encoded(data_dir=data_dir, name=NAME, encoder=Colours(), sentences=SENTENCES)
    return data_dir


def kept(folder: Path, encoder: Colours) -> Encoded:
    found = kept_encoded(data_dir=folder, name=NAME, encoder=encoder)
    assert found is not None
    return found


def opinion(probability: float) -> Opinion:
    return Opinion(probability, "inducement", 1.0)


def test_the_heads_learn_from_n_grams_and_vectors_together(folder: Path) -> None:
    model = Classifier(model_path=kept(folder, Colours()).model_path)
    (red,) = model.judge(["朱砂"], np.array([[1.0, 0.0]], dtype=np.float32))
    (white,) = model.judge(["朱砂"], np.array([[0.0, 1.0]], dtype=np.float32))
    assert red.probability > white.probability + 0.2


def test_only_what_is_unsure_is_encoded(folder: Path) -> None:
    encoder = Colours()
    sure, unsure = opinion(UNSURE[0] / 2), opinion(sum(UNSURE) / 2)
    found = kept(folder, encoder).instead(["白", "朱砂"], [sure, unsure])
    assert encoder.asked == ["朱砂"]
    assert found[0] is sure
    assert found[1] != unsure


def test_what_is_sure_wakes_no_encoder(folder: Path) -> None:
    encoder = Colours()
    before = [opinion(0.0), opinion(1.0)]
    assert kept(folder, encoder).instead(["白", "红"], before) == before
    assert encoder.asked == []


def test_another_revision_is_left_out_and_said(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = Colours(revision="two")
    with caplog.at_level(logging.WARNING):
        before = [opinion(0.5)]
        assert kept(folder, encoder).instead(["朱砂"], before) == before
    assert encoder.asked == []
    assert "encoder_left_out taught_by=one found=two" in caplog.text


@dataclass
class Lost(Colours):
    """An encoder whose weights cannot be had."""

    @property
    def revision(self) -> str:
        raise OSError("no such folder")

    @revision.setter
    def revision(self, _: str) -> None:
        """A field of the class this stands for."""


class Failing(Colours):
    """An encoder that is what it was and fails at every text."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError("damaged")


@pytest.mark.parametrize(
    ("encoder", "said"),
    [
        (Lost(), "encoder_left_out taught_by=one error=OSError"),
        (Failing(), "encoder_failed error=RuntimeError"),
    ],
)
def test_an_encoder_that_fails_leaves_the_opinions(
    folder: Path, caplog: pytest.LogCaptureFixture, encoder: Colours, said: str
) -> None:
    before = [opinion(0.5)]
    with caplog.at_level(logging.WARNING):
        assert kept(folder, encoder).instead(["朱砂"], before) == before
    assert said in caplog.text


def test_another_encoder_has_taught_nothing(folder: Path, tmp_path: Path) -> None:
    assert kept_encoded(data_dir=folder, name="another", encoder=Colours()) is None
    assert not taught_by(tmp_path, NAME)


def test_it_is_learnt_once(folder: Path) -> None:
    encoder = Colours()
    ensure_encoded(data_dir=folder, name=NAME, encoder=encoder, sentences=SENTENCES)
    assert encoder.asked == []
    ensure_encoded(
        data_dir=folder, name=NAME, encoder=(newer := Colours("two")), sentences=SENTENCES
    )
    assert len(newer.asked) == len(SENTENCES)
    ensure_encoded(data_dir=folder, name=NAME, encoder=Colours(), sentences=SENTENCES)


def test_the_checker_asks_it(folder: Path) -> None:
    encoder = Colours()
    encoded = kept(folder, encoder)
    plain = Checker.load(model_path=encoded.model_path)
    asking = Checker.load(model_path=encoded.model_path, encoded=encoded)
    score = plain.check("朱砂一包").layers[-1].score
    assert score is not None
    assert asking.check("朱砂一包").layers[-1].score != score
    assert encoder.asked == ["朱砂一包"]
