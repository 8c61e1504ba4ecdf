"""Notices: one row a matter, claimed by one sender, sent at least once, never lost.

    add_notice ─▶ waiting ─▶ claim_due ─▶ claimed ─▶ mark_sent
                     ▲                       │ mark_failed, or the claim runs out
                     └───────────────────────┘

A sender that dies between sending and `mark_sent` has sent it; it is sent again once the claim has
run out. Before it is sent, nothing else of it is.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from store import audit
from store.customers.soundness import BATCH, Readable, read_each
from store.models import Notice, table_of

Value = str | int | bool | None
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
"""How long one that could not be sent waits: twice as long each time, so long at most."""
_NOTICE = table_of(Notice)


@dataclass(frozen=True)
class NoticeDraft:
    """What to tell whom and when. ``key`` names the matter (`morning:rm1:2026-11-24`).

    ``subject`` holds ids to make the words of when it is sent; ``grave`` is told at any hour.
    """

    key: str
    staff_id: str
    kind: str
    due_at: datetime
    subject: Mapping[str, Value] = field(default_factory=dict)
    grave: bool = False


def add_notice(*, session: Session, draft: NoticeDraft, at: datetime) -> bool:
    """Keep a notice until it was sent; False where the matter has one, whoever was quicker."""
    values = {
        "notice_key": draft.key,
        "staff_id": draft.staff_id,
        "kind": draft.kind,
        "subject": dict(draft.subject),
        "grave": draft.grave,
        "due_at": draft.due_at,
        "created_at": at,
        "attempts": 0,
    }
    connection = session.connection()
    on = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = on.insert(_NOTICE).values(values).on_conflict_do_nothing()
    return connection.execute(statement.returning(_NOTICE.c.notice_key)).first() is not None


def known_keys(*, session: Session, keys: Collection[str]) -> frozenset[str]:
    """Those of the keys that have a notice, sent, dropped or waiting."""
    asked, found = list(keys), set[str]()
    for start in range(0, len(asked), BATCH):
        some = col(Notice.notice_key).in_(asked[start : start + BATCH])
        found.update(session.exec(select(Notice.notice_key).where(some)))
    return frozenset(found)


def staff_waiting(*, session: Session, now: datetime) -> frozenset[str]:
    """Whom something may be told now, by the notices alone."""
    return frozenset(session.exec(select(Notice.staff_id).where(_free(now)).distinct()))


def claim_due(
    *,
    session: Session,
    now: datetime,
    who: str,
    lease: timedelta,
    staff: Collection[str],
    quiet: Collection[str] = (),
    kinds: Collection[str] = (),
    limit: int = 20,
) -> list[Notice]:
    """Take what is due for *staff*, the earliest first, so that no other sender does.

    Of those in *quiet* only what is grave; only of *kinds*, where some are named. One that cannot
    be read has failed, alone. The claims hold once the transaction is committed.
    """
    allowed: ColumnElement[bool] = col(Notice.staff_id).in_(staff)
    if quiet:
        allowed = and_(allowed, or_(col(Notice.grave), col(Notice.staff_id).not_in(quiet)))
    if kinds:
        allowed = and_(allowed, col(Notice.kind).in_(kinds))
    statement = select(Notice.notice_key).where(_free(now), allowed)
    statement = statement.order_by(col(Notice.due_at), col(Notice.notice_key)).limit(limit)
    claimed = [
        key
        for key in session.exec(statement).all()
        if _changed(
            session,
            and_(_NOTICE.c.notice_key == key, _free(now)),
            claimed_by=who,
            claimed_until=now + lease,
        )
    ]
    found = _read(session, claimed)
    for key in found.unreadable:
        mark_failed(session=session, key=key, who=who, at=now)
    return sorted(found.rows, key=lambda row: (row.due_at, row.notice_key))


def _read(session: Session, keys: Sequence[str]) -> Readable[Notice]:
    def read(some: Sequence[str]) -> Sequence[Notice]:
        return session.exec(select(Notice).where(col(Notice.notice_key).in_(some))).all()

    return read_each(keys, read)


def mark_sent(*, session: Session, key: str, who: str, at: datetime) -> bool:
    """It has been told; False where the claim was lost meanwhile."""
    if not _changed(session, _held(key, who), sent_at=at, claimed_by=None):
        return False
    _append(session, "notice.sent", key, at)
    return True


def mark_failed(*, session: Session, key: str, who: str, at: datetime) -> bool:
    """It could not be sent and is tried again after a pause; False where the claim was lost."""
    attempts = session.exec(select(Notice.attempts).where(Notice.notice_key == key)).first()
    if attempts is None:
        return False
    pause = min(FIRST_PAUSE * 2 ** min(attempts, 16), LONGEST_PAUSE)
    values = {"attempts": attempts + 1, "claimed_by": None, "claimed_until": at + pause}
    return _changed(session, _held(key, who), **values)


def drop_notice(*, session: Session, key: str, why: str, at: datetime) -> bool:
    """It is not to be told any more; False where it was told or dropped before."""
    held = and_(_NOTICE.c.notice_key == key, _NOTICE.c.sent_at.is_(None))
    dropped = and_(held, _NOTICE.c.dropped_at.is_(None))
    if not _changed(session, dropped, dropped_at=at, dropped_why=why, claimed_by=None):
        return False
    _append(session, "notice.dropped", key, at, why=why)
    return True


def last_sent(*, session: Session, staff_id: str, kinds: Collection[str]) -> Notice | None:
    """What of these kinds the member of staff was told last."""
    statement = (
        select(Notice)
        .where(
            Notice.staff_id == staff_id,
            col(Notice.kind).in_(kinds),
            col(Notice.sent_at).is_not(None),
        )
        .order_by(col(Notice.sent_at).desc())
    )
    return session.exec(statement.limit(1)).first()


def _free(now: datetime) -> ColumnElement[bool]:
    """Due, neither told nor dropped, and held by nobody."""
    return and_(
        _NOTICE.c.due_at <= now,
        _NOTICE.c.sent_at.is_(None),
        _NOTICE.c.dropped_at.is_(None),
        or_(_NOTICE.c.claimed_until.is_(None), _NOTICE.c.claimed_until <= now),
    )


def _held(key: str, who: str) -> ColumnElement[bool]:
    return and_(
        _NOTICE.c.notice_key == key, _NOTICE.c.claimed_by == who, _NOTICE.c.sent_at.is_(None)
    )


def _changed(session: Session, where: ColumnElement[bool], **values: object) -> bool:
    statement = update(_NOTICE).where(where).values(values)
    return session.connection().execute(statement).rowcount > 0


def _append(session: Session, kind: str, key: str, at: datetime, **more: str) -> None:
    payload = {"notice": key, **more}
    audit.append(session=session, actor_id="-", kind=kind, payload=payload, at=at)
