"""Builds the handbook: index, learnt weights, embedder and vectors, put in place in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import numpy as np

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.arrays import Floats
from knowledge.retrieval.dense import SentenceEncoder
from knowledge.retrieval.embedder import FittedEmbedder, save_embedder
from knowledge.retrieval.files import (
    EMBEDDER,
    FITTED,
    FOLDER,
    current_version,
    kept_versions,
    new_build,
    old_vectors,
    point,
    write_build,
    write_vectors,
)
from knowledge.retrieval.learning import scattered
from knowledge.retrieval.material import Material, load_material
from knowledge.retrieval.references import References
from knowledge.retrieval.results import BuildReport, Passage
from knowledge.retrieval.snapshot import dump_scripts
from knowledge.retrieval.terms import TermReader
from knowledge.retrieval.training import Encode, Model, train
from knowledge.retrieval.vectors import ChunkVectors

BATCH = 256

FORM = 3
"""Raised when builds of older code can no longer be read."""


def build_handbook(
    *,
    data_dir: Path,
    scripts: Sequence[ScenarioScript],
    embedding_model: str = "fitted",
    chroma_url: str | None = None,
    references: Sequence[Passage] = (),
    progress: Callable[[str], None] = lambda _: None,
    now: datetime,
    material: Material | None = None,
) -> BuildReport:
    """Build the approved scripts that are valid on `now`'s day, unless nothing has changed.

    A reader sees the old build or the new one, never a part of either.
    """
    began = perf_counter()
    chosen = answering(scripts, now=now)
    learnt_from = material or load_material()
    progress(f"读取话术脚本 {len(chosen)} 份，资料段落 {len(references)} 段")
    version = _version(chosen, learnt_from, references, embedding_model)
    job = _Build(data_dir, version, embedding_model, chroma_url, progress)
    if job.stands():
        progress(f"内容没有变化，沿用手册版本 {version}")
        return _report(version, True, chosen, 0, references, 0, began)
    model, encoded = job.run(chosen, learnt_from, references)
    return _report(version, False, chosen, len(model.chunks), references, encoded, began)


@dataclass
class _Build:
    """One build on its way; `encoded` counts the texts a real model had to read."""

    data_dir: Path
    version: str
    embedding_model: str
    chroma_url: str | None
    progress: Callable[[str], None]
    encoded: int = 0

    def stands(self) -> bool:
        """Whether this version is already there whole; if so it is the one that answers."""
        if not (self.data_dir / FOLDER / self.version).is_dir():
            return False
        local = self.embedding_model == FITTED and self.chroma_url is None
        if not local and not self._store.present():
            return False
        if current_version(self.data_dir) != self.version:
            point(self.data_dir, self.version)
        return True

    @property
    def _store(self) -> ChunkVectors:
        return ChunkVectors(self.data_dir, self.chroma_url, self.version)

    def run(
        self,
        scripts: Sequence[ScenarioScript],
        material: Material,
        references: Sequence[Passage],
    ) -> tuple[Model, int]:
        """Train, write, and put in place."""
        self.progress("建立索引，学习问法")
        encode = None if self.embedding_model == FITTED else self._encoding()
        model = train(scripts, material, encode=encode)
        with new_build(self.data_dir, self.version) as folder:
            passages = References.build(references, reader=TermReader(material.lexicon))
            write_build(
                folder,
                scripts=scripts,
                model=model,
                lexicon=material.lexicon,
                references=passages,
                embedding_model=self.embedding_model,
            )
            self._write_vectors(folder, model, scripts)
        self._store.keep_only(kept_versions(self.data_dir))
        self.progress(f"手册版本 {self.version} 已生效")
        return model, self.encoded

    def _write_vectors(self, folder: Path, model: Model, scripts: Sequence[ScenarioScript]) -> None:
        if not model.chunks:
            return
        vectors = model.vectors
        if vectors is None:
            self.progress("拟合词向量")
            vectors = fitted_vectors(folder, model)
        write_vectors(folder, vectors, model.scorer.table, len(scripts))
        self.progress(f"向量 {len(vectors)} 条写入 Chroma")
        self._store.write(model.chunks, [script.script_id for script in scripts], vectors)

    def _encoding(self) -> Encode:
        """Encodes with the real model what the build in place has no vector of."""
        known = old_vectors(self.data_dir, self.embedding_model)
        encoder = SentenceEncoder(self.embedding_model)

        def encode(texts: Sequence[str]) -> Floats:
            new = [text for text in dict.fromkeys(texts) if text not in known]
            self.progress(f"嵌入模型编码 {len(new)} 条文本")
            self.encoded += len(new)
            for start in range(0, len(new), BATCH):
                part = new[start : start + BATCH]
                known.update(zip(part, encoder.encode(part), strict=True))
            return np.array([known[text] for text in texts], dtype=np.float32)

        return encode


def fitted_vectors(folder: Path, model: Model) -> Floats:
    """Fit the embedder, and the chunks' vectors by it."""
    scorer = model.scorer
    texts = [chunk.text for chunk in model.chunks]
    save_embedder(
        folder / EMBEDDER,
        texts=texts,
        reader=scorer.reader,
        postings=scorer.postings,
        learned=scorer.learned or scattered(scorer.table, scorer.postings),
    )
    return FittedEmbedder(folder / EMBEDDER).encode(texts)


def answering(scripts: Sequence[ScenarioScript], *, now: datetime) -> list[ScenarioScript]:
    """The scripts that may answer: approved and not past their last day, by id."""
    day = now.astimezone(UTC).date()
    return sorted(
        (
            script
            for script in scripts
            if script.status == "approved"
            and (script.valid_until is None or script.valid_until >= day)
        ),
        key=lambda script: script.script_id,
    )


def _version(
    scripts: Sequence[ScenarioScript],
    material: Material,
    references: Sequence[Passage],
    embedding_model: str,
) -> str:
    passages = repr([tuple(asdict(each).values()) for each in references])
    parts = (str(FORM), dump_scripts(scripts), material.digest, passages, embedding_model)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]


def _report(
    version: str,
    skipped: bool,
    scripts: Sequence[ScenarioScript],
    chunks: int,
    references: Sequence[Passage],
    encoded: int,
    began: float,
) -> BuildReport:
    seconds = round(perf_counter() - began, 2)
    return BuildReport(version, skipped, len(scripts), chunks, len(references), encoded, seconds)
