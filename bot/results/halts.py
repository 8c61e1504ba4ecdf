"""What is no sales situation: what to do now, whom to tell by when, what to say and what not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.record.standing import Standing
from bot.results.advice import Scenario, Sourced, Tell
from knowledge.stopping import StopEvent
from store.customers import CustomerRecord

_UNITS = {"m": "minutes", "h": "hours"}


def time_within(written: str) -> timedelta | None:
    """How long a script's `+30m` or `+24h` is; None for `today`."""
    if written == "today":
        return None
    return timedelta(**{_UNITS[written[-1]]: int(written[1:-1])})


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop script's answer; `script` is None where the bank withdrew it, and nothing is said.

    `events`: the one that answers, then others told of in the same words. `due`: till when the
    supervisor is to be told, where a case is opened for the customer: `escalation_id`.
    """

    suggestion_id: str
    generated_at: datetime
    handbook_version: str
    query: str
    events: tuple[StopEvent, ...]
    record: CustomerRecord | None
    standing: Standing | None
    script: Scenario | None
    now: tuple[Sourced, ...]
    tell: tuple[Tell, ...]
    may_say: tuple[Sourced, ...]
    never: tuple[Sourced, ...]
    due: datetime | None = None
    escalation_id: str | None = None

    @property
    def event(self) -> StopEvent:
        """The gravest event."""
        return self.events[0]


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A customer's case not closed yet, as a supervisor sees it: who, what, by when, who is at it.

    `event` is the code as stored; `seen` that a supervisor said to know of it; `taken_by` names
    who took it on.
    """

    escalation_id: str
    event: str
    customer_name: str
    staff_name: str
    text: str
    opened_at: datetime
    due_at: datetime
    reported: bool
    seen: bool
    taken_by: str | None

    @property
    def taken(self) -> bool:
        """Whether somebody took it on."""
        return self.taken_by is not None
