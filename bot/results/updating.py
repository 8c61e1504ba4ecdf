"""Whose record was not brought up to date in time, and how complete each manager's records are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Outdated:
    """A customer with whom something happened and whose record was neither changed nor checked."""

    customer_id: str
    name: str
    owner: str
    event: str
    on: date


@dataclass(frozen=True)
class CompleteBook:
    """One manager's records: the share known, how many are whole, what is missing most."""

    owner: str
    customers: int
    whole: int
    share: float
    missing: tuple[tuple[str, int], ...]
