"""Cases that are no complaint: worked on step by step, ended by whom it is for to end them."""

from __future__ import annotations

from sqlmodel import Session

from bot.results.cases import CaseFile
from bot.results.declined import Declined
from bot.usecases.case_file import case_files
from bot.usecases.case_telling import StepTold, tell_leads, tell_owner
from bot.usecases.evidence import attempted
from bot.usecases.refusals import NO_CUSTOMER, refused
from bot.usecases.work import Work
from knowledge.privacy import mask_note
from store.actor import Actor
from store.case_steps import StepDraft, add_step
from store.cases import close_case, get_case
from store.errors import AlreadyWritten, NotFound
from store.models import Role, StepKind

SUPERVISED = Declined("not_permitted", "这一步由主管来做。")


def service_case(case_id: str, *, work: Work, actor: Actor) -> CaseFile | Declined:
    """One case whole, of a customer the actor may see."""
    try:
        row = get_case(session=work.reading, actor=actor, case_id=case_id)
    except NotFound as error:
        return refused(error)
    files = case_files(row.customer_id, work=work, actor=actor)
    return next((each for each in files if each.case_id == case_id), NO_CUSTOMER)


def add_to_case(
    case_id: str,
    kind: StepKind,
    text: str,
    *,
    work: Work,
    actor: Actor,
    leads_hear: bool = False,
    owner_hears: bool = False,
) -> str | Declined:
    """A dated step in an open case; the id by which it may be taken back."""

    def write(session: Session) -> str:
        row = get_case(session=session, actor=actor, case_id=case_id)
        if row.closed_at is not None:
            raise AlreadyWritten("这个案件已经了结。")
        draft = StepDraft(case_id, row.customer_id, kind, mask_note(text))
        step = add_step(session=session, actor=actor, draft=draft, at=work.now)
        told = StepTold(step.step_id, case_id, row.customer_id)
        if leads_hear:
            tell_leads(told, work=work, actor=actor)
        if owner_hears:
            tell_owner(told, work=work, actor=actor)
        return step.step_id

    return attempted(work, write)


def end_case(case_id: str, outcome: str, text: str, *, work: Work, actor: Actor) -> Declined | None:
    """Close a case with what came of it."""

    def write(session: Session) -> None:
        row = close_case(
            session=session, actor=actor, case_id=case_id, outcome=outcome, at=work.now
        )
        draft = StepDraft(case_id, row.customer_id, StepKind.CLOSED, text)
        add_step(session=session, actor=actor, draft=draft, at=work.now)

    return attempted(work, write)


def supervised(actor: Actor) -> Declined | None:
    """Why the actor may not do what is a supervisor's; None where he may."""
    return None if actor.role is Role.SUPERVISOR else SUPERVISED
