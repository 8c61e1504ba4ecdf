"""Customers found, listed and looked at; teams and the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.record.alerts import Alert
from bot.record.gate import Blocked
from bot.record.ruling import Ruling
from bot.record.standing import Standing
from bot.results.vocabulary import EvidenceKind
from store.customers import CustomerHit, CustomerRecord, OpenFollowUp
from store.models import FeedbackOutcome
from store.products import ShelfProduct


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
class Unknown:
    """Somebody is named whom the asker's book does not hold; never to be taken for one it does.

    `name` is as said, at `start` to `end` of the text; `near` may be meant and are offered.
    A customer of somebody else looks the same as nobody at all.
    """

    name: str
    near: tuple[CustomerHit, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Advised:
    """A suggestion shown about a customer and what was made of it, as far as the RM has said."""

    suggestion_id: str
    at: datetime
    staff_name: str
    kind: EvidenceKind
    query: str
    outcome: FeedbackOutcome | None


@dataclass(frozen=True)
class Status:
    """How a customer stands: record, alerts, advice and what became of it."""

    record: CustomerRecord
    standing: Standing
    alerts: tuple[Alert, ...]
    advised: tuple[Advised, ...]


@dataclass(frozen=True)
class DiaryEntry:
    """Something due, and the name of whom it is for.

    `refusal` is the gate's, where the customer may not be called about it.
    """

    follow_up: OpenFollowUp
    customer_name: str
    refusal: Ruling | None = None


@dataclass(frozen=True)
class Member:
    """One RM of a team: counts of customers and of what needs attention."""

    staff_id: str
    customers: int
    at_risk: int
    overdue: int
    complaints: int
    late_follow_ups: int
    promises_due: int = 0
    promises_kept: int = 0
    name: str = ""


@dataclass(frozen=True)
class ShelfItem:
    """A product as the shelf has it, and the gate's ruling for the customer in hand, if any.

    `why` is what speaks for it by his needs and terms; "" where nothing was asked about him.
    """

    product: ShelfProduct
    disclosure: str
    ruling: Ruling | None
    why: str = ""


@dataclass(frozen=True)
class ProductUnknown:
    """A product named that the shelf has not; `nearest` are of the same name but another mark."""

    said: str
    nearest: tuple[ShelfProduct, ...]


@dataclass(frozen=True)
class ProductsNamed:
    """The products words name, and those they name that the shelf has not.

    `suggestion_id` names the evidence, "" where the products were judged for nobody.
    """

    items: tuple[ShelfItem, ...]
    unknown: tuple[ProductUnknown, ...] = ()
    suggestion_id: str = ""


@dataclass(frozen=True)
class ProductsFitting:
    """What a customer may be spoken to about, the best fit first; `bar` keeps everything back."""

    customer_name: str
    items: tuple[ShelfItem, ...]
    blocked: tuple[Blocked, ...]
    bar: Ruling | None
    suggestion_id: str = ""


@dataclass(frozen=True)
class Compared:
    """Products side by side, and those named that the shelf has not.

    `customer_name` is "" where they are compared for nobody; then no item has a ruling.
    `left_out` are names beyond the most that stand side by side.
    """

    customer_id: str
    customer_name: str
    items: tuple[ShelfItem, ...]
    unknown: tuple[ProductUnknown, ...]
    left_out: tuple[str, ...] = ()
    suggestion_id: str = ""
