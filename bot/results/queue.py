"""The officers' queue as it is shown: its items, one opened, what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.blocks import Screen
from bot.results.log import Flagged, Opened
from knowledge.compliance import Verdict
from store.models import ItemKind, ItemState, MessageKind, ReviewVerdict, Risk


@dataclass(frozen=True)
class QueueItem:
    """An item of the queue; `words` are the first of what it is about.

    `verdict` is None while undecided, and for whoever is to look a second time. `may_decide`:
    whether who looks may decide it now.
    """

    item_id: str
    kind: ItemKind
    risk: Risk
    state: ItemState
    at: datetime
    due_at: datetime | None
    staff_id: str
    staff_name: str
    customer_id: str | None
    words: str
    verdict: ReviewVerdict | None
    script_id: str | None
    may_decide: bool


@dataclass(frozen=True)
class QueuePage:
    """A page of items, how many there are of each kind in all, and whether more follow.

    `behind`: the log was not gone through to its end yet; asked again, it goes on.
    """

    items: tuple[QueueItem, ...]
    counts: Mapping[ItemKind, int]
    more: bool
    behind: bool = False

    @property
    def total(self) -> int:
        """How many there are in all."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Decided:
    """A decision as it stands in the log; `instead` is what was told to be said."""

    officer: str
    at: datetime
    verdict: ReviewVerdict
    reason: str
    instead: str | None
    second: bool


@dataclass(frozen=True)
class Exchanged:
    """Words between officer and manager."""

    who: str
    at: datetime
    kind: MessageKind
    text: str


@dataclass(frozen=True)
class NotedAfter:
    """A contact noted after a suggestion, in the manager's words."""

    at: datetime
    said: str
    undone: bool


@dataclass(frozen=True)
class ItemOpened:
    """An item with its evidence as kept.

    `shown` is exactly what was shown; `suggestion` its row with record, scripts, rules and
    feedback; `flagged` the note it is about; `edit` the text as it was changed, with its verdict
    today in `judged`; `after` what was noted afterwards.
    """

    item: QueueItem
    suggestion: Opened | None
    shown: Screen
    flagged: Flagged | None
    edit: str
    judged: Verdict | None
    after: tuple[NotedAfter, ...]
    thread: tuple[Exchanged, ...]
    decisions: tuple[Decided, ...]


@dataclass(frozen=True)
class Decision:
    """A decision just written: what to say instead, whether a second officer is still to look.

    `told`: whether whose work it is hears of it.
    """

    item: QueueItem
    verdict: ReviewVerdict
    instead: str
    told: bool
    second_waits: bool


@dataclass(frozen=True)
class Asked:
    """A manager's question to the officers, with its time; `again`: it was open already."""

    item_id: str
    due_at: datetime
    again: bool


@dataclass(frozen=True)
class DecisionTold:
    """A decision as it is told: on what, whose, with the officer's words and the right line.

    `own`: to whose work it is, not to his supervisor.
    """

    verdict: ReviewVerdict
    kind: ItemKind
    at: datetime
    customer_id: str | None
    staff_name: str
    words: str
    officer: str
    reason: str
    instead: str | None
    suggestion_id: str | None
    own: bool


@dataclass(frozen=True)
class QuestionTold:
    """Words put to somebody about an item: who wrote them, and on what of when."""

    who: str
    text: str
    at: datetime
    customer_id: str | None
    words: str
