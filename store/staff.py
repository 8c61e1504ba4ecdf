"""Who may use the assistant: staff, their invites and the chats bound to them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, require_role
from store.codes import code_hash, fresh_code, too_many_attempts
from store.errors import NotFound, StoreError
from store.models import (
    ChatBinding,
    CodeAttempt,
    Expertise,
    Invite,
    PageCode,
    PageSession,
    Role,
    Staff,
    Team,
)
from store.visible import in_one_line

INVITE_VALID = timedelta(hours=24)
_STAFF_ID = re.compile(r"[\w.@-]{1,64}")
_LONGEST_NAME = 64


@dataclass(frozen=True)
class Bound:
    """The chat now speaks for ``actor``."""

    actor: Actor


@dataclass(frozen=True)
class BindRefused:
    """The code was not accepted; ``reason`` is ``wrong_code`` or ``too_many_attempts``."""

    reason: str


def add_staff(
    *,
    session: Session,
    actor: Actor,
    staff_id: str,
    name: str,
    role: Role,
    team: str | None,
    at: datetime,
) -> Staff:
    """Add a staff member, or change name, role and team of one; a new team is made by its name.

    Raises:
        StoreError: where id or name is none, or a manager has no team.
    """
    require_role(actor, Role.ADMIN)
    name = in_one_line(name)
    if not name or len(name) > _LONGEST_NAME or not _STAFF_ID.fullmatch(staff_id):
        raise StoreError(
            f"员工编号是 64 个以内的字母、汉字、数字和 . _ -，姓名不超过 {_LONGEST_NAME} 个字。"
        )
    team_id = _team_id(session, in_one_line(team)) if team else None
    if team_id is None and role in (Role.RM, Role.SUPERVISOR):
        raise StoreError("客户经理和主管必须属于一个团队。")
    row = session.get(Staff, staff_id)
    kind = "staff.added" if row is None else "staff.changed"
    if row is None:
        row = Staff(staff_id=staff_id, name=name, role=role, team_id=team_id, created_at=at)
    row.name, row.role, row.team_id = name, role, team_id
    session.add(row)
    payload = {"staff_id": staff_id, "name": name, "role": role, "team_id": team_id}
    audit.append(session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at)
    return row


def list_staff(*, session: Session, actor: Actor) -> list[Staff]:
    """All staff for an administrator or compliance officer, the own team for a supervisor."""
    require_role(actor, Role.ADMIN, Role.COMPLIANCE, Role.SUPERVISOR)
    statement = select(Staff).order_by(col(Staff.staff_id))
    if actor.role is Role.SUPERVISOR:
        statement = statement.where(Staff.team_id == actor.team_id)
    return list(session.exec(statement))


def set_expertise(
    *, session: Session, actor: Actor, staff_id: str, fields: Collection[Expertise], at: datetime
) -> Staff:
    """What a colleague may be asked for; none of it where *fields* is empty."""
    require_role(actor, Role.ADMIN)
    row = _existing(session, staff_id)
    row.expertise = [each.value for each in fields]
    session.add(row)
    payload = {"staff_id": staff_id, "expertise": row.expertise}
    audit.append(
        session=session, actor_id=actor.staff_id, kind="staff.expertise", payload=payload, at=at
    )
    return row


def experts(*, session: Session) -> list[Staff]:
    """The active colleagues who may be asked for something, by id; seen by everybody."""
    statement = select(Staff).where(col(Staff.disabled_at).is_(None)).order_by(col(Staff.staff_id))
    return [row for row in session.exec(statement) if row.expertise]


def disable_staff(*, session: Session, actor: Actor, staff_id: str, at: datetime) -> None:
    """Shut a staff member out at once: every bound chat, page and open code."""
    require_role(actor, Role.ADMIN)
    row = _existing(session, staff_id)
    row.disabled_at = at
    session.add(row)
    for binding in session.exec(select(ChatBinding).where(ChatBinding.staff_id == staff_id)):
        session.delete(binding)
    for invite in _open_invites(session, staff_id):
        session.delete(invite)
    for opened in (PageCode, PageSession):
        session.exec(delete(opened).where(col(opened.staff_id) == staff_id))
    payload = {"staff_id": staff_id}
    audit.append(
        session=session, actor_id=actor.staff_id, kind="staff.disabled", payload=payload, at=at
    )


def invite_staff(*, session: Session, actor: Actor, staff_id: str, at: datetime) -> str:
    """A fresh one-time code, shown only now; earlier open codes of the same person lapse."""
    require_role(actor, Role.ADMIN)
    row = _existing(session, staff_id)
    if row.disabled_at is not None:
        raise StoreError(f"员工 {staff_id} 已停用，不能邀请。")
    for earlier in _open_invites(session, staff_id):
        session.delete(earlier)
    code = fresh_code()
    session.add(
        Invite(
            code_hash=code_hash(code),
            staff_id=staff_id,
            created_by=actor.staff_id,
            created_at=at,
            expires_at=at + INVITE_VALID,
        )
    )
    payload = {"staff_id": staff_id, "expires_at": at + INVITE_VALID}
    audit.append(
        session=session, actor_id=actor.staff_id, kind="staff.invited", payload=payload, at=at
    )
    return code


def bind_chat(*, session: Session, chat_id: str, code: str, at: datetime) -> Bound | BindRefused:
    """Let a chat speak for whoever the code was made for; wrong codes are counted.

    Counted per chat and in all, before the code is looked at; a code is held while it is used.
    """
    if too_many_attempts(session=session, door=chat_id, at=at):
        return BindRefused(reason="too_many_attempts")
    invite = session.get(Invite, code_hash(code), with_for_update=True)
    staff = session.get(Staff, invite.staff_id) if invite is not None else None
    if invite is None or staff is None or not _usable(invite, staff, at):
        session.add(CodeAttempt(chat_id=chat_id, at=at))
        payload = {"chat_id": chat_id}
        audit.append(session=session, actor_id="-", kind="chat.refused", payload=payload, at=at)
        return BindRefused(reason="wrong_code")
    invite.used_at = at
    session.add(invite)
    session.merge(ChatBinding(chat_id=chat_id, staff_id=staff.staff_id, bound_at=at))
    payload = {"chat_id": chat_id}
    audit.append(
        session=session, actor_id=staff.staff_id, kind="chat.bound", payload=payload, at=at
    )
    return Bound(actor=_actor(staff))


def actor_for_chat(*, session: Session, chat_id: str) -> Actor | None:
    """Who a chat speaks for right now, None for a stranger or a disabled staff member."""
    statement = (
        select(Staff)
        .join(ChatBinding, col(ChatBinding.staff_id) == Staff.staff_id)
        .where(ChatBinding.chat_id == chat_id, col(Staff.disabled_at).is_(None))
    )
    staff = session.exec(statement).first()
    return _actor(staff) if staff is not None else None


def actor_for_staff(*, session: Session, staff_id: str) -> Actor | None:
    """The active staff member of that id, for the terminal's ``--as``."""
    staff = session.get(Staff, staff_id)
    return _actor(staff) if staff is not None and staff.disabled_at is None else None


