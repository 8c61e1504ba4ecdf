"""After the call: what the RM says happened, read back, then written with its follow-up."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.record.gate import Gate
from bot.record.ruling import Ruling
from bot.record.told import Reached, Sold, told_of
from bot.results.declined import Declined
from bot.results.notes import CallNote, Logged, Message
from bot.usecases.case import read_case
from bot.usecases.evidence import attempted
from bot.usecases.work import Work
from knowledge.compliance import Finding
from knowledge.compliance.ruleset import DUTY
from store import audit
from store.actor import Actor
from store.errors import AlreadyWritten
from store.follow_ups import FollowUpDraft
from store.interactions import (
    WRITTEN_BEFORE,
    InteractionDraft,
    log_interaction,
    note_written,
    undo_interaction,
)
from store.models import FollowUpKind
from store.products import shelf


def read_note(
    message: Message,
    *,
    work: Work,
    actor: Actor,
    customer_id: str,
    customer_name: str,
    suggestion_id: str | None,
) -> CallNote:
    """The RM's sentence as a note to be confirmed; it is written once, whoever confirms it.

    What it says that breaks a rule is flagged, and what it tells that the gate would have barred.
    """
    barred = _barred(message.text, customer_id, work=work, actor=actor)
    return CallNote(
        note_id=secrets.token_hex(8),
        customer_id=customer_id,
        customer_name=customer_name,
        said=message.text,
        summary=message.summary,
        channel=message.channel,
        follow_up=message.follow_up,
        needs=message.needs,
        objections=message.objections,
        promises=tuple(each for each in message.promises if each.due is not None),
        flags=(*work.desk.rules.check(message.text).findings, *barred),
        suggestion_id=suggestion_id,
    )


def _barred(text: str, customer_id: str, *, work: Work, actor: Actor) -> Iterator[Finding]:
    """What the note tells was done and the gate bars, one finding a rule."""
    case = read_case(customer_id, work=work, actor=actor)
    if case is None:
        return
    seen: set[str] = set()
    products = shelf(session=work.reading)
    for each in told_of(text, customer_name=case.record.name, products=products):
        for ruling in _rulings(each, case.gate):
            if ruling.rule_id not in seen:
                seen.add(ruling.rule_id)
                yield _finding(ruling, text, each.start, each.end)


def _rulings(told: Sold | Reached, gate: Gate) -> Iterator[Ruling]:
    """The refusals a sale or a contact meets; a sale of nothing named meets what bars them all."""
    if isinstance(told, Reached):
        asked: Iterable[Ruling] = (gate.contact(),)
    elif told.products:
        asked = map(gate.product, told.products)
    else:
        asked = map(gate.sell, sorted(told.types)) if told.types else gate.bars[:1]
    yield from (ruling for ruling in asked if not ruling.allowed)


def _finding(ruling: Ruling, text: str, start: int, end: int) -> Finding:
    return Finding(
        rule_id=ruling.rule_id,
        category=DUTY,
        severity="review",
        start=start,
        end=end,
        quote=text[start:end],
        because=f"{ruling.reason}，{ruling.instead}。",
        instead=ruling.instead,
        source=ruling.clause,
        layer="gate",
    )


def with_follow_up(note: CallNote, when: date | datetime | None) -> CallNote:
    """The same note with another next contact; None where none was agreed."""
    return dataclasses.replace(note, follow_up=when)


def for_customer(
    note: CallNote, customer_id: str, customer_name: str, *, correction: str
) -> CallNote:
    """The same note about the customer really meant, to be confirmed anew.

    It keeps the RM's words with the `correction` behind them; the advice given for the other
    customer is not this one's.
    """
    return dataclasses.replace(
        note,
        note_id=secrets.token_hex(8),
        customer_id=customer_id,
        customer_name=customer_name,
        said=f"{note.said}（更正：{correction}）" if correction else note.said,
        summary=note.summary.replace(note.customer_name, customer_name),
        suggestion_id=None,
    )


def is_written(note_id: str, *, work: Work) -> bool:
    """Whether a note was written, by whoever confirmed it first."""
    return note_written(session=work.reading, note_id=note_id)


def save_note(note: CallNote, *, work: Work, actor: Actor, chat: str) -> Logged | Declined:
    """Write the call and its follow-ups; declined as `already` where the note stands."""

    def write(session: Session) -> Logged:
        interaction_id = _logged(note, session=session, work=work, actor=actor, chat=chat)
        if note.flags:
            _flag(note, interaction_id, session=session, work=work, actor=actor)
        return Logged(interaction_id, note)

    return attempted(work, write)


def take_back(interaction_id: str, *, work: Work, actor: Actor, chat: str) -> bool:
    """Undo a call logged from this chat; False where it is not there or already undone."""

    def undo(session: Session) -> bool:
        return undo_interaction(
            session=session,
            actor=actor,
            interaction_id=interaction_id,
            chat_id=chat,
            at=work.now,
        )

    return attempted(work, undo) is True


def _logged(note: CallNote, *, session: Session, work: Work, actor: Actor, chat: str) -> str:
    draft = InteractionDraft(
        customer_id=note.customer_id,
        at=work.now,
        on=work.now.date(),
        channel=note.channel,
        summary=note.summary,
        said=note.said,
        needs=note.needs,
        objections=note.objections,
        suggestion_id=note.suggestion_id,
        follow_ups=tuple(_follow_ups(note)),
        chat_id=chat,
        note_id=note.note_id,
    )
    try:
        row = log_interaction(session=session, actor=actor, draft=draft, at=work.now)
    except IntegrityError as error:
        # Another replica wrote the note between our look and our write.
        if "note_id" not in str(error.orig):
            raise
        raise AlreadyWritten(WRITTEN_BEFORE) from error
    return row.interaction_id


def _flag(
    note: CallNote, interaction_id: str, *, session: Session, work: Work, actor: Actor
) -> None:
    """Leave what the checker found in the log, for compliance to look at."""
    payload = {
        "interaction_id": interaction_id,
        "rules_version": work.desk.rules.version,
        "findings": [dataclasses.asdict(finding) for finding in note.flags],
    }
    audit.append(
        session=session,
        actor_id=actor.staff_id,
        kind="interaction.flagged",
        payload=payload,
        at=work.now,
    )


def _follow_ups(note: CallNote) -> Iterator[FollowUpDraft]:
    when = note.follow_up
    if when is not None:
        yield FollowUpDraft(
            text=note.summary,
            due_on=_day(when),
            due_at=when if isinstance(when, datetime) else None,
            channel=note.channel,
        )
    for promise in note.promises:
        if promise.due is not None:
            yield FollowUpDraft(
                text=promise.text, due_on=_day(promise.due), kind=FollowUpKind.PROMISE
            )


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
