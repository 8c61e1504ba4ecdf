"""Wall and processor time of many calls."""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Times:
    """Milliseconds a call, by the clock and by the processor."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @contextmanager
    def taking(self, *, kept: bool = True) -> Iterator[None]:
        """Time what is done inside."""
        wall, processor = time.perf_counter(), time.process_time()
        yield
        if kept:
            self.wall.append((time.perf_counter() - wall) * 1000)
            self.processor.append((time.process_time() - processor) * 1000)

    @property
    def median(self) -> float:
        """The median by the clock."""
        return statistics.median(self.wall)

    @property
    def p95(self) -> float:
        """The 95th percentile by the clock."""
        return statistics.quantiles(self.wall, n=20)[-1]

    @property
    def cpu(self) -> float:
        """The median by the processor."""
        return statistics.median(self.processor)


def timed(call: Callable[[T], object], each: Sequence[T], *, warm: int) -> Times:
    """The times of a call for each, the first `warm` left out."""
    times = Times()
    with quieted():
        for place, one in enumerate(each):
            with times.taking(kept=place >= warm):
                call(one)
    return times


@contextmanager
def quieted() -> Iterator[None]:
    """Warnings kept off the screen meanwhile, still made."""
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)
    try:
        yield
    finally:
        root.setLevel(level)
