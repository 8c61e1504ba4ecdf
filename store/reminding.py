"""What has fallen due for everybody: for whom to remind of it, or to tell that it is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from store.actor import Actor, customer_scope
from store.customers.soundness import BATCH, read_each
from store.models import (
    Customer,
    Escalation,
    FollowUp,
    FollowUpKind,
    FollowUpStatus,
    Handover,
    Interaction,
    Staff,
    Suggestion,
)


@dataclass(frozen=True)
class Answering:
    """Who answers for a line today: its customer's owner, and who sees to it, which is a colleague
    of the owner's team where one has accepted it."""

    owner_id: str
    seen_to_by: str


@dataclass(frozen=True)
class Timed:
    """An open follow-up with a time of day, and who sees to it now."""

    follow_up_id: str
    customer_id: str
    staff_id: str
    due_at: datetime


@dataclass(frozen=True)
class Late:
    """An open line of the diary whose day has come, with what decides who hears of it and when."""

    follow_up_id: str
    whose: Answering
    kind: FollowUpKind
    aum_wan: float | None
    due_on: date
    due_at: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class Unseen:
    """An open case of which no supervisor has said to know."""

    escalation_id: str
    owner_id: str
    opened_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class BriefAlone:
    """A customer prepared for and not spoken of since."""

    suggestion_id: str
    customer_id: str
    customer_name: str


def answering(*, session: Session, follow_up_ids: Sequence[str]) -> dict[str, Answering]:
    """Who answers for each of the lines, without those of customers who are nobody's."""
    owner, taker = aliased(Staff), aliased(Staff)
    accepted = and_(col(Handover.accepted).is_(True), col(Handover.ended_at).is_(None))
    same_team = and_(
        col(taker.staff_id) == Handover.to_id, col(taker.team_id) == col(owner.team_id)
    )
    key = col(FollowUp.follow_up_id)
    statement = (
        select(key, col(owner.staff_id), col(taker.staff_id))
        .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
        .join(owner, col(owner.staff_id) == Customer.owner_id)
        .outerjoin(Handover, and_(col(Handover.follow_up_id) == key, accepted))
        .outerjoin(taker, same_team)
        .order_by(col(Handover.asked_at))
    )
    found: dict[str, Answering] = {}
    for start in range(0, len(follow_up_ids), BATCH):
        wanted = statement.where(key.in_(follow_up_ids[start : start + BATCH]))
        for line, owner_id, taken_by in session.exec(wanted):
            found[line] = Answering(owner_id, taken_by or owner_id)
    return found


def due_between(*, session: Session, after: datetime, until: datetime) -> list[Timed]:
    """Everybody's open follow-ups that fell due in (after, until], soonest first."""
    at = col(FollowUp.due_at)
    statement = (
        select(FollowUp.follow_up_id, FollowUp.customer_id, at)
        .where(FollowUp.status == FollowUpStatus.OPEN, at > after, at <= until)
        .order_by(at)
    )
    lines = session.exec(statement).all()
    whose = answering(session=session, follow_up_ids=[key for key, _, _ in lines])
    return [
        Timed(key, customer_id, whose[key].seen_to_by, due_at)
        for key, customer_id, due_at in lines
        if key in whose and due_at is not None
    ]


def late_lines(*, session: Session, after: date, until: date) -> list[Late]:
    """Everybody's open lines of the days from *after* to *until*, without those no one can read."""
    wanted = select(FollowUp.follow_up_id).where(
        FollowUp.status == FollowUpStatus.OPEN,
        FollowUp.due_on >= after,
        FollowUp.due_on <= until,
    )
    key = col(FollowUp.follow_up_id)

    def read(ids: Sequence[str]) -> list[Late]:
        statement = (
            select(FollowUp, Customer.aum_wan)
            .join(Customer, col(Customer.customer_id) == FollowUp.customer_id)
            .where(key.in_(ids))
        )
        whose = answering(session=session, follow_up_ids=ids)
        return [
            Late(line, whose[line], row.kind, aum, row.due_on, row.due_at, row.created_at)
            for row, aum in session.exec(statement)
            if (line := row.follow_up_id) in whose
        ]

    soonest = wanted.order_by(col(FollowUp.due_on), key)
    return list(read_each(session.exec(soonest).all(), read).rows)


def unseen_cases(*, session: Session, after: datetime) -> list[Unseen]:
    """Open cases opened since, of which no supervisor has said to know, without the unreadable."""
    wanted = select(Escalation.escalation_id).where(
        col(Escalation.closed_at).is_(None),
        col(Escalation.seen_at).is_(None),
        Escalation.opened_at > after,
    )

    def read(ids: Sequence[str]) -> list[Unseen]:
        key, owned = col(Escalation.escalation_id), col(Customer.owner_id)
        statement = (
            select(key, owned, Escalation.opened_at, Escalation.due_at)
            .join(Customer, col(Customer.customer_id) == Escalation.customer_id)
            .where(key.in_(ids))
        )
        return [
            Unseen(case, owner, opened_at, due_at)
            for case, owner, opened_at, due_at in session.exec(statement)
            if owner is not None
        ]

    return list(read_each(session.exec(wanted).all(), read).rows)


def unnoted_briefs(*, session: Session, actor: Actor, since: datetime) -> list[BriefAlone]:
    """Whom the actor had a brief for since then and noted nothing of; the newest brief of each."""
    noted = (
        select(Interaction.interaction_id)
        .where(
            Interaction.customer_id == Suggestion.customer_id,
            Interaction.staff_id == actor.staff_id,
            Interaction.logged_at >= since,
            col(Interaction.undone_at).is_(None),
        )
        .exists()
    )
    statement = (
        select(Suggestion.suggestion_id, Customer.customer_id, Customer.name)
        .join(Customer, col(Customer.customer_id) == Suggestion.customer_id)
        .where(
            Suggestion.staff_id == actor.staff_id,
            Suggestion.kind == "brief",
            Suggestion.at >= since,
            customer_scope(actor),
            ~noted,
        )
        .order_by(col(Suggestion.suggestion_id))
    )
    newest = {customer: (key, name) for key, customer, name in session.exec(statement)}
    return [BriefAlone(key, customer, name) for customer, (key, name) in newest.items()]
