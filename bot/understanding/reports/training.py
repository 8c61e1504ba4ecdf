"""Makes the report readers' weights from `knowledge/training/reports`; always the same.

Run by hand when the reports change: `python -m bot.understanding.reports.training`.
What holds for a whole note and shows in one clause of it (an objection, a complaint, a wish to be
left alone) is learnt from clauses: of a note that has it, the clause that shows it best stands for
it, found in a few rounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.understanding.contents import needs_of
from bot.understanding.days import the_day
from bot.understanding.moments import Moment
from bot.understanding.reports.features import (
    BUCKETS,
    channel_row,
    clause_row,
    need_row,
    note_row,
    promise_row,
    time_row,
)
from bot.understanding.reports.labelled import LabelledReport, read_reports
from bot.understanding.reports.parts import Parts, Row, parts_of
from bot.understanding.reports.reading import OBJECTIONS
from bot.understanding.reports.weights import Task, Weights, save
from knowledge.training import sentences_folder

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

_STRICT = 10.0
_ROUNDS = 4
_ENOUGH = 1.0
"""Log-odds from which a clause of a note that has it shows it too."""
_SAID, _PERHAPS = 0.55, 0.3
"""Shares of a promise's pairs of characters that make a clause hold it, or leave it out."""

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Example:
    """A labelled report taken apart, with the rows of its clauses."""

    report: LabelledReport
    parts: Parts
    clauses: tuple[Row, ...]


def examples_of(reports: Iterable[LabelledReport]) -> list[Example]:
    """Reports taken apart as they will be read."""
    return [_example(report) for report in reports]


def fit(examples: Sequence[Example]) -> Weights:
    """Weights for every task from these examples."""
    notes = [note_row(each.parts, _plan(each)) for each in examples]
    yes = ["yes" if each.report.took_place else "no" for each in examples]
    grieved = [(n, e.report.complaint) for n, e in zip(notes, examples, strict=True)]
    tasks = {
        "happened": _one_of(notes, yes),
        "channel": _one_of(
            [channel_row(each.parts, _plan(each)) for each in examples],
            [each.report.channel for each in examples],
        ),
        "level": _one_of(
            [note for note, level in grieved if level], [level for _, level in grieved if level]
        ),
        "time": _one_of(*_split(_times(examples))),
        "promise": _one_of(*_split(_promises(examples))),
        "need": _one_of(*_split(_needs(examples))),
        "opt_out": _shown(examples, lambda report: report.opt_out),
        "complaint": _shown(examples, lambda report: report.complaint is not None),
    }
    for kind in OBJECTIONS:
        tasks[f"objection:{kind}"] = _shown(examples, _objects(kind))
    return tasks


def _objects(kind: str) -> Callable[[LabelledReport], bool]:
    return lambda report: kind in report.objections


def _example(report: LabelledReport) -> Example:
    parts = parts_of(report.text, now=report.now, customer_span=report.span)
    rows = tuple(clause_row(parts, at) for at in range(len(parts.clauses)))
    return Example(report, parts, rows)


def _plan(example: Example) -> Moment | None:
    """The time labelled as the next contact, as it was read."""
    wanted = example.report.follow_up
    times = example.parts.times
    return next((each for each in reversed(times) if wanted and each.when == wanted), None)


def _times(examples: Sequence[Example]) -> Iterator[tuple[Row, str]]:
    for each in examples:
        for at in range(len(each.parts.times)):
            yield time_row(each.parts, at), _role(each, at)


def _role(example: Example, at: int) -> str:
    moment, back, report = example.parts.times[at], example.parts.backs[at], example.report
    if report.follow_up is not None and moment.when == report.follow_up:
        return "next"
    if report.when is None or back is None:
        return "none"
    if back == report.when:
        return "was"
    clock = isinstance(back, datetime) and isinstance(report.when, datetime)
    if clock and _clock(back) == _clock(report.when):
        return "was"
    return "was" if not isinstance(back, datetime) and back == the_day(report.when) else "none"


def _clock(when: date | datetime) -> str:
    return when.strftime("%H:%M") if isinstance(when, datetime) else ""


