"""What a chat remembers between messages, kept in the store: whom it speaks of, what it awaits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from bot.conversation.asked import Asked
from bot.conversation.covering import with_words_covered
from bot.results.approvals import ApprovalWanted
from bot.results.edits import Proposal
from bot.results.notes import CallNote
from bot.understanding.consents import ConsentDraft

Label = tuple[str, str]
"""A button's label and its token."""


@dataclass(frozen=True)
class InHand:
    """The customer the chat speaks of."""

    customer_id: str
    name: str


@dataclass(frozen=True)
class EditedText:
    """The next words are a suggestion's text as the RM changed it."""

    suggestion_id: str
    kind: Literal["edited_text"] = "edited_text"


@dataclass(frozen=True)
class UnfitReason:
    """The next words say why a suggestion did not fit."""

    suggestion_id: str
    kind: Literal["unfit_reason"] = "unfit_reason"


@dataclass(frozen=True)
class CallTold:
    """The next words tell of a call with this customer."""

    customer: InHand
    suggestion_id: str | None
    kind: Literal["call_told"] = "call_told"


@dataclass(frozen=True)
class NextContact:
    """The next words say when this note's next contact is."""

    note: CallNote
    kind: Literal["next_contact"] = "next_contact"


@dataclass(frozen=True)
class TextToCheck:
    """The next words are a text meant for a customer."""

    kind: Literal["text_to_check"] = "text_to_check"


@dataclass(frozen=True)
class WhoIsMeant:
    """The next words may name the customer that something asked is about."""

    asked: Asked
    kind: Literal["who_is_meant"] = "who_is_meant"


@dataclass(frozen=True)
class DraftLine:
    """The next words change a line of a draft script."""

    script_id: str
    kind: Literal["draft_line"] = "draft_line"


@dataclass(frozen=True)
class DraftsListed:
    """The drafts that wait were shown, in this order; the next words may decide one."""

    script_ids: tuple[str, ...]
    kind: Literal["drafts_listed"] = "drafts_listed"


@dataclass(frozen=True)
class DraftWhy:
    """The next words say why a draft is put aside."""

    script_id: str
    kind: Literal["draft_why"] = "draft_why"


@dataclass(frozen=True)
class CaseTold:
    """The next words are what a button of a case asked for."""

    deed: str
    case_id: str
    kind: Literal["case_told"] = "case_told"


@dataclass(frozen=True)
class FieldValue:
    """The next words are what a field of the customer's record becomes."""

    customer: InHand
    field: str
    kind: Literal["field_value"] = "field_value"


@dataclass(frozen=True)
class FieldsRead:
    """Changes of a customer's record were read back; the next words may confirm them."""

    customer: InHand
    proposal: Proposal
    kind: Literal["fields_read"] = "fields_read"


@dataclass(frozen=True)
class ConsentRead:
    """A consent told: the next words answer what is missing, or confirm it."""

    customer: InHand
    draft: ConsentDraft
    kind: Literal["consent_read"] = "consent_read"


@dataclass(frozen=True)
class NewTime:
    """The next words say to when a line of the diary is moved."""

    follow_up_id: str
    kind: Literal["new_time"] = "new_time"


@dataclass(frozen=True)
class ActivityDay:
    """The next words say on which day, and where, a kept activity is held."""

    activity_id: str
    kind: Literal["activity_day"] = "activity_day"


@dataclass(frozen=True)
class LeaveWhy:
    """The next words say why the supervisor is asked for something."""

    customer: InHand
    wanted: ApprovalWanted
    kind: Literal["leave_why"] = "leave_why"


@dataclass(frozen=True)
class ReturnWhy:
    """The next words say why a request is handed back."""

    approval_id: str
    kind: Literal["return_why"] = "return_why"


@dataclass(frozen=True)
class ItemInHand:
    """An item of the officers' queue was shown; the next words may decide it."""

    item_id: str
    kind: Literal["item_in_hand"] = "item_in_hand"


@dataclass(frozen=True)
class ReviewTold:
    """The next words are what a button of an item asked for: a reason, a question, an answer."""

    deed: str
    item_id: str
    kind: Literal["review_told"] = "review_told"


Awaited = Annotated[
    EditedText
    | UnfitReason
    | CallTold
    | NextContact
    | TextToCheck
    | WhoIsMeant
    | DraftLine
    | DraftsListed
    | DraftWhy
    | CaseTold
    | FieldValue
    | FieldsRead
    | ConsentRead
    | NewTime
    | ActivityDay
    | LeaveWhy
    | ReturnWhy
    | ItemInHand
    | ReviewTold,
    Field(discriminator="kind"),
]
"""What the next plain message is taken for."""


@dataclass(frozen=True)
class Memory:
    """One chat's memory. `suggestion_id` is the newest advice about the customer in hand.

    `lately` is when the one in hand was last spoken of, None where something else was since;
    `asked` what was last asked, to be done again; `read_back` the notes shown for confirmation
    and neither written nor dropped since, the newest last; `shown` the tokens of the buttons shown
    last that a number typed would press, or 确认 (of a note alone, where no button has a number);
    `labels` the buttons of the last answer by their labels;
    `cases` the open cases a supervisor has been shown; `listed` the query of the list shown last.
    """

    in_hand: InHand | None = None
    suggestion_id: str | None = None
    awaited: Awaited | None = None
    lately: datetime | None = None
    asked: Asked | None = None
    read_back: tuple[CallNote, ...] = ()
    shown: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    cases: tuple[str, ...] = ()
    listed: str = ""


_MEMORY: TypeAdapter[Memory] = TypeAdapter(Memory)


def memory_json(memory: Memory) -> dict[str, Any]:
    """The memory as JSON values; empty where there is nothing to remember."""
    if memory == Memory():
        return {}
    values: dict[str, Any] = _MEMORY.dump_python(memory, mode="json")
    return with_words_covered(values)


def memory_from(values: Mapping[str, Any]) -> Memory:
    """The memory `memory_json` was made from; one of a form no longer known counts as forgotten."""
    try:
        return _MEMORY.validate_json(json.dumps(values))
    except ValidationError:
        return Memory()
