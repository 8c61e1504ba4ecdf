"""How well events are recognised: recall, false stops and the event named, by author and event."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from knowledge.stopping.detector import Reading, StopDetector
from knowledge.stopping.events import NO_EVENT, StopEvent

_Fold = Callable[[list[float]], float]


@dataclass(frozen=True)
class Asked:
    """A sentence with the event it tells of, or `none`."""

    text: str
    event: str
    author: str


def load_asked(file: Path) -> list[Asked]:
    """The sentences of a JSONL file: {text, event or label, author}; no event is null or `none`.

    Raises:
        ValueError: for a line that is none, with its number.
    """
    found: list[Asked] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            found.append(_asked(line, number))
    return found


def left_out(detector: StopDetector, authors: Collection[str]) -> Mapping[str, StopDetector]:
    """By author a detector that learnt nothing of his, its thresholds set on others' sentences.

    Who taught nothing has the one given. Fits a model for every author the training sentences
    have, and five for the thresholds: seconds each.
    """
    from knowledge.stopping.training import Dataset, all_sentences, fit, held_out, thresholds

    sentences = all_sentences()
    known = {each.author for each in sentences}
    if known.isdisjoint(authors):
        return dict.fromkeys(authors, detector)
    dataset = Dataset.of(sentences)
    scores = held_out(dataset)
    found = dict.fromkeys(authors, detector)
    for author in known.intersection(authors):
        model = fit(dataset.without({author}))
        found[author] = detector.judging_by(model, thresholds(dataset, scores, without=author))
    return found


def taught() -> list[Asked]:
    """The training sentences of those who may be left out and measured."""
    from knowledge.stopping.training import all_sentences, is_measured

    measured = filter(is_measured, all_sentences())
    return [Asked(each.text, each.label, each.author) for each in measured]


def _asked(line: str, number: int) -> Asked:
    try:
        entry = json.loads(line)
        event = entry["event"] if "event" in entry else entry["label"]
        event = event or NO_EVENT
        if event != NO_EVENT:
            StopEvent(event)
        return Asked(str(entry["text"]), event, str(entry.get("author", "")))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"line {number}: {error}") from error


@dataclass(frozen=True)
class Figures:
    """Shares of an author's sentences, or an event's; None where there are none to count.

    `recall`: of those with an event, stopped; `found`: or asked about. `asked_events`,
    `asked_quiet`: asked about instead. `false_stops`: of those without, stopped. `right_event`: of
    those stopped, the event answered or named beside it.
    """

    name: str
    events: int
    quiet: int
    recall: float | None
    found: float | None
    asked_events: float | None
    false_stops: float | None
    asked_quiet: float | None
    right_event: float | None


@dataclass(frozen=True)
class Miss:
    """A sentence that went wrong, and what was read in it."""

    asked: Asked
    reading: Reading


@dataclass(frozen=True)
class Evaluation:
    """Figures by author, by event, all together, and what went wrong."""

    authors: list[Figures]
    events: list[Figures]
    all: Figures
    misses: list[Miss]


def evaluate(sentences: Sequence[Asked], read: Callable[[Asked], Reading]) -> Evaluation:
    """How the sentences are read."""
    readings = [(each, read(each)) for each in sentences]
    authors = sorted({each.author for each in sentences})
    events = [event for event in StopEvent if any(each.event == event for each in sentences)]
    return Evaluation(
        [_figures(name, [pair for pair in readings if pair[0].author == name]) for name in authors],
        [_figures(name, [pair for pair in readings if pair[0].event == name]) for name in events],
        _figures("all", readings),
        [Miss(asked, reading) for asked, reading in readings if not _right(asked, reading)],
    )


def mean_and_worst(authors: Sequence[Figures]) -> tuple[Figures, Figures]:
    """The mean of the authors, and of each share the worst of them."""
    return _over(authors, "mean", fmean, fmean), _over(authors, "worst", min, max)


def _over(authors: Sequence[Figures], name: str, good: _Fold, bad: _Fold) -> Figures:
    def share(field: str, of: _Fold) -> float | None:
        held = [value for each in authors if (value := getattr(each, field)) is not None]
        return of(held) if held else None

    return Figures(
        name,
        sum(each.events for each in authors),
        sum(each.quiet for each in authors),
        recall=share("recall", good),
        found=share("found", good),
        asked_events=share("asked_events", bad),
        false_stops=share("false_stops", bad),
        asked_quiet=share("asked_quiet", bad),
        right_event=share("right_event", good),
    )


def _figures(name: str, pairs: Sequence[tuple[Asked, Reading]]) -> Figures:
    events = [(asked, reading) for asked, reading in pairs if asked.event != NO_EVENT]
    quiet = [reading for asked, reading in pairs if asked.event == NO_EVENT]
    stopped = [(asked, reading) for asked, reading in events if reading.event]
    return Figures(
        name,
        len(events),
        len(quiet),
        _share(reading.event is not None for _, reading in events),
        _share(bool(reading.events) for _, reading in events),
        _share(reading.unsure for _, reading in events),
        _share(reading.event is not None for reading in quiet),
        _share(reading.unsure for reading in quiet),
        _share(asked.event in reading.events for asked, reading in stopped),
    )


def _right(asked: Asked, reading: Reading) -> bool:
    if asked.event == NO_EVENT:
        return reading.event is None
    return reading.event is not None and asked.event in reading.events


def _share(hits: Iterable[bool]) -> float | None:
    held = list(hits)
    return sum(held) / len(held) if held else None
