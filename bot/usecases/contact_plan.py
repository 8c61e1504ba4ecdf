"""The communication plan by tier: planned, done and answered in the month, and what to change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

import bot.brief
from bot.record.standing import tier_of
from bot.record.vocabulary import Tier
from bot.results.declined import Declined
from bot.results.plans import TierContact
from bot.usecases.refusals import ADVISED, NO_LISTS
from bot.usecases.work import Work
from knowledge.yaml_files import read_yaml
from store.actor import Actor
from store.customers import CustomerRecord, list_records
from store.interactions import contacts_between

_FILE = Path(bot.brief.__file__).with_name("contact_plan.yaml")


class TierPlan(BaseModel):
    """How a tier is spoken with; `period` names the policy's."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    period: str
    channels: str
    content: str
    goal: str
    change: str


class ContactPlan(BaseModel):
    """The whole file; the two shares are what is wanted at least."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tiers: Mapping[Tier, TierPlan]
    least_done: float
    least_response: float


def contact_plan(*, work: Work, actor: Actor) -> tuple[TierContact, ...] | Declined:
    """The month's communication of the actor's customers, a row a tier that has any."""
    if actor.role not in ADVISED:
        return NO_LISTS
    today = work.now.date()
    first = today.replace(day=1)
    contacts = contacts_between(session=work.reading, actor=actor, first=first, last=today)
    groups: dict[Tier, list[CustomerRecord]] = {}
    for record in list_records(session=work.reading, actor=actor).rows:
        groups.setdefault(tier_of(record, work.desk.policy), []).append(record)
    return tuple(
        _row(tier, groups[tier], contacts, first=first, work=work)
        for tier in contact_plans().tiers
        if tier in groups
    )


def _row(
    tier: Tier,
    records: list[CustomerRecord],
    contacts: Mapping[str, tuple[int, int]],
    *,
    first: date,
    work: Work,
) -> TierContact:
    plan = contact_plans().tiers[tier]
    every = work.desk.policy.days(plan.period)
    loud = [each for each in records if not each.do_not_contact]
    due = [each for each in loud if _is_due(each, every, first, work.now.date())]
    met = sum(
        contacts.get(each.customer_id, (0, 0))[0] > 0
        or (each.last_contact_on is not None and each.last_contact_on >= first)
        for each in due
    )
    answered = sum(contacts.get(each.customer_id, (0, 0))[0] for each in records)
    tried = answered + sum(contacts.get(each.customer_id, (0, 0))[1] for each in records)
    slow = bool(due) and met / len(due) < contact_plans().least_done
    mute = bool(tried) and answered / tried < contact_plans().least_response
    return TierContact(
        tier=tier.label,
        every_days=every,
        channels=plan.channels,
        content=plan.content,
        goal=plan.goal,
        customers=len(records),
        quiet=len(records) - len(loud),
        due=len(due),
        met=met,
        tried=tried,
        answered=answered,
        change=plan.change if slow or mute else "",
    )


def _is_due(record: CustomerRecord, every: int, first: date, today: date) -> bool:
    """Whether the tier's period asks for a contact between the month's first day and today."""
    last = record.last_contact_on
    return last is None or last >= first or (today - last).days >= every


@cache
def contact_plans() -> ContactPlan:
    """The shipped file, read once."""
    return ContactPlan.model_validate(read_yaml(_FILE))
