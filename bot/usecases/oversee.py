"""How customers and teams stand: status of one, lists by alert, the team at a glance, the diary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.brief.case import Case, case_of, read_case
from bot.desk import Desk
from bot.record.reading import shelf_of
from bot.results.customers import Advised, Listed, Member, Status
from bot.results.declined import Declined
from bot.usecases.brief import NOT_FOUND
from store.actor import Actor
from store.customers import OpenFollowUp, list_records
from store.engine import reading
from store.follow_ups import list_follow_ups
from store.models import Role, Suggestion, SuggestionFeedback
from store.suggestions import feedback_on, list_suggestions

_RECENT = 5


def customer_status(
    *, desk: Desk, actor: Actor, customer_id: str, now: datetime
) -> Status | Declined:
    """The status of a customer the actor may see."""
    with reading(desk.engine) as session:
        case = read_case(session=session, desk=desk, actor=actor, customer_id=customer_id, now=now)
        if case is None:
            return NOT_FOUND
        rows = list_suggestions(
            session=session, actor=actor, customer_id=customer_id, limit=_RECENT
        )
        advised = tuple(
            _advised(
                row,
                feedback_on(session=session, actor=actor, suggestion_id=row.suggestion_id),
            )
            for row in rows
        )
    return Status(
        card=case.card,
        alerts=case.alerts,
        contacts=case.record.interactions,
        follow_ups=case.record.follow_ups,
        advised=advised,
        open_complaints=tuple(each.complaint_id for each in case.record.complaints),
    )


def customers_with(
    codes: Sequence[str], *, desk: Desk, actor: Actor, now: datetime
) -> list[Listed]:
    """Customers within the actor's sight on whom one of the alerts stands, most alerts first."""
    found = []
    for case in _cases(desk, actor, now):
        alerts = tuple(alert for alert in case.alerts if alert.code in codes)
        if alerts:
            card = case.card
            owner = case.record.owner_name or card.owner
            found.append(Listed(card.customer_id, card.name, card.tier, owner, alerts))
    return sorted(found, key=lambda each: (-len(each.alerts), each.customer_id))


def team_overview(*, desk: Desk, actor: Actor, now: datetime) -> list[Member]:
    """The team's RMs, the one with most to attend to first; empty for who leads no team."""
    if actor.role is not Role.SUPERVISOR:
        return []
    by_owner: dict[str, list[Case]] = {}
    for case in _cases(desk, actor, now):
        by_owner.setdefault(case.client.owner_id, []).append(case)
    members = [_member(owner, cases, now.date()) for owner, cases in by_owner.items()]
    return sorted(members, key=lambda m: (-(m.at_risk + m.overdue + m.late_follow_ups), m.staff_id))


def diary(*, desk: Desk, actor: Actor, now: datetime, days: int = 1) -> list[OpenFollowUp]:
    """Follow-ups and promises due within the coming days, late ones first."""
    until = now.date() + timedelta(days=days - 1)
    with reading(desk.engine) as session:
        return list_follow_ups(session=session, actor=actor, until=until)


def _cases(desk: Desk, actor: Actor, now: datetime) -> list[Case]:
    with reading(desk.engine) as session:
        records = list_records(session=session, actor=actor)
    return [
        case_of(record, products=shelf_of(()), desk=desk, actor=actor, now=now)
        for record in records
    ]


def _member(owner: str, cases: Sequence[Case], today: date) -> Member:
    codes = [{alert.code for alert in case.alerts} for case in cases]
    late = sum(due.due_on < today for case in cases for due in case.record.follow_ups)
    return Member(
        staff_id=owner,
        customers=len(cases),
        at_risk=sum(bool(case.standing.churn_signs) for case in cases),
        overdue=sum("CONTACT_OVERDUE" in each for each in codes),
        complaints=sum("OPEN_COMPLAINT" in each for each in codes),
        late_follow_ups=late,
    )


def _advised(row: Suggestion, feedback: Sequence[SuggestionFeedback]) -> Advised:
    outcome = feedback[-1].outcome.value if feedback else ""
    return Advised(row.suggestion_id, row.at, row.staff_name, row.kind, row.query, outcome)
