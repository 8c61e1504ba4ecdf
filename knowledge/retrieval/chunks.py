"""What of a script is searched: its asks, title, objections and lines, each a chunk of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.handbook.format import ScenarioScript, Section
from knowledge.retrieval.arrays import Ints
from knowledge.retrieval.questions import Question

ASK, TITLE, OBJECTION, LINE = "ask", "title", "objection", "line"
KINDS = (ASK, TITLE, OBJECTION, LINE)


@dataclass(frozen=True, slots=True)
class Chunk:
    """One searchable text and the script (by position) it belongs to.

    `author`: whose question it is, where it is one.
    """

    script: int
    kind: str
    text: str
    author: str = ""


def chunks_of(
    scripts: Sequence[ScenarioScript],
    phrases: Mapping[str, Sequence[str]],
    questions: Sequence[Question] = (),
) -> list[Chunk]:
    """Every chunk of the scripts, in the scripts' order.

    `phrases` holds further ways of asking by script id; they count as asks, and so do the
    questions, each with the script that answers it best.
    """
    asked: dict[str, list[Question]] = {}
    for question in questions:
        for best in question.expect[:1]:
            asked.setdefault(best, []).append(question)
    return [
        chunk
        for at, script in enumerate(scripts)
        for chunk in _of_script(
            at, script, phrases.get(script.script_id, ()), asked.get(script.script_id, ())
        )
    ]


def _of_script(
    at: int, script: ScenarioScript, phrases: Sequence[str], asked: Sequence[Question]
) -> Iterator[Chunk]:
    for ask in dict.fromkeys((*script.asks, *phrases)):
        yield Chunk(at, ASK, ask)
    for question in asked:
        yield Chunk(at, ASK, question.text, question.author)
    yield Chunk(at, TITLE, script.title)
    yield Chunk(at, TITLE, script.goal)
    for objection in script.objections:
        yield Chunk(at, OBJECTION, objection.text)
    for line in script.every_line():
        if line.section != Section.DISCLOSURES:
            yield Chunk(at, LINE, line.text)


@dataclass(frozen=True)
class ChunkTable:
    """The chunks in columns. `scripts` ascends; `kinds` are positions in `KINDS`."""

    scripts: Ints
    kinds: Ints

    @classmethod
    def of(cls, chunks: Sequence[Chunk]) -> ChunkTable:
        """The columns of a list of chunks."""
        scripts = np.array([chunk.script for chunk in chunks], dtype=np.int32)
        kinds = np.array([KINDS.index(chunk.kind) for chunk in chunks], dtype=np.int32)
        return cls(scripts, kinds)

    def by_kind(self, kind: str, count: int) -> Ints:
        """A kind's chunks, one row a script, padded with -1."""
        chosen = np.flatnonzero(self.kinds == KINDS.index(kind))
        owners = self.scripts[chosen]
        sizes = np.bincount(owners, minlength=count)
        table = np.full((count, max(int(sizes.max(initial=0)), 1)), -1, dtype=np.int32)
        first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
        table[owners, np.arange(len(chosen)) - first[owners]] = chosen
        return table
