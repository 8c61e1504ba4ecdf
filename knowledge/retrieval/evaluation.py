"""How well the search does on a question file, beside plain BM25 and the dense leg alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import numpy as np

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.questions import Question
from knowledge.segmenting import jieba

DEPTH = 10
"""Hits looked at for the reciprocal rank."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares from 0 to 1, times in milliseconds. `declined` is of the questions outside,
    `wrongly_declined` of those inside; None where there are no such questions."""

    inside: int
    outside: int
    hit_at_1: float | None
    hit_at_3: float | None
    mrr: float | None
    declined: float | None
    wrongly_declined: float | None
    median_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Miss:
    """A question not answered by the right script first, or answered where none should."""

    question_id: str
    text: str
    expect: tuple[str, ...]
    found: tuple[str, ...]
    abstained: bool


@dataclass(frozen=True, slots=True)
class System:
    """One way of searching: its figures over all questions, by group and by named author."""

    name: str
    overall: Figures
    groups: dict[str, Figures]
    authors: dict[str, Figures]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The search beside its rivals, all on the same questions, and what the search missed."""

    questions: int
    handbook_version: str
    systems: tuple[System, ...]
    misses: tuple[Miss, ...]

    def times_plain(self) -> dict[str, float]:
        """How many times plain BM25's figures the search's are."""
        ours, plain = self.systems[0].overall, self.systems[1].overall
        pairs = {
            "hit_at_1": (ours.hit_at_1, plain.hit_at_1),
            "hit_at_3": (ours.hit_at_3, plain.hit_at_3),
            "mrr": (ours.mrr, plain.mrr),
        }
        return {name: round(a / b, 2) for name, (a, b) in pairs.items() if a is not None and b}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a system found for a question, best first, and whether it declined."""

    question: Question
    found: tuple[str, ...]
    abstained: bool
    ms: float

    @property
    def rank(self) -> int | None:
        """The place of the first right script, from 0; None where there is none."""
        places = [at for at, each in enumerate(self.found) if each in self.question.expect]
        return places[0] if places else None


Ask = Callable[[str], tuple[tuple[str, ...], bool]]
"""A text to script ids, best first, and whether the system declined."""


def evaluate(handbook: Handbook, questions: Sequence[Question]) -> Evaluation:
    """Ask every system every question: the search, plain BM25 with jieba, the dense leg alone.

    Plain BM25 searches the same scripts without their asks. A declined question counts by what
    the search holds nearest, so that ranking and declining are measured apart.
    """
    systems: list[tuple[str, Ask]] = [
        ("检索", _ours(handbook)),
        ("纯 BM25（jieba，不含问法）", _plain_bm25(list(handbook.scripts.values()))),
        ("仅向量", _dense_only(handbook)),
    ]
    results = [(name, answered(ask, questions)) for name, ask in systems]
    return Evaluation(
        questions=len(questions),
        handbook_version=handbook.version,
        systems=tuple(_system(name, answers) for name, answers in results),
        misses=tuple(misses_of(results[0][1])),
    )


def _ours(handbook: Handbook) -> Ask:
    def ask(text: str) -> tuple[tuple[str, ...], bool]:
        result = handbook.search(text, top=DEPTH)
        return tuple(hit.script_id for hit in result.nearest), result.abstained

    return ask


def _plain_bm25(scripts: Sequence[ScenarioScript]) -> Ask:
    import bm25s

    def words(text: str) -> list[str]:
        return [word for word in jieba().lcut(text) if word.strip()]

    index = bm25s.BM25()
    index.index([words(_without_asks(script)) for script in scripts], show_progress=False)
    ids = [script.script_id for script in scripts]

    def ask(text: str) -> tuple[tuple[str, ...], bool]:
        asked = [word for word in words(text) if word in index.vocab_dict]
        if not asked:
            return (), False
        scores = index.get_scores(asked)
        order = np.argsort(-scores, kind="stable")[:DEPTH]
        return tuple(ids[at] for at in order if scores[at] > 0), False

    return ask


def _without_asks(script: ScenarioScript) -> str:
    objections = [objection.text for objection in script.objections]
    lines = [line.text for line in script.every_line()]
    return "\n".join([script.title, script.goal, *objections, *lines])


def _dense_only(handbook: Handbook) -> Ask:
    ids = list(handbook.scripts)
    dense = handbook.scorer.dense

    def ask(text: str) -> tuple[tuple[str, ...], bool]:
        if dense is None:
            return (), False
        order = np.argsort(-dense.scores(text), kind="stable")[:DEPTH]
        return tuple(ids[at] for at in order), False

    return ask


def answered(ask: Ask, questions: Sequence[Question]) -> list[Answer]:
    """Every question put to a system, and timed."""
    if questions:
        ask(questions[0].text)  # what is loaded at the first question is no question's time
    answers = []
    for question in questions:
        began = perf_counter()
        found, abstained = ask(question.text)
        answers.append(Answer(question, found, abstained, (perf_counter() - began) * 1e3))
    return answers


def _system(name: str, answers: Sequence[Answer]) -> System:
    return System(
        name,
        figures_of(answers),
        _split(answers, lambda question: question.group),
        {each: found for each, found in _split(answers, lambda q: q.author).items() if each},
    )


def _split(answers: Sequence[Answer], by: Callable[[Question], str]) -> dict[str, Figures]:
    parts: dict[str, list[Answer]] = {}
    for answer in answers:
        parts.setdefault(by(answer.question), []).append(answer)
    return {name: figures_of(parts[name]) for name in sorted(parts)}


def figures_of(answers: Sequence[Answer]) -> Figures:
    """The shares of a list of answers."""
    inside = [answer for answer in answers if answer.question.expect]
    outside = [answer for answer in answers if not answer.question.expect]
    ranks = [answer.rank for answer in inside]
    times = [answer.ms for answer in answers] or [0.0]
    return Figures(
        inside=len(inside),
        outside=len(outside),
        hit_at_1=_share(rank == 0 for rank in ranks),
        hit_at_3=_share(rank is not None and rank < 3 for rank in ranks),
        mrr=_share(0.0 if rank is None else 1.0 / (rank + 1) for rank in ranks),
        declined=_share(answer.abstained for answer in outside),
        wrongly_declined=_share(answer.abstained for answer in inside),
        median_ms=round(median(times), 3),
        p95_ms=round(float(np.quantile(times, 0.95)), 3),
    )


def _share(values: Iterable[float]) -> float | None:
    found = list(values)
    return round(sum(found) / len(found), 4) if found else None


def misses_of(answers: Sequence[Answer]) -> Iterable[Miss]:
    """The questions not answered as they should be."""
    for answer in answers:
        expect, first = answer.question.expect, answer.rank == 0
        if (expect and (not first or answer.abstained)) or (not expect and not answer.abstained):
            question = answer.question
            yield Miss(
                question.question_id, question.text, expect, answer.found[:3], answer.abstained
            )
