"""A customer's case on a day: record, standing, alerts and shelf, read once for a use case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.record.alerts import Alert, alerts_of
from bot.record.facts import facts_of
from bot.record.gate import Gate, Shelf
from bot.record.policy import Policy
from bot.record.slots import reason_words, slots_of, tags_of
from bot.record.standing import Standing, standing_of
from store.customers import CustomerRecord
from store.models import ProductType
from store.products import ShelfProduct


@dataclass(frozen=True)
class Case:
    """Everything a use case decides from, for one customer at one moment.

    `gate` decides what may be done; `shelf` is its judgement of every product on the shelf.
    `facts` are what script conditions read, `words` the same for their reasons, `tags` choose line
    variants, `slots` fill them.
    """

    record: CustomerRecord
    standing: Standing
    alerts: tuple[Alert, ...]
    gate: Gate
    shelf: Shelf
    facts: Mapping[str, object]
    words: Mapping[str, str]
    tags: frozenset[str]
    slots: Mapping[str, str]

    @property
    def open_types(self) -> frozenset[ProductType]:
        """Product types of which the customer may be offered at least one."""
        return frozenset(product.type for product in self.shelf.suitable)


def case_of(
    record: CustomerRecord,
    *,
    products: Sequence[ShelfProduct],
    policy: Policy,
    rm_name: str,
    now: datetime,
    zone: ZoneInfo,
) -> Case:
    """The case of a record already read; `rm_name` speaks where the customer has no owner."""
    here = now.astimezone(zone)
    standing = standing_of(record, policy=policy, today=here.date(), zone=zone)
    alerts = alerts_of(record, standing=standing, policy=policy, now=here)
    gate = Gate(record, standing, policy)
    facts = facts_of(record, standing=standing, alerts=alerts)
    slots = slots_of(record, standing=standing, rm_name=record.owner_name or rm_name)
    return Case(
        record=record,
        standing=standing,
        alerts=alerts,
        gate=gate,
        shelf=gate.shelf(products),
        facts=facts,
        words=reason_words(facts, slots=slots, record=record),
        tags=tags_of(record, standing=standing),
        slots=slots,
    )
