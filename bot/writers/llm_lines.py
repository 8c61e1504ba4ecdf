"""A draft as the lines a model may work on, and the draft put together again from them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.results.advice import Answer, Brief, ObjectionAnswer, Source, Sourced

Part = Literal["开场", "要点", "提问", "异议回答", "答复"]
SINGLE: frozenset[Part] = frozenset({"开场", "异议回答"})
"""Parts whose lines stand alone: two of them are never made into one."""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line in the script's own words; `key` is what the model cites it by."""

    key: str
    part: Part
    text: str
    sources: tuple[Source, ...]
    objection: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line as it will be shown, with the own lines it was made from."""

    text: str
    own: tuple[OwnLine, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The places of all lines it was made from."""
        return tuple(dict.fromkeys(source for line in self.own for source in line.sources))

    def sourced(self) -> Sourced:
        """The line with its places."""
        return Sourced(self.text, self.sources)


def lines_of_brief(draft: Brief) -> tuple[OwnLine, ...]:
    """The brief's lines that may be rephrased."""
    opening = (draft.opening,) if draft.opening else ()
    return (
        *_own("o", "开场", opening),
        *_own("p", "要点", draft.talking_points),
        *_own("q", "提问", draft.questions),
        *(
            OwnLine(f"x{at}", "异议回答", each.response, each.sources, each.objection)
            for at, each in enumerate(draft.objections, start=1)
        ),
    )


def lines_of_answer(draft: Answer) -> tuple[OwnLine, ...]:
    """The answer's lines that may be rephrased."""
    return tuple(_own("a", "答复", draft.answers))


def brief_of(draft: Brief, spoken: Mapping[Part, Sequence[Spoken]]) -> Brief:
    """The brief with its lines as spoken; all else stays as drafted."""
    opening = spoken.get("开场", ())
    return dataclasses.replace(
        draft,
        opening=opening[0].sourced() if opening else draft.opening,
        talking_points=tuple(line.sourced() for line in spoken.get("要点", ())),
        questions=tuple(line.sourced() for line in spoken.get("提问", ())),
        objections=tuple(
            ObjectionAnswer(line.own[0].objection, line.text, line.sources)
            for line in spoken.get("异议回答", ())
        ),
    )


def answer_of(draft: Answer, spoken: Mapping[Part, Sequence[Spoken]]) -> Answer:
    """The answer with its lines as spoken."""
    return dataclasses.replace(
        draft, answers=tuple(line.sourced() for line in spoken.get("答复", ()))
    )


def _own(letter: str, part: Part, lines: Sequence[Sourced]) -> Iterator[OwnLine]:
    for at, line in enumerate(lines, start=1):
        yield OwnLine(f"{letter}{at}", part, line.text, line.sources)
