"""The communication plan: a row a tier, counted from the notes, for the actor's own customers."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import Desk
from bot.record.vocabulary import Tier
from bot.results.declined import Declined
from bot.usecases.contact_plan import contact_plan, contact_plans
from bot.usecases.work import working
from store.actor import Actor

Acting = Callable[[str], Actor]


def test_every_tier_has_a_plan_with_a_period_of_the_policy(desk: Desk) -> None:
    plans = contact_plans().tiers
    assert set(plans) == set(Tier)
    assert all(desk.policy.days(plan.period) > 0 for plan in plans.values())


def test_customers_are_counted_once_and_nobody_else_s(desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        own = contact_plan(work=work, actor=actor("rm1"))
        team = contact_plan(work=work, actor=actor("sup1"))
        refused = contact_plan(work=work, actor=actor("cco1"))
    assert not isinstance(own, Declined)
    assert not isinstance(team, Declined)
    assert isinstance(refused, Declined)
    assert sum(row.customers for row in own) == 16
    assert sum(row.customers for row in team) > 16
    assert sum(row.quiet for row in own) == 1
    for row in own:
        assert row.met <= row.due <= row.customers
        assert row.answered <= row.tried
