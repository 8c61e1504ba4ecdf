"""Cases opened where no sale may be: the supervisor is told, and says that he knows or takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlmodel import Session

from bot.results.declined import Declined
from bot.results.halts import Halt, OpenCase
from bot.usecases.evidence import attempted
from bot.usecases.work import Work
from knowledge.stopping import StopEvent, speaks_of
from store.actor import Actor
from store.complaints import raise_complaint
from store.escalations import (
    EscalationDraft,
    StandingEscalation,
    close_escalation,
    open_escalation,
    report_escalation,
    see_escalation,
    standing_escalations,
)
from store.models import ComplaintSize, Role
from store.staff import staff_names

_SUPERVISORS = frozenset({"业务主管", "网点负责人"})
_CLOSING = time(18)
"""When a day's work ends: what is due today is due by then."""
_COMPLAINTS = frozenset({StopEvent.REGULATOR_THREAT, StopEvent.MASS_PETITION})


def due_by(halt: Halt) -> datetime:
    """Till when the supervisor is to be told: the shortest time the script gives him.

    Who is to be rung at once (120, the hotline) gives nobody a time: nothing is late as it opens.
    """
    told = [each for each in halt.tell if each.role in _SUPERVISORS] or list(halt.tell)
    withins = [each.within for each in told if each.within]
    if withins:
        return halt.generated_at + min(withins)
    closing = datetime.combine(halt.generated_at.date(), _CLOSING, halt.generated_at.tzinfo)
    return max(closing, halt.generated_at + timedelta(hours=1))


def open_case(halt: Halt, *, work: Work, actor: Actor) -> str | None:
    """Open the case of the customer a halt is about, and raise his complaint; the case's id.

    None without a customer, or where the store refuses it. One that stands is not opened again.
    """
    record, due = halt.record, halt.due
    if record is None or due is None:
        return None
    draft = EscalationDraft(
        customer_id=record.customer_id,
        event=halt.event.value,
        text=halt.query,
        due_at=due,
        suggestion_id=halt.suggestion_id,
    )

    def write(session: Session) -> str:
        row, _ = open_escalation(session=session, actor=actor, draft=draft, at=work.now)
        size = _complaint(halt)
        if size is not None:
            raise_complaint(
                session=session,
                actor=actor,
                customer_id=draft.customer_id,
                size=size,
                text=halt.query,
                at=work.now,
            )
        return row.escalation_id

    opened = attempted(work, write)
    return None if isinstance(opened, Declined) else opened


def report(suggestion_id: str, *, work: Work, actor: Actor) -> None:
    """Note in a case that the actor told whom its script names."""
    report_escalation(session=work.writing, actor=actor, suggestion_id=suggestion_id, at=work.now)


def standing(*, work: Work, actor: Actor) -> list[OpenCase]:
    """What a supervisor's team has open; nothing for anybody else.

    What nobody has taken or seen comes first, then the earliest due.
    """
    if actor.role is not Role.SUPERVISOR:
        return []
    cases = _cases(standing_escalations(session=work.reading, actor=actor), work)
    return sorted(cases, key=lambda each: (each.taken, each.seen))


def open_cases_of(customer_id: str, *, work: Work, actor: Actor) -> list[OpenCase]:
    """What is open of one customer within the actor's sight, the earliest due first."""
    found = standing_escalations(session=work.reading, actor=actor)
    return _cases([each for each in found if each.escalation.customer_id == customer_id], work)


def may_close(case: OpenCase, *, mistaken: bool, actor: Actor) -> bool:
    """Whether the actor may close a case: a supervisor always, else one not seen, as mistaken."""
    return actor.role is Role.SUPERVISOR or (mistaken and not case.seen)


def see(escalation_id: str, *, take: bool, work: Work, actor: Actor) -> Declined | None:
    """The supervisor knows of a case, or takes it on."""

    def write(session: Session) -> None:
        see_escalation(
            session=session, actor=actor, escalation_id=escalation_id, take=take, at=work.now
        )

    return attempted(work, write)


def close(escalation_id: str, *, mistaken: bool, work: Work, actor: Actor) -> Declined | None:
    """A case is over, or was none."""

    def write(session: Session) -> None:
        close_escalation(
            session=session,
            actor=actor,
            escalation_id=escalation_id,
            mistaken=mistaken,
            at=work.now,
        )

    return attempted(work, write)


def _cases(found: Sequence[StandingEscalation], work: Work) -> list[OpenCase]:
    takers = {each.escalation.taken_by or "" for each in found}
    names = staff_names(session=work.reading, staff_ids=takers)
    return [_case(each, names) for each in found]


def _case(standing_: StandingEscalation, names: Mapping[str, str]) -> OpenCase:
    row = standing_.escalation
    return OpenCase(
        escalation_id=row.escalation_id,
        event=row.event,
        customer_name=standing_.customer_name,
        staff_name=standing_.staff_name,
        text=row.text,
        opened_at=row.opened_at,
        due_at=row.due_at,
        reported=row.reported_at is not None,
        seen=row.seen_at is not None,
        taken_by=names.get(row.taken_by, row.taken_by) if row.taken_by else None,
    )


def _complaint(halt: Halt) -> ComplaintSize | None:
    """How grave a complaint the words make; None where they make none."""
    if not _COMPLAINTS.intersection(halt.events):
        return None
    if StopEvent.MASS_PETITION in halt.events or speaks_of(halt.query, "press"):
        return ComplaintSize.PUBLIC
    return ComplaintSize.LARGE
