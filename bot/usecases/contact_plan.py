"""The communication plan by tier: planned, done and answered in a month, what followed, and what
to change; for a supervisor by manager too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

import bot.brief
from bot.record.standing import tier_of
from bot.record.vocabulary import Tier
from bot.render.contacts import COLUMNS, contacts_rows
from bot.results.contacts import ContactMonth, ContactRow, Followed, Scores, TierContact
from bot.results.declined import Declined
from bot.usecases.refusals import ADVISED, NO_LISTS
from bot.usecases.taken_out import Taken, taken_out
from bot.usecases.work import Work
from knowledge.yaml_files import read_yaml
from store import contact_effect as effect
from store.actor import Actor
from store.customers import CustomerRecord, list_records
from store.models import Role
from store.sheets import workbook_bytes

_FILE = Path(bot.brief.__file__).with_name("contact_plan.yaml")
_NOT_YET = Declined("no_month", "那个月还没到，没有可总结的。")
_SLOW = "联系不足（{met}/{due}，应有{share:.0%}）：先约没联系到的{left}位"
_MUTE = "接通不足（{answered}/{tried}，应有{share:.0%}）：{change}"
_LOW = "评分偏低（平均{mean:.1f}，满分{full}）：先回访打低分的客户，再谈别的"
_ANOTHER_WAY = "换个时间或渠道再联系"


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


@dataclass(frozen=True)
class _Customer:
    """What a month shows of one customer; `reached` is None where he was not due."""

    tier: Tier
    owner: str
    quiet: bool
    reached: bool | None
    answered: int
    missed: int
    scores: Sequence[effect.GivenScore]
    followed: Sequence[Followed]


def contact_plan(*, work: Work, actor: Actor, month: date | None = None) -> ContactMonth | Declined:
    """A month's communication with the actor's customers, this month's where none is named."""
    if actor.role not in ADVISED:
        return NO_LISTS
    today = work.now.date()
    first = (month or today).replace(day=1)
    if first > today:
        return _NOT_YET
    last = min(month_end(first), today)
    customers = _customers(first, last, work=work, actor=actor)
    tiers = [(tier, [c for c in customers if c.tier is tier]) for tier in contact_plans().tiers]
    owners = sorted({each.owner for each in customers}) if actor.role is Role.SUPERVISOR else []
    return ContactMonth(
        first=first,
        last=last,
        over=last < today,
        whole=_row("全部", customers, work),
        tiers=tuple(_tier(tier, theirs, work) for tier, theirs in tiers if theirs),
        managers=tuple(_row(o, [c for c in customers if c.owner == o], work) for o in owners),
    )


def contact_workbook(month: ContactMonth, *, work: Work, actor: Actor) -> bytes:
    """The same as an XLSX file, with its entry in the log."""
    data = workbook_bytes(COLUMNS, contacts_rows(month))
    taken = Taken("沟通计划与效果", f"{month.first:%Y-%m}", month.whole.customers)
    return taken_out(data, taken, work=work, actor=actor)


def month_end(first: date) -> date:
    """The last day of a month by its first."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _customers(first: date, last: date, *, work: Work, actor: Actor) -> list[_Customer]:
    session, policy, zone = work.reading, work.desk.policy, work.desk.zone
    contacts = effect.contacts_between(session=session, actor=actor, first=first, last=last)
    earlier = effect.last_contacts_by(session=session, actor=actor, day=last)
    since, until = (
        datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1))
    )
    scores = effect.scores_between(session=session, actor=actor, since=since, until=until)
    new = effect.new_holdings_between(session=session, actor=actor, since=since, until=until)
    return [
        _Customer(
            tier=tier_of(record, policy),
            owner=record.owner_name or record.owner_id or "",
            quiet=record.do_not_contact,
            reached=_reached(record, noted, first, last, work),
            answered=theirs.met,
            missed=theirs.missed,
            scores=scores.get(record.customer_id, ()),
            followed=_followed(record, theirs, new.get(record.customer_id, ()), zone),
        )
        for record in list_records(session=session, actor=actor).rows
        for theirs in (contacts.get(record.customer_id, effect.Contacts()),)
        for noted in (earlier.get(record.customer_id),)
    ]


def _reached(
    record: CustomerRecord, noted: date | None, first: date, last: date, work: Work
) -> bool | None:
    """Whether a customer who was due in the month was spoken with; None where he was not due."""
    policy = work.desk.policy
    on = record.last_contact_on
    if on is not None and on > last:  # the record tells of a later one only; the notes may know
        if noted is None:
            return None
        on = noted
    if on is not None and on >= first:
        return True
    every = policy.days(contact_plans().tiers[tier_of(record, policy)].period)
    return False if on is None or (last - on).days >= every else None


def _followed(
    record: CustomerRecord,
    contacts: effect.Contacts,
    new: Sequence[effect.NewHolding],
    zone: tzinfo,
) -> list[Followed]:
    """What was recorded of a customer behind the month's first contact."""
    begun = contacts.first_at
    return [
        Followed(record.name, each.product, each.at.astimezone(zone).date())
        for each in new
        if begun is not None and each.at > begun
    ]


def _tier(tier: Tier, customers: Sequence[_Customer], work: Work) -> TierContact:
    plan = contact_plans().tiers[tier]
    return TierContact(
        every_days=work.desk.policy.days(plan.period),
        channels=plan.channels,
        content=plan.content,
        goal=plan.goal,
        row=_row(tier.label, customers, work, change=plan.change),
    )


def _row(
    label: str, customers: Sequence[_Customer], work: Work, *, change: str = _ANOTHER_WAY
) -> ContactRow:
    due = [each for each in customers if each.reached is not None and not each.quiet]
    reached = [each for each in due if each.reached]
    met = len(reached)
    answered = sum(each.answered for each in customers)
    tried = answered + sum(each.missed for each in customers)
    scores = _scores(score for each in customers for score in each.scores)
    plans, low = contact_plans(), work.desk.policy["feedback.low_share"]
    changes = []
    if due and met / len(due) < plans.least_done:
        left = len(due) - met
        changes.append(_SLOW.format(met=met, due=len(due), share=plans.least_done, left=left))
    if tried and answered / tried < plans.least_response:
        share = plans.least_response
        changes.append(_MUTE.format(answered=answered, tried=tried, share=share, change=change))
    changes += [
        _LOW.format(mean=each.mean, full=each.full)
        for each in scores
        if each.mean <= each.full * low
    ]
    return ContactRow(
        label=label,
        customers=len(customers),
        quiet=sum(each.quiet for each in customers),
        due=len(due),
        met=met,
        dated=sum(not each.answered for each in reached),
        tried=tried,
        answered=answered,
        scores=scores,
        followed=tuple(one for each in customers for one in each.followed),
        changes=tuple(changes),
    )


def _scores(given: Iterable[effect.GivenScore]) -> tuple[Scores, ...]:
    by_full: dict[int, list[int]] = {}
    for each in given:
        by_full.setdefault(each.full, []).append(each.score)
    return tuple(
        Scores(len(scores), sum(scores) / len(scores), full)
        for full, scores in sorted(by_full.items())
    )


@cache
def contact_plans() -> ContactPlan:
    """The shipped file, read once."""
    return ContactPlan.model_validate(read_yaml(_FILE))