def _promises(examples: Sequence[Example]) -> Iterator[tuple[Row, str]]:
    for each in examples:
        shares = [_shares(each, promise.text) for promise in each.report.promises]
        for at in range(len(each.parts.clauses)):
            label, most = "none", 0.0
            for promise, held in zip(each.report.promises, shares, strict=True):
                share = held[at] if held[at] < max(held) else max(_SAID, held[at])
                if share > most:
                    label, most = promise.who, share
            if most < _PERHAPS or most >= _SAID:
                yield promise_row(each.parts, at), label if most >= _SAID else "none"


def _shares(example: Example, words: str) -> list[float]:
    """How much of each clause stands in the words of a promise, weighed by its length."""
    wanted = _pairs(words)
    found = []
    for clause in example.parts.clauses:
        own = _pairs(example.parts.wording.text[clause.start : clause.end])
        both = len(own & wanted)
        found.append(both / min(len(own), len(wanted)) if own and wanted else 0.0)
    return found or [0.0]


def _pairs(words: str) -> set[str]:
    plain = "".join(char for char in words if char.isalnum())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def _needs(examples: Sequence[Example]) -> Iterator[tuple[Row, str]]:
    for each in examples:
        for at, clause in enumerate(each.parts.clauses):
            for tag in needs_of(clause.text):
                label = "yes" if tag in each.report.needs else "no"
                yield need_row(each.parts, at, tag), label


def _split(labelled: Iterable[tuple[Row, str]]) -> tuple[list[Row], list[str]]:
    pairs = list(labelled)
    return [row for row, _ in pairs], [label for _, label in pairs]


def _matrix(rows: Sequence[Row]) -> csr_matrix:
    from scipy.sparse import csr_matrix

    ends = np.cumsum([0, *(len(row) for row in rows)])
    places = [bucket for row in rows for bucket in row]
    values = [value for row in rows for value in row.values()]
    return csr_matrix((values, places, ends), shape=(len(rows), BUCKETS), dtype=np.float64)


def _one_of(rows: Sequence[Row], labels: Sequence[str]) -> Task:
    """Each answer against all others."""
    table, answers = _matrix(rows), tuple(sorted(set(labels)))
    told = np.array(labels)
    fitted = [_fitted(table, told == answer, None) for answer in answers]
    return _task(answers, fitted)


def _shown(examples: Sequence[Example], has: Callable[[LabelledReport], bool]) -> Task:
    """What holds for a note, learnt from the clause that shows it."""
    table = _matrix([row for each in examples for row in each.clauses])
    owner = np.repeat(np.arange(len(examples)), [len(each.clauses) for each in examples])
    holds = np.array([has(each.report) for each in examples])
    positive = holds[owner]
    chosen: Bools = positive.copy()
    for _ in range(_ROUNDS):
        taken = chosen | ~positive
        model = _fitted(table[taken], chosen[taken], "balanced", _STRICT)
        scores = model.decision_function(table)
        new: Bools = positive & (scores > _ENOUGH)
        for note in np.flatnonzero(holds):
            mine = np.flatnonzero(owner == note)
            if len(mine):
                new[mine[np.argmax(scores[mine])]] = True
        if np.array_equal(new, chosen):
            break
        chosen = new
    return _task(("yes",), [model])


def _fitted(
    table: csr_matrix, told: Bools, balance: str | None, strict: float = 30.0
) -> LogisticRegression:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=strict, class_weight=balance, solver="liblinear", max_iter=300, random_state=0
    )
    return model.fit(table, told)


def _task(answers: tuple[str, ...], models: Sequence[LogisticRegression]) -> Task:
    weights = np.vstack([model.coef_[0] for model in models]).astype(np.float32)
    bias = np.array([model.intercept_[0] for model in models], dtype=np.float32)
    return Task(answers, weights, bias)


def train() -> int:
    """Fit and write the weights; from how many reports."""
    examples = examples_of(read_reports(sentences_folder("reports")))
    save(fit(examples))
    return len(examples)


if __name__ == "__main__":
    train()
