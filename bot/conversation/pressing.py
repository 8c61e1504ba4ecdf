"""To whom a press belongs: what each button does, and whether it still may."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from bot.conversation.asked import NoteTold
from bot.conversation.buttons import Post, Verb, say
from bot.conversation.memory import ConsentRead, FieldsRead, InHand
from bot.conversation.routes import (
    activities,
    again,
    amending,
    approving,
    briefs,
    calls,
    case_file,
    checks,
    complaints,
    consenting,
    customer,
    day,
    drafts,
    editing,
    flagged,
    handing,
    library,
    listing,
    ordering,
    plans,
    proposals,
    queue,
    queue_deciding,
    referrals,
    releases,
    reviews,
    settling,
    shelf,
    updating,
)
from bot.conversation.routing import meant
from bot.conversation.subjects import (
    AboutCustomer,
    ActivityShown,
    AskedBefore,
    ComplaintTold,
    CustomerList,
    NoteOfSeveral,
    NoteRead,
    OrderTold,
    QueueShown,
    ReferralTold,
    Subject,
    Unclear,
)
from bot.conversation.turn import Turn
from bot.conversation.words import DEAD_BUTTON
from bot.render.brief import CUSTOMER
from bot.results.notes import CallNote
from bot.usecases.known import name_of

Posts = Sequence[Post]
Press = Callable[[Turn, str], Posts]


def pressed(turn: Turn, verb: str, argument: str, subject: Subject | None) -> Posts:
    """A button, by its verb; one of a verb or subject no longer known is dead.

    One about a customer who is no longer the presser's says so.
    """
    if not _still_theirs(turn, verb, argument, subject):
        return [say(again.NOT_YOURS)]
    posts = _by_subject(turn, verb, argument, subject)
    if posts is None:
        posts = _of_customer(turn, verb, argument, subject)
    if posts is not None:
        return posts
    if verb in _PRESSES:
        return _PRESSES[Verb(verb)](turn, argument)
    return [say(DEAD_BUTTON)]


def _by_subject(turn: Turn, verb: str, argument: str, subject: Subject | None) -> Posts | None:
    """A button that acts on what its answer is about; None for one that does not."""
    match subject:
        case NoteRead(note) if verb in _NOTE_PRESSES:
            return _NOTE_PRESSES[Verb(verb)](turn, note, argument)
        case ComplaintTold() if verb == Verb.COMPLAIN:
            return complaints.note(turn, subject, argument)
        case ReferralTold() if verb == Verb.REFER:
            return referrals.send(turn, subject, argument)
        case AskedBefore(asked) if verb == Verb.REDO:
            return again.redo(turn, asked, argument)
        case NoteOfSeveral() if verb in _SEVERAL_PRESSES:
            return _SEVERAL_PRESSES[Verb(verb)](turn, subject, argument)
        case Unclear() if verb == Verb.MEANT:
            return meant(turn, subject, argument)
        case ActivityShown() if verb == Verb.ACTIVITY:
            return activities.planned(turn, subject, argument)
        case CustomerList() if verb in _LIST_PRESSES:
            return _LIST_PRESSES[Verb(verb)](turn, subject, argument)
        case QueueShown() if verb == Verb.REVIEW and argument.startswith(queue.MORE):
            return queue.go_on(turn, subject, argument.removeprefix(queue.MORE))
    return None


def _of_customer(turn: Turn, verb: str, argument: str, subject: Subject | None) -> Posts | None:
    """What a button does with the customer, or with the change of his record, it hangs on."""
    match subject:
        case ConsentRead() if verb == Verb.CONSENT:
            return consenting.stepped(turn, subject, argument)
        case Unclear(in_hand=InHand() as about) if verb == Verb.CONSENT:
            return consenting.pressed(turn, about, argument)
        case OrderTold() if verb == Verb.ORDER:
            return ordering.pressed(turn, subject, argument)
        case FieldsRead() if verb in _READ_PRESSES:
            return _READ_PRESSES[Verb(verb)](turn, subject)
        case AboutCustomer(about) if verb in _CUSTOMER_PRESSES:
            return _CUSTOMER_PRESSES[Verb(verb)](turn, about, argument)
    return None


def _still_theirs(turn: Turn, verb: str, argument: str, subject: Subject | None) -> bool:
    """Whether the customer a button is about, if about one, is still the presser's to see."""
    match subject:
        case NoteRead(note):
            about = note.customer_id
        case ComplaintTold(whom) | AboutCustomer(whom) | ReferralTold(whom) | OrderTold(whom):
            about = whom.customer_id
        case FieldsRead(whom) | ConsentRead(whom):
            about = whom.customer_id
        case Unclear(in_hand=InHand(customer_id)):
            about = customer_id
        case _:
            about = argument if verb in _OF_CUSTOMER else ""
    return not about or name_of(about, work=turn.work, actor=turn.actor) is not None


def _record(turn: Turn, customer: InHand, suggestion_id: str) -> Posts:
    """Tell of the call that a brief was for, whoever is in hand now."""
    turn.hold(customer.customer_id, customer.name, suggestion_id=suggestion_id)
    return calls.ask_for_note(turn, suggestion_id)


