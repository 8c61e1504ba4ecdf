"""Buttons as routes offer them: a verb, what it acts on, and what the answer is about.

The channel sees a label and a token; verb, argument and subject are kept in the store, so that a
button acts on the answer it hangs on, whatever was said since, after a restart too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.attachments import Attachment
from bot.blocks import Screen, said
from bot.conversation.subjects import Nothing, Subject


class Verb(StrEnum):
    """What a button does; its argument in brackets."""

    BRIEF = "brief"
    """(customer id)"""
    REDO = "redo"
    """(customer id; empty: for nobody in particular)"""
    SCREEN = "screen"
    """(suggestion id:screen)"""
    SOURCES = "sources"
    """(suggestion id)"""
    SCRIPT = "script"
    """(script id)"""
    USED = "used"
    """(suggestion id)"""
    EDITED = "edited"
    """(suggestion id)"""
    UNFIT = "unfit"
    """(suggestion id)"""
    REASON = "reason"
    """(suggestion id:reason)"""
    RECORD = "record"
    """(suggestion id)"""
    MEANT = "meant"
    """(intent; empty: neither)"""
    NOTE_EACH = "note_each"
    NOTE_SAVE = "note_save"
    NOTE_DROP = "note_drop"
    NOTE_IN_DAYS = "note_in_days"
    """(days)"""
    NOTE_WHEN = "note_when"
    NOTE_NO_DATE = "note_no_date"
    NOTE_SHOW = "note_show"
    """(note id)"""
    NOTE_UNDO = "note_undo"
    """(interaction id)"""
    NOTE_INSTEAD = "note_instead"
    """(interaction id of the note it stands for)"""
    NOTE_CHANGE = "note_change"
    """(field)"""
    NOTE_SET = "note_set"
    """(field:value)"""
    NOTE_ADD = "note_add"
    """(words)"""
    PROFILE = "profile"
    """(change:value)"""
    COMPLAIN = "complain"
    """(size)"""
    SOLVED = "solved"
    """(complaint id)"""
    UNCOMPLAIN = "uncomplain"
    """(complaint id)"""
    DONE = "done"
    """(follow-up id)"""
    NOT_DONE = "not_done"
    """(follow-up id)"""
    DAY = "day"
    """(how many entries came before)"""
    MOVE = "move"
    """(follow-up id)"""
    MOVE_TO = "move_to"
    """(follow-up id:when)"""
    SNOOZE = "snooze"
    """(follow-up id)"""
    HAND = "hand"
    """(follow-up id)"""
    HAND_TO = "hand_to"
    """(follow-up id:staff id)"""
    HANDED = "handed"
    """(handover id:answer)"""
    NOT_TALKED = "not_talked"
    """(suggestion id)"""
    REWRITE = "rewrite"
    """(suggestion id)"""
    EVIDENCE = "evidence"
    """(suggestion id)"""
    AS_SHOWN = "as_shown"
    """(suggestion id)"""
    FLAGGED = "flagged"
    """(interaction id)"""
    FLAGGED_MORE = "flagged_more"
    """(how many came before:staff id, empty for everybody's)"""
    REVIEW = "review"
    """(deed:item id, or what the deed is done to)"""
    OLDER = "older"
    """(suggestion id)"""
    LIST = "list"
    """(list)"""
    LIST_ANYWAY = "list_anyway"
    LIST_MORE = "list_more"
    """(how many came before)"""
    LIST_SORT = "list_sort"
    """(place of the order)"""
    LIST_EXPORT = "list_export"
    LIST_KEEP = "list_keep"
    """(name)"""
    LIST_KEPT = "list_kept"
    """(list id)"""
    LIST_DROP = "list_drop"
    """(list id)"""
    ACTIVITY = "activity"
    """(deed:what it is done to)"""
    PRODUCT = "product"
    """(product id:customer id, empty for nobody's)"""
    COMPARED = "compared"
    """(product ids by commas:customer id, empty for nobody's)"""
    PLAN = "plan"
    """(plan:customer id, empty for all)"""
    LIBRARY = "library"
    """(place)"""
    RELEASE = "release"
    """(act:suggestion or release id)"""
    DRAFT = "draft"
    """(script id)"""
    APPROVE = "approve"
    """(script id)"""
    REJECT = "reject"
    """(script id)"""
    STOP = "stop"
    NO_STOP = "no_stop"
    STOP_ABOUT = "stop_about"
    """(customer id)"""
    REPORTED = "reported"
    """(suggestion id)"""
    MISTAKEN = "mistaken"
    """(escalation id)"""
    SEEN = "seen"
    """(escalation id)"""
    TAKEN = "taken"
    """(escalation id)"""
    CLOSED = "closed"
    """(escalation id)"""
    CASES = "cases"
    """(how many came before)"""
    UPDATES = "updates"
    """(table, report, changes, checked:customer id, seen:change ids)"""
    APPROVALS = "approvals"
    APPROVAL_GRANT = "approval_grant"
    """(approval id)"""
    APPROVAL_RETURN = "approval_return"
    """(approval id)"""
    ORDER = "order"
    """(give; note; back:follow-up id)"""
    FIELDS = "fields"
    FIELD = "field"
    """(field)"""
    FIELD_PUT = "field_put"
    """(field:value)"""
    FIELD_SAVE = "field_save"
    FIELD_DROP = "field_drop"
    FIELD_UNDO = "field_undo"
    """(change ids)"""
    CONSENT = "consent"
    """(new, back or restore:value; or an answer in words, save, drop, later)"""
    CUSTOMER_PART = "customer_part"
    """(part:start; empty: the first screen)"""
    REFER = "refer"
    """(staff id; empty: nobody)"""
    REFERRAL = "referral"
    """(deed:case id)"""
    CASE = "case"
    """(deed:case id, or deed:case id:value; show:customer id)"""


ONCE = frozenset(
    {Verb.USED, Verb.REASON, Verb.COMPLAIN, Verb.REPORTED, Verb.PROFILE, Verb.FIELD_SAVE}
)
"""Verbs that write: a second press of the same button writes nothing."""


@dataclass(frozen=True)
class Offer:
    """A button to be: its label, what it does, and to what."""

    label: str
    verb: Verb
    argument: str = ""


Rows = Sequence[Sequence[Offer]]


@dataclass(frozen=True)
class Post:
    """A message of the bot to be: a screen, buttons below, what they are about, files behind."""

    screen: Screen
    rows: Rows = ()
    subject: Subject = field(default_factory=Nothing)
    confidential: bool = True
    attached: tuple[Attachment, ...] = ()


def say(words: str, *, rows: Rows = ()) -> Post:
    """Words that hold no customer data."""
    return Post(said(words), rows, confidential=False)


def in_rows(offers: Sequence[Offer], width: int = 3) -> list[list[Offer]]:
    """Buttons laid in rows."""
    return [list(offers[at : at + width]) for at in range(0, len(offers), width)]
