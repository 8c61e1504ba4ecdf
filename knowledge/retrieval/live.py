"""The handbook a running process answers from, renewed when a newer build appears."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from knowledge.retrieval.files import HandbookMissing, current_version, read_build
from knowledge.retrieval.handbook import Handbook

INTERVAL = 1.0
"""Seconds between looks at the pointer."""

_TRIES = 3


def open_handbook(
    data_dir: Path, *, embedding_model: str = "fitted", chroma_url: str | None = None
) -> Handbook:
    """Open the build the pointer names.

    Raises:
        HandbookMissing: where nothing was built, or what was cannot be read any more.
    """
    for left in reversed(range(_TRIES)):
        version = current_version(data_dir)
        if version is None:
            break
        try:
            return read_build(
                data_dir, version, embedding_model=embedding_model, chroma_url=chroma_url
            )
        except FileNotFoundError as error:  # tidied away meanwhile: look again
            if not left:
                raise HandbookMissing("手册是旧版本建的或不完整，请运行 handbook build") from error
        except (KeyError, ValueError) as error:
            raise HandbookMissing("手册已损坏，请运行 handbook build") from error
    raise HandbookMissing("还没有建立手册，请先运行 handbook build")


class LiveHandbook:
    """Always the newest build, another process's included; `current` never waits for a build."""

    def __init__(
        self,
        data_dir: Path,
        *,
        embedding_model: str = "fitted",
        chroma_url: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._data_dir = data_dir
        self._embedding_model = embedding_model
        self._chroma_url = chroma_url
        self._clock = clock
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._handbook: Handbook | None = None

    def current(self) -> Handbook:
        """The newest build; while a newer one is being opened others are given the one before.

        Raises:
            HandbookMissing: where nothing was ever built.
        """
        held = self._handbook
        if held is not None and self._clock() - self._looked < INTERVAL:
            return held
        if held is not None and not self._lock.acquire(blocking=False):
            return held
        if held is None:
            self._lock.acquire()
        try:
            return self._renewed()
        finally:
            self._lock.release()

    def _renewed(self) -> Handbook:
        held = self._handbook
        self._looked = self._clock()
        if held is not None and held.version == current_version(self._data_dir):
            return held
        try:
            self._handbook = held = self._opened()
        except (OSError, ValueError, HandbookMissing):
            if held is None:
                raise
        return held

    def _opened(self) -> Handbook:
        return open_handbook(
            self._data_dir, embedding_model=self._embedding_model, chroma_url=self._chroma_url
        )
