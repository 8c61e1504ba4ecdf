"""After the call: what the RM says happened, read back, then written with its follow-up."""

from __future__ import annotations

import dataclasses
import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.results.customers import Found, Unknown
from bot.results.declined import Declined
from bot.results.notes import CallNote, Logged, Message
from bot.understanding import Promise
from bot.understanding.case_words import speaks_of_complaint
from bot.understanding.days import the_day
from bot.understanding.follow_up import without_its_day
from bot.usecases.evidence import attempted
from bot.usecases.flagged import leave_flags
from bot.usecases.own_flags import own_flags
from bot.usecases.own_promises import lawful, without_flagged
from bot.usecases.work import Work
from knowledge.compliance import Finding
from knowledge.privacy import mask, mask_note
from store.actor import Actor
from store.complaints import told_in_talk
from store.errors import AlreadyWritten
from store.follow_ups import QUIET_WANTED, FollowUpDraft, moved_away
from store.interactions import (
    WRITTEN_BEFORE,
    InteractionDraft,
    log_interaction,
    note_written,
    undo_interaction,
)
from store.models import FollowUpKind, Outcome

_NOON = time(12)
_AGAIN = "再联系"
"""What the diary says where all that was told breaks a rule."""
_LONGEST_LINE = 64
"""Characters of what is to be done, in the diary."""
_INFERRED = frozenset(
    {"took_place", "channel", "needs", "objections", "complaint", "opt_out", "promises"}
)
"""What is inferred unless the words say it themselves."""
_REMIND = re.compile("提醒|别忘|覅忘|莫忘|记得|到点|叫我一声|备忘")
_REMINDER = re.compile(
    r"^.{0,6}?(?:提醒|提个醒|记得|别忘(?:了)?)(?:我|自己|一下|我自己)*[,，:：]?(?:今天|明天|后天|大后天"
    r"|(?:下|这)?周[一二三四五六日天]|月底|下个?月|\d{1,2}[月号日.-]\d{0,2}[号日]?)?(?:早上|上午|中午|下午|晚上|傍晚|早|晚)?"
    r"(?:[0-9一二两三四五六七八九十]{1,3}(?:点钟?|时|[:：]\d\d)(?:半|整|一刻|三刻|[0-9一二三四五十]{1,3}分?)?)?"
)
_TRIED = re.compile(
    "没(?:人|接|打通|通|见|找|碰|联系|应|回|在)|未接|不接|无人|关机|占线|忙音|空号|停机|不在|扑(?:了)?个?空|拒接|按掉|打不通|联系不上|锁着|冇人"
)
_NEW_NUMBER = re.compile(
    "(?:手机|号码?|电话)[^,，。；]{0,20}(?:换|改|变)(?:成|为|到)|换(?:了)?(?:个)?(?:手机|号|电话)|新(?:的)?(?:手机|号码?|电话)|号码?(?:改|变|换)(?:成|为|了)|手机(?:改|变|换)"
)
_KEPT = "\ue000"
"""Stands for a number that is kept, while the others are covered."""
_INTO = re.compile("(?:换|改|变)(?:成|为|到)|新(?:的)?(?:手机|号码?|电话)(?:号码?)?")


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

    What he tells of his own that breaks a rule is flagged, and what the gate would have barred.
    """
    named = message.customer
    span = (named.start, named.end) if isinstance(named, Found | Unknown) else None
    flags = own_flags(message.text, customer_id, span=span, work=work, actor=actor)
    promises, more = lawful(kept_words(message.promises, now=work.now), flags, work=work)
    return CallNote(
        note_id=secrets.token_hex(8),
        customer_id=customer_id,
        customer_name=customer_name,
        said=mask_note(message.text),
        summary=message.summary,
        channel=message.channel,
        follow_up=message.follow_up,
        needs=message.needs,
        objections=message.objections,
        promises=promises,
        flags=covered_flags((*flags, *more)),
        suggestion_id=suggestion_id,
        took_place=message.took_place,
        outcome=outcome_of(message),
        complaint=message.complaint,
        opt_out=message.opt_out,
        new_phone=new_phone(message.text),
        torn=message.torn,
        inferred=_INFERRED - message.stated,
    )


def covered_flags(flags: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with the numbers of cards and persons covered in what they quote."""
    return tuple(dataclasses.replace(each, quote=mask_note(each.quote)) for each in flags)


def kept_words(promises: Iterable[Promise], *, now: datetime) -> tuple[Promise, ...]:
    """Promises as they are kept: no number of anybody's in their words, and no day, which stands
    beside them and may be moved."""
    kept = (dataclasses.replace(each, text=mask_note(each.text)) for each in promises)
    return tuple(without_its_day(each, now=now) for each in kept)


def outcome_of(message: Message) -> Outcome | None:
    """What a note is that tells of no contact; None for a contact."""
    if message.took_place is not None:
        return None
    if _REMIND.search(message.text):
        return Outcome.REMINDER
    return Outcome.ATTEMPT if _TRIED.search(message.text) else Outcome.PLAN


