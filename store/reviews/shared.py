"""What of the officers' queue others see: whose work it is, and his supervisor."""

from sqlmodel import Session, col, select

from store.actor import Actor, team_members
from store.models import (
    ItemKind,
    ItemState,
    ReviewDecision,
    ReviewItem,
    ReviewMessage,
    ReviewVerdict,
    Role,
)
from store.reviews.items import first_words


def thread_of(*, session: Session, actor: Actor, item_id: str) -> list[ReviewMessage]:
    """What officer and manager wrote to each other; to a manager, of his own items alone."""
    statement = select(ReviewMessage).where(ReviewMessage.item_id == item_id)
    if actor.role is not Role.COMPLIANCE:
        own = select(ReviewItem.item_id).where(ReviewItem.staff_id == actor.staff_id)
        statement = statement.where(col(ReviewMessage.item_id).in_(own))
    return list(session.exec(statement.order_by(col(ReviewMessage.message_id))))


def own_item(*, session: Session, actor: Actor, item_id: str) -> ReviewItem | None:
    """An item about what the actor did himself, or asked."""
    row = session.get(ReviewItem, item_id)
    return row if row is not None and row.staff_id == actor.staff_id else None


def open_question(*, session: Session, actor: Actor, suggestion_id: str) -> ReviewItem | None:
    """What the actor asked the officers about a suggestion and nobody has answered."""
    asked = select(ReviewItem).where(
        ReviewItem.kind == ItemKind.QUESTION,
        ReviewItem.suggestion_id == suggestion_id,
        ReviewItem.staff_id == actor.staff_id,
        ReviewItem.state == ItemState.OPEN,
    )
    return session.exec(asked).first()


def told_decision(
    *, session: Session, actor: Actor, decision_id: str
) -> tuple[ReviewItem, ReviewDecision] | None:
    """A decision to whom it is told: whose work it is, and where it was escalated his supervisors.

    None for anybody else.
    """
    row = session.get(ReviewDecision, decision_id)
    item = session.get(ReviewItem, row.item_id) if row is not None else None
    if row is None or item is None:
        return None
    if item.staff_id == actor.staff_id:
        return item, row
    leads = actor.role is Role.SUPERVISOR and item.staff_id in team_members(
        session=session, team_id=actor.team_id
    )
    return (item, row) if leads and row.verdict is ReviewVerdict.ESCALATED else None


def words_about(*, session: Session, actor: Actor, item: ReviewItem) -> str:
    """What an item is about, in full: to officers, whose work it is, and a supervisor of his."""
    sees = actor.role is Role.COMPLIANCE or item.staff_id == actor.staff_id
    if not sees and actor.role is Role.SUPERVISOR:
        sees = item.staff_id in team_members(session=session, team_id=actor.team_id)
    return first_words(session, [item]).get(item.item_id, "") if sees else ""
