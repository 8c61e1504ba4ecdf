"""Where builds live on disk, and how one is put in place whole or not at all.

handbook/
  CURRENT            the version that answers; replaced in one step
  <version>/         a build, never changed once CURRENT has named it
    embedder/        the fitted embedder, a SentenceTransformer folder
    answers.kept     there once past answers are kept for this build
chroma/              the embedded Chroma: passages and past answers, a collection of each a build
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.arrays import Floats, mapped
from knowledge.retrieval.chunks import ChunkTable
from knowledge.retrieval.dense import (
    CentreDense,
    ChunkDense,
    Dense,
    Encoder,
    SentenceEncoder,
    centres_of,
)
from knowledge.retrieval.embedder import FittedEmbedder
from knowledge.retrieval.features import Learned, Scorer
from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.lexicon import Lexicon
from knowledge.retrieval.passages import PassageShelf
from knowledge.retrieval.past_answers import PastAnswers
from knowledge.retrieval.postings import Postings
from knowledge.retrieval.ranker import Gate, Ranker
from knowledge.retrieval.shelf import Chroma
from knowledge.retrieval.snapshot import dump_scripts, load_scripts
from knowledge.retrieval.terms import TermReader
from knowledge.retrieval.training import Model
from knowledge.retrieval.wholeness import check_sizes, seal

FOLDER = "handbook"
POINTER = "CURRENT"
EMBEDDER = "embedder"
FITTED = "fitted"
KEPT = 3
"""Builds kept, so that a process still answering from an older one finds its files."""


class HandbookMissing(FileNotFoundError):
    """There is no build to open; the message says, in Chinese, what to run."""


def current_version(data_dir: Path) -> str | None:
    """The version the pointer names, None where nothing was built."""
    try:
        return (data_dir / FOLDER / POINTER).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


@contextmanager
def new_build(data_dir: Path, version: str) -> Iterator[Path]:
    """A folder to write a build into; on leaving it is put in place and the pointer turned."""
    home = data_dir / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".new-", dir=home))
    try:
        yield work
        seal(work)
        _place(work, home / version)
        point(data_dir, version)
        _tidy(home, version)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _place(work: Path, target: Path) -> None:
    if target.exists():  # the same texts, damaged, or with a Chroma that had lost its vectors
        shutil.rmtree(target, ignore_errors=True)
    with suppress(OSError):  # another process may have placed the same version meanwhile
        work.rename(target)


def point(data_dir: Path, version: str) -> None:
    """Turn the pointer to a version that is there whole."""
    home = data_dir / FOLDER
    handle, name = tempfile.mkstemp(prefix=".pointer-", dir=home)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(version)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, home / POINTER)


def _tidy(home: Path, version: str) -> None:
    builds = [each for each in home.iterdir() if each.is_dir() and each.name[0] != "."]
    builds.sort(key=lambda each: (each.name == version, each.stat().st_mtime))
    for old in builds[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def write_build(
    folder: Path,
    *,
    scripts: Sequence[ScenarioScript],
    stops: Sequence[ScenarioScript],
    model: Model,
    lexicon: Lexicon,
    passages: int,
    embedding_model: str,
    revision: str = "",
) -> None:
    """Write everything `read_build` needs beside the vectors; `passages` is how many there are.

    `scripts` are searched, `stops` are not.
    """
    (folder / "scripts.json").write_text(dump_scripts(scripts), encoding="utf-8")
    (folder / "stops.json").write_text(dump_scripts(stops), encoding="utf-8")
    _write_json(folder / "texts.json", [chunk.text for chunk in model.chunks])
    _write_json(folder / "lexicon.json", dict(lexicon.forms))
    weights = {"ranker": model.ranker.weights, "gate": model.gate.weights}
    about = {"embedding_model": embedding_model, "revision": revision, "passages": passages}
    _write_json(folder / "weights.json", weights | about)
    model.scorer.postings.save(folder / "scripts")
    np.save(folder / "chunk_scripts.npy", model.scorer.table.scripts)
    np.save(folder / "chunk_kinds.npy", model.scorer.table.kinds)
    if model.scorer.learned is not None:
        np.save(folder / "learned.npy", model.scorer.learned.weights)
        np.save(folder / "idf.npy", model.scorer.learned.idf)
        _write_json(folder / "grams.json", list(model.scorer.learned.rows))


def write_centres(folder: Path, vectors: Floats, table: ChunkTable, count: int) -> None:
    """Write the scripts' mean vectors, which are all that the fitted embedder is asked for."""
    np.save(folder / "centres.npy", centres_of(vectors, table.scripts, count))


