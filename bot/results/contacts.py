"""A month's communication: what was due and done, what followed, what to change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Scores:
    """Scores written down, of so many points."""

    count: int
    mean: float
    full: int


@dataclass(frozen=True)
class Followed:
    """A position recorded after a contact of the month; nothing says it was because of it."""

    customer: str
    product: str
    on: date


@dataclass(frozen=True)
class ContactRow:
    """A group's communication in a month.

    `due` are the customers whose period runs out within the month, `met` those of them spoken with,
    `dated` those of these of whom the file's day alone tells it, no conversation being noted;
    `tried` and `answered` are attempts, by the notes. `changes` says where it falls short, with
    the figures, and what to do; empty where nothing does.
    """

    label: str
    customers: int
    quiet: int
    due: int
    met: int
    dated: int
    tried: int
    answered: int
    scores: tuple[Scores, ...] = ()
    followed: tuple[Followed, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TierContact:
    """A tier's plan with what became of it."""

    every_days: int
    channels: str
    content: str
    goal: str
    row: ContactRow


@dataclass(frozen=True)
class ContactMonth:
    """The communication of *first* to *last*; `managers` where it is a team's."""

    first: date
    last: date
    over: bool
    whole: ContactRow
    tiers: tuple[TierContact, ...]
    managers: tuple[ContactRow, ...] = ()
