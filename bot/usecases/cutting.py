"""A sentence taken out of a note, and with it what the note held from that sentence alone."""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.results.declined import Declined
from bot.results.notes import CallNote, Message
from bot.understanding import Promise
from bot.understanding.cutting import without
from bot.usecases.known import name_of
from bot.usecases.own_flags import own_flags
from bot.usecases.understand import read_account
from bot.usecases.work import Work
from store.actor import Actor
from store.follow_ups import asks_for_quiet
from store.interactions import last_logged
from store.models import FollowUpKind

_NO_SUCH = "{name}那条里没有找到“{words}”这句，没有改。记的是：{said}"
_ALL_OF_IT = "{name}那条只有这一句：整条不要，请放弃或撤销。"
_FLAGGED = "“{words}”已标给合规，要照原话留着，不能从记录里去掉；整条记错了，请放弃或撤销。"


def cut(note: CallNote, words: str, *, work: Work, actor: Actor) -> CallNote | Declined:
    """The note without the sentence spoken of; declined where it has none such, nothing would be
    left, or compliance has it."""
    name = note.customer_name
    found = without(note.said, words)
    if found is None:
        return Declined("not_found", _NO_SUCH.format(name=name, words=words, said=note.said))
    said, gone = found
    if not said:
        return Declined("invalid", _ALL_OF_IT.format(name=name))
    if any(each.quote in gone or gone in each.quote for each in note.flags):
        return Declined("invalid", _FLAGGED.format(words=gone))
    shorter = without(note.summary, words)
    before, after = (read_account(each, work=work, actor=actor) for each in (note.said, said))
    lost = _lost(before, after)
    return replace(
        note,
        said=said,
        summary=(shorter[0] if shorter is not None else note.summary) or said,
        needs=tuple(each for each in note.needs if each not in lost),
        objections=tuple(each for each in note.objections if each not in lost),
        promises=tuple(each for each in note.promises if each.text not in gone),
        opt_out=note.opt_out and (after.opt_out or not before.opt_out),
        complaint=None if before.complaint and not after.complaint else note.complaint,
    )


def written_last(
    customer_id: str, *, chat: str, work: Work, actor: Actor
) -> tuple[CallNote, str] | None:
    """What was written last of a customer from this chat, as a note of its own, and its id."""
    found = last_logged(session=work.reading, actor=actor, customer_id=customer_id, chat_id=chat)
    if found is None:
        return None
    row, lines = found
    promised = [each for each in lines if each.kind is FollowUpKind.PROMISE]
    rest = [each for each in lines if each.kind is not FollowUpKind.PROMISE]
    planned = [each for each in rest if not asks_for_quiet(each.text)]
    note = CallNote(
        note_id=secrets.token_hex(8),
        customer_id=customer_id,
        customer_name=name_of(customer_id, work=work, actor=actor) or customer_id,
        said=row.said,
        summary=row.summary,
        channel=row.channel,
        follow_up=next((each.due_at or each.due_on for each in planned), None),
        needs=tuple(row.needs),
        objections=tuple(row.objections),
        promises=tuple(Promise(each.text, each.due_at or each.due_on) for each in promised),
        flags=own_flags(row.said, customer_id, span=None, work=work, actor=actor),
        suggestion_id=row.suggestion_id,
        took_place=row.took_place_on if row.outcome is None else None,
        outcome=row.outcome,
        opt_out=len(planned) < len(rest),
    )
    return note, row.interaction_id


def _lost(before: Message, after: Message) -> set[str]:
    """Needs and objections that the words no longer tell."""
    return {*before.needs, *before.objections} - {*after.needs, *after.objections}
