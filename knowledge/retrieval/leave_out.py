"""How well the search does on authors it has never heard: each left out of the training in turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import mean

import numpy as np

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.evaluation import (
    DEPTH,
    Answer,
    Ask,
    Figures,
    Miss,
    answered,
    figures_of,
    misses_of,
)
from knowledge.retrieval.material import Material
from knowledge.retrieval.questions import of_others
from knowledge.retrieval.training import Model, train


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An author's figures by a search that learnt nothing of his."""

    author: str
    figures: Figures
    misses: tuple[Miss, ...]


def left_out(scripts: Sequence[ScenarioScript], material: Material) -> Iterator[LeftOut]:
    """Train without each author and ask what he asked; a training of seconds each.

    The fitted words' leg, which settles ties, is left aside. Stop scripts are not searched.
    """
    searched = [script for script in scripts if not script.stops]
    for author in sorted({question.author for question in material.questions}):
        mine = [question for question in material.questions if question.author == author]
        others = replace(material, questions=of_others(material.questions, author))
        answers: list[Answer] = answered(_asking(searched, train(searched, others)), mine)
        yield LeftOut(author, figures_of(answers), tuple(misses_of(answers)))


def _asking(scripts: Sequence[ScenarioScript], model: Model) -> Ask:
    ids = [script.script_id for script in scripts]

    def ask(text: str) -> tuple[tuple[str, ...], bool]:
        evidence = model.scorer.evidence(text)
        scores = model.ranker.scores(evidence)
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        return tuple(ids[at] for at in order), model.gate.odds(evidence, scores) <= 0

    return ask


SHARES = ("hit_at_1", "hit_at_3", "mrr", "declined", "wrongly_declined")


def shares_of_authors(figures: Sequence[Figures]) -> tuple[dict[str, float], dict[str, float]]:
    """Each share's mean over the authors, and its worst; a share nobody has is left out."""
    means, worst = {}, {}
    for name in SHARES:
        held = [value for each in figures if (value := getattr(each, name)) is not None]
        if held:
            means[name] = mean(held)
            worst[name] = max(held) if name == "wrongly_declined" else min(held)
    return means, worst
