"""The day, for /today and the morning message alike: what to attend to, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.brief.case import Case
from bot.record.matters import Concern, Matter, matters_of
from bot.record.vocabulary import Tier
from bot.results.day import Day, DayEntry, UnnotedBrief
from bot.usecases.case import read_case
from bot.usecases.case_matters import case_matters
from bot.usecases.oversee import cases_in_sight, refusal_of
from bot.usecases.work import Work
from store.actor import Actor
from store.models import Role
from store.reminding import unnoted_briefs

_IMPACT = {
    Tier.REGULAR: 0.7,
    Tier.POTENTIAL: 0.82,
    Tier.COMPANY: 0.82,
    Tier.HIGH: 0.95,
    Tier.KEY_COMPANY: 0.95,
}
_RICH_WAN, _MORE = 1000.0, 0.05
"""Assets from which nothing more is added to a tier's impact, and the most they add."""
_LEADS = frozenset({Concern.DIARY, Concern.CASE, Concern.CLOCK, Concern.CHURN})
"""What of a team's customers is its supervisor's day."""
_TOLD_BY_TALKS = frozenset({Concern.DIARY, Concern.CLOCK, Concern.CASE})
"""What the conversations decide or date, which the records of a list come without."""
_LATE = 0.88
"""A supervisor sees of the diary what is late, not what is due."""


def day_of(*, work: Work, actor: Actor) -> Day:
    """What the actor is to attend to today, by urgency, impact and confidence.

    A manager's customers with everything that stands; a team's with what its supervisor decides.
    """
    cases = cases_in_sight(work=work, actor=actor)
    filed = case_matters(work=work, actor=actor)
    found = [
        entry
        for case in cases.rows
        for entry in _entries(case, filed.get(case.record.customer_id, ()), work=work, actor=actor)
    ]
    found.sort(key=lambda each: (-each.rank, each.customer_id))
    return Day(tuple(found), cases.unreadable)


def _entries(
    case: Case, filed: Sequence[Matter], *, work: Work, actor: Actor
) -> Iterator[DayEntry]:
    """An entry for each line of the diary; the rest stands with the first, or alone."""
    matters = _matters(case, work)
    if any(each.concern in _TOLD_BY_TALKS for each in matters):
        whole = read_case(case.record.customer_id, work=work, actor=actor)
        case = whole or case
        matters = _matters(case, work)
    if filed:
        told = any(each.concern is Concern.CHURN for each in filed)
        kept = [each for each in matters if not told or each.concern is not Concern.CHURN]
        matters = sorted([*kept, *filed], key=lambda each: -each.urgency * each.confidence)
    if actor.role is Role.SUPERVISOR:
        matters = [each for each in matters if _leads(each)]
    if not matters:
        return
    lines = [each for each in matters if each.follow_up is not None]
    first = matters[0]
    others = [each for each in lines if each is not first]
    besides = tuple(each for each in matters if each is not first and each not in others)
    yield _entry(case, first, besides)
    for each in others:
        yield _entry(case, each, ())


def _matters(case: Case, work: Work) -> list[Matter]:
    policy, now = work.desk.policy, work.now
    return matters_of(case.record, standing=case.standing, policy=policy, now=now)


def _leads(matter: Matter) -> bool:
    if matter.concern is Concern.DIARY:
        return matter.urgency >= _LATE
    return matter.concern in _LEADS


def _entry(case: Case, matter: Matter, besides: tuple[Matter, ...]) -> DayEntry:
    record, tier = case.record, case.standing.tier
    rich = min((record.aum_wan or 0.0) / _RICH_WAN, 1.0)
    return DayEntry(
        customer_id=record.customer_id,
        name=record.name,
        owner=record.owner_name or record.owner_id or "",
        tier=tier,
        aum_wan=record.aum_wan,
        matter=matter,
        besides=besides,
        impact=_IMPACT[tier] + _MORE * rich,
        refusal=refusal_of(case),
    )


def unnoted(*, work: Work, actor: Actor) -> list[UnnotedBrief]:
    """Whom the actor had a brief for today and noted nothing of since."""
    midnight = work.now.replace(hour=0, minute=0, second=0, microsecond=0)
    found = unnoted_briefs(session=work.reading, actor=actor, since=midnight)
    return [UnnotedBrief(e.suggestion_id, e.customer_id, e.customer_name) for e in found]
