"""Cases of a customer as they are shown: what it is about, its clock, what happened in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from store.models import CaseKind, ComplaintSize, StepKind


@dataclass(frozen=True, slots=True)
class CaseLine:
    """Something that happened in a case, and by whom."""

    step_id: str
    at: datetime
    staff_name: str
    kind: StepKind
    text: str
    score: int | None
    staff_id: str = ""


@dataclass(frozen=True, slots=True)
class ToPull:
    """A record a complaint is verified by, where it is named, and when it was pulled."""

    name: str
    source: str
    pulled_at: datetime | None


@dataclass(frozen=True, slots=True)
class ComplaintFile:
    """A complaint whole. `tell_by` is till when the customer is to be told the first progress.

    `may_close`: the reader may; `about_reader`: it is about him.
    """

    complaint_id: str
    customer_id: str
    customer_name: str
    size: ComplaintSize
    text: str
    staff_name: str
    opened_at: datetime
    received_at: datetime | None
    tell_by: datetime
    told_at: datetime | None
    solved_at: datetime | None
    solution: str | None
    records: tuple[ToPull, ...]
    lines: tuple[CaseLine, ...]
    may_close: bool
    about_reader: bool

    @property
    def open(self) -> bool:
        """Whether it is not solved yet."""
        return self.solved_at is None

    @property
    def grave(self) -> bool:
        """Whether a supervisor closes it."""
        return self.size is not ComplaintSize.SMALL

    @property
    def missing(self) -> tuple[StepKind, ...]:
        """What closing needs and is not recorded: a plan, and that the customer was told."""
        lacks = [] if self.newest(StepKind.SOLUTION) is not None else [StepKind.SOLUTION]
        return (*lacks, *([] if self.told_at is not None else [StepKind.TOLD]))

    @property
    def score(self) -> int | None:
        """How content he was when he last said so since it was last reopened."""
        rated = self.newest(StepKind.RATED)
        return rated.score if rated is not None else None

    def newest(self, kind: StepKind) -> CaseLine | None:
        """The last step of a kind since it was last reopened."""
        return newest(self.lines, kind)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Any other case whole; `sign` is what opened it, in words where it is shown."""

    case_id: str
    kind: CaseKind
    customer_id: str
    customer_name: str
    sign: str
    text: str
    score: int | None
    staff_name: str
    assignee_name: str | None
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    outcome: str | None
    lines: tuple[CaseLine, ...]

    @property
    def open(self) -> bool:
        """Whether it is not closed yet."""
        return self.closed_at is None

    @property
    def offer_waits(self) -> bool:
        """Whether an offer waits for the supervisor: it is the last thing done about one."""
        decided = {StepKind.OFFER, StepKind.APPROVED, StepKind.RETURNED}
        last = next((each for each in reversed(self.lines) if each.kind in decided), None)
        return last is not None and last.kind is StepKind.OFFER

    def newest(self, kind: StepKind) -> CaseLine | None:
        """The last step of a kind."""
        return newest(self.lines, kind)


@dataclass(frozen=True, slots=True)
class CaseNews:
    """A step that the reader must hear of, of which customer's which case."""

    case_id: str
    customer_id: str
    customer_name: str
    staff_name: str
    kind: StepKind
    text: str
    at: datetime
    score: int | None = None


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A case not closed yet, as a line of the list of them."""

    customer_id: str
    customer_name: str
    what: str
    text: str
    due_at: datetime | None


def newest(lines: tuple[CaseLine, ...], kind: StepKind) -> CaseLine | None:
    """The last step of a kind since the case was last reopened; None where there is none."""
    for each in reversed(lines):
        if each.kind is kind:
            return each
        if each.kind is StepKind.REOPENED:
            return None
    return None
