"""The customer as the services see one: plain values read from the record on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Position:
    """A holding; amount in 万元, unknown values None."""

    product_id: str | None
    name: str
    type: str | None
    risk_level: str | None
    amount_wan: float | None
    maturity_on: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """Something open in the diary: a follow-up or a promise."""

    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Client:
    """One customer's record. Amounts in 万元, shares 0–1; unknown values are None or empty."""

    customer_id: str
    name: str
    kind: str
    owner_id: str
    phone: str
    aum_wan: float | None
    opened_on: date | None
    last_contact_on: date | None
    last_transaction_on: date | None
    outflow_ratio: float | None
    monthly_inflow_wan: float | None
    idle_months: int | None
    needs: tuple[str, ...]
    next_plan: str
    next_follow_up_on: date | None
    birthday: date | None
    occupation: str
    industry: str
    risk_level: str | None
    assessed_on: date | None
    consent: frozenset[str]
    do_not_contact: bool
    personality: str
    interests: tuple[str, ...]
    resources: tuple[str, ...]
    preferred_channel: str
    complaint: str
    complaint_opened_on: date | None
    complaint_solved_on: date | None
    revenue_wan: float | None
    receivable_days: int | None
    receivable_share: float | None
    credit_grade: str
    positions: tuple[Position, ...]
    promises: tuple[Due, ...]
    follow_ups: tuple[Due, ...]