def _screen(turn: Turn, about: InHand, argument: str) -> Posts:
    """A screen behind a brief's button; the customer's leads on to all that is known of him."""
    posts = reviews.show_screen(turn, argument)
    if not argument.endswith(f":{CUSTOMER}"):
        return posts
    below = [[customer.whole_button()]]
    return [dataclasses.replace(each, rows=below, subject=AboutCustomer(about)) for each in posts]


_NOTE_PRESSES: dict[Verb, Callable[[Turn, CallNote, str], Posts]] = {
    Verb.NOTE_SAVE: lambda turn, note, _: calls.save(turn, note),
    Verb.NOTE_DROP: lambda turn, note, _: calls.drop(turn, note),
    Verb.NOTE_IN_DAYS: calls.in_days,
    Verb.NOTE_WHEN: lambda turn, note, _: calls.ask_when(turn, note),
    Verb.NOTE_NO_DATE: lambda turn, note, _: calls.no_date(turn, note),
    Verb.NOTE_CHANGE: amending.choose,
    Verb.NOTE_SET: amending.put,
    Verb.NOTE_ADD: amending.put_in,
    Verb.NOTE_INSTEAD: calls.instead,
}
_SEVERAL_PRESSES: dict[Verb, Callable[[Turn, NoteOfSeveral, str], Posts]] = {
    Verb.REDO: lambda turn, told, whose: again.redo(turn, NoteTold(told.words), whose),
    Verb.NOTE_EACH: lambda turn, told, _: calls.for_each(turn, told),
}
_CUSTOMER_PRESSES: dict[Verb, Callable[[Turn, InHand, str], Posts]] = {
    Verb.PROFILE: proposals.carry_out,
    Verb.RECORD: _record,
    Verb.CUSTOMER_PART: customer.show_part,
    Verb.SCREEN: _screen,
    Verb.CONSENT: consenting.pressed,
    Verb.FIELDS: editing.choose,
    Verb.FIELD: editing.ask,
    Verb.FIELD_PUT: editing.put,
    Verb.FIELD_UNDO: editing.undo_pressed,
}
_READ_PRESSES: dict[Verb, Callable[[Turn, FieldsRead], Posts]] = {
    Verb.FIELD_SAVE: editing.save,
    Verb.FIELD_DROP: editing.drop,
}
_LIST_PRESSES: dict[Verb, Callable[[Turn, CustomerList, str], Posts]] = {
    Verb.LIST_ANYWAY: listing.show_anyway,
    Verb.LIST_MORE: listing.show_page,
    Verb.LIST_SORT: listing.show_sorted,
    Verb.LIST_EXPORT: listing.export,
    Verb.LIST_KEEP: listing.keep_as,
}
_PRESSES: dict[Verb, Press] = {
    Verb.UPDATES: updating.pressed,
    Verb.APPROVALS: approving.listed,
    Verb.APPROVAL_GRANT: approving.grant,
    Verb.APPROVAL_RETURN: approving.ask_reason,
    Verb.BRIEF: briefs.show_brief,
    Verb.SCREEN: reviews.show_screen,
    Verb.SOURCES: reviews.show_sources,
    Verb.SCRIPT: reviews.show_script,
    Verb.USED: reviews.mark_used,
    Verb.EDITED: reviews.ask_edited,
    Verb.UNFIT: reviews.ask_reason,
    Verb.REASON: reviews.reason_chosen,
    Verb.NOTE_SHOW: settling.show,
    Verb.NOTE_UNDO: calls.undo,
    Verb.SOLVED: case_file.close,
    Verb.UNCOMPLAIN: complaints.undo,
    Verb.DONE: day.done,
    Verb.NOT_DONE: day.not_done,
    Verb.DAY: day.more,
    Verb.MOVE: day.ask_time,
    Verb.MOVE_TO: day.moved_to,
    Verb.SNOOZE: day.snoozed,
    Verb.HAND: handing.choose,
    Verb.HAND_TO: handing.ask,
    Verb.HANDED: handing.answered,
    Verb.NOT_TALKED: lambda _turn, _suggestion_id: day.not_talked(),
    Verb.REWRITE: checks.take_rewrite,
    Verb.EVIDENCE: reviews.show_evidence,
    Verb.AS_SHOWN: reviews.show_as_shown,
    Verb.FLAGGED: flagged.opened,
    Verb.FLAGGED_MORE: flagged.page,
    Verb.REVIEW: queue_deciding.pressed,
    Verb.OLDER: reviews.show_page,
    Verb.LIST: listing.show_list,
    Verb.LIST_KEPT: listing.show_kept,
    Verb.LIST_DROP: listing.drop_kept,
    Verb.PRODUCT: shelf.show_product,
    Verb.PLAN: plans.show_plan,
    Verb.RELEASE: releases.act,
    Verb.LIBRARY: library.opened,
    Verb.COMPARED: shelf.show_picture,
    Verb.DRAFT: drafts.show_draft,
    Verb.APPROVE: drafts.approve,
    Verb.REJECT: drafts.ask_why,
    Verb.CASE: case_file.pressed,
    Verb.ACTIVITY: activities.pressed,
    Verb.REFERRAL: referrals.pressed,
}
_OF_CUSTOMER = frozenset({Verb.BRIEF, Verb.REDO})
"""Verbs whose argument is a customer."""
