"""What happened on a call, with the follow-ups it led to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from store import audit
from store.actor import Actor, customer_scope
from store.complaints import not_told
from store.errors import AlreadyWritten, NotFound
from store.follow_ups import (
    FollowUpDraft,
    add_follow_up,
    close_follow_up,
    settle_moved,
    visible_customer,
)
from store.models import Channel, Customer, FollowUp, FollowUpStatus, Interaction, Outcome
from store.suggestions import get_suggestion

WRITTEN_BEFORE = "这次沟通已经记录过了。"


@dataclass(frozen=True)
class InteractionDraft:
    """A contact as the RM told it: ``at`` is when it took place, ``said`` their own words.

    With an ``outcome`` it is no contact, and ``at`` is when it was told. ``on`` is the day it took
    place where the bank is, for the record's last contact; ``note_id`` names the note it was told
    in, which is written once.
    """

    customer_id: str
    at: datetime
    on: date
    channel: Channel
    summary: str
    said: str
    needs: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()
    suggestion_id: str | None = None
    follow_ups: tuple[FollowUpDraft, ...] = ()
    chat_id: str | None = None
    note_id: str | None = None
    outcome: Outcome | None = None


def log_interaction(
    *, session: Session, actor: Actor, draft: InteractionDraft, at: datetime
) -> Interaction:
    """Write the contact and its follow-ups, each with its audit entry.

    Raises:
        AlreadyWritten: where the note was written before.
    """
    _check_note(session, draft.note_id)
    customer = visible_customer(session=session, actor=actor, customer_id=draft.customer_id)
    _check_suggestion(session, actor, draft.suggestion_id)
    row = Interaction(
        interaction_id=audit.new_id(session=session, prefix="IN", at=at),
        customer_id=draft.customer_id,
        staff_id=actor.staff_id,
        at=draft.at,
        took_place_on=draft.on,
        last_contact_before=customer.last_contact_on,
        logged_at=at,
        channel=draft.channel,
        summary=draft.summary,
        said=draft.said,
        needs=list(draft.needs),
        objections=list(draft.objections),
        suggestion_id=draft.suggestion_id,
        chat_id=draft.chat_id,
        note_id=draft.note_id,
        outcome=draft.outcome,
    )
    session.add(row)
    if draft.outcome is None:
        _note_contact(session, customer, draft.on)
    payload = {"customer_id": row.customer_id, "suggestion_id": row.suggestion_id}
    _append(session, actor, "interaction.logged", row, payload, at)
    for follow_up in draft.follow_ups:
        add_follow_up(
            session=session,
            actor=actor,
            customer_id=draft.customer_id,
            draft=follow_up,
            at=at,
            interaction_id=row.interaction_id,
        )
    return row


def undo_interaction(
    *,
    session: Session,
    actor: Actor,
    interaction_id: str,
    chat_id: str | None,
    at: datetime,
    of_complaint: Callable[[str], bool],
    replaced_by: str | None = None,
) -> bool:
    """Take back a contact logged from the same chat by the same person, what it led to as well.

    The row stays, marked; False if there was nothing to take back. An appointment its note moved
    is open again, unless ``replaced_by`` names the contact written in its place. ``of_complaint``
    says of a talk's words whether they are of a complaint, which is told as long as one stands.

    Raises:
        NotFound: where the customer is no longer the actor's to see.
    """
    row = session.get(Interaction, interaction_id)
    if row is None or row.staff_id != actor.staff_id or row.chat_id != chat_id:
        return False
    if row.undone_at is not None:
        return False
    visible_customer(session=session, actor=actor, customer_id=row.customer_id)
    row.undone_at = at
    session.add(row)
    _append(session, actor, "interaction.undone", row, {"customer_id": row.customer_id}, at)
    for follow_up_id in session.exec(_open_follow_ups(interaction_id)).all():
        close_follow_up(
            session=session,
            actor=actor,
            follow_up_id=follow_up_id,
            at=at,
            status=FollowUpStatus.CANCELLED,
        )
    settle_moved(
        session=session,
        actor=actor,
        interaction_id=interaction_id,
        replaced_by=replaced_by,
        at=at,
    )
    if row.outcome is None:
        _forget_contact(session, row)
        not_told(
            session=session,
            actor=actor,
            customer_id=row.customer_id,
            told_at=row.at,
            about=of_complaint,
            at=at,
        )
    return True


def note_written(*, session: Session, note_id: str) -> bool:
    """Whether a contact was written from this note."""
    statement = select(Interaction.interaction_id).where(Interaction.note_id == note_id)
    return session.exec(statement).first() is not None


def last_logged(
    *, session: Session, actor: Actor, customer_id: str, chat_id: str
) -> tuple[Interaction, Sequence[FollowUp]] | None:
    """What the actor wrote last of a customer from this chat and did not take back, with what of
    it is still open; None where there is nothing, or the customer is not his to see."""
    statement = (
        select(Interaction)
        .join(Customer, col(Customer.customer_id) == Interaction.customer_id)
        .where(
            customer_scope(actor),
            Interaction.customer_id == customer_id,
            Interaction.staff_id == actor.staff_id,
            Interaction.chat_id == chat_id,
            col(Interaction.undone_at).is_(None),
        )
        .order_by(col(Interaction.logged_at).desc(), col(Interaction.interaction_id).desc())
    )
    row = session.exec(statement).first()
    if row is None:
        return None
    lines = select(FollowUp).where(
        FollowUp.interaction_id == row.interaction_id, FollowUp.status == FollowUpStatus.OPEN
    )
    return row, session.exec(lines).all()


def _check_note(session: Session, note_id: str | None) -> None:
    if note_id is not None and note_written(session=session, note_id=note_id):
        raise AlreadyWritten(WRITTEN_BEFORE)


def _check_suggestion(session: Session, actor: Actor, suggestion_id: str | None) -> None:
    if suggestion_id is None:
        return
    if get_suggestion(session=session, actor=actor, suggestion_id=suggestion_id) is None:
        raise NotFound("没有找到这条建议。")


def _note_contact(session: Session, customer: Customer, on: date) -> None:
    if customer.last_contact_on is None or customer.last_contact_on < on:
        customer.last_contact_on = on
        session.add(customer)


def _forget_contact(session: Session, row: Interaction) -> None:
    customer = session.get_one(Customer, row.customer_id)
    if customer.last_contact_on != row.took_place_on:
        return
    others = session.exec(
        select(func.max(Interaction.took_place_on)).where(
            Interaction.customer_id == row.customer_id,
            col(Interaction.undone_at).is_(None),
            col(Interaction.outcome).is_(None),
        )
    ).one()
    known = [day for day in (row.last_contact_before, others) if day is not None]
    customer.last_contact_on = max(known, default=None)
    session.add(customer)


def _open_follow_ups(interaction_id: str) -> SelectOfScalar[str]:
    return select(FollowUp.follow_up_id).where(
        FollowUp.interaction_id == interaction_id, FollowUp.status == FollowUpStatus.OPEN
    )


def _append(
    session: Session,
    actor: Actor,
    kind: str,
    row: Interaction,
    payload: dict[str, str | None],
    at: datetime,
) -> None:
    audit.append(
        session=session, actor_id=actor.staff_id, kind=kind, payload=payload, at=at, subject=row
    )
