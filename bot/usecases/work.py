"""One message's dealings with the store: one consistent read, one write, then the anchor.

    with working(desk, now=desk.now()) as work:
        actor = staff_member("rm1", work=work)
        prepare_brief(work=work, actor=actor, customer_id="C001")

Use cases take a `Work`, read by `work.reading`, write by `work.writing`. All that one message
writes is one transaction: it is committed when the `with` ends, and only then may an answer
leave. What was written to the audit chain is anchored outside the database after the commit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.desk import Desk
from store import audit
from store.engine import is_busy, reading, transaction

_log = logging.getLogger(__name__)


class NotRecorded(RuntimeError):
    """The store did not take what had to be written, so nothing may be shown."""


class StoreBusy(NotRecorded):
    """Another process held the store for too long; the same may be tried again."""


class Work:
    """What a use case is handed: the desk, the time there, and the message's two sessions."""

    def __init__(self, desk: Desk, *, now: datetime) -> None:
        self.desk = desk
        self.now = now.astimezone(desk.zone)
        self._reads = ExitStack()
        self._writes = ExitStack()
        self._reading: Session | None = None
        self._writing: Session | None = None
        self._then: list[Callable[[], None]] = []
        self.kept = False
        """Whether something was committed: it stays, whatever fails later."""

    @property
    def reading(self) -> Session:
        """The session to read by: one snapshot for the message, or its own unfinished write."""
        if self._writing is not None:
            return self._writing
        if self._reading is None:
            self._reading = self._reads.enter_context(reading(self.desk.engine))
        return self._reading

    @property
    def only_read(self) -> bool:
        """Whether nothing was begun to be written: what was read of the snapshot still holds."""
        return self._writing is None

    @property
    def writing(self) -> Session:
        """The session to write by, begun at the first use; committed by `commit`.

        Raises:
            NotRecorded: where the store cannot be written.
        """
        if self._writing is None:
            self.rest()
            with _recorded():
                self._writing = self._writes.enter_context(transaction(self.desk.engine))
        return self._writing

    def rest(self) -> None:
        """Let go of the read before something slow (a model's answer); the next one is fresh."""
        self._reads.close()
        self._reads, self._reading = ExitStack(), None

    def commit(self) -> None:
        """Make the writes last, then anchor the chain's head; the next write begins anew.

        Raises:
            NotRecorded: where the store did not take them; nothing of them is kept then.
        """
        self.rest()
        if self._writing is None:
            return
        point: audit.AuditPoint | None
        with _recorded():
            self._writing.flush()
            point = self._writing.info.get(audit.HEAD)
            self._writes.close()
        self._writes, self._writing = ExitStack(), None
        self.kept = True
        if point is not None:
            _anchor(self, point)
        then, self._then = self._then, []
        for act in then:
            _after(act)

    def afterwards(self, act: Callable[[], None]) -> None:
        """Do something outside the store once the writes last; it is dropped where they do not.

        What fails then is logged: what was written stands, and its answer is given.
        """
        self._then.append(act)

    def abandon(self, error: BaseException) -> None:
        """Undo the unfinished writes."""
        self._reads.close()
        self._writes.__exit__(type(error), error, error.__traceback__)
        self._reading = self._writing = None
        self._then.clear()


@contextmanager
def working(desk: Desk, *, now: datetime | None = None) -> Iterator[Work]:
    """A message's work, at the desk's time unless another is given.

    Raises:
        NotRecorded: where the store did not take what was written.
    """
    work = Work(desk, now=now or desk.now())
    try:
        with _recorded():
            yield work
        work.commit()
    except BaseException as error:
        work.abandon(error)
        raise


@contextmanager
def _recorded() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        kind = StoreBusy if is_busy(error) else NotRecorded
        raise kind(type(error).__name__) from error


def _after(act: Callable[[], None]) -> None:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - whatever fails outside, the write stands
        _log.error("afterwards_failed error=%s", type(error).__name__)


def _anchor(work: Work, point: audit.AuditPoint) -> None:
    """Note the chain's head outside the database; a failure is logged, the answer stands."""
    try:
        audit.write_anchor(work.desk.anchor_file, point=point, at=work.now)
    except OSError as error:
        _log.error("anchor_failed error=%s", type(error).__name__)
