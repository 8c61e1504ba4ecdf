import os
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval import Handbook, build_handbook, files, open_handbook
from knowledge.retrieval.dense import CentreDense, ChunkDense, SentenceEncoder
from knowledge.retrieval.embedder import FittedEmbedder
from knowledge.retrieval.vectors import ChunkVectors

TEXTS = ["工资卡里的钱", "套牢了", "liquidity 差", "龘靐", ""]


def _build(data_dir: Path) -> Path:
    version = files.current_version(data_dir)
    assert version is not None
    return data_dir / "handbook" / version


def test_the_fitted_embedder_is_a_sentence_transformer(data_dir: Path) -> None:
    from sentence_transformers import SentenceTransformer

    folder = _build(data_dir) / "embedder"
    theirs = SentenceTransformer(str(folder), device="cpu").encode(TEXTS[:3])
    ours = FittedEmbedder(folder).encode(TEXTS[:3])
    assert np.abs(theirs - ours).max() < 1e-5


def test_vectors_are_of_unit_length(data_dir: Path) -> None:
    vectors = FittedEmbedder(_build(data_dir) / "embedder").encode(TEXTS)
    assert np.linalg.norm(vectors[:3], axis=1) == pytest.approx(1.0)
    assert np.isfinite(vectors).all()


def test_the_embedder_knows_what_belongs_together(handbook: Handbook) -> None:
    dense = handbook.scorer.dense
    assert isinstance(dense, CentreDense)
    order = np.argsort(-dense.scores("存单到期了"))
    assert list(handbook.scripts)[order[0]] == "maturity-rollover"


def test_chroma_holds_every_chunk(data_dir: Path, handbook: Handbook) -> None:
    vectors = ChunkVectors(data_dir, None, handbook.version)
    assert vectors.present()
    assert isinstance(handbook.scorer.dense, CentreDense)
    near = vectors.nearest(handbook.scorer.dense.centres[0], count=5)
    assert len(near) == 5
    cosines = [cosine for _, cosine in near]
    assert cosines == sorted(cosines, reverse=True)
    assert not ChunkVectors(data_dir, None, "0000000000").present()


@pytest.fixture(scope="module")
def real_model(data_dir: Path) -> str:
    """A SentenceTransformer folder that is not this build's own."""
    return str(_build(data_dir) / "embedder")


def test_a_real_model_asks_chroma_and_encodes_only_what_is_new(
    tmp_path: Path, scripts: list[ScenarioScript], real_model: str, now: datetime
) -> None:
    first = build_handbook(
        data_dir=tmp_path, scripts=scripts[:3], embedding_model=real_model, now=now
    )
    more = build_handbook(
        data_dir=tmp_path, scripts=scripts[:4], embedding_model=real_model, now=now
    )
    handbook = open_handbook(tmp_path, embedding_model=real_model)
    assert isinstance(handbook.scorer.dense, ChunkDense)
    assert isinstance(handbook.scorer.dense.encoder, SentenceEncoder)
    assert handbook.search("客户生日送什么").hits[0].script_id == "birthday-care"
    assert 0 < more.encoded < first.encoded


def test_answers_go_on_while_chroma_is_away(
    tmp_path: Path, scripts: list[ScenarioScript], caplog: pytest.LogCaptureFixture, now: datetime
) -> None:
    build_handbook(data_dir=tmp_path, scripts=scripts[:3], now=now)
    handbook = open_handbook(tmp_path, chroma_url="http://127.0.0.1:9")
    assert handbook.search("客户生日送什么").nearest[0].script_id == "birthday-care"
    assert "dense leg left out" in caplog.text
    assert "生日" not in caplog.text


def test_the_retriever_gives_documents(handbook: Handbook) -> None:
    from knowledge.retrieval.langchain import HandbookRetriever

    retriever = HandbookRetriever(handbook=lambda: handbook, top=2)
    documents = retriever.invoke("客户存单到期了")
    assert documents[0].metadata["script_id"] == "maturity-rollover"
    assert len(documents) == 2
    script = handbook.scripts["maturity-rollover"]
    spoken = script.line(documents[0].metadata["lines"][0])
    assert spoken is not None
    assert spoken.text in documents[0].page_content
    assert not any(line.text in documents[0].page_content for line in script.lines[-1:])
    assert retriever.invoke("明天下雨吗") == []


def test_scripts_and_tests_write_nothing_outside(data_dir: Path) -> None:
    assert sorted(os.listdir(data_dir)) == ["chroma", "handbook"]


def test_old_builds_are_tidied_away_in_files_and_chroma(
    tmp_path: Path, scripts: list[ScenarioScript], now: datetime
) -> None:
    versions = [
        build_handbook(data_dir=tmp_path, scripts=scripts[:size], now=now).version
        for size in (1, 2, 3, 4)
    ]
    present = [ChunkVectors(tmp_path, None, version).present() for version in versions]
    assert present == [False, True, True, True]
    assert files.kept_versions(tmp_path) == set(versions[1:])
    assert open_handbook(tmp_path).version == versions[-1]
