"""The communication plan: a row a tier, counted from the notes, for the actor's own customers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.desk import Desk
from bot.record.vocabulary import Tier
from bot.render.contacts import contacts_screen
from bot.results.contacts import ContactMonth, Scores
from bot.results.declined import Declined
from bot.understanding.case_words import Surveyed
from bot.usecases.contact_plan import contact_plan, contact_plans
from bot.usecases.evidence import words_of
from bot.usecases.surveys import record_score
from bot.usecases.work import working
from store.actor import Actor
from store.contact_effect import last_contacts_by
from store.engine import transaction
from store.history import FieldChange, Ground, record_change
from store.interactions import InteractionDraft, log_interaction
from store.models import Channel, Customer, Outcome

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
    assert sum(tier.row.customers for tier in own.tiers) == own.whole.customers == 16
    assert team.whole.customers > 16
    assert own.managers == ()
    assert sum(each.customers for each in team.managers) == team.whole.customers
    assert [each.customers for each in team.managers if each.label == "林芳"] == [16]
    assert own.whole.quiet == 1
    for tier in own.tiers:
        assert tier.row.met <= tier.row.due <= tier.row.customers
        assert tier.row.answered <= tier.row.tried


def test_what_followed_a_contact_is_told_by_date_and_of_one_s_own_customers(
    desk: Desk, actor: Acting
) -> None:
    """李秀云 was spoken with before the position came, 孙浩然 after it, 罗玉萍's was taken back."""
    rm1 = actor("rm1")
    begun = desk.clock() - timedelta(days=2)
    with transaction(desk.engine) as session:
        _spoken(session, rm1, "C003", begun)
        _spoken(session, rm1, "C006", begun + timedelta(hours=30))
        _spoken(session, rm1, "C012", begun)
        for outcome in (Outcome.ATTEMPT, Outcome.REMINDER, Outcome.PLAN):
            _spoken(session, rm1, "C012", begun, outcome)
        for customer_id in ("C003", "C006"):
            _bought(session, customer_id, begun + timedelta(hours=5))
        taken_back = _bought(session, "C012", begun + timedelta(hours=5))
        _bought(session, "C012", begun + timedelta(hours=6), undoes=taken_back)
        _bought(session, "C017", begun + timedelta(hours=5))
    with working(desk) as work:
        month = contact_plan(work=work, actor=rm1)
        october = contact_plan(work=work, actor=rm1, month=date(2026, 10, 1))
    assert isinstance(month, ContactMonth)
    assert isinstance(october, ContactMonth)
    (followed,) = month.whole.followed
    assert (followed.customer, followed.product) == ("李秀云", "稳健添利")
    assert october.whole.followed == ()
    regular = next(tier.row for tier in month.tiers if tier.row.label == Tier.REGULAR.label)
    assert (regular.tried - regular.answered) == 1


def test_whom_the_file_s_day_alone_tells_of_is_counted_apart(desk: Desk, actor: Acting) -> None:
    rm1, now = actor("rm1"), desk.clock()
    with transaction(desk.engine) as session:
        for customer_id in ("C003", "C006"):
            customer = session.get_one(Customer, customer_id)
            customer.last_contact_on = now.date()
            session.add(customer)
    with working(desk) as work:
        filed = contact_plan(work=work, actor=rm1)
    with transaction(desk.engine) as session:
        _spoken(session, rm1, "C006", now)
    with working(desk) as work:
        noted = contact_plan(work=work, actor=rm1)
    assert isinstance(filed, ContactMonth)
    assert isinstance(noted, ContactMonth)
    assert noted.whole.met == filed.whole.met
    assert noted.whole.dated == filed.whole.dated - 1 > 0
    told = words_of({"first": contacts_screen(noted)})
    assert f"（其中{noted.whole.dated}位只有档案里的上次联系日，没有沟通记录）" in told


def test_scores_are_averaged_and_low_ones_are_to_be_changed(desk: Desk, actor: Acting) -> None:
    rm1 = actor("rm1")
    with working(desk) as work:
        for customer_id, score in (("C001", 9), ("C003", 2), ("C006", 1)):
            told = Surveyed(score, None, f"打了{score}分")
            assert not isinstance(record_score(customer_id, told, work=work, actor=rm1), Declined)
    with working(desk) as work:
        month = contact_plan(work=work, actor=rm1)
    assert isinstance(month, ContactMonth)
    assert month.whole.scores == (Scores(3, 4.0, 10),)
    regular = next(tier.row for tier in month.tiers if tier.row.label == Tier.REGULAR.label)
    assert any("评分偏低（平均1.5" in change for change in regular.changes)


def test_a_month_that_has_not_come_is_declined(desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        found = contact_plan(work=work, actor=actor("rm1"), month=date(2026, 12, 1))
    assert isinstance(found, Declined)


def test_a_past_month_knows_what_the_notes_before_and_behind_it_tell(
    desk: Desk, actor: Acting
) -> None:
    """The record holds the newest contact alone; a note of today tells which was before."""
    rm1, now = actor("rm1"), desk.clock()
    with transaction(desk.engine) as session:
        customer = session.get_one(Customer, "C006")
        customer.last_contact_on = date(2026, 9, 30)
        session.add(customer)
        _spoken(session, rm1, "C006", now)
    with transaction(desk.engine) as session:
        known = last_contacts_by(session=session, actor=rm1, day=date(2026, 10, 31))
        others = last_contacts_by(session=session, actor=actor("rm2"), day=date(2026, 10, 31))
    assert known["C006"] == date(2026, 9, 30)
    assert "C006" not in others


def _spoken(
    session: Session, actor: Actor, customer_id: str, at: datetime, outcome: Outcome | None = None
) -> None:
    draft = InteractionDraft(customer_id, at, at.date(), Channel.PHONE, "聊", "聊", outcome=outcome)
    log_interaction(session=session, actor=actor, draft=draft, at=at)


def _bought(session: Session, customer_id: str, at: datetime, *, undoes: str | None = None) -> str:
    held = [{"named": "稳健添利", "product_id": "W201", "amount_wan": 5}]
    change = FieldChange(customer_id, "holdings", [], held)
    row = record_change(
        session=session, actor_id="rm1", change=change, ground=Ground(undoes=undoes), at=at
    )
    return row.change_id
