"""What each button does: under a note, about a customer, or by its argument alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.conversation.buttons import Post, Verb
from bot.conversation.memory import InHand
from bot.conversation.routes import (
    amending,
    briefs,
    calls,
    checks,
    complaints,
    drafts,
    overview,
    proposals,
    reviews,
)
from bot.conversation.turn import Turn
from bot.results.notes import CallNote

Posts = Sequence[Post]
Press = Callable[[Turn, str], Posts]


def _record(turn: Turn, customer: InHand, suggestion_id: str) -> Posts:
    """Tell of the call that a brief was for, whoever is in hand now."""
    turn.hold(customer.customer_id, customer.name, suggestion_id=suggestion_id)
    return calls.ask_for_note(turn, suggestion_id)


NOTE_PRESSES: dict[Verb, Callable[[Turn, CallNote, str], Posts]] = {
    Verb.NOTE_SAVE: lambda turn, note, _: calls.save(turn, note),
    Verb.NOTE_DROP: lambda turn, note, _: calls.drop(turn, note),
    Verb.NOTE_IN_DAYS: calls.in_days,
    Verb.NOTE_WHEN: lambda turn, note, _: calls.ask_when(turn, note),
    Verb.NOTE_NO_DATE: lambda turn, note, _: calls.no_date(turn, note),
    Verb.NOTE_CHANGE: amending.choose,
    Verb.NOTE_SET: amending.put,
    Verb.NOTE_ADD: amending.put_in,
}
CUSTOMER_PRESSES: dict[Verb, Callable[[Turn, InHand, str], Posts]] = {
    Verb.PROFILE: proposals.carry_out,
    Verb.RECORD: _record,
}
PRESSES: dict[Verb, Press] = {
    Verb.BRIEF: briefs.show_brief,
    Verb.SCREEN: reviews.show_screen,
    Verb.SOURCES: reviews.show_sources,
    Verb.SCRIPT: reviews.show_script,
    Verb.USED: reviews.mark_used,
    Verb.EDITED: reviews.ask_edited,
    Verb.UNFIT: reviews.ask_reason,
    Verb.REASON: reviews.reason_chosen,
    Verb.NOTE_UNDO: calls.undo,
    Verb.SOLVED: complaints.solved,
    Verb.UNCOMPLAIN: complaints.undo,
    Verb.DONE: overview.done,
    Verb.NOT_DONE: overview.not_done,
    Verb.REWRITE: checks.take_rewrite,
    Verb.EVIDENCE: reviews.show_evidence,
    Verb.AS_SHOWN: reviews.show_as_shown,
    Verb.OLDER: reviews.show_page,
    Verb.LIST: overview.show_list,
    Verb.DRAFT: drafts.show_draft,
    Verb.APPROVE: drafts.approve,
    Verb.REJECT: drafts.reject,
}
