"""The page's door: a one-time code from the bot, the session it opens, and who it speaks for."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from store import audit
from store.actor import Actor
from store.codes import code_hash, fresh_code, too_many_attempts
from store.errors import NotFound
from store.models import ChatBinding, CodeAttempt, PageCode, PageSession, Staff
from store.staff import BindRefused, actor_for_staff

CODE_VALID = timedelta(minutes=10)
SESSION_VALID = timedelta(hours=12)
IDLE = timedelta(hours=2)
"""A session nobody used for so long is over."""
_NOTED_EVERY = timedelta(minutes=5)
"""How exactly is known when a session was last used: not every page is a write."""
_BYTES = 32


@dataclass(frozen=True)
class LoggedIn:
    """The page now speaks for ``actor``; ``token`` is shown only now, to the browser."""

    token: str
    actor: Actor


def offer_code(*, session: Session, staff_id: str, by: str, at: datetime) -> str:
    """A fresh code for an active member of staff, shown only now; his earlier open ones lapse.

    Raises:
        NotFound: where there is nobody active of that id.
    """
    if actor_for_staff(session=session, staff_id=staff_id) is None:
        raise NotFound(f"没有这位员工，或已停用：{staff_id}。")
    session.exec(
        delete(PageCode).where(col(PageCode.staff_id) == staff_id, col(PageCode.used_at).is_(None))
    )
    code = fresh_code()
    row = PageCode(
        code_hash=code_hash(code), staff_id=staff_id, created_at=at, expires_at=at + CODE_VALID
    )
    session.add(row)
    payload = {"staff_id": staff_id, "expires_at": row.expires_at}
    audit.append(session=session, actor_id=by, kind="page.code_offered", payload=payload, at=at)
    return code


def log_in(*, session: Session, code: str, door: str, at: datetime) -> LoggedIn | BindRefused:
    """Open a session with a code; wrong ones are counted by *door* and in all, before any is
    looked at."""
    if too_many_attempts(session=session, door=door, at=at):
        return BindRefused(reason="too_many_attempts")
    offered = session.get(PageCode, code_hash(code), with_for_update=True)
    actor = None
    if offered is not None and offered.used_at is None and at < offered.expires_at:
        actor = actor_for_staff(session=session, staff_id=offered.staff_id)
    if offered is None or actor is None:
        session.add(CodeAttempt(chat_id=door, at=at))
        audit.append(
            session=session, actor_id="-", kind="page.refused", payload={"door": door}, at=at
        )
        return BindRefused(reason="wrong_code")
    offered.used_at = at
    session.add(offered)
    token = secrets.token_urlsafe(_BYTES)
    session.add(
        PageSession(
            token_hash=_hash(token),
            staff_id=actor.staff_id,
            created_at=at,
            seen_at=at,
            expires_at=at + SESSION_VALID,
        )
    )
    payload = {"door": door}
    audit.append(
        session=session, actor_id=actor.staff_id, kind="page.logged_in", payload=payload, at=at
    )
    return LoggedIn(token, actor)


def actor_of_session(*, session: Session, token: str, at: datetime) -> Actor | None:
    """Whom a session speaks for right now; None where it is over, unknown, or he is disabled."""
    row = session.get(PageSession, _hash(token))
    if row is None or at >= min(row.expires_at, row.seen_at + IDLE):
        return None
    return actor_for_staff(session=session, staff_id=row.staff_id)


def is_to_be_noted(*, session: Session, token: str, at: datetime) -> bool:
    """Whether the session's last use lies back far enough to be written anew."""
    row = session.get(PageSession, _hash(token))
    return row is not None and at >= row.seen_at + _NOTED_EVERY


def note_use(*, session: Session, token: str, at: datetime) -> None:
    """The session was used."""
    row = session.get(PageSession, _hash(token))
    if row is not None:
        row.seen_at = at
        session.add(row)


def log_out(*, session: Session, actor: Actor, token: str, at: datetime) -> bool:
    """End a session; whether it was the member's last."""
    row = session.get(PageSession, _hash(token))
    if row is not None and row.staff_id == actor.staff_id:
        session.delete(row)
        audit.append(
            session=session, actor_id=actor.staff_id, kind="page.logged_out", payload={}, at=at
        )
    left = select(PageSession.token_hash).where(
        PageSession.staff_id == actor.staff_id, col(PageSession.expires_at) > at
    )
    return session.exec(left).first() is None


def on_the_page_alone(*, session: Session, channel: str, at: datetime) -> set[str]:
    """Active staff with an open session and no chat of *channel* bound: told there or nowhere."""
    bound = select(ChatBinding.staff_id).where(col(ChatBinding.chat_id).startswith(f"{channel}:"))
    statement = (
        select(PageSession.staff_id)
        .join(Staff, col(Staff.staff_id) == PageSession.staff_id)
        .where(
            col(PageSession.expires_at) > at,
            col(PageSession.seen_at) > at - IDLE,
            col(Staff.disabled_at).is_(None),
            col(PageSession.staff_id).not_in(bound),
        )
    )
    return set(session.exec(statement))


def drop_outdated(*, session: Session, at: datetime) -> None:
    """Delete codes and sessions that open nothing any more."""
    session.exec(delete(PageCode).where(col(PageCode.expires_at) <= at))
    session.exec(delete(PageSession).where(col(PageSession.expires_at) <= at))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
