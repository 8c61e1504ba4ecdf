"""What the chat waited for, and the words that came instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.conversation.buttons import Post, say
from bot.conversation.memory import (
    ActivityDay,
    Awaited,
    CallTold,
    CaseTold,
    ConsentRead,
    DraftLine,
    DraftsListed,
    DraftWhy,
    EditedText,
    FieldsRead,
    FieldValue,
    ItemInHand,
    LeaveWhy,
    NewTime,
    NextContact,
    ReturnWhy,
    ReviewTold,
    TextToCheck,
    UnfitReason,
    WhoIsMeant,
)
from bot.conversation.routes import (
    activity_kept,
    again,
    amending,
    approving,
    calls,
    case_file,
    checks,
    consenting,
    day,
    drafts,
    drafts_deciding,
    editing,
    queue_deciding,
    reviews,
)
from bot.conversation.turn import Turn
from bot.conversation.words import NO_NUMBER
from bot.results.notes import Message
from bot.understanding import parse_when

Posts = Sequence[Post]
_SHORTEST_TAIL = 4
_TO_CUSTOMER = re.compile("[您你]|尊敬|各位|亲爱|敬请")
_NO_TEXT = frozenset({"brief", "capture", "today", "list", "status", "team", "review", "help"})


@dataclass(frozen=True)
class Onward:
    """Where words go that do not serve what was awaited: as a message, read or not read yet."""

    plain: Callable[[Turn, str], Posts]
    understood: Callable[[Turn, Message], Posts]

    def corrected(self, turn: Turn, text: str) -> Posts | None:
        """Another customer put in place of the last one, if that is what the words do."""
        return again.corrected(turn, text, go_on=self.plain)


def served(turn: Turn, awaited: Awaited, text: str, onward: Onward) -> Posts:
    """The answer to words that came while something was awaited; other words are a message."""
    match awaited:
        case NextContact() | NewTime() | ActivityDay():
            return _dated(turn, awaited, text, onward)
        case EditedText() | UnfitReason():
            return _of_suggestion(turn, awaited, text)
        case TextToCheck():
            return _told_instead(turn, text, onward) or checks.judge(turn, text)
        case FieldValue() | FieldsRead() | ConsentRead() | LeaveWhy() | ReturnWhy():
            return _field(turn, awaited, text, onward)
        case DraftLine() | DraftsListed() | DraftWhy():
            return _of_draft(turn, awaited, text, onward)
        case WhoIsMeant() if is_number(text):
            turn.wait(awaited)
            return [say(NO_NUMBER)]
        case WhoIsMeant(asked):
            return again.meant(turn, asked, text) or onward.plain(turn, text)
        case CaseTold() | ItemInHand() | ReviewTold():
            return _of_work(turn, awaited, text, onward)
        case CallTold():
            return onward.corrected(turn, text) or calls.told(turn, awaited, text)


def _of_draft(
    turn: Turn, awaited: DraftLine | DraftsListed | DraftWhy, text: str, onward: Onward
) -> Posts:
    """What an officer says of drafts: one decided, a line of it changed, why it is put aside."""
    if isinstance(awaited, DraftsListed):
        decided = drafts_deciding.in_words(turn, text, shown=awaited.script_ids)
        return decided or onward.plain(turn, text)
    key = awaited.script_id
    if drafts.changes_line(text):
        return drafts.edited(turn, key, text)
    if isinstance(awaited, DraftLine):
        decided = drafts_deciding.in_words(turn, text, opened=key)
        return decided or drafts.edited(turn, key, text)
    if not approving.is_reason(turn, text):
        return onward.plain(turn, text)
    return drafts.why_told(turn, key, text)


def _of_suggestion(turn: Turn, awaited: EditedText | UnfitReason, text: str) -> Posts:
    keep = reviews.write_edited if isinstance(awaited, EditedText) else reviews.write_reason
    return keep(turn, awaited.suggestion_id, text)


def _of_work(
    turn: Turn, awaited: CaseTold | ItemInHand | ReviewTold, text: str, onward: Onward
) -> Posts:
    """What is written of a case, or decided of an item of the queue."""
    if isinstance(awaited, CaseTold):
        return case_file.taken(turn, awaited, text)
    if isinstance(awaited, ReviewTold):
        return queue_deciding.told(turn, awaited, text)
    return queue_deciding.in_words(turn, awaited, text) or onward.plain(turn, text)


def _field(
    turn: Turn,
    awaited: FieldValue | FieldsRead | ConsentRead | LeaveWhy | ReturnWhy,
    text: str,
    onward: Onward,
) -> Posts:
    """What a field becomes, or whether or why it does; words that settle nothing are a message."""
    if isinstance(awaited, LeaveWhy | ReturnWhy) and not approving.is_reason(turn, text):
        return onward.plain(turn, text)
    if isinstance(awaited, ConsentRead):
        return consenting.settled(turn, awaited, text) or onward.plain(turn, text)
    if isinstance(awaited, LeaveWhy):
        return approving.why_told(turn, awaited, text)
    if isinstance(awaited, ReturnWhy):
        return approving.returned(turn, awaited, text)
    if isinstance(awaited, FieldValue):
        return editing.value_told(turn, awaited, text)
    return editing.settled(turn, awaited, text) or onward.plain(turn, text)


def _dated(
    turn: Turn, awaited: NextContact | NewTime | ActivityDay, text: str, onward: Onward
) -> Posts:
    """The time that was asked for; words that name another customer, or no time, are a message."""
    if isinstance(awaited, ActivityDay):
        told = activity_kept.day_told(turn, awaited.activity_id, text)
        return told or onward.plain(turn, text)
    if isinstance(awaited, NewTime):
        return day.told_time(turn, awaited.follow_up_id, text) or onward.plain(turn, text)
    if amending.of_another(turn, awaited.note, text):
        return onward.corrected(turn, text) or onward.plain(turn, text)
    dated = parse_when(text, now=turn.work.now) is not None
    put_right = None if dated else amending.amended(turn, text) or onward.corrected(turn, text)
    return put_right or calls.set_next_contact(turn, awaited, text)


def is_number(text: str) -> bool:
    """Whether it is the number of a button, not a part of a name or telephone number."""
    return text.isdigit() and len(text) < _SHORTEST_TAIL


def _told_instead(turn: Turn, text: str, onward: Onward) -> Posts:
    """What is wanted where a text to check was waited for and something else came; none if it did.

    Words that speak to a customer are the text, whatever else they may be.
    """
    if _TO_CUSTOMER.search(text):
        return []
    message = calls.read(turn, text)
    ours = message.sure and message.intent in _NO_TEXT
    _, addressed = turn.desk.rules.check_as_given(text)
    return onward.understood(turn, message) if ours and addressed == "assistant" else []
