"""How well what a message wants is read, author by author; the core is pure.

figures, misses = measure_intents(said, judge=judges(said))
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.understanding.intent import INTENTS, MARGIN, Weighed, served_alike, weigh
from bot.understanding.model import IntentModel, intent_model
from bot.understanding.requests import breaks, likeliest
from bot.understanding.training import (
    OURS,
    Said,
    authors_of,
    fit,
    ready,
    training_sentences,
    unseen_breaks,
    weigh_breaks,
)
from knowledge.training import Sentence, TrainingDataError

ALL = "all"
_WHOLE_SET = 200


@dataclass(frozen=True)
class Judged:
    """A sentence with what a model makes of it; `parted`: two requests were found."""

    said: Said
    read: Weighed
    parted: bool

    @property
    def right(self) -> bool:
        """Whether the likeliest intent is the one meant."""
        return self.read.intent == self.said.intent

    @property
    def asked(self) -> bool:
        """Whether the bot would ask which of two is meant."""
        return self.read.margin < MARGIN

    @property
    def offered(self) -> bool:
        """Whether one of the two asked about is the one meant."""
        two = (self.read.intent, self.read.other)
        return any(served_alike(each, self.said.intent) for each in two)


@dataclass(frozen=True)
class IntentFigures:
    """An author's shares; `unasked` is the share right of those not asked about.

    Of the messages with two requests `two`, `found` were parted; of the others `false` were.
    """

    name: str
    messages: int
    right: float
    asked: float
    unasked: float
    offered: float
    two: int
    found: int
    false: int


Judge = Callable[[Said], Judged]


def read_messages(path: Path) -> list[Said]:
    """The labelled messages of a JSONL file.

    A line has `text`, `intent`, `also` (a list) and `author`.

    A customer's name may stand in braces; else it is found by its title alone.

    Raises:
        TrainingDataError: for a line without text or a known intent.
    """
    rows = path.read_text(encoding="utf-8").splitlines()
    if not any(map(str.strip, rows)):
        raise TrainingDataError(f"{path.name}: no labelled message")
    return ready([_sentence(path, at, row) for at, row in enumerate(rows, 1) if row.strip()])


def _sentence(path: Path, number: int, row: str) -> Sentence:
    try:
        values = json.loads(row)
        intent = values["intent"]
        then = tuple(list[str](values.get("also") or []))
        text, author = str(values["text"]), str(values.get("author") or "nobody")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TrainingDataError(f"{path.name}:{number}: no labelled message") from error
    if intent not in INTENTS or not text:
        raise TrainingDataError(f"{path.name}:{number}: unknown intent {intent!r}")
    return Sentence(text=text, label=intent, then=then, author=author)


def taught_by_others() -> tuple[list[Said], Mapping[str, Judge]]:
    """The messages learnt from, and for every author a judge that learnt nothing of his."""
    said = training_sentences()
    theirs = [each for each in said if each.author not in OURS]
    return theirs, judges(authors_of(said), said=said)


def judges(authors: Iterable[str], *, said: Sequence[Said] | None = None) -> Mapping[str, Judge]:
    """A judge an author, taught by the others; the shipped model for authors nobody learnt from."""
    said = training_sentences() if said is None else said
    known = set(authors_of(said))
    shipped = intent_model()
    theirs = sorted(known.intersection(authors))
    found = list(unseen_breaks(said, slope=shipped.slope)) if theirs else []

    def taught(author: str) -> IntentModel:
        model = fit([each for each in said if each.author != author], slope=shipped.slope)
        others = [each for each in found if each[0].author != author]
        return replace(model, breaks=weigh_breaks(others))

    judge = {author: judge_by(taught(author)) for author in theirs}
    return judge | {author: judge_by(shipped) for author in set(authors) - known}


def judge_by(model: IntentModel) -> Judge:
    """What a model makes of a sentence, and of its breaks."""

    def judged(said: Said) -> Judged:
        parted = likeliest(breaks(said.wording, said.signals, model), model.breaks)
        return Judged(said, weigh(said.wording.tight, said.signals, model), parted is not None)

    return judged


def measure_intents(
    said: Sequence[Said], judge: Mapping[str, Judge]
) -> tuple[list[IntentFigures], list[Judged]]:
    """Figures by author, then by intent, then of all; and what was read wrongly."""
    found = [judge[each.author](each) for each in said]
    authors = sorted({each.said.author for each in found})
    rows = [_figures(name, [e for e in found if e.said.author == name]) for name in authors]
    rows += [_figures(name, [e for e in found if e.said.intent == name]) for name in INTENTS]
    return [*rows, _figures(ALL, found)], [each for each in found if not each.right]


def _figures(name: str, found: Sequence[Judged]) -> IntentFigures:
    asked = [each for each in found if each.asked]
    sure = [each for each in found if not each.asked]
    two = [each for each in found if each.said.then]
    return IntentFigures(
        name=name,
        messages=len(found),
        right=_share(each.right for each in found),
        asked=len(asked) / max(len(found), 1),
        unasked=_share(each.right for each in sure),
        offered=_share(each.offered for each in asked),
        two=len(two),
        found=sum(each.parted for each in two),
        false=sum(each.parted for each in found if not each.said.then),
    )


def _share(right: Iterable[bool]) -> float:
    marks = list(right)
    return sum(marks) / len(marks) if marks else 1.0


def mean_and_worst(rows: Sequence[IntentFigures]) -> tuple[float, float]:
    """The mean and the least share right over authors.

    Those with fewer than 200 messages wrote for two requests in one, which is no sample of what
    is asked; they count where there are no others.
    """
    authors = [row for row in rows if row.name not in (*INTENTS, ALL)]
    whole = [row.right for row in authors if row.messages >= _WHOLE_SET]
    shares = whole or [row.right for row in authors]
    return sum(shares) / len(shares), min(shares)
