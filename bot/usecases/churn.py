"""A customer who may leave: a case is opened by the signs of it, once, and ends in an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session

from bot.brief.case import Case
from bot.record.standing import ChurnSign
from bot.usecases.case import read_case
from bot.usecases.case_clocks import watch_case
from bot.usecases.case_telling import StepTold, tell_leads
from bot.usecases.evidence import attempted
from bot.usecases.oversee import cases_in_sight
from bot.usecases.work import Work
from store.actor import Actor
from store.case_steps import StepDraft, add_step
from store.cases import CaseDraft, cases_of_each, change_case, open_case
from store.models import CaseKind, ServiceCase, StepKind

REASONS = ("服务", "价格", "人员变动", "搬迁", "资金用途", "其他")
"""Why customers leave, as the handbook sorts it (win-back m3)."""


def open_all(*, work: Work, actor: Actor) -> None:
    """A case for every customer in the actor's sight who shows signs and has none."""
    found = cases_in_sight(work=work, actor=actor).rows
    _open_those([each for each in found if _signs(each)], work=work, actor=actor)


def open_of(customer_id: str, *, work: Work, actor: Actor) -> None:
    """The same for one customer."""
    case = read_case(customer_id, work=work, actor=actor)
    if case is not None and _signs(case):
        _open_those([case], work=work, actor=actor)


def _open_those(cases: Sequence[Case], *, work: Work, actor: Actor) -> None:
    """Open each customer's case by his signs; a new sign goes into the one that stands.

    A sign that a case was closed for lately opens no second one. What stands is read once for all.
    """
    known = cases_of_each(
        session=work.reading,
        actor=actor,
        customer_ids=[each.record.customer_id for each in cases],
        kind=CaseKind.CHURN,
    )
    for case in cases:
        theirs = known.get(case.record.customer_id, ())
        seen = set[str]().union(*(row.sign.split(";") for row in theirs if _counts(row, work)))
        fresh = [each for each in _signs(case) if each.alert and each.alert.value not in seen]
        if fresh:
            standing = next((row for row in theirs if row.closed_at is None), None)
            _attempt(case, fresh, standing, work, actor)


def _signs(case: Case) -> list[ChurnSign]:
    """What opens a case; a complaint that has grown is a sign, but has its own case."""
    return [each for each in case.standing.churn_signs if each.alert is not None]


def _attempt(
    case: Case,
    fresh: Sequence[ChurnSign],
    standing: ServiceCase | None,
    work: Work,
    actor: Actor,
) -> None:
    attempted(work, lambda session: _write(session, case, fresh, standing, work, actor))


def _counts(row: ServiceCase, work: Work) -> bool:
    """Whether a case still speaks for its signs: open, or closed not long ago."""
    again = timedelta(days=work.desk.policy.days("churn.again_days"))
    return row.closed_at is None or row.closed_at > work.now - again


def _write(
    session: Session,
    case: Case,
    signs: Sequence[ChurnSign],
    standing: ServiceCase | None,
    work: Work,
    actor: Actor,
) -> None:
    codes = ";".join(each.alert.value for each in signs if each.alert is not None)
    words = "；".join(each.text for each in signs)
    customer_id = case.record.customer_id
    if standing is not None:
        standing.sign, standing.text = f"{standing.sign};{codes}", f"{standing.text}；{words}"
        change_case(session=session, actor=actor, row=standing, kind="case.changed", at=work.now)
        draft = StepDraft(standing.case_id, customer_id, StepKind.PROGRESS, f"新信号：{words}")
        step = add_step(session=session, actor=actor, draft=draft, at=work.now)
        told = StepTold(step.step_id, standing.case_id, customer_id)
        tell_leads(told, work=work, actor=actor)
        return
    hours = timedelta(hours=work.desk.policy.days("churn.contact_hours"))
    opening = CaseDraft(
        customer_id,
        CaseKind.CHURN,
        codes,
        words,
        due_at=work.now + hours,
        open_key=f"churn:{customer_id}",
    )
    row, new = open_case(session=session, actor=actor, draft=opening, at=work.now)
    if new:
        draft = StepDraft(row.case_id, customer_id, StepKind.OPENED, f"流失预警：{words}")
        step = add_step(session=session, actor=actor, draft=draft, at=work.now)
        tell_leads(StepTold(step.step_id, row.case_id, customer_id), work=work, actor=actor)
        watch_case(row, owner_id=case.record.owner_id, work=work)
