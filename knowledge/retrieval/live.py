"""The handbook a running process answers from, renewed when a newer build or an edit appears."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge.retrieval.files import HandbookMissing, current_version, read_build
from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.synonyms import Edits, edited, read_edits, stamp_of, write_edits

_log = logging.getLogger(__name__)

INTERVAL = 1.0
"""Seconds between looks at the pointer."""

_TRIES = 3
_NOT_WHOLE = "手册是旧版本建的或不完整，请运行 rm-assistant handbook build"


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
                raise HandbookMissing(_NOT_WHOLE) from error
        except (KeyError, ValueError, TypeError, AttributeError, EOFError) as error:
            raise HandbookMissing("手册已损坏，请运行 rm-assistant handbook build") from error
    raise HandbookMissing("手册还没有建好，请先运行 rm-assistant handbook build")


@dataclass(frozen=True)
class _Spoken:
    """A build under the edits that were stamped so."""

    built: Handbook
    stamp: tuple[int, int, int] | None
    handbook: Handbook


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
        self._spoken: _Spoken | None = None

    def current(self) -> Handbook:
        """The newest build under the synonyms as they are this moment.

        While a newer build is being opened others are given the one before.

        Raises:
            HandbookMissing: where nothing was ever built.
        """
        built, stamp, spoken = self._built(), stamp_of(self._data_dir), self._spoken
        if spoken is None or spoken.built is not built or spoken.stamp != stamp:
            self._spoken = spoken = _Spoken(built, stamp, self._edited(built))
        return spoken.handbook

    def edits(self) -> Edits:
        """What the table of synonyms has beyond the shipped one, and lacks of it.

        Raises:
            SynonymRefused: where the file does not read.
        """
        return read_edits(self._data_dir)

    def put_edits(self, edits: Edits) -> None:
        """Replace the edits; every process answers by them from its next question on."""
        write_edits(self._data_dir, edits)

    def under(self, edits: Edits) -> Handbook:
        """The newest build as it would answer under other edits."""
        return edited(self._built(), edits)

    def _edited(self, built: Handbook) -> Handbook:
        try:
            return edited(built, read_edits(self._data_dir))
        except (OSError, ValueError) as error:
            _log.error("synonyms_unreadable error=%s", type(error).__name__)
            return built

    def _built(self) -> Handbook:
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
        except (OSError, ValueError):
            if held is None:
                raise
        return held

    def _opened(self) -> Handbook:
        return open_handbook(
            self._data_dir, embedding_model=self._embedding_model, chroma_url=self._chroma_url
        )
