"""What stands in the officers' queue: found by conditions, paged by what came last, opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from store import audit
from store.actor import Actor, require_role
from store.models import (
    Customer,
    Interaction,
    ItemKind,
    ItemState,
    MessageKind,
    ReviewDecision,
    ReviewItem,
    ReviewMessage,
    ReviewTag,
    ReviewVerdict,
    Risk,
    Role,
    Suggestion,
    SuggestionFeedback,
)

_SAME_NAME = 5
SCRIPT, RULE, PRODUCT = "script", "rule", "product"
"""The tags an item is found by."""


@dataclass(frozen=True)
class ItemFilter:
    """Which items are meant; a field left empty leaves all. Times are [since, until).

    ``decided`` asks for what was decided in that time, else what happened in it is meant;
    ``waiting`` leaves what the actor may decide now. ``verdict`` is the officers' last word.
    """

    waiting: bool = True
    decided: bool = False
    kinds: tuple[ItemKind, ...] = ()
    risk: Risk | None = None
    state: ItemState | None = None
    verdict: ReviewVerdict | None = None
    staff_id: str = ""
    customer_id: str = ""
    officer_id: str = ""
    script_id: str = ""
    rule_id: str = ""
    product_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Listed:
    """An item with the first words it is about."""

    item: ReviewItem
    words: str


def page_of_items(
    *, session: Session, actor: Actor, chosen: ItemFilter, after: str = "", limit: int = 8
) -> list[Listed]:
    """So many of them: what waits by risk and then age, what was decided the newest first.

    *after* is the id of the item the page before ended with.

    Raises:
        NotPermitted: where *actor* is no compliance officer; so with all that follows.
    """
    require_role(actor, Role.COMPLIANCE)
    statement = select(ReviewItem).where(*_conditions(actor, chosen))
    last = session.get(ReviewItem, after) if after else None
    if last is not None:
        statement = statement.where(_behind(last, chosen))
    rows = session.exec(statement.order_by(*_order(chosen)).limit(limit)).all()
    words = first_words(session, rows)
    return [Listed(row, words.get(row.item_id, "")) for row in rows]


def count_items(*, session: Session, actor: Actor, chosen: ItemFilter) -> dict[ItemKind, int]:
    """How many there are of each kind."""
    require_role(actor, Role.COMPLIANCE)
    counted = func.count()
    statement = (
        select(ReviewItem.kind, counted)
        .where(*_conditions(actor, chosen))
        .group_by(col(ReviewItem.kind))
    )
    found = {ItemKind(kind): number for kind, number in session.exec(statement)}
    return {kind: found[kind] for kind in ItemKind if kind in found}


def get_item(*, session: Session, actor: Actor, item_id: str) -> ReviewItem | None:
    """The item of this id, decided or not."""
    require_role(actor, Role.COMPLIANCE)
    return session.get(ReviewItem, item_id)


def note_opened(*, session: Session, actor: Actor, item: ReviewItem, at: datetime) -> None:
    """Leave in the log that an officer looked at an item."""
    require_role(actor, Role.COMPLIANCE)
    payload = {"item_id": item.item_id, "customer_id": item.customer_id}
    audit.append(
        session=session, actor_id=actor.staff_id, kind="review.opened", payload=payload, at=at
    )


def writers_of(*, session: Session, actor: Actor, script_id: str) -> frozenset[str]:
    """Who wrote a version of a draft."""
    require_role(actor, Role.COMPLIANCE)
    drafts = select(ReviewItem.staff_id).where(
        ReviewItem.kind == ItemKind.DRAFT, ReviewItem.script_id == script_id
    )
    return frozenset(session.exec(drafts))


def note_searched(*, session: Session, actor: Actor, condition: str, at: datetime) -> None:
    """Leave in the log what an officer looked for."""
    require_role(actor, Role.COMPLIANCE)
    payload = {"condition": condition}
    audit.append(
        session=session, actor_id=actor.staff_id, kind="review.searched", payload=payload, at=at
    )


def customers_called(*, session: Session, actor: Actor, name: str) -> tuple[str, ...]:
    """The ids of the customers who bear a whole name; an officer sees no more of them."""
    require_role(actor, Role.COMPLIANCE)
    named = select(Customer.customer_id).where(Customer.name == name)
    return tuple(session.exec(named.order_by(col(Customer.customer_id)).limit(_SAME_NAME)))


def decisions_on(*, session: Session, actor: Actor, item: ReviewItem) -> list[ReviewDecision]:
    """What was decided of an item; while a second officer is to look, the first's is his alone."""
    require_role(actor, Role.COMPLIANCE)
    statement = select(ReviewDecision).where(ReviewDecision.item_id == item.item_id)
    if item.state is ItemState.SECOND:
        statement = statement.where(ReviewDecision.officer_id == actor.staff_id)
    return list(session.exec(statement.order_by(col(ReviewDecision.turn))))


def notes_after(*, session: Session, actor: Actor, suggestion_id: str) -> list[Interaction]:
    """The contacts noted after a suggestion, oldest first."""
    require_role(actor, Role.COMPLIANCE)
    statement = select(Interaction).where(Interaction.suggestion_id == suggestion_id)
    return list(session.exec(statement.order_by(col(Interaction.at))))


