"""How customers and teams stand: status of one, the team at a glance, the diary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.brief.case import Case, case_of
from bot.record.ruling import Act, Ruling
from bot.record.vocabulary import AlertCode
from bot.results.customers import Advised, DiaryEntry, Member, Status
from bot.results.day import KeptRate
from bot.results.declined import Declined
from bot.results.vocabulary import EvidenceKind
from bot.usecases.case import read_case
from bot.usecases.follow_up import name_of_line
from bot.usecases.promises import kept_rates
from bot.usecases.refusals import NO_CUSTOMER
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import (
    CustomerRecord,
    Readable,
    RecordUnreadable,
    customer_names,
    get_record,
    list_records,
)
from store.follow_ups import list_follow_ups, open_follow_up
from store.models import Role, Suggestion
from store.reminding import Answering as Answering  # of `answers_for`
from store.reminding import answering
from store.suggestions import last_outcomes, list_suggestions

_RECENT = 5


def customer_status(customer_id: str, *, work: Work, actor: Actor) -> Status | Declined:
    """How a customer the actor may see stands: record, alerts, advice."""
    case = read_case(customer_id, work=work, actor=actor)
    if case is None:
        return NO_CUSTOMER
    rows = list_suggestions(
        session=work.reading, actor=actor, customer_id=customer_id, limit=_RECENT
    )
    return Status(
        record=case.record,
        standing=case.standing,
        alerts=case.alerts,
        advised=tuple(advised(rows, work=work, actor=actor)),
    )


def team_overview(*, work: Work, actor: Actor) -> Readable[Member]:
    """The team's RMs, the one with most to attend to first; empty for who leads no team."""
    if actor.role is not Role.SUPERVISOR:
        return Readable(())
    cases = cases_in_sight(work=work, actor=actor)
    by_owner: dict[str, list[Case]] = {}
    for case in cases.rows:
        by_owner.setdefault(case.record.owner_id or "", []).append(case)
    rates, today = kept_rates(work=work, actor=actor), work.now.date()
    members = [
        _member(owner, theirs, today, rates.get(owner, KeptRate()))
        for owner, theirs in by_owner.items()
    ]
    members.sort(key=lambda m: (-(m.at_risk + m.overdue + m.late_follow_ups), m.staff_id))
    return Readable(tuple(members), cases.unreadable)


def diary(*, work: Work, actor: Actor, days: int = 1) -> Readable[DiaryEntry]:
    """Follow-ups and promises due within the coming days, late ones first."""
    until = work.now.date() + timedelta(days=days - 1)
    session = work.reading
    due = list_follow_ups(session=session, actor=actor, until=until)
    whom = {each.customer_id for each in due.rows}
    names = customer_names(session=session, actor=actor, customer_ids=whom)
    refusals = {key: _refusal_of(key, work=work, actor=actor) for key in whom}
    entries = (DiaryEntry(e, names[e.customer_id], refusals[e.customer_id]) for e in due.rows)
    return Readable(tuple(entries), due.unreadable)


def open_entry(follow_up_id: str, *, work: Work, actor: Actor) -> DiaryEntry | None:
    """One line of the diary, as long as it is open and the actor's to see."""
    session = work.reading
    line = open_follow_up(session=session, actor=actor, follow_up_id=follow_up_id)
    if line is None:
        return None
    name = name_of_line(line, session=session, actor=actor)
    return DiaryEntry(line, name, _refusal_of(line.customer_id, work=work, actor=actor))


def answers_for(follow_up_id: str, *, work: Work) -> Answering | None:
    """Whose a line is today, and who sees to it; None where the customer is nobody's."""
    whose = answering(session=work.reading, follow_up_ids=[follow_up_id])
    return whose.get(follow_up_id)


def cases_in_sight(*, work: Work, actor: Actor) -> Readable[Case]:
    """The case of everyone the actor may see, and the ids of those whose records cannot be read."""
    found = list_records(session=work.reading, actor=actor)
    cases = tuple(case_in_list(record, work=work, actor=actor) for record in found.rows)
    return Readable(cases, found.unreadable)


def case_in_list(record: CustomerRecord, *, work: Work, actor: Actor) -> Case:
    """The case of a record without the shelf: nothing is offered in a list."""
    desk = work.desk
    return case_of(
        record,
        products=(),
        policy=desk.policy,
        rm_name=actor.name,
        now=work.now,
        zone=desk.zone,
    )


def _refusal_of(customer_id: str, *, work: Work, actor: Actor) -> Ruling | None:
    try:
        record = get_record(session=work.reading, actor=actor, customer_id=customer_id)
    except RecordUnreadable as error:
        return Ruling(Act.CONTACT, False, reason=str(error), instead="核对好之前先不联系")
    return refusal_of(case_in_list(record, work=work, actor=actor)) if record is not None else None


def refusal_of(case: Case) -> Ruling | None:
    """Why the customer may not be called; None where they may."""
    ruling = case.gate.contact()
    return None if ruling.allowed else ruling


def _member(owner: str, cases: Sequence[Case], today: date, rate: KeptRate) -> Member:
    codes = [{alert.code for alert in case.alerts} for case in cases]
    return Member(
        staff_id=owner,
        customers=len(cases),
        at_risk=sum(bool(case.standing.churn_signs) for case in cases),
        overdue=sum(AlertCode.CONTACT_OVERDUE in each for each in codes),
        complaints=sum(AlertCode.OPEN_COMPLAINT in each for each in codes),
        late_follow_ups=sum(due.due_on < today for case in cases for due in case.record.follow_ups),
        promises_due=rate.due,
        promises_kept=rate.kept,
        name=cases[0].record.owner_name or owner,
    )


def advised(rows: Sequence[Suggestion], *, work: Work, actor: Actor) -> Iterator[Advised]:
    """Advice given, with what was last said of it."""
    ids = [row.suggestion_id for row in rows]
    outcomes = last_outcomes(session=work.reading, actor=actor, suggestion_ids=ids)
    for row in rows:
        yield Advised(
            suggestion_id=row.suggestion_id,
            at=row.at,
            staff_name=row.staff_name,
            kind=EvidenceKind(row.kind),
            query=row.query,
            outcome=outcomes.get(row.suggestion_id),
        )
