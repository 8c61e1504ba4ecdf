"""Decisions of officers: one row each, final; and the words between officer and manager.

open ─▶ ask_manager ─▶ asked ─▶ answer_officer ─▶ open ─▶ decide_item ─▶ done
                                                              └▶ second ─▶ decide_item ─▶ done
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from store import audit
from store.actor import Actor, require_role
from store.errors import AlreadyWritten, NotFound, NotPermitted
from store.follow_ups import visible_customer
from store.models import (
    ItemKind,
    ItemState,
    MessageKind,
    ReviewDecision,
    ReviewItem,
    ReviewMessage,
    ReviewVerdict,
    Risk,
    Role,
)

_GONE = "没有找到这一条。"
_OWN = "自己的事不能自己审，请另一位合规人员处理。"
_DECIDED = "这一条已经审过了，结论不改。"
_ONCE = "您已经审过这一条，要由另一位合规人员复核。"
_WAITS = "这一条在等客户经理回答；他答了会回到队列里。"
_NO_ALARM = "只有被规则标出的才谈得上误报。"
_NO_ANSWER = "客户经理提的问题用答复了结，别的用通过、驳回、上报或误报。"
_ALARMS = frozenset({ItemKind.NOTE, ItemKind.TEXT, ItemKind.EDIT, ItemKind.STOP})


@dataclass(frozen=True)
class DecisionDraft:
    """What an officer makes of an item: his reason, and what is to be said instead, if anything."""

    item_id: str
    verdict: ReviewVerdict
    reason: str = ""
    instead: str | None = None


@dataclass(frozen=True)
class QuestionDraft:
    """What a manager asks the officers, of a customer, a suggestion of his or neither."""

    text: str
    due_at: datetime
    customer_id: str | None = None
    suggestion_id: str | None = None


def decide_item(
    *, session: Session, actor: Actor, draft: DecisionDraft, at: datetime
) -> tuple[ReviewItem, ReviewDecision]:
    """Write the officer's decision; the second of an item that two are to look at closes it.

    Raises:
        NotPermitted: where *actor* is no officer, or it is his own work.
        NotFound: where there is no such item.
        AlreadyWritten: where it was decided, or by him before, or waits for the manager.
    """
    item = _locked(session, actor, draft.item_id)
    if (item.kind is ItemKind.QUESTION) is not (draft.verdict is ReviewVerdict.ANSWERED):
        raise NotPermitted(_NO_ANSWER)
    if draft.verdict is ReviewVerdict.DISMISSED and item.kind not in _ALARMS:
        raise NotPermitted(_NO_ALARM)
    second = item.state is ItemState.SECOND
    row = ReviewDecision(
        decision_id=audit.new_id(session=session, prefix="RD", at=at),
        item_id=item.item_id,
        turn=2 if second else 1,
        officer_id=actor.staff_id,
        officer_name=actor.name,
        at=at,
        verdict=draft.verdict,
        reason=draft.reason,
        instead=draft.instead,
    )
    if not second:
        item.verdict, item.decided_by, item.decided_at = draft.verdict, actor.staff_id, at
    item.state = ItemState.SECOND if item.twice and not second else ItemState.DONE
    session.add(item)
    session.add(row)
    payload = {"item_id": item.item_id, "kind": item.kind, "turn": row.turn}
    _append(session, actor, f"review.{draft.verdict.value}", payload, row, at)
    return item, row


def ask_manager(
    *, session: Session, actor: Actor, item_id: str, text: str, at: datetime
) -> ReviewItem:
    """Ask the manager whose work it is; the item waits for his answer.

    Raises:
        NotPermitted, NotFound, AlreadyWritten: as `decide_item`.
    """
    item = _locked(session, actor, item_id)
    if item.state is ItemState.SECOND:
        raise AlreadyWritten("复核只看留下的依据，不再问客户经理。")
    item.state = ItemState.ASKED
    _write(session, actor, item, MessageKind.ASKED, text, at)
    return item


def answer_officer(
    *, session: Session, actor: Actor, item_id: str, text: str, at: datetime
) -> ReviewItem:
    """The manager's answer; the item is back in the queue.

    Raises:
        NotFound: where the item is not *actor*'s own.
        AlreadyWritten: where nothing is asked of him.
    """
    item = session.get(ReviewItem, item_id, populate_existing=True, with_for_update=True)
    if item is None or item.staff_id != actor.staff_id:
        raise NotFound(_GONE)
    if item.state is not ItemState.ASKED:
        raise AlreadyWritten("合规没有在等这一条的回答。")
    item.state = ItemState.OPEN
    _write(session, actor, item, MessageKind.ANSWERED, text, at)
    return item


def put_question(*, session: Session, actor: Actor, draft: QuestionDraft, at: datetime) -> str:
    """A manager's question to the officers, with its clock; the item's id.

    Raises:
        NotPermitted: for other roles than managers and supervisors.
        NotFound: where *actor* may not see the customer.
    """
    require_role(actor, Role.RM, Role.SUPERVISOR)
    if draft.customer_id is not None:
        visible_customer(session=session, actor=actor, customer_id=draft.customer_id)
    key = audit.new_id(session=session, prefix="RQ", at=at)
    item = ReviewItem(
        item_id=f"{ItemKind.QUESTION}:{key}",
        kind=ItemKind.QUESTION,
        risk=Risk.MEDIUM,
        rank=Risk.MEDIUM.rank,
        at=at,
        due_at=draft.due_at,
        staff_id=actor.staff_id,
        customer_id=draft.customer_id,
        suggestion_id=draft.suggestion_id,
    )
    _write(session, actor, item, MessageKind.PUT, draft.text, at)
    return item.item_id


def reply(*, session: Session, actor: Actor, item_id: str, text: str, at: datetime) -> ReviewItem:
    """The officer's answer to a manager's question, which settles it; what follows is decided.

    Raises:
        NotPermitted, NotFound, AlreadyWritten: as `decide_item`.
    """
    draft = DecisionDraft(item_id, ReviewVerdict.ANSWERED, reason=text)
    item, _ = decide_item(session=session, actor=actor, draft=draft, at=at)
    _write(session, actor, item, MessageKind.REPLIED, text, at)
    return item


def _locked(session: Session, actor: Actor, item_id: str) -> ReviewItem:
    """The item, held, where *actor* may decide it now."""
    require_role(actor, Role.COMPLIANCE)
    item = session.get(ReviewItem, item_id, populate_existing=True, with_for_update=True)
    if item is None:
        raise NotFound(_GONE)
    if item.staff_id == actor.staff_id:
        raise NotPermitted(_OWN)
    if item.state is ItemState.DONE:
        raise AlreadyWritten(_DECIDED)
    if item.state is ItemState.ASKED:
        raise AlreadyWritten(_WAITS)
    mine = select(ReviewDecision.decision_id).where(
        ReviewDecision.item_id == item_id, ReviewDecision.officer_id == actor.staff_id
    )
    if session.exec(mine).first() is not None:
        raise AlreadyWritten(_ONCE)
    return item


def _write(
    session: Session, actor: Actor, item: ReviewItem, kind: MessageKind, text: str, at: datetime
) -> None:
    session.add(item)
    session.flush()
    row = ReviewMessage(
        message_id=audit.new_id(session=session, prefix="RM", at=at),
        item_id=item.item_id,
        staff_id=actor.staff_id,
        staff_name=actor.name,
        at=at,
        kind=kind,
        text=text,
    )
    session.add(row)
    _append(session, actor, f"review.{kind.value}", {"item_id": item.item_id}, row, at)


def _append(
    session: Session,
    actor: Actor,
    kind: str,
    payload: dict[str, object],
    row: ReviewDecision | ReviewMessage,
    at: datetime,
) -> None:
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