def _conditions(actor: Actor, chosen: ItemFilter) -> list[ColumnElement[bool]]:
    found = list(_of_state(actor, chosen))
    plain = {
        "kind": chosen.kinds,
        "staff_id": chosen.staff_id,
        "customer_id": chosen.customer_id,
        "decided_by": chosen.officer_id,
        "risk": chosen.risk,
    }
    for name, value in plain.items():
        column = col(getattr(ReviewItem, name))
        if value:
            found.append(column.in_(value) if isinstance(value, tuple) else column == value)
    tags = {SCRIPT: chosen.script_id, RULE: chosen.rule_id, PRODUCT: chosen.product_id}
    found += [_tagged(tag, value) for tag, value in tags.items() if value]
    at = col(ReviewItem.decided_at if chosen.decided else ReviewItem.at)
    if chosen.since is not None:
        found.append(at >= chosen.since)
    if chosen.until is not None:
        found.append(at < chosen.until)
    return found


def _of_state(actor: Actor, chosen: ItemFilter) -> Sequence[ColumnElement[bool]]:
    state = col(ReviewItem.state)
    if chosen.state is not None:
        return [state == chosen.state]
    if chosen.waiting:
        second = and_(state == ItemState.SECOND, col(ReviewItem.decided_by) != actor.staff_id)
        own = col(ReviewItem.staff_id) != actor.staff_id
        return [or_(state == ItemState.OPEN, second), own]
    if chosen.verdict is None and not chosen.decided and not chosen.officer_id:
        return []
    # While a second officer is to look, nobody but the first finds an item by its verdict.
    known = or_(state == ItemState.DONE, col(ReviewItem.decided_by) == actor.staff_id)
    decided = col(ReviewItem.verdict).is_not(None)
    wanted = [col(ReviewItem.verdict) == chosen.verdict] if chosen.verdict else [decided]
    return [known, *wanted]


def _tagged(tag: str, value: str) -> ColumnElement[bool]:
    of = select(ReviewTag.item_id).where(ReviewTag.tag == tag, ReviewTag.value == value)
    return col(ReviewItem.item_id).in_(of)


def _order(chosen: ItemFilter) -> tuple[Any, ...]:
    key = col(ReviewItem.item_id)
    if chosen.waiting:
        return (col(ReviewItem.rank), col(ReviewItem.at), key)
    at = col(ReviewItem.decided_at if chosen.decided else ReviewItem.at)
    return (at.desc(), key.desc())


def _behind(last: ReviewItem, chosen: ItemFilter) -> ColumnElement[bool]:
    """What comes after an item in the order of the page."""
    rank, at, key = col(ReviewItem.rank), col(ReviewItem.at), col(ReviewItem.item_id)
    if chosen.waiting:
        older = and_(at == last.at, key > last.item_id)
        return or_(rank > last.rank, and_(rank == last.rank, or_(at > last.at, older)))
    if chosen.decided:
        decided = col(ReviewItem.decided_at)
        same = and_(decided == last.decided_at, key < last.item_id)
        return or_(decided < last.decided_at, same)
    return or_(at < last.at, and_(at == last.at, key < last.item_id))


def first_words(session: Session, rows: Sequence[ReviewItem]) -> dict[str, str]:
    """What each is about: the note, the question, the edited text."""
    said = _texts(session, Interaction.interaction_id, Interaction.said, rows)
    asked = _texts(session, Suggestion.suggestion_id, Suggestion.query, rows)
    edits = _texts(session, SuggestionFeedback.feedback_id, SuggestionFeedback.edited_text, rows)
    put = _questions(session, rows)
    return {
        row.item_id: put.get(row.item_id)
        or edits.get(row.feedback_id or "")
        or said.get(row.interaction_id or "")
        or asked.get(row.suggestion_id or "")
        or row.script_id
        or ""
        for row in rows
    }


def _texts(session: Session, key: Any, words: Any, rows: Sequence[ReviewItem]) -> dict[str, str]:
    wanted = {value for row in rows if (value := getattr(row, key.key)) is not None}
    if not wanted:
        return {}
    found = session.exec(select(key, words).where(col(key).in_(wanted)))
    return {each: text for each, text in found if text}


def _questions(session: Session, rows: Sequence[ReviewItem]) -> dict[str, str]:
    wanted = [row.item_id for row in rows if row.kind is ItemKind.QUESTION]
    if not wanted:
        return {}
    first = select(ReviewMessage.item_id, ReviewMessage.text).where(
        col(ReviewMessage.item_id).in_(wanted), ReviewMessage.kind == MessageKind.PUT
    )
    return dict(session.exec(first).all())


def tags_of(*, session: Session, actor: Actor, item_id: str) -> list[tuple[str, str]]:
    """What an item is found by, as (tag, value)."""
    require_role(actor, Role.COMPLIANCE)
    by = select(ReviewTag.tag, ReviewTag.value).where(ReviewTag.item_id == item_id)
    return list(session.exec(by.order_by(col(ReviewTag.tag), col(ReviewTag.value))).all())
