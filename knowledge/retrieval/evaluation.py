"""How well the search does on a question file, beside plain BM25 and the dense leg alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.handbook import Handbook
from knowledge.segmenting import jieba

DEPTH = 10
"""Hits looked at for the reciprocal rank."""


class QuestionsUnreadable(ValueError):
    """A question file that does not read; the message names the line."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the scripts that answer it; none where the handbook should decline."""

    question_id: str
    text: str
    expect: tuple[str, ...]
    group: str


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
    """One way of searching: its figures over all questions and by group."""

    name: str
    overall: Figures
    groups: dict[str, Figures]


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
class _Answer:
    question: Question
    found: tuple[str, ...]
    abstained: bool
    ms: float

    @property
    def rank(self) -> int | None:
        places = [at for at, each in enumerate(self.found) if each in self.question.expect]
        return places[0] if places else None


Ask = Callable[[str], tuple[tuple[str, ...], bool]]
"""A text to script ids, best first, and whether the system declined."""


def load_questions(path: Path) -> list[Question]:
    """Read a JSONL file of `{"id", "text", "expect": [script ids], "group"}`.

    Raises:
        QuestionsUnreadable: naming the line.
    """
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            expect, group = tuple(row["expect"]), str(row.get("group", ""))
            questions.append(Question(str(row["id"]), str(row["text"]), expect, group))
        except (ValueError, KeyError, TypeError) as error:
            raise QuestionsUnreadable(f"{path.name} 第 {number} 行读不出题目") from error
    return questions


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
    results = [(name, _run(ask, questions)) for name, ask in systems]
    return Evaluation(
        questions=len(questions),
        handbook_version=handbook.version,
        systems=tuple(_system(name, answers) for name, answers in results),
        misses=tuple(_misses(results[0][1])),
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


def _run(ask: Ask, questions: Sequence[Question]) -> list[_Answer]:
    if questions:
        ask(questions[0].text)  # what is loaded at the first question is no question's time
    answers = []
    for question in questions:
        began = perf_counter()
        found, abstained = ask(question.text)
        answers.append(_Answer(question, found, abstained, (perf_counter() - began) * 1e3))
    return answers


def _system(name: str, answers: Sequence[_Answer]) -> System:
    groups = sorted({answer.question.group for answer in answers})
    return System(
        name,
        _figures(answers),
        {each: _figures([a for a in answers if a.question.group == each]) for each in groups},
    )


def _figures(answers: Sequence[_Answer]) -> Figures:
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


def _misses(answers: Sequence[_Answer]) -> Iterable[Miss]:
    for answer in answers:
        expect, first = answer.question.expect, answer.rank == 0
        if (expect and (not first or answer.abstained)) or (not expect and not answer.abstained):
            question = answer.question
            yield Miss(
                question.question_id, question.text, expect, answer.found[:3], answer.abstained
            )
