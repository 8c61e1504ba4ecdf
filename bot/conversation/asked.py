"""What was last asked, kept so that it can be done again: for another, or in other words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from bot.results.notes import CallNote


@dataclass(frozen=True)
class BriefAsked:
    """A brief, in the RM's words and for a purpose; `suggestion_id` once it was given."""

    words: str
    purpose: str = ""
    suggestion_id: str = ""
    kind: Literal["brief"] = "brief"


@dataclass(frozen=True)
class Question:
    """A question or an objection; `suggestion_id` once it was answered."""

    words: str
    suggestion_id: str = ""
    kind: Literal["question"] = "question"


@dataclass(frozen=True)
class StatusAsked:
    """How a customer stands."""

    kind: Literal["status"] = "status"


@dataclass(frozen=True)
class WholeAsked:
    """Everything known of a customer."""

    kind: Literal["whole"] = "whole"


@dataclass(frozen=True)
class FieldsSaid:
    """A change of a customer's record, in the RM's words."""

    words: str
    kind: Literal["fields_said"] = "fields_said"


@dataclass(frozen=True)
class ConsentSaid:
    """A consent given, withdrawn or asked about, in the RM's words."""

    words: str
    kind: Literal["consent_said"] = "consent_said"


@dataclass(frozen=True)
class FieldsChanged:
    """A change of a customer's record that was written; it may be taken back."""

    change_ids: tuple[str, ...]
    kind: Literal["fields_changed"] = "fields_changed"


@dataclass(frozen=True)
class LineDone:
    """A line of the diary marked done; it may be put back."""

    follow_up_id: str
    kind: Literal["line_done"] = "line_done"


@dataclass(frozen=True)
class ShelfAsked:
    """Products, and whether the customer may have them."""

    words: str
    kind: Literal["shelf"] = "shelf"


@dataclass(frozen=True)
class CheckAsked:
    """A text judged for a customer."""

    text: str
    kind: Literal["check"] = "check"


@dataclass(frozen=True)
class ComplaintSaid:
    """A complaint told of."""

    words: str
    kind: Literal["complaint"] = "complaint"


@dataclass(frozen=True)
class CallAsked:
    """The RM was asked to tell of a call; `suggestion_id` is the advice it followed."""

    suggestion_id: str = ""
    kind: Literal["call"] = "call"


@dataclass(frozen=True)
class NoteTold:
    """A call told of; `note` as it was last read back, `interaction_id` once it was written."""

    words: str
    note: CallNote | None = None
    interaction_id: str = ""
    kind: Literal["note"] = "note"


@dataclass(frozen=True)
class PlanAsked:
    """A plan for a customer, by its key; "" where it is still to be chosen."""

    plan: str
    kind: Literal["plan"] = "plan"


AskedKinds = (
    BriefAsked
    | Question
    | StatusAsked
    | WholeAsked
    | FieldsSaid
    | ConsentSaid
    | FieldsChanged
    | LineDone
    | ShelfAsked
    | CheckAsked
    | ComplaintSaid
    | CallAsked
    | NoteTold
    | PlanAsked
)
Asked = Annotated[AskedKinds, Field(discriminator="kind")]
"""What was last asked, by kind."""
