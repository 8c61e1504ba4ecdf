"""What is told of the officers' queue: a decision, a question put, an answer come in."""

from __future__ import annotations

from bot.results.queue import DecisionTold, QuestionTold
from bot.usecases.work import Work
from store.actor import Actor
from store.models import ItemState, MessageKind, ReviewItem, Role
from store.reviews import items, shared
from store.staff import staff_names


def decision_told(decision_id: str, *, work: Work, actor: Actor) -> DecisionTold | None:
    """A decision to whose work it is, or to his supervisor where it was escalated; else None."""
    session = work.reading
    found = shared.told_decision(session=session, actor=actor, decision_id=decision_id)
    if found is None:
        return None
    item, row = found
    names = staff_names(session=session, staff_ids={item.staff_id})
    return DecisionTold(
        verdict=row.verdict,
        kind=item.kind,
        at=item.at,
        customer_id=item.customer_id,
        staff_name=names.get(item.staff_id, item.staff_id),
        words=_words(item, work, actor),
        officer=row.officer_name,
        reason=row.reason,
        instead=row.instead,
        suggestion_id=item.suggestion_id,
        own=item.staff_id == actor.staff_id,
    )


def question_told(item_id: str, *, work: Work, actor: Actor) -> QuestionTold | None:
    """An officer's question to whose work it is, while it waits for his answer."""
    item = shared.own_item(session=work.reading, actor=actor, item_id=item_id)
    if item is None or item.state is not ItemState.ASKED:
        return None
    return _last(item, MessageKind.ASKED, work, actor)


def answer_told(item_id: str, *, work: Work, actor: Actor) -> QuestionTold | None:
    """A manager's answer to an officer, while nobody has decided."""
    if actor.role is not Role.COMPLIANCE:
        return None
    item = items.get_item(session=work.reading, actor=actor, item_id=item_id)
    if item is None or item.state is not ItemState.OPEN:
        return None
    return _last(item, MessageKind.ANSWERED, work, actor)


def put_told(item_id: str, *, work: Work, actor: Actor) -> QuestionTold | None:
    """A manager's question to the officers, while nobody has answered."""
    if actor.role is not Role.COMPLIANCE:
        return None
    item = items.get_item(session=work.reading, actor=actor, item_id=item_id)
    if item is None or item.state is not ItemState.OPEN:
        return None
    return _last(item, MessageKind.PUT, work, actor)


def _last(item: ReviewItem, kind: MessageKind, work: Work, actor: Actor) -> QuestionTold | None:
    thread = shared.thread_of(session=work.reading, actor=actor, item_id=item.item_id)
    put = [each for each in thread if each.kind is kind]
    if not put:
        return None
    newest, words = put[-1], _words(item, work, actor)
    return QuestionTold(newest.staff_name, newest.text, item.at, item.customer_id, words)


def _words(item: ReviewItem, work: Work, actor: Actor) -> str:
    return shared.words_about(session=work.reading, actor=actor, item=item)
