"""Kept activities as they are read: whose they are, who of their customers is how far.

A customer's state is the newest step not taken back. An activity is its owner's, his supervisor's,
and of those colleagues of the team whose customers are in it; each sees the customers he may.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, false, func, or_
from sqlmodel import Session, col, select

from store.actor import Actor, customer_scope, visible_owners
from store.models import Activity, ActivityStep, Customer, InviteeState, Role, Staff


@dataclass(frozen=True)
class Invitee:
    """A customer of an activity and how far he is with it."""

    activity_id: str
    customer_id: str
    name: str
    owner_id: str | None
    owner: str
    step_id: str
    state: InviteeState
    at: datetime


@dataclass(frozen=True)
class OfCustomer:
    """An activity a customer was put down for, and how far he is with it."""

    activity: Activity
    state: InviteeState
    at: datetime


def activities(*, session: Session, actor: Actor, limit: int = 50) -> list[Activity]:
    """The activities the actor may see, the newest first."""
    statement = (
        select(Activity)
        .where(in_sight(session, actor))
        .order_by(col(Activity.activity_id).desc())
        .limit(limit)
    )
    return list(session.exec(statement))


def invitees(*, session: Session, actor: Actor, activity_ids: Collection[str]) -> list[Invitee]:
    """The customers of these activities whom *actor* may see, each as far as he is."""
    return states_of(session, actor, activity_ids)


def of_customer(*, session: Session, actor: Actor, customer_id: str) -> list[OfCustomer]:
    """The activities a customer *actor* may see was put down for, the newest first."""
    found = states_of(session, actor, None, customer_id=customer_id)
    ids = [each.activity_id for each in found]
    rows = session.exec(select(Activity).where(col(Activity.activity_id).in_(ids)))
    kept = {row.activity_id: row for row in rows if row.cancelled_at is None}
    return [
        OfCustomer(kept[each.activity_id], each.state, each.at)
        for each in sorted(found, key=lambda each: each.activity_id, reverse=True)
        if each.activity_id in kept
    ]


def held_on(*, session: Session, day: date) -> list[Activity]:
    """The activities of a day, whosever, for who is reminded of them."""
    statement = select(Activity).where(Activity.on_day == day, col(Activity.cancelled_at).is_(None))
    return list(session.exec(statement))


def states_of(
    session: Session,
    actor: Actor,
    activity_ids: Collection[str] | None,
    *,
    customer_id: str | None = None,
) -> list[Invitee]:
    """How far customers *actor* may see are: of these activities (None: all), or one customer."""
    newest = (
        select(func.max(ActivityStep.step_id))
        .where(col(ActivityStep.undone_at).is_(None))
        .group_by(col(ActivityStep.activity_id), col(ActivityStep.customer_id))
    )
    if activity_ids is not None:
        newest = newest.where(col(ActivityStep.activity_id).in_(activity_ids))
    if customer_id is not None:
        newest = newest.where(ActivityStep.customer_id == customer_id)
    statement = (
        select(ActivityStep, Customer.name, Customer.owner_id, Staff.name)
        .join(Customer, col(Customer.customer_id) == ActivityStep.customer_id)
        .outerjoin(Staff, col(Staff.staff_id) == Customer.owner_id)
        .where(customer_scope(actor), col(ActivityStep.step_id).in_(newest))
        .order_by(col(ActivityStep.customer_id))
    )
    return [
        Invitee(
            activity_id=row.activity_id,
            customer_id=row.customer_id,
            name=name,
            owner_id=owner_id,
            owner=owner or owner_id or "",
            step_id=row.step_id,
            state=row.state,
            at=row.at,
        )
        for row, name, owner_id, owner in session.exec(statement)
    ]


def in_sight(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The condition on ``Activity``: the actor's, his team's for a supervisor, or a colleague's of
    the team with customers of the actor in it."""
    if actor.role not in {Role.RM, Role.SUPERVISOR}:
        return false()
    owners = {actor.staff_id, *visible_owners(session=session, actor=actor)}
    team = select(Staff.staff_id).where(
        col(Staff.team_id) == actor.team_id, col(Staff.team_id).is_not(None)
    )
    mine = (
        select(ActivityStep.step_id)
        .join(Customer, col(Customer.customer_id) == ActivityStep.customer_id)
        .where(
            col(ActivityStep.activity_id) == col(Activity.activity_id),
            customer_scope(actor),
        )
        .exists()
    )
    return or_(col(Activity.owner_id).in_(owners), and_(col(Activity.owner_id).in_(team), mine))