def write_vectors(folder: Path, vectors: Floats) -> None:
    """Write a real model's vectors of the chunks."""
    np.save(folder / "vectors.npy", vectors)


def old_vectors(data_dir: Path, *, embedding_model: str, revision: str) -> dict[str, Floats]:
    """The vectors of the build in place by text, if the same weights made them."""
    folder = data_dir / FOLDER / (current_version(data_dir) or "none")
    try:
        about = _read_json(folder / "weights.json")
        if (about["embedding_model"], about["revision"]) != (embedding_model, revision):
            return {}
        texts, vectors = _read_json(folder / "texts.json"), mapped(folder / "vectors.npy")
    except (OSError, KeyError):
        return {}
    return dict(zip(texts, vectors, strict=True))


def kept_versions(data_dir: Path) -> set[str]:
    """The versions that are on disk."""
    home = data_dir / FOLDER
    return {each.name for each in home.iterdir() if each.is_dir() and each.name[0] != "."}


def read_build(
    data_dir: Path, version: str, *, embedding_model: str, chroma_url: str | None
) -> Handbook:
    """Open a build: JSON is read, arrays stay on disk, Chroma and torch stay asleep.

    Raises:
        FileNotFoundError: where it is of an older form, or not whole.
        ValueError, KeyError: where a file is damaged.
    """
    folder = data_dir / FOLDER / version
    check_sizes(folder)
    scripts = load_scripts((folder / "scripts.json").read_text(encoding="utf-8"))
    stops = load_scripts((folder / "stops.json").read_text(encoding="utf-8"))
    forms = {form: tuple(terms) for form, terms in _read_json(folder / "lexicon.json").items()}
    weights = _read_json(folder / "weights.json")
    encoder, chroma = encoder_of(folder, embedding_model), Chroma(data_dir, chroma_url)
    table = ChunkTable(mapped(folder / "chunk_scripts.npy"), mapped(folder / "chunk_kinds.npy"))
    scorer = Scorer(
        reader=TermReader(Lexicon(forms)),
        postings=Postings.open(folder / "scripts"),
        table=table,
        count=len(scripts),
        learned=_learned(folder),
        dense=_dense(folder, encoder, table, len(scripts)),
    )
    return Handbook(
        version=version,
        scripts={script.script_id: script for script in scripts},
        stops={script.script_id: script for script in stops},
        scorer=scorer,
        ranker=Ranker(tuple(weights["ranker"])),
        gate=Gate(tuple(weights["gate"])),
        chunk_texts=tuple(_read_json(folder / "texts.json")),
        passages=PassageShelf.of(chroma, version, encoder, scorer) if weights["passages"] else None,
        answers=PastAnswers.of(chroma, version, encoder, folder),
    )


def _dense(folder: Path, encoder: Encoder, table: ChunkTable, count: int) -> Dense:
    if isinstance(encoder, FittedEmbedder):
        return CentreDense(encoder, mapped(folder / "centres.npy"))
    return ChunkDense(encoder, mapped(folder / "vectors.npy"), table.scripts, count)


def encoder_of(folder: Path, embedding_model: str) -> Encoder:
    """The embedder a build was made with; `folder` is the build's."""
    if embedding_model == FITTED:
        return FittedEmbedder(folder / EMBEDDER)
    return SentenceEncoder(embedding_model)


def _learned(folder: Path) -> Learned | None:
    path = folder / "learned.npy"
    if not path.exists():
        return None
    rows = {gram: at for at, gram in enumerate(_read_json(folder / "grams.json"))}
    return Learned(rows, mapped(folder / "idf.npy"), mapped(path))


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
