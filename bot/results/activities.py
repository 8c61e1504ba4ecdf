"""An activity for customers: whom to invite, whom rather not, and what he hears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.book.query import Query, query_from
from bot.record.vocabulary import Tier
from bot.results.advice import Sourced
from store.activity_after import Followed
from store.activity_reading import Invitee
from store.models import Activity, InviteeState


@dataclass(frozen=True)
class ActivityPlan:
    """An activity as understood: `topic` says what it is about, "" where nothing does."""

    name: str
    topic: str
    query: Query
    on: date | None = None
    place: str = ""


@dataclass(frozen=True)
class Invitable:
    """A customer to invite, the facts that put him there with their sources."""

    customer_id: str
    name: str
    tier: Tier
    owner: str
    why: tuple[str, ...]
    by_topic: bool


@dataclass(frozen=True)
class RatherNot:
    """A customer who meets the condition and is not invited: why, what instead, by which rule."""

    customer_id: str
    name: str
    owner: str
    reason: str
    instead: str
    mark: str


@dataclass(frozen=True)
class Segment:
    """Who meets an activity's condition: whom to invite, whom rather not.

    `unrecorded` counts those in sight of whom no interest is recorded; `unread` are words of the
    group that no condition says; `unreadable` the ids of records that could not be judged.
    """

    plan: ActivityPlan
    invitable: Sequence[Invitable]
    rather_not: Sequence[RatherNot]
    unrecorded: int = 0
    unread: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invitation:
    """What a customer may be told: the lines of the approved script; empty where none passes."""

    lines: tuple[Sourced, ...] = ()

    @property
    def text(self) -> str:
        """The lines as one message."""
        return "".join(each.text for each in self.lines)


@dataclass(frozen=True)
class Occasion:
    """Something a book gives reason to hold an activity for: its words, how many it concerns."""

    field: str
    word: str
    label: str
    customers: int


@dataclass(frozen=True)
class KeptActivity:
    """An activity with the customers of it the actor may see."""

    activity: Activity
    invitees: tuple[Invitee, ...]

    @property
    def plan(self) -> ActivityPlan:
        """As it was prepared."""
        row = self.activity
        query = query_from(row.condition)
        return ActivityPlan(row.name, row.topic, query, row.on_day, row.place or "")

    def of(self, state: InviteeState) -> list[Invitee]:
        """Those so far with it."""
        return [each for each in self.invitees if each.state is state]


@dataclass(frozen=True)
class Noted:
    """A customer's state noted; `step_id` takes it back."""

    kept: KeptActivity
    invitee: Invitee
    step_id: str


@dataclass(frozen=True)
class Outcome:
    """An activity with what was recorded afterwards of those who came; in time order, no effect."""

    kept: KeptActivity
    followed: tuple[Followed, ...]

    def of(self, customer_id: str, kind: str) -> list[Followed]:
        """What of one kind was recorded of a customer."""
        return [e for e in self.followed if e.customer_id == customer_id and e.kind == kind]
