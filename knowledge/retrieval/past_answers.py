"""Answers that were used: asked again where no script answers, to point at the script that did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from knowledge.retrieval.dense import Encoder
from knowledge.retrieval.results import PastAnswer, Precedent
from knowledge.retrieval.shelf import ANSWERS, Chroma, Kept, Near, Shelf

MARKER = "answers.kept"

LEAST_COSINE = 0.8
"""Measured on retrieval_dev (each question against the others) and retrieval_held (against dev): of
the questions this near 34 of 36 and 23 of 24 had the same script for answer, and of those outside
the handbook 2 of 80 and 0 of 50 were shown any. At 0.65 it was 20 of 80: a question left open is
mostly one that no script answers, so that little is right, and seldom, is the better bargain.
"""


@dataclass(frozen=True)
class PastAnswers:
    """The used answers by their questions, as one build's embedder reads them.

    `marker` is there once anything is: without it Chroma is not even loaded.
    """

    shelf: Shelf
    marker: Path

    @classmethod
    def of(cls, chroma: Chroma, version: str, encoder: Encoder, folder: Path) -> PastAnswers:
        """The shelf of the build in a folder, not yet opened."""
        return cls(Shelf(chroma, ANSWERS, version, encoder), folder / MARKER)

    def replace(self, answers: Sequence[PastAnswer]) -> None:
        """Make these the answers that are kept, and no others.

        Raises:
            VectorsUnavailable: where Chroma is not there.
        """
        if answers or self._any():
            self.shelf.keep_only({answer.suggestion_id for answer in answers})
            self.add(answers)

    def add(self, answers: Sequence[PastAnswer]) -> None:
        """Keep further answers; one that is kept already is written anew.

        Raises:
            VectorsUnavailable: where Chroma is not there.
        """
        if answers:
            self.shelf.put([_kept(answer) for answer in answers])
            self.marker.touch()

    def like(self, text: str, *, team: str, top: int) -> tuple[Precedent, ...]:
        """The team's answers to questions like this one, nearest first.

        Raises:
            VectorsUnavailable: where Chroma is not there.
        """
        if not self._any() or top < 1:
            return ()
        near = self.shelf.nearest(text, count=top, where={"team": team})
        return tuple(_precedent(each) for each in near if each.cosine >= LEAST_COSINE)

    def _any(self) -> bool:
        return self.shelf.chroma.url is not None or self.marker.exists()


def _kept(answer: PastAnswer) -> Kept:
    facts = {
        "scripts": " ".join(answer.script_ids),
        "team": answer.team,
        "at": answer.at.isoformat(),
    }
    return Kept(answer.suggestion_id, answer.question, facts)


def _precedent(near: Near) -> Precedent:
    facts = near.kept.facts
    at = datetime.fromisoformat(facts["at"])
    return Precedent(near.kept.key, tuple(facts["scripts"].split()), at, near.cosine)
