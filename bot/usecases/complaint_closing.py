"""A complaint ended: proposed by the manager, closed on a recorded plan, handed back, reopened."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from bot.results.cases import ComplaintFile
from bot.results.declined import Declined
from bot.usecases.case_file import complaint_file
from bot.usecases.case_telling import StepTold, tell_owner
from bot.usecases.complaint import step_in, tell_supervisors_of
from bot.usecases.evidence import attempted
from bot.usecases.service_case import supervised
from bot.usecases.work import Work
from knowledge.privacy import mask_note
from store.actor import Actor
from store.complaints import get_complaint, reopen_complaint, solve_complaint
from store.errors import AlreadyWritten
from store.follow_ups import FollowUpDraft, add_follow_up, cancel_follow_ups
from store.models import StepKind

CHECK_BACK = "投诉回访：确认处理结果客户是否满意，不谈产品"
"""What is put into the diary once a complaint is solved."""
UNREADY = "unready"
"""The code of what is declined because something is missing."""
_MISSING = {
    StepKind.SOLUTION: "还没有记处理方案",
    StepKind.TOLD: "还没有记已告知客户",
}
_UNREADY = "{missing}，先补上再了结。"


def propose_close(complaint_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """Ask the supervisors to close a complaint; refused while it lacks what closing needs."""

    def write(session: Session) -> None:
        row = get_complaint(session=session, actor=actor, complaint_id=complaint_id)
        if row.solved_at is not None:
            raise AlreadyWritten("这起投诉已经结案。")
        tell_supervisors_of(
            session, row, StepKind.PROPOSED, "", work=work, actor=actor, all_sizes=True
        )

    file = complaint_file(complaint_id, work=work, actor=actor)
    if isinstance(file, Declined):
        return file
    return unready(file) or attempted(work, write)


def hand_back(complaint_id: str, why: str, *, work: Work, actor: Actor) -> Declined | None:
    """The supervisor does not close it yet, and says why to whoever asked."""

    def write(session: Session) -> None:
        row = get_complaint(session=session, actor=actor, complaint_id=complaint_id)
        step = step_in(session, row, StepKind.RETURNED, mask_note(why), work=work, actor=actor)
        told = StepTold(step, complaint_id, row.customer_id)
        tell_owner(told, work=work, actor=actor)

    return supervised(actor) or attempted(work, write)


def close_complaint(complaint_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """Mark a complaint solved by its recorded plan; the check-back goes into the owner's diary.

    Refused where it is solved already, is not the actor's to close, or lacks what closing needs.
    """
    file = complaint_file(complaint_id, work=work, actor=actor)
    if isinstance(file, Declined):
        return file
    missing = unready(file) if file.may_close else None
    plan = file.newest(StepKind.SOLUTION)
    if missing is not None:
        return missing
    solution = plan.text if plan is not None else ""

    def solve(session: Session) -> None:
        row = solve_complaint(
            session=session, actor=actor, complaint_id=complaint_id, solution=solution, at=work.now
        )
        step = step_in(session, row, StepKind.CLOSED, solution, work=work, actor=actor)
        tell_owner(StepTold(step, complaint_id, row.customer_id), work=work, actor=actor)
        days = work.desk.policy.days("service.complaint_check_days")
        draft = FollowUpDraft(CHECK_BACK, work.now.date() + timedelta(days=days))
        add_follow_up(
            session=session, actor=actor, customer_id=row.customer_id, draft=draft, at=work.now
        )

    return attempted(work, solve)


def open_again(complaint_id: str, *, work: Work, actor: Actor) -> Declined | None:
    """A complaint closed by mistake is open again; its check-back leaves the diary."""

    def reopen(session: Session) -> None:
        row = reopen_complaint(session=session, actor=actor, complaint_id=complaint_id, at=work.now)
        cancel_follow_ups(
            session=session,
            actor=actor,
            customer_id=row.customer_id,
            text=CHECK_BACK,
            at=work.now,
        )
        tell_supervisors_of(session, row, StepKind.REOPENED, "", work=work, actor=actor)

    return attempted(work, reopen)


def unready(file: ComplaintFile) -> Declined | None:
    """What an open complaint still lacks before it may be closed, whatever its size."""
    if not file.open or not file.missing:
        return None
    missing = "，".join(_MISSING[kind] for kind in file.missing)
    return Declined(UNREADY, _UNREADY.format(missing=missing))
