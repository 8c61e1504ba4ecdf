"""How well events are recognised: recall, false stops and the event named, by author."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from knowledge.stopping.detector import Reading
from knowledge.stopping.events import NO_EVENT


@dataclass(frozen=True)
class Asked:
    """A sentence with the event it tells of, or `none`."""

    text: str
    event: str
    author: str


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
    sentences: Sequence[Asked], read: Callable[[str], Reading]
) -> tuple[list[Figures], list[Miss]]:
    """Figures by author, all together last, and what went wrong."""
    readings = [(each, read(each.text)) for each in sentences]
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
