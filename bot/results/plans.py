"""What is planned for customers: needs matched with products, reports, paths, communication."""

from __future__ import annotations

from dataclasses import dataclass

from bot.record.ruling import Ruling


@dataclass(frozen=True)
class Basis:
    """Where something is known from: whose words or which record, of which day; "" unknown."""

    source: str
    on: str = ""


@dataclass(frozen=True)
class MatchedNeed:
    """A need of a customer's and what the shelf has for it; empty where that is nothing.

    `why_none` says why no product stands there; objection, answer and action are the script's.
    """

    need: str
    kind: str
    basis: Basis
    candidates: tuple[str, ...]
    reasons: tuple[str, ...]
    why_none: str
    objection: str
    answer: str
    action: str
    script_id: str
    script_version: int = 0


@dataclass(frozen=True)
class MatchList:
    """A customer's needs; `bar` keeps every product back."""

    customer_id: str
    customer_name: str
    needs: tuple[MatchedNeed, ...]
    bar: Ruling | None


@dataclass(frozen=True)
class MatchLists:
    """The lists of several customers; those beyond the most that are read at once are counted."""

    lists: tuple[MatchList, ...]
    without_need: int
    left_out: int


@dataclass(frozen=True)
class GrowthStep:
    """A step of a month; `done` None where the record cannot show it."""

    month: int
    text: str
    done: bool | None


@dataclass(frozen=True)
class GrowthPath:
    """The path of a type of customer, with one customer's progress."""

    label: str
    now: str
    target: str
    steps: tuple[GrowthStep, ...]
    success: tuple[str, ...]
    source: str
    script_id: str


@dataclass(frozen=True)
class LearntCase:
    """A case to learn from, in our words; `script` is the scenario that grew out of it."""

    id: str
    title: str
    group: str
    stages: tuple[str, ...]
    script: str
    source: str
    was: str
    did: str
    came: str
