"""Customers found, listed and looked at; teams and the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.record.alerts import Alert
from bot.record.suitability import Product
from bot.results.advice import CustomerCard
from store.customers import CustomerHit, OpenFollowUp, PastContact


@dataclass(frozen=True)
class Found:
    """Exactly one customer is meant."""

    customer_id: str
    name: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Several:
    """The words fit several customers; the asker chooses."""

    hits: tuple[CustomerHit, ...]


@dataclass(frozen=True)
class Advised:
    """A suggestion shown about a customer and what was made of it."""

    suggestion_id: str
    at: datetime
    staff_name: str
    kind: str
    query: str
    outcome: str


@dataclass(frozen=True)
class Status:
    """How a customer stands: record, alerts, contacts, advice and what became of it."""

    card: CustomerCard
    alerts: tuple[Alert, ...]
    contacts: tuple[PastContact, ...]
    follow_ups: tuple[OpenFollowUp, ...]
    advised: tuple[Advised, ...]
    open_complaints: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """A customer in a list, with the alerts that put them there."""

    customer_id: str
    name: str
    tier: str
    owner: str
    alerts: tuple[Alert, ...]


@dataclass(frozen=True)
class Member:
    """One RM of a team: counts of customers and of what needs attention."""

    staff_id: str
    customers: int
    at_risk: int
    overdue: int
    complaints: int
    late_follow_ups: int


@dataclass(frozen=True)
class ShelfItem:
    """A product as the shelf has it; `blocked` is why the customer in hand may not have it."""

    product: Product
    disclosure: str
    blocked: str
    rule_id: str
