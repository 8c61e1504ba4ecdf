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
from knowledge.retrieval.embedder import FittedEmbedder
from knowledge.retrieval.files import (
    EMBEDDER,
    FITTED,
    FOLDER,
    current_version,
    encoder_of,
    kept_versions,
    new_build,
    old_vectors,
    point,
    write_build,
    write_centres,
    write_vectors,
)
from knowledge.retrieval.fitting import fit_words
from knowledge.retrieval.material import Material, load_material
from knowledge.retrieval.passages import PassageShelf
from knowledge.retrieval.past_answers import PastAnswers
from knowledge.retrieval.results import BuildReport, Passage, PastAnswer
from knowledge.retrieval.shelf import PASSAGES, Chroma, VectorsUnavailable
from knowledge.retrieval.snapshot import dump_scripts
from knowledge.retrieval.static_model import SaveModel, save_static_model
from knowledge.retrieval.training import Encode, Model, train
from knowledge.retrieval.wholeness import damaged_files

BATCH = 256

FORM = 6
"""Raised when builds of older code can no longer be read."""


def build_handbook(
    *,
    data_dir: Path,
    scripts: Sequence[ScenarioScript],
    embedding_model: str = "fitted",
    chroma_url: str | None = None,
    references: Sequence[Passage] = (),
    answers: Sequence[PastAnswer] = (),
    progress: Callable[[str], None] = lambda _: None,
    now: datetime,
    material: Material | None = None,
    save_model: SaveModel = save_static_model,
) -> BuildReport:
    """Build the approved scripts that are valid on `now`'s day, unless nothing has changed.

    A reader sees the old build or the new one, never a part of either. `references` and `answers`
    are all there are: the passages approved, the answers used.

    Raises:
        VectorsUnavailable: where there are passages or answers to keep, and Chroma is not there.
        ModelNotSaved: where sentence-transformers could not write the embedder.
    """
    began = perf_counter()
    chosen = answering(scripts, now=now)
    learnt_from = material or load_material()
    progress(f"读取话术脚本 {len(chosen)} 份，资料段落 {len(references)} 段")
    encoder = None if embedding_model == FITTED else SentenceEncoder(embedding_model)
    revision = encoder.revision if encoder else ""
    version = _version(chosen, learnt_from, references, embedding_model, revision)
    chroma = Chroma(data_dir, chroma_url)
    job = _Build(chroma, version, embedding_model, encoder, revision, progress, save_model)
    stood = job.stands(references)
    chunks = 0 if stood else job.run(chosen, learnt_from, references)
    job.keep_or_mend(answers)
    word = "内容没有变化，沿用手册版本 {}" if stood else "手册版本 {} 已生效"
    progress(word.format(version))
    seconds = round(perf_counter() - began, 2)
    return BuildReport(version, stood, len(chosen), chunks, len(references), job.encoded, seconds)


