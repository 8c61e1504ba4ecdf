"""An opened build of the handbook: the scripts and the search over them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.arrays import Floats
from knowledge.retrieval.bars import barred
from knowledge.retrieval.chunks import ASK, KINDS, OBJECTION, TITLE
from knowledge.retrieval.features import Evidence, Scorer
from knowledge.retrieval.normalise import normalise
from knowledge.retrieval.passages import PassageShelf
from knowledge.retrieval.past_answers import PastAnswers
from knowledge.retrieval.ranker import Gate, Ranker
from knowledge.retrieval.results import Hit, Passage, PastAnswer, Precedent, SearchResult
from knowledge.retrieval.shelf import VectorsUnavailable

Found = TypeVar("Found")

_log = logging.getLogger(__name__)

NEAREST = 3
"""Topics named where the handbook holds no answer."""

_PREFERRED = {ASK: 1.0, OBJECTION: 1.0, TITLE: 0.9}
_OTHERWISE = 0.8
"""How readily a chunk explains a hit; an ask or objection says more than a line of the script."""


@dataclass(frozen=True)
class Handbook:
    """One immutable build; any number of threads may search it.

    `scripts` are searched; `stops` are the scripts for what is no sales situation, and are not.
    """

    version: str
    scripts: Mapping[str, ScenarioScript]
    stops: Mapping[str, ScenarioScript]
    scorer: Scorer
    ranker: Ranker
    gate: Gate
    chunk_texts: tuple[str, ...] = field(repr=False)
    passages: PassageShelf | None
    answers: PastAnswers

    def script(self, script_id: str) -> ScenarioScript | None:
        """A script of the build, whether it is searched or not."""
        return self.scripts.get(script_id) or self.stops.get(script_id)

    def search(self, text: str, *, top: int = 5, exclude: Collection[str] = ()) -> SearchResult:
        """The scripts that answer a question, best first, never one in `exclude` or barred by it.

        Abstains where the handbook holds no answer, and on a text without words.
        """
        if top < 1 or not self.scripts or not normalise(text):
            return SearchResult(text, True, (), ())
        evidence = self.scorer.evidence(text)
        scores = self.ranker.scores(evidence)
        odds = self.gate.odds(evidence, scores)
        wanted = top if odds > 0 else min(top, NEAREST)
        groups, scripts = barred(text)
        out = self._of_groups(groups) | scripts | frozenset(exclude)
        hits = self._hits(evidence, scores, odds, wanted, out)
        return SearchResult(text, odds <= 0 or not hits, hits if odds > 0 else (), hits)

    def references(self, text: str, top: int = 3) -> tuple[Passage, ...]:
        """Passages of the bank's own documents that speak of the question, best first.

        None while Chroma is out: a warning is logged.
        """
        passages = self.passages
        return _held(lambda: passages.search(text, top=top)) if passages else ()

    def past_answers(self, text: str, *, team: str, top: int = 3) -> tuple[Precedent, ...]:
        """The team's used answers to questions like this one, nearest first.

        To be asked where the scripts leave a question open. None while Chroma is out: a warning
        is logged.
        """
        return _held(lambda: self.answers.like(text, team=team, top=top))

    def remember(self, answer: PastAnswer) -> None:
        """Keep an answer that was used. While Chroma is out it is kept by the next build."""
        try:
            self.answers.add([answer])
        except VectorsUnavailable as error:
            _log.warning("answer not kept: %s", error)

    def _hits(
        self,
        evidence: Evidence,
        scores: Floats,
        odds: float,
        wanted: int,
        exclude: frozenset[str],
    ) -> tuple[Hit, ...]:
        shares = np.exp(scores - scores.max())
        shares *= 1.0 / (1.0 + np.exp(-odds)) / shares.sum()
        hits: list[Hit] = []
        for at in np.argsort(-scores, kind="stable").tolist():
            script = self._ordered[at]
            if script.script_id not in exclude:
                matched = self._matched(at, evidence)
                score = round(float(shares[at]), 4)
                hits.append(Hit(script.script_id, script.title, score, matched))
            if len(hits) == wanted:
                break
        return tuple(hits)

    def _matched(self, at: int, evidence: Evidence) -> str:
        """The text of script `at` that answers the question best."""
        own: list[int] = np.searchsorted(self.scorer.table.scripts, (at, at + 1)).tolist()
        first, end = own
        shown = evidence.chunks[first:end] * _SHOWN[self.scorer.table.kinds[first:end]]
        return self.chunk_texts[first + int(shown.argmax())]

    def _of_groups(self, groups: frozenset[str]) -> frozenset[str]:
        if not groups:
            return groups
        return frozenset(i for i, script in self.scripts.items() if script.group in groups)

    @cached_property
    def _ordered(self) -> tuple[ScenarioScript, ...]:
        return tuple(self.scripts.values())


_SHOWN = np.array([_PREFERRED.get(kind, _OTHERWISE) for kind in KINDS])


def _held(ask: Callable[[], tuple[Found, ...]]) -> tuple[Found, ...]:
    """What a shelf holds; nothing while Chroma is out."""
    try:
        return ask()
    except VectorsUnavailable as error:
        _log.warning("shelf left out: %s", error)
        return ()
