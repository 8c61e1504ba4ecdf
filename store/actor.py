"""Who is acting, and the one place that decides whose customers they may see."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import Session, col, select

from store.errors import NotPermitted
from store.models import ComplaintSize, Customer, Role, Staff, Suggestion


@dataclass(frozen=True)
class Actor:
    """A staff member as read from the store for this one message."""

    staff_id: str
    name: str
    role: Role
    team_id: str | None


TERMINAL_ADMIN = Actor(staff_id="terminal", name="命令行管理员", role=Role.ADMIN, team_id=None)
"""The operator at the machine itself, whose commands carry no staff id."""
TERMINAL_OFFICER = Actor(staff_id="terminal", name="命令行", role=Role.COMPLIANCE, team_id=None)
"""The same operator where the whole log is to be read."""


def team_members(*, session: Session, team_id: str | None) -> tuple[str, ...]:
    """Staff ids of a team, disabled ones included: their customers still need someone."""
    if team_id is None:
        return ()
    statement = select(Staff.staff_id).where(col(Staff.team_id) == team_id)
    return tuple(session.exec(statement.order_by(col(Staff.staff_id))))


def team_managers(*, session: Session, actor: Actor) -> Mapping[str, str]:
    """The managers of the actor's team who may have customers, by id with their names."""
    members = team_members(session=session, team_id=actor.team_id)
    statement = select(Staff.staff_id, Staff.name).where(
        col(Staff.staff_id).in_(members), Staff.role == Role.RM, col(Staff.disabled_at).is_(None)
    )
    return dict(session.exec(statement).all())


def visible_owners(*, session: Session, actor: Actor) -> tuple[str, ...]:
    """The owners whose customers *actor* may find by name."""
    if actor.role is Role.RM:
        return (actor.staff_id,)
    if actor.role is Role.SUPERVISOR:
        return team_members(session=session, team_id=actor.team_id)
    return ()


def customer_scope(actor: Actor) -> ColumnElement[bool]:
    """The same decision as a condition on ``Customer``."""
    if actor.role is Role.RM:
        return col(Customer.owner_id) == actor.staff_id
    if actor.role is Role.SUPERVISOR and actor.team_id is not None:
        members = select(Staff.staff_id).where(col(Staff.team_id) == actor.team_id)
        return col(Customer.owner_id).in_(members)
    return false()


def sees_customer_of(actor: Actor, *, owner_id: str | None, owner_team: str | None) -> bool:
    """The same decision over a record already read, by its owner and the owner's team."""
    if actor.role is Role.RM:
        return owner_id == actor.staff_id
    return (
        actor.role is Role.SUPERVISOR and actor.team_id is not None and owner_team == actor.team_id
    )


def suggestion_scope(actor: Actor) -> ColumnElement[bool]:
    """Own suggestions for an RM, the team's for a supervisor, all for compliance.

    By today's rights: one about a customer is seen by whoever answers for the customer now, one
    about nobody by its asker and the team the asker is in now.
    """
    if actor.role is Role.COMPLIANCE:
        return true()
    about_nobody = col(Suggestion.customer_id).is_(None)
    own_customer = (
        select(Customer.customer_id)
        .where(Customer.customer_id == Suggestion.customer_id, customer_scope(actor))
        .exists()
    )
    if actor.role is Role.SUPERVISOR and actor.team_id is not None:
        members = select(Staff.staff_id).where(col(Staff.team_id) == actor.team_id)
        return or_(own_customer, and_(about_nobody, col(Suggestion.staff_id).in_(members)))
    if actor.role is Role.RM:
        own = col(Suggestion.staff_id) == actor.staff_id
        return and_(own, or_(about_nobody, own_customer))
    return false()


def require_role(actor: Actor, *roles: Role) -> None:
    """Raise :class:`NotPermitted` unless *actor* has one of *roles*."""
    if actor.role not in roles:
        raise NotPermitted("您的角色没有这项权限。")


def may_solve(actor: Actor, size: ComplaintSize, *, about: str | None = None) -> bool:
    """Whether closing a complaint of this size is theirs: no manager closes one that is grave, or
    *about* himself."""
    if actor.staff_id == about:
        return False
    return actor.role is not Role.RM or size is ComplaintSize.SMALL