@dataclass
class _Build:
    """One build on its way; `encoder` is the real model where one is set, `revision` its weights.

    `encoded` counts the texts it had to read.
    """

    chroma: Chroma
    version: str
    embedding_model: str
    encoder: SentenceEncoder | None
    revision: str
    progress: Callable[[str], None]
    save_model: SaveModel
    encoded: int = 0

    @property
    def _home(self) -> Path:
        return self.chroma.data_dir / FOLDER / self.version

    def stands(self, references: Sequence[Passage]) -> bool:
        """Whether this version is already there whole; if so it is the one that answers."""
        if not self._home.is_dir():
            return False
        if damaged := damaged_files(self._home):
            self.progress(f"手册版本 {self.version} 有损坏的文件（{damaged[0]}），重新建")
            return False
        if references and self._shelved() < len(references):
            self.progress(f"手册版本 {self.version} 的资料段落不全，重新建")
            return False
        if current_version(self.chroma.data_dir) != self.version:
            point(self.chroma.data_dir, self.version)
        return True

    def _shelved(self) -> int:
        """How many passages Chroma holds of this version; a damaged embedded one is discarded."""
        try:
            return self.chroma.count(f"{PASSAGES}-{self.version}")
        except VectorsUnavailable as failed:
            self._discard(failed)
            return 0

    def run(
        self,
        scripts: Sequence[ScenarioScript],
        material: Material,
        references: Sequence[Passage],
    ) -> int:
        """Train, write, and put in place; the number of chunks."""
        self.progress("建立索引，学习问法")
        encode = self._encoding(self.encoder) if self.encoder else None
        stops = [script for script in scripts if script.stops]
        scripts = [script for script in scripts if not script.stops]
        model = train(scripts, material, encode=encode)
        with new_build(self.chroma.data_dir, self.version) as folder:
            write_build(
                folder,
                scripts=scripts,
                stops=stops,
                model=model,
                lexicon=material.lexicon,
                passages=len(references),
                embedding_model=self.embedding_model,
                revision=self.revision,
            )
            if model.vectors is None:
                self.progress("拟合词向量")
                fit_embedder(folder, model, references, save_model=self.save_model)
            else:
                write_vectors(folder, model.vectors)
            self._shelve(folder, model, references)
        return len(model.chunks)

    def keep(self, answers: Sequence[PastAnswer]) -> None:
        """Make these the past answers of this version, and drop what other versions left."""
        encoder = encoder_of(self._home, self.embedding_model)
        PastAnswers.of(self.chroma, self.version, encoder, self._home).replace(answers)
        self.chroma.keep_versions(kept_versions(self.chroma.data_dir))

    def keep_or_mend(self, answers: Sequence[PastAnswer]) -> None:
        """The same; an embedded Chroma that is damaged is discarded first."""
        self._mending(lambda: self.keep(answers))

    def _mending(self, act: Callable[[], None]) -> None:
        try:
            act()
        except VectorsUnavailable as failed:
            self._discard(failed)
            act()

    def _discard(self, failed: VectorsUnavailable) -> None:
        """Throw a damaged Chroma away; any other failure is raised again."""
        if not self.chroma.is_damaged(failed):
            raise failed
        self.progress("向量库损坏，重新建")
        self.chroma.discard()

    def _shelve(self, folder: Path, model: Model, references: Sequence[Passage]) -> None:
        if references:
            self.progress(f"资料段落 {len(references)} 段写入 Chroma")
            encoder = encoder_of(folder, self.embedding_model)
            shelf = PassageShelf.of(self.chroma, self.version, encoder, model.scorer)
            self._mending(lambda: shelf.write(references))

    def _encoding(self, encoder: SentenceEncoder) -> Encode:
        """Encodes with the real model what the build in place has no vector of."""
        known = old_vectors(
            self.chroma.data_dir, embedding_model=self.embedding_model, revision=self.revision
        )

        def encode(texts: Sequence[str]) -> Floats:
            new = [text for text in dict.fromkeys(texts) if text not in known]
            self.progress(f"嵌入模型编码 {len(new)} 条文本")
            self.encoded += len(new)
            for start in range(0, len(new), BATCH):
                part = new[start : start + BATCH]
                known.update(zip(part, encoder.encode(part), strict=True))
            return np.array([known[text] for text in texts], dtype=np.float32)

        return encode


def fit_embedder(
    folder: Path,
    model: Model,
    references: Sequence[Passage] = (),
    *,
    save_model: SaveModel = save_static_model,
) -> None:
    """Fit the embedder to the scripts and the bank's own documents, and the scripts' vectors."""
    scorer, texts = model.scorer, [chunk.text for chunk in model.chunks]
    more = [each.text for each in references]
    save_model(folder / EMBEDDER, *fit_words(texts, scorer=scorer, more=more))
    vectors = FittedEmbedder(folder / EMBEDDER).encode(texts)
    write_centres(folder, vectors, scorer.table, scorer.count)


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
    revision: str,
) -> str:
    """Other weights of the same model make another version: their vectors cannot be compared."""
    passages = repr([tuple(asdict(each).values()) for each in references])
    model = f"{embedding_model}@{revision}" if revision else embedding_model
    parts = (str(FORM), dump_scripts(scripts), material.digest, passages, model)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]
