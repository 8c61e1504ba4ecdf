"""A customer's question put before a colleague who knows: asked, accepted, answered, passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot.record.ruling import Ruling
from bot.results.cases import CaseFile
from bot.results.declined import Declined
from bot.understanding import parse_when
from bot.usecases.case import read_case
from bot.usecases.case_clocks import watch_case
from bot.usecases.case_file import case_file
from bot.usecases.case_telling import StepTold, tell_expert, tell_owner
from bot.usecases.evidence import attempted
from bot.usecases.refusals import NO_CUSTOMER, refused
from bot.usecases.work import Work
from knowledge.privacy import mask_note
from store.actor import Actor
from store.case_steps import StepDraft, add_step, steps_of, write_step
from store.cases import CaseDraft, assigned_case, assigned_cases, open_case
from store.errors import AlreadyWritten, NotFound, StoreError
from store.follow_ups import visible_customer
from store.models import CaseKind, Expertise, StepKind
from store.staff import experts, staff_names

_CLOSING = time(18)
"""Till when a day named is: the end of the office's day."""


@dataclass(frozen=True)
class Expert:
    """A colleague who may be asked, and for what."""

    staff_id: str
    name: str
    fields: tuple[Expertise, ...]


def all_experts(*, work: Work) -> tuple[Expert, ...]:
    """Everybody who is registered for something."""
    return tuple(
        Expert(row.staff_id, row.name, tuple(Expertise(each) for each in row.expertise or ()))
        for row in experts(session=work.reading)
    )


def due_of(words: str, *, work: Work) -> datetime:
    """Till when an answer is wanted: the time told, else the policy's hours from now."""
    told = parse_when(words, now=work.now)
    if isinstance(told, datetime):
        return told
    if isinstance(told, date):
        return datetime.combine(told, _CLOSING, work.now.tzinfo)
    return work.now + timedelta(hours=work.desk.policy.days("referral.answer_hours"))


def may_refer(customer_id: str, field: Expertise, *, work: Work, actor: Actor) -> Ruling | Declined:
    """What the gate says of putting the customer's affair before a colleague of this field."""
    case = read_case(customer_id, work=work, actor=actor)
    return NO_CUSTOMER if case is None else case.gate.refer(field)


def refer(
    customer_id: str,
    staff_id: str,
    field: Expertise,
    words: str,
    due_at: datetime,
    *,
    work: Work,
    actor: Actor,
) -> str | Declined:
    """Ask a colleague, the customer having agreed; the gate is asked once more. The case's id."""
    ruling = may_refer(customer_id, field, work=work, actor=actor)
    if isinstance(ruling, Declined):
        return ruling
    if not ruling.allowed:
        return Declined("not_permitted", f"{ruling.reason}：{ruling.instead}。")
    asked = mask_note(words)

    def write(session: Session) -> str:
        colleague = next(
            (each for each in all_experts(work=work) if each.staff_id == staff_id), None
        )
        if colleague is None or field not in colleague.fields:
            raise StoreError("这位同事已不再登记这项专长，请重新选。")
        draft = CaseDraft(
            customer_id,
            CaseKind.REFERRAL,
            field.value,
            asked,
            due_at=due_at,
            assignee_id=staff_id,
            open_key=f"referral:{customer_id}:{staff_id}",
        )
        row, new = open_case(session=session, actor=actor, draft=draft, at=work.now)
        if not new:
            raise AlreadyWritten(f"已经就这位客户请教过{colleague.name}，还没有了结。")
        opened = StepDraft(row.case_id, customer_id, StepKind.OPENED, f"客户已同意；请教：{asked}")
        step = add_step(session=session, actor=actor, draft=opened, at=work.now)
        tell_expert(StepTold(step.step_id, row.case_id, customer_id), staff_id, work=work)
        whose = visible_customer(session=session, actor=actor, customer_id=customer_id)
        watch_case(row, owner_id=whose.owner_id, work=work)
        return row.case_id

    return attempted(work, write)


def asked_of_me(*, work: Work, actor: Actor) -> tuple[CaseFile, ...]:
    """What the actor was asked as an expert, open ones first; of customers the names alone."""
    rows = assigned_cases(session=work.reading, actor=actor)
    names = staff_names(session=work.reading, staff_ids={row.case.staff_id for row in rows})
    ids = [row.case.case_id for row in rows]
    steps = steps_of(session=work.reading, actor=actor, case_ids=ids)
    return tuple(
        case_file(
            row.case,
            [each for each in steps if each.step.case_id == row.case.case_id],
            row.customer_name,
            {**names, actor.staff_id: actor.name},
        )
        for row in rows
    )


def asked_in(case_id: str, *, work: Work, actor: Actor) -> CaseFile | Declined:
    """One case that the actor was asked in as an expert."""
    try:
        assigned_case(session=work.reading, actor=actor, case_id=case_id)
    except NotFound as error:
        return refused(error)
    return next(each for each in asked_of_me(work=work, actor=actor) if each.case_id == case_id)


def respond(
    case_id: str, kind: StepKind, text: str, *, work: Work, actor: Actor
) -> Declined | None:
    """The expert accepts, or answers; the customer's manager hears of it."""

    def write(session: Session) -> None:
        found = assigned_case(session=session, actor=actor, case_id=case_id).case
        if found.closed_at is not None:
            raise AlreadyWritten("这件请教已经了结。")
        draft = StepDraft(case_id, found.customer_id, kind, mask_note(text))
        step = write_step(session=session, actor=actor, draft=draft, at=work.now)
        told = StepTold(step.step_id, case_id, found.customer_id)
        tell_owner(told, work=work, actor=actor)

    return attempted(work, write)
