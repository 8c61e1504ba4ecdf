"""The day: what to attend to, ranked, each with its reason in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.record.matters import Matter
from bot.record.ruling import Ruling
from bot.record.vocabulary import Tier
from bot.results.customers import DiaryEntry
from store.customers import OpenFollowUp, OpenPromise


@dataclass(frozen=True)
class DayEntry:
    """What to attend to for one customer: the first matter, and what else stands.

    `impact` is from 0 to 1; `refusal` is the gate's, where the customer may not be called.
    """

    customer_id: str
    name: str
    owner: str
    tier: Tier
    aum_wan: float | None
    matter: Matter
    besides: tuple[Matter, ...]
    impact: float
    refusal: Ruling | None = None

    @property
    def rank(self) -> float:
        """How far in front it stands: by urgency, impact and confidence."""
        return self.matter.urgency * self.impact * self.matter.confidence

    @property
    def filed(self) -> bool:
        """Whether a case of the customer's stands that /case shows."""
        return any(each.filed for each in (self.matter, *self.besides))

    @property
    def follow_up_id(self) -> str:
        """The line of the diary it is; empty where it is none."""
        return self.matter.follow_up.follow_up_id if self.matter.follow_up else ""


@dataclass(frozen=True)
class Day:
    """The day's entries, the first in front; `unreadable` are records that could not be read."""

    entries: tuple[DayEntry, ...]
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True)
class Handed:
    """A line of the diary handed to a colleague; `accepted` is None until he answers."""

    handover_id: str
    line: OpenFollowUp
    customer_name: str
    giver: str
    giver_name: str
    taker: str
    taker_name: str
    accepted: bool | None
    standing: bool

    @property
    def entry(self) -> DiaryEntry:
        """The line with the name of whom it is for."""
        return DiaryEntry(self.line, self.customer_name)


@dataclass(frozen=True)
class UnnotedBrief:
    """A customer prepared for today and not spoken of since."""

    suggestion_id: str
    customer_id: str
    customer_name: str


@dataclass(frozen=True)
class KeptRate:
    """Promises that came due: how many were kept in time, are open still, were agreed anew."""

    due: int = 0
    kept: int = 0
    open: int = 0
    agreed_anew: int = 0

    def __add__(self, other: KeptRate) -> KeptRate:
        return KeptRate(
            self.due + other.due,
            self.kept + other.kept,
            self.open + other.open,
            self.agreed_anew + other.agreed_anew,
        )


@dataclass(frozen=True)
class Ledger:
    """What is promised and not done, and how promises of *since* to *until* were kept by manager's
    name; `whole` is all of them."""

    open: tuple[OpenPromise, ...]
    whole: KeptRate
    by_manager: Mapping[str, KeptRate]
    since: date
    until: date