def chats_on(*, session: Session, channel: str) -> dict[str, str]:
    """The chat of a channel bound last by each active member of staff, by staff id."""
    statement = (
        select(ChatBinding.staff_id, ChatBinding.chat_id)
        .join(Staff, col(Staff.staff_id) == ChatBinding.staff_id)
        .where(col(ChatBinding.chat_id).startswith(f"{channel}:"), col(Staff.disabled_at).is_(None))
        .order_by(col(ChatBinding.bound_at))
    )
    return {staff_id: chat_id for staff_id, chat_id in session.exec(statement)}


def supervisors_of(*, session: Session, staff_id: str | None) -> list[str]:
    """The active supervisors of a member of staff's team, by id; none of nobody's."""
    team = select(Staff.team_id).where(Staff.staff_id == staff_id).scalar_subquery()
    statement = select(Staff.staff_id).where(
        Staff.team_id == team, Staff.role == Role.SUPERVISOR, col(Staff.disabled_at).is_(None)
    )
    return list(session.exec(statement.order_by(col(Staff.staff_id))))


def officers(*, session: Session) -> list[str]:
    """The active compliance officers, by id."""
    statement = select(Staff.staff_id).where(
        Staff.role == Role.COMPLIANCE, col(Staff.disabled_at).is_(None)
    )
    return list(session.exec(statement.order_by(col(Staff.staff_id))))


def staff_names(*, session: Session, staff_ids: Collection[str]) -> dict[str, str]:
    """The names behind ids, disabled members of staff included."""
    wanted = [each for each in staff_ids if each]
    statement = select(Staff.staff_id, Staff.name).where(col(Staff.staff_id).in_(wanted))
    return dict(session.exec(statement).all()) if wanted else {}


def _actor(staff: Staff) -> Actor:
    return Actor(staff_id=staff.staff_id, name=staff.name, role=staff.role, team_id=staff.team_id)


def _existing(session: Session, staff_id: str) -> Staff:
    row = session.get(Staff, staff_id)
    if row is None:
        raise NotFound(f"没有员工 {staff_id}。")
    return row


def _team_id(session: Session, team: str) -> str:
    statement = select(Team).where((col(Team.name) == team) | (col(Team.team_id) == team))
    row = session.exec(statement).first()
    if row is None:
        row = Team(team_id=team, name=team)
        session.add(row)
        session.flush()
    return row.team_id


def _open_invites(session: Session, staff_id: str) -> list[Invite]:
    statement = select(Invite).where(Invite.staff_id == staff_id, col(Invite.used_at).is_(None))
    return list(session.exec(statement))


def _usable(invite: Invite, staff: Staff, at: datetime) -> bool:
    return invite.used_at is None and at < invite.expires_at and staff.disabled_at is None
