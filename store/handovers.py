"""Lines of the diary handed to a colleague of the team: asked, accepted or not, done, taken back.

The customer stays with his owner; the colleague sees this line and the customer's name, no more,
and that as long as the customer is with their team.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from store import audit
from store.actor import Actor, customer_scope
from store.errors import NotFound, NotPermitted
from store.models import Customer, FollowUp, FollowUpStatus, Handover, Role, Staff


@dataclass(frozen=True)
class HandedLine:
    """A handover with the names to show, and the line it is of."""

    handover: Handover
    follow_up: FollowUp
    customer_name: str
    from_name: str
    to_name: str


def accepted_by(actor: Actor) -> ColumnElement[bool]:
    """The condition on ``FollowUp`` and its ``Customer``: a colleague's line that the actor has
    accepted, as long as the customer is with the actor's team."""
    held = aliased(Handover)
    accepted = (
        select(held.handover_id)
        .where(
            col(held.follow_up_id) == col(FollowUp.follow_up_id),
            col(held.to_id) == actor.staff_id,
            col(held.accepted).is_(True),
            col(held.ended_at).is_(None),
        )
        .exists()
    )
    return and_(accepted, _with_team_of(actor))


def colleagues_of(*, session: Session, actor: Actor) -> list[Staff]:
    """The active managers of the actor's team besides himself."""
    statement = select(Staff).where(
        Staff.team_id == actor.team_id,
        Staff.role == Role.RM,
        Staff.staff_id != actor.staff_id,
        col(Staff.disabled_at).is_(None),
        col(Staff.team_id).is_not(None),
    )
    return list(session.exec(statement.order_by(col(Staff.staff_id))))


def ask_handover(
    *, session: Session, actor: Actor, follow_up_id: str, to_id: str, at: datetime
) -> Handover:
    """Ask a colleague to take an open line of one of the actor's customers.

    Raises:
        NotFound: where the line is not open, or not the actor's.
        NotPermitted: where the colleague is none of the team, or it is with a colleague already.
    """
    _own_line(session, actor, follow_up_id)
    if to_id not in {each.staff_id for each in colleagues_of(session=session, actor=actor)}:
        raise NotPermitted("只能转交给本团队的客户经理。")
    if session.exec(_standing().where(Handover.follow_up_id == follow_up_id)).first():
        raise NotPermitted("这件已经转交出去了，先收回再转给别人。")
    row = Handover(
        handover_id=audit.new_id(session=session, prefix="HO", at=at),
        follow_up_id=follow_up_id,
        from_id=actor.staff_id,
        to_id=to_id,
        asked_at=at,
    )
    _write(session, actor, "handover.asked", row, at)
    return row


def answer_handover(
    *, session: Session, actor: Actor, handover_id: str, accept: bool, at: datetime
) -> Handover:
    """Accept or decline what the actor was asked to take; the first answer counts."""
    statement = (
        _standing()
        .join(FollowUp, col(FollowUp.follow_up_id) == Handover.follow_up_id)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .where(Handover.handover_id == handover_id, Handover.to_id == actor.staff_id)
        .where(_with_team_of(actor))
    )
    row = session.exec(statement).first()
    if row is None or row.accepted is not None:
        raise NotFound("这件转交已经答复过，或对方收回了。")
    row.accepted, row.answered_at = accept, at
    row.ended_at = None if accept else at
    _write(session, actor, "handover.accepted" if accept else "handover.declined", row, at)
    return row


def take_back(*, session: Session, actor: Actor, handover_id: str, at: datetime) -> Handover:
    """The one who handed it over has it again."""
    statement = _standing().where(
        Handover.handover_id == handover_id, Handover.from_id == actor.staff_id
    )
    row = session.exec(statement).first()
    if row is None:
        raise NotFound("这件转交已经了结，或已收回。")
    row.ended_at = at
    _write(session, actor, "handover.taken_back", row, at)
    return row


def handed_line(*, session: Session, actor: Actor, handover_id: str) -> HandedLine | None:
    """One handover the actor gave or was asked to take, whatever became of it."""
    return _first(session, actor, col(Handover.handover_id) == handover_id)


def handover_of(*, session: Session, actor: Actor, follow_up_id: str) -> HandedLine | None:
    """The handover standing for a line, where the actor gave it or was asked to take it."""
    standing = col(Handover.ended_at).is_(None) & (col(Handover.follow_up_id) == follow_up_id)
    return _first(session, actor, standing)


def taken_on(*, session: Session, actor: Actor) -> list[HandedLine]:
    """What colleagues handed to the actor and he accepted, as long as it is open."""
    taken = (col(Handover.to_id) == actor.staff_id) & col(Handover.accepted).is_(True)
    is_open = col(FollowUp.status) == FollowUpStatus.OPEN
    return _lines(session, actor, taken & is_open & col(Handover.ended_at).is_(None))


def _first(session: Session, actor: Actor, where: ColumnElement[bool]) -> HandedLine | None:
    return next(iter(_lines(session, actor, where)), None)


def _lines(session: Session, actor: Actor, where: ColumnElement[bool]) -> list[HandedLine]:
    giver, taker = aliased(Staff), aliased(Staff)
    gave = and_(col(Handover.from_id) == actor.staff_id, customer_scope(actor))
    took = and_(col(Handover.to_id) == actor.staff_id, _with_team_of(actor))
    statement = (
        select(Handover, FollowUp, Customer.name)
        .join(FollowUp, col(FollowUp.follow_up_id) == Handover.follow_up_id)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .add_columns(col(giver.name), col(taker.name))
        .join(giver, col(giver.staff_id) == Handover.from_id)
        .join(taker, col(taker.staff_id) == Handover.to_id)
        .where(where, or_(gave, took))
        .order_by(col(FollowUp.due_on), col(FollowUp.follow_up_id))
    )
    return [HandedLine(*row) for row in session.execute(statement)]


def _with_team_of(actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Customer``: its owner of today is of the actor's team."""
    if actor.team_id is None:
        return false()
    members = select(Staff.staff_id).where(col(Staff.team_id) == actor.team_id)
    return col(Customer.owner_id).in_(members)


def _standing() -> SelectOfScalar[Handover]:
    return select(Handover).where(col(Handover.ended_at).is_(None))


def _own_line(session: Session, actor: Actor, follow_up_id: str) -> None:
    statement = (
        select(FollowUp.follow_up_id)
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .where(
            FollowUp.follow_up_id == follow_up_id,
            FollowUp.status == FollowUpStatus.OPEN,
            customer_scope(actor),
        )
    )
    if session.exec(statement).first() is None:
        raise NotFound("没有找到这条跟进，或客户已不在您名下。")


def _write(session: Session, actor: Actor, kind: str, row: Handover, at: datetime) -> None:
    session.add(row)
    payload = {"follow_up_id": row.follow_up_id, "to": row.to_id, "from": row.from_id}
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
