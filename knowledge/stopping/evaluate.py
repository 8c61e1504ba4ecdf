"""How well events are recognised: recall, false stops and the event named, by author."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.stopping.detector import Reading, StopDetector
from knowledge.stopping.events import NO_EVENT, StopEvent


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
    """By author a detector that learnt nothing of his; who taught nothing has the one given.

    Fits a model for every author the training sentences have: seconds each.
    """
    from knowledge.stopping.training import fit, whole_lesson

    lesson = whole_lesson()
    taught = {each.author for each in lesson.sentences}
    return {
        author: detector.judging_by(fit(lesson.without(author))) if author in taught else detector
        for author in authors
    }


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
    """Shares of sentences; None where there are none to count.

    `recall`: of those with an event, stopped. `asked_events`, `asked_quiet`: asked about instead.
    `false_stops`: of those without, stopped. `right_event`: of those stopped, the event answered or
    named beside it.
    """

    author: str
    events: int
    quiet: int
    recall: float | None
    asked_events: float | None
    false_stops: float | None
    asked_quiet: float | None
    right_event: float | None


@dataclass(frozen=True)
class Miss:
    """A sentence that went wrong, and what was read in it."""

    asked: Asked
    reading: Reading


def evaluate(
    sentences: Sequence[Asked], read: Callable[[Asked], Reading]
) -> tuple[list[Figures], list[Miss]]:
    """Figures by author, all together last, and what went wrong."""
    readings = [(each, read(each)) for each in sentences]
    authors = sorted({each.author for each in sentences})
    by_author = [(author, [p for p in readings if p[0].author == author]) for author in authors]
    figures = [_figures(author, pairs) for author, pairs in by_author]
    misses = [Miss(asked, reading) for asked, reading in readings if not _right(asked, reading)]
    return [*figures, _figures("all", readings)], misses


def _figures(author: str, pairs: Sequence[tuple[Asked, Reading]]) -> Figures:
    events = [(asked, reading) for asked, reading in pairs if asked.event != NO_EVENT]
    quiet = [reading for asked, reading in pairs if asked.event == NO_EVENT]
    stopped = [(asked, reading) for asked, reading in events if reading.event]
    return Figures(
        author,
        len(events),
        len(quiet),
        _share(reading.event is not None for _, reading in events),
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
