import os
import shutil
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval import Handbook, build_handbook, files, open_handbook
from knowledge.retrieval.dense import CentreDense, ChunkDense, SentenceEncoder
from knowledge.retrieval.embedder import FittedEmbedder
from knowledge.retrieval.material import Material
from knowledge.retrieval.static_model import ModelNotSaved, save_static_model
from tests.knowledge.retrieval.conftest import Build

pytestmark = pytest.mark.slow

TEXTS = ["工资卡里的钱", "套牢了", "liquidity 差", "龘靐", ""]


def _embedder(data_dir: Path) -> FittedEmbedder:
    version = files.current_version(data_dir)
    assert version is not None
    return FittedEmbedder(data_dir / "handbook" / version / "embedder")


def test_vectors_are_of_unit_length_where_there_are_words(data_dir: Path) -> None:
    vectors = _embedder(data_dir).encode(TEXTS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 1, 0])


def test_the_embedder_knows_what_belongs_together(handbook: Handbook) -> None:
    dense = handbook.scorer.dense
    assert isinstance(dense, CentreDense)
    order = np.argsort(-dense.scores("存单到期了"))
    assert list(handbook.scripts)[order[0]] == "maturity-rollover"


def test_words_of_no_script_tell_texts_apart(data_dir: Path) -> None:
    same, other, plain = _embedder(data_dir).encode(["客户的龘", "客户的龘好", "客户的钱"])
    assert same @ other > same @ plain


def test_without_passages_a_build_leaves_chroma_alone(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    build(tmp_path, scripts[:2])
    assert os.listdir(tmp_path) == ["handbook"]


@pytest.fixture(scope="module")
def real_model(
    tmp_path_factory: pytest.TempPathFactory,
    scripts: list[ScenarioScript],
    little: Material,
    now: datetime,
) -> str:
    """A SentenceTransformer folder, as a build writes it."""
    folder = tmp_path_factory.mktemp("model")
    build_handbook(data_dir=folder, scripts=scripts[:2], material=little, now=now)
    return str(_embedder(folder).folder)


@pytest.mark.slow
def test_the_fitted_embedder_is_a_sentence_transformer(real_model: str) -> None:
    from sentence_transformers import SentenceTransformer

    theirs = SentenceTransformer(real_model, device="cpu").encode(TEXTS[:3])
    ours = FittedEmbedder(Path(real_model)).encode(TEXTS[:3])
    assert np.abs(theirs - ours).max() < 1e-5


@pytest.mark.slow
def test_a_real_model_encodes_only_what_is_new(
    tmp_path: Path, scripts: list[ScenarioScript], real_model: str, build: Build
) -> None:
    first = build(tmp_path, scripts[:3], embedding_model=real_model)
    more = build(tmp_path, scripts[:4], embedding_model=real_model)
    handbook = open_handbook(tmp_path, embedding_model=real_model)
    assert isinstance(handbook.scorer.dense, ChunkDense)
    assert isinstance(handbook.scorer.dense.encoder, SentenceEncoder)
    assert handbook.search("客户生日送什么").nearest[0].script_id == "birthday-care"
    assert 0 < more.encoded < first.encoded


@pytest.mark.slow
def test_other_weights_of_a_model_encode_everything_anew(
    tmp_path: Path, scripts: list[ScenarioScript], real_model: str, build: Build
) -> None:
    copy = shutil.copytree(real_model, tmp_path / "model")
    first = build(tmp_path, scripts[:2], embedding_model=str(copy))
    assert build(tmp_path, scripts[:2], embedding_model=str(copy)).skipped
    weights = max((each for each in copy.rglob("*.safetensors")), key=lambda it: it.stat().st_size)
    content = bytearray(weights.read_bytes())
    content[-2] ^= 1  # as long as it was
    weights.write_bytes(content)
    again = build(tmp_path, scripts[:2], embedding_model=str(copy))
    assert again.version != first.version
    assert again.encoded == first.encoded > 0


@pytest.mark.slow
def test_a_model_that_cannot_be_written_says_why(tmp_path: Path, data_dir: Path) -> None:
    tokenizer = _embedder(data_dir)._tokenizer
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(ModelNotSaved, match="taken"):
        save_static_model(tmp_path / "taken", tokenizer, np.zeros((3, 2), np.float32))
