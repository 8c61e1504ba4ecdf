"""The officers' queue counted over a time [since, until); read by officers alone."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from store.actor import Actor, require_role
from store.models import (
    ItemKind,
    ItemState,
    ReviewDecision,
    ReviewItem,
    ReviewTag,
    ReviewTally,
    ReviewVerdict,
    Risk,
    Role,
    Suggestion,
)

BAD = (ReviewVerdict.REJECTED, ReviewVerdict.ESCALATED)
"""What of a sample counts as missed by the rules."""
_TOP = 5
_PAGE = 500


def count_suggestions(*, session: Session, actor: Actor, since: datetime, until: datetime) -> int:
    """How many suggestions were shown."""
    require_role(actor, Role.COMPLIANCE)
    shown = select(func.count()).select_from(Suggestion)
    return session.exec(shown.where(Suggestion.at >= since, Suggestion.at < until)).one()


def count_found(
    *, session: Session, actor: Actor, since: datetime, until: datetime
) -> dict[ItemKind, int]:
    """How many items came up, by kind."""
    require_role(actor, Role.COMPLIANCE)
    statement = (
        select(ReviewItem.kind, func.count())
        .where(ReviewItem.at >= since, ReviewItem.at < until)
        .group_by(col(ReviewItem.kind))
    )
    found = {ItemKind(kind): number for kind, number in session.exec(statement)}
    return {kind: found[kind] for kind in ItemKind if kind in found}


def count_verdicts(
    *, session: Session, actor: Actor, since: datetime, until: datetime
) -> list[tuple[str, ReviewVerdict, int, int]]:
    """The decisions made, as (officer's name, verdict, first or second, how many)."""
    require_role(actor, Role.COMPLIANCE)
    by = (
        col(ReviewDecision.officer_name),
        col(ReviewDecision.verdict),
        col(ReviewDecision.turn),
    )
    statement = (
        select(*by, func.count())
        .where(ReviewDecision.at >= since, ReviewDecision.at < until)
        .group_by(*by)
        .order_by(*by)
    )
    return [(name, ReviewVerdict(v), turn, n) for name, v, turn, n in session.exec(statement)]


def most_tagged(
    *,
    session: Session,
    actor: Actor,
    tag: str,
    since: datetime,
    until: datetime,
    only_bad: bool,
) -> list[tuple[str, int]]:
    """What the most items that came up are found by, or of those only the rejected."""
    require_role(actor, Role.COMPLIANCE)
    number = func.count()
    statement = (
        select(ReviewTag.value, number)
        .join(ReviewItem, col(ReviewItem.item_id) == ReviewTag.item_id)
        .where(ReviewTag.tag == tag, ReviewItem.at >= since, ReviewItem.at < until)
        .group_by(col(ReviewTag.value))
        .order_by(number.desc(), col(ReviewTag.value))
        .limit(_TOP)
    )
    if only_bad:
        statement = statement.where(col(ReviewItem.verdict).in_(BAD))
    else:
        statement = statement.where(col(ReviewItem.kind).in_((ItemKind.NOTE, ItemKind.TEXT)))
    return list(session.exec(statement).all())


def decision_times(
    *, session: Session, actor: Actor, since: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """Of the items first decided in the time, when each came up and when it was decided."""
    require_role(actor, Role.COMPLIANCE)
    statement = (
        select(ReviewItem.at, ReviewDecision.at)
        .join(ReviewDecision, col(ReviewDecision.item_id) == ReviewItem.item_id)
        .where(ReviewDecision.turn == 1, ReviewDecision.at >= since, ReviewDecision.at < until)
    )
    return list(session.exec(statement).all())


def population(
    *, session: Session, actor: Actor, first: date, last: date
) -> Mapping[Risk, tuple[int, int]]:
    """How many suggestions that nothing flagged were seen and drawn, by class, on these days."""
    require_role(actor, Role.COMPLIANCE)
    statement = (
        select(ReviewTally.risk, func.sum(ReviewTally.seen), func.sum(ReviewTally.drawn))
        .where(ReviewTally.day >= first, ReviewTally.day <= last)
        .group_by(col(ReviewTally.risk))
    )
    return {Risk(risk): (seen, drawn) for risk, seen, drawn in session.exec(statement)}


def sample_outcomes(
    *, session: Session, actor: Actor, since: datetime, until: datetime
) -> Mapping[Risk, tuple[int, int]]:
    """Of the sample that came up then, how many were decided and how many of them were bad."""
    require_role(actor, Role.COMPLIANCE)
    bad: Any = func.sum(case((col(ReviewItem.verdict).in_(BAD), 1), else_=0))
    statement = (
        select(ReviewItem.risk, func.count(), bad)
        .where(
            ReviewItem.kind == ItemKind.SAMPLE,
            col(ReviewItem.verdict).is_not(None),
            ReviewItem.at >= since,
            ReviewItem.at < until,
        )
        .group_by(col(ReviewItem.risk))
    )
    return {Risk(risk): (decided, missed) for risk, decided, missed in session.exec(statement)}


def decided_twice(
    *, session: Session, actor: Actor, since: datetime, until: datetime
) -> list[tuple[ReviewVerdict, ReviewVerdict]]:
    """The first and the second verdict of what two officers have decided by then."""
    require_role(actor, Role.COMPLIANCE)
    second = aliased(ReviewDecision)
    statement = (
        select(ReviewDecision.verdict, second.verdict)
        .join(second, second.item_id == ReviewDecision.item_id)  # type: ignore[arg-type]
        .where(
            ReviewDecision.turn == 1,
            second.turn == 2,
            second.at >= since,
            second.at < until,
        )
    )
    return [(ReviewVerdict(one), ReviewVerdict(two)) for one, two in session.exec(statement)]


def count_in_state(*, session: Session, actor: Actor, state: ItemState) -> int:
    """How many items are in a state now."""
    require_role(actor, Role.COMPLIANCE)
    statement = select(func.count()).select_from(ReviewItem).where(ReviewItem.state == state)
    return session.exec(statement).one()


def items_between(
    *, session: Session, actor: Actor, since: datetime | None, until: datetime | None
) -> Iterator[ReviewItem]:
    """The items that came up then, or all, oldest first, page by page."""
    require_role(actor, Role.COMPLIANCE)
    order = (col(ReviewItem.at), col(ReviewItem.item_id))
    statement = select(ReviewItem).order_by(*order).limit(_PAGE)
    if since is not None:
        statement = statement.where(ReviewItem.at >= since)
    if until is not None:
        statement = statement.where(ReviewItem.at < until)
    last: ReviewItem | None = None
    while True:
        later = statement if last is None else statement.where(_later(last))
        page = session.exec(later).all()
        if not page:
            return
        yield from page
        last = page[-1]


def _later(last: ReviewItem) -> ColumnElement[bool]:
    at, key = col(ReviewItem.at), col(ReviewItem.item_id)
    return or_(at > last.at, and_(at == last.at, key > last.item_id))
