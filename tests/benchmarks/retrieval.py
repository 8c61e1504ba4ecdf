"""Search latency at the shipped handbook and at 100,000 chunks.

    python tests/benchmarks/retrieval.py [--chunks N]

The large handbook is spliced from the shipped one: each synthetic text joins the head of one ask or
line to the tail of another, so that terms are as frequent there as in real text.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from knowledge.handbook.format import ScenarioScript, load_folder
from knowledge.retrieval.build import fit_embedder
from knowledge.retrieval.files import read_build, write_build
from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.material import Material, load_material
from knowledge.retrieval.training import train

HANDBOOK = Path(__file__).parents[2] / "knowledge" / "handbook"
ROUNDS = 5


def spliced(scripts: Sequence[ScenarioScript], *, chunks: int) -> list[ScenarioScript]:
    """Synthetic scripts with at least so many chunks together."""
    chance = random.Random(7)
    texts = [ask for script in scripts for ask in script.asks]
    texts += [line.text for script in scripts for line in script.every_line()]
    made: list[ScenarioScript] = []
    count = 0
    while count < chunks:
        model = scripts[len(made) % len(scripts)]
        made.append(_respelled(model, f"synthetic-{len(made):05d}", texts, chance))
        count += len(model.asks) + 2 + len(model.objections) + len(list(model.every_line()))
    return made


def _respelled(
    model: ScenarioScript, script_id: str, texts: Sequence[str], chance: random.Random
) -> ScenarioScript:
    def text() -> str:
        head, tail = chance.choice(texts), chance.choice(texts)
        return head[: len(head) // 2 + 1] + tail[len(tail) // 2 :]

    lines = tuple(replace(line, text=text()) for line in model.lines)
    objections = tuple(replace(each, text=text()) for each in model.objections)
    asks = tuple(text() for _ in model.asks)
    return replace(
        model, script_id=script_id, title=text(), asks=asks, lines=lines, objections=objections
    )


def built(
    scripts: Sequence[ScenarioScript], data_dir: Path, version: str, material: Material
) -> Handbook:
    """A build of just these scripts, beside any other."""
    folder = data_dir / "handbook" / version
    folder.mkdir(parents=True)
    model = train(scripts, material)
    write_build(
        folder,
        scripts=scripts,
        stops=(),
        model=model,
        lexicon=material.lexicon,
        passages=0,
        embedding_model="fitted",
    )
    fit_embedder(folder, model)
    return read_build(data_dir, version, embedding_model="fitted", chroma_url=None)


def latency(handbook: Handbook, questions: Sequence[str]) -> float:
    """Milliseconds of the middle question, warm; each question counts by its quickest round.

    The quickest round is the one in which no other program took the processor.
    """
    quickest = dict.fromkeys(questions, float("inf"))
    for _ in range(ROUNDS):
        for question in questions:
            began = perf_counter()
            handbook.search(question)
            quickest[question] = min(quickest[question], (perf_counter() - began) * 1e3)
    return median(quickest.values())


def main() -> None:
    """Build both handbooks and print a line for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--chunks", type=int, default=100_000)
    wanted = parser.parse_args().chunks
    scripts, material = load_folder(HANDBOOK), load_material()
    asks = [script.asks[at] for script in scripts for at in (0, 7, 14)]
    with tempfile.TemporaryDirectory() as name:
        small = built(scripts, Path(name), "small", material)
        began = perf_counter()
        big = built(spliced(scripts, chunks=wanted), Path(name), "large", material)
        print(f"built {len(big.chunk_texts)} chunks in {perf_counter() - began:.0f} s")
        before, after = latency(small, asks), latency(big, asks)
        print(f"{len(small.chunk_texts):>7} chunks  median {before:.2f} ms")
        times = after / before
        print(f"{len(big.chunk_texts):>7} chunks  median {after:.2f} ms  ({times:.2f} times)")


if __name__ == "__main__":
    main()