def new_phone(text: str) -> str:
    """A number told as the customer's new one; empty where none is, or where two may be."""
    if _NEW_NUMBER.search(text) is None:
        return ""
    told = dict.fromkeys(each.value for each in mask(text).found if each.kind == "mobile")
    turns = [found.end() for found in _INTO.finditer(text)]
    behind = [each for each in told if turns and text.find(each) >= turns[-1]]
    right = list(told) if len(told) == 1 else behind
    return right[0] if len(right) == 1 else ""


def covered(words: str) -> str:
    """Words with the numbers of persons covered; one told as the customer's new one stays."""
    phone = new_phone(words)
    return (
        mask_note(words.replace(phone, _KEPT)).replace(_KEPT, phone) if phone else mask_note(words)
    )


def with_follow_up(note: CallNote, when: date | datetime | None) -> CallNote:
    """The same note with another next contact; None where none was agreed."""
    return dataclasses.replace(note, follow_up=when, torn=None)


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
        said=f"{note.said}（更正：{mask_note(correction)}）" if correction else note.said,
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
            leave_flags(note, interaction_id, session=session, work=work, actor=actor)
        if note.outcome is None and note.complaint is None and speaks_of_complaint(note.said):
            told_in_talk(
                session=session,
                actor=actor,
                customer_id=note.customer_id,
                talk=_when(note, work),
            )
        return Logged(interaction_id, note)

    return attempted(work, write)


def moved_something(interaction_id: str, *, work: Work, actor: Actor) -> bool:
    """Whether a note moved an appointment that is closed for it: taking it back puts that back."""
    found = moved_away(session=work.reading, actor=actor, interaction_id=interaction_id)
    return bool(found)


def take_back(
    interaction_id: str, *, work: Work, actor: Actor, chat: str, replaced_by: str | None = None
) -> bool:
    """Undo a call logged from this chat; False where it is not there or already undone.

    `replaced_by` is the interaction written in its place, which keeps moved what it moved.
    """

    def undo(session: Session) -> bool:
        return undo_interaction(
            session=session,
            actor=actor,
            interaction_id=interaction_id,
            chat_id=chat,
            at=work.now,
            of_complaint=speaks_of_complaint,
            replaced_by=replaced_by,
        )

    return attempted(work, undo) is True


def _when(note: CallNote, work: Work) -> datetime:
    """When it took place: by the clock told, else now, else the noon of its day."""
    told = note.took_place
    if isinstance(told, datetime):
        return told
    if told is None or told == work.now.date():
        return work.now
    return datetime.combine(told, _NOON, work.now.tzinfo)


def _logged(note: CallNote, *, session: Session, work: Work, actor: Actor, chat: str) -> str:
    draft = InteractionDraft(
        customer_id=note.customer_id,
        at=_when(note, work),
        on=the_day(note.took_place or work.now),
        channel=note.channel,
        summary=note.summary,
        said=note.said,
        needs=note.needs,
        objections=note.objections,
        suggestion_id=note.suggestion_id,
        follow_ups=tuple(_follow_ups(note, work.now.date())),
        chat_id=chat,
        note_id=note.note_id,
        outcome=note.outcome,
    )
    try:
        row = log_interaction(session=session, actor=actor, draft=draft, at=work.now)
    except IntegrityError as error:
        # Another replica wrote the note between our look and our write.
        if "note_id" not in str(error.orig):
            raise
        raise AlreadyWritten(WRITTEN_BEFORE) from error
    return row.interaction_id


def _follow_ups(note: CallNote, today: date) -> Iterator[FollowUpDraft]:
    when = note.follow_up
    if when is not None:
        yield FollowUpDraft(
            text=_to_do(note),
            due_on=the_day(when),
            due_at=when if isinstance(when, datetime) else None,
            channel=note.channel,
        )
    if note.opt_out:
        yield FollowUpDraft(text=QUIET_WANTED, due_on=today)
    for promise in note.promises:
        if promise.due is not None and promise.who == "rm":
            due = promise.due
            yield FollowUpDraft(
                text=promise.text,
                due_on=the_day(due),
                due_at=due if isinstance(due, datetime) and due != when else None,
                kind=FollowUpKind.PROMISE,
            )


def _to_do(note: CallNote) -> str:
    """What is to be done then: of a reminder what it reminds of, else what the call was about,
    without what breaks a rule."""
    summary = without_flagged(note.summary, note.flags) or _AGAIN
    if note.outcome is not Outcome.REMINDER:
        return _short(summary)
    return _short(_REMINDER.sub("", summary) or summary)


def _short(summary: str) -> str:
    """A summary as a line of the diary: what comes last is the next contact."""
    if len(summary) <= _LONGEST_LINE:
        return summary
    if "；" not in summary:
        return summary[: _LONGEST_LINE - 1] + "…"
    plan = summary.rpartition("；")[2][:_LONGEST_LINE]
    told = summary[: _LONGEST_LINE - len(plan)]
    return f"{told.rpartition('，')[0] or told}；{plan}"
