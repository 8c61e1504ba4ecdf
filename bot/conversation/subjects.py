"""What the buttons of one answer share: a customer, a note as read back, a list.

Kept in the store beside the buttons, as JSON, so that a press acts on what its answer was about.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from bot.conversation.asked import Asked
from bot.conversation.covering import with_words_covered
from bot.conversation.memory import ConsentRead, FieldsRead, InHand
from bot.results.notes import CallNote
from bot.usecases.queue import ItemFilter


@dataclass(frozen=True)
class AskedBefore:
    """What was asked, to be done for the customer chosen."""

    asked: Asked
    kind: Literal["asked"] = "asked"


@dataclass(frozen=True)
class AboutCustomer:
    """The customer the answer is about."""

    customer: InHand
    kind: Literal["customer"] = "customer"


@dataclass(frozen=True)
class NoteRead:
    """The note as read back."""

    note: CallNote
    kind: Literal["note"] = "note"


@dataclass(frozen=True)
class NoteOfSeveral:
    """A note that names several customers, to be recorded for each."""

    words: str
    customers: tuple[InHand, ...]
    kind: Literal["note_of_several"] = "note_of_several"


@dataclass(frozen=True)
class ComplaintTold:
    """A complaint told about a customer, not yet written."""

    customer: InHand
    told: str
    kind: Literal["complaint"] = "complaint"


@dataclass(frozen=True)
class ReferralTold:
    """A referral read back, not yet written: what is to be asked of whom, till when."""

    customer: InHand
    field: str
    words: str
    due_at: datetime
    kind: Literal["referral"] = "referral"


@dataclass(frozen=True)
class OrderTold:
    """An order to a colleague about a customer: what he is to do, and all that was told."""

    customer: InHand
    words: str
    told: str
    kind: Literal["order"] = "order"


@dataclass(frozen=True)
class StopTold:
    """Words that tell of events, or may, as they were said: behind a command, or behind none."""

    command: str
    text: str
    events: tuple[str, ...]
    kind: Literal["stop"] = "stop"


@dataclass(frozen=True)
class Unclear:
    """Words whose wish is asked about, and the customer the chat spoke of when they were said."""

    words: str
    in_hand: InHand | None = None
    kind: Literal["unclear"] = "unclear"


@dataclass(frozen=True)
class CustomerList:
    """A list of customers as its query in JSON, and its name where it has one."""

    query: str
    heading: str = ""
    kind: Literal["customer_list"] = "customer_list"


@dataclass(frozen=True)
class ActivityShown:
    """An activity prepared, not yet kept: its query in JSON, its day in ISO form or empty."""

    name: str
    topic: str
    query: str
    on: str = ""
    place: str = ""
    kind: Literal["activity"] = "activity"


@dataclass(frozen=True)
class QueueShown:
    """A page of the officers' queue, or of the log, by its condition and its heading."""

    chosen: ItemFilter
    heading: str = ""
    logged: bool = False
    kind: Literal["queue"] = "queue"


@dataclass(frozen=True)
class Nothing:
    """The buttons' arguments say it all."""

    kind: Literal["nothing"] = "nothing"


Subject = (
    AskedBefore
    | AboutCustomer
    | NoteRead
    | NoteOfSeveral
    | ComplaintTold
    | FieldsRead
    | ConsentRead
    | ReferralTold
    | OrderTold
    | StopTold
    | Unclear
    | CustomerList
    | ActivityShown
    | QueueShown
    | Nothing
)
"""What the buttons of one answer share."""
_SUBJECT: TypeAdapter[Subject] = TypeAdapter(Annotated[Subject, Field(discriminator="kind")])


def subject_json(subject: Subject) -> dict[str, Any]:
    """A subject as JSON values."""
    values: dict[str, Any] = _SUBJECT.dump_python(subject, mode="json")
    return with_words_covered(values)


def subject_from(values: Mapping[str, Any]) -> Subject | None:
    """The subject `subject_json` was made from; None for one of a form no longer known."""
    try:
        return _SUBJECT.validate_json(json.dumps(values))
    except ValidationError:
        return None
