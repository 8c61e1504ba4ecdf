"""Who hears of a step in a case: the team's supervisors, the customer's manager, a colleague."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from bot.usecases.notices import CASE, NoticeDraft, notify, tell_supervisors
from bot.usecases.work import Work
from store.actor import Actor
from store.case_steps import owner_of
from store.models import Role

REFERRAL = "referral"
"""The kind of notice of a question put to a colleague."""


@dataclass(frozen=True)
class StepTold:
    """A step written, to be told; `grave`: at any hour."""

    step_id: str
    case_id: str
    customer_id: str
    grave: bool = False


def tell_leads(step: StepTold, *, work: Work, actor: Actor) -> bool:
    """Every supervisor of the manager's team hears of it; whether there is any.

    What a supervisor did himself is told to none.
    """
    if actor.role is Role.SUPERVISOR:
        return True
    owner = owner_of(session=work.writing, actor=actor, step_id=step.step_id)
    return tell_supervisors(owner, lambda lead: _draft(step, lead, work), work=work)


def tell_owner(step: StepTold, *, work: Work, actor: Actor) -> None:
    """The customer's manager hears of a step the actor wrote, unless that is himself."""
    owner = owner_of(session=work.writing, actor=actor, step_id=step.step_id)
    if owner is not None and owner != actor.staff_id:
        notify(_draft(step, owner, work), work=work)


def tell_expert(step: StepTold, staff_id: str, *, work: Work) -> None:
    """A colleague hears that he was asked."""
    draft = _draft(step, staff_id, work)
    notify(dataclasses.replace(draft, kind=REFERRAL), work=work)


def _draft(step: StepTold, staff_id: str, work: Work) -> NoticeDraft:
    return NoticeDraft(
        key=f"{CASE}:{step.step_id}:{staff_id}",
        staff_id=staff_id,
        kind=CASE,
        due_at=work.now,
        subject={"step_id": step.step_id, "case_id": step.case_id},
        grave=step.grave,
    )
