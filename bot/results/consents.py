"""A customer's consent as it is shown, and what a withdrawal left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from store.customers.records import GivenConsent
from store.models import ConsentScope


@dataclass(frozen=True)
class ConsentHeld:
    """Every scope as recorded, those not withdrawn (None: never asked), those that hold today."""

    given: tuple[GivenConsent, ...]
    recorded: frozenset[ConsentScope] | None
    stands: frozenset[ConsentScope]
    today: date


@dataclass(frozen=True)
class ConsentWithdrawn:
    """The change to be put back, "" where nothing stood, and what the customer still agrees to."""

    change_id: str
    left: str
