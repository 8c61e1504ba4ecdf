"""Builds the handbook: index, learnt weights, embedder and vectors, put in place in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from knowledge.retrieval.files import FOLDER, current_version, new_build, write_build
from knowledge.retrieval.material import Material, load_material
from knowledge.retrieval.references import References
from knowledge.retrieval.results import BuildReport, Passage
from knowledge.retrieval.snapshot import dump_scripts
from knowledge.retrieval.terms import TermReader
from knowledge.retrieval.training import train
from knowledge.scripts import ScenarioScript

FORM = 1
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
    if version == current_version(data_dir) and (data_dir / FOLDER / version).is_dir():
        progress(f"内容没有变化，沿用手册版本 {version}")
        return _report(version, True, chosen, 0, references, 0, began)
    progress("建立索引，学习问法")
    model = train(chosen, learnt_from)
    with new_build(data_dir, version) as folder:
        passages = References.build(references, reader=TermReader(learnt_from.lexicon))
        write_build(
            folder,
            scripts=chosen,
            model=model,
            lexicon=learnt_from.lexicon,
            references=passages,
        )
    progress(f"手册版本 {version} 已生效")
    return _report(version, False, chosen, len(model.chunks), references, 0, began)


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
