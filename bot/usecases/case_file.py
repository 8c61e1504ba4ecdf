"""A customer's cases as they stand: complaints first, then the others; and what is news of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.record.pulling import records_to_pull
from bot.results.cases import CaseFile, CaseLine, CaseNews, ComplaintFile, OpenFile, ToPull
from bot.results.declined import Declined
from bot.usecases.complaint import tell_by
from bot.usecases.refusals import ADVISED, NO_CUSTOMER, NO_LISTS, refused
from bot.usecases.work import Work
from store.actor import Actor, may_solve
from store.case_steps import NamedStep, get_step, steps_of, unhappy_closings
from store.cases import NamedCase, cases_of, open_cases
from store.complaints import complaints_of, get_complaint, open_complaints
from store.customers import CustomerRecord, get_record
from store.errors import NotFound
from store.models import Complaint, ServiceCase, StepKind
from store.staff import staff_names


def complaint_files(
    customer_id: str, *, work: Work, actor: Actor
) -> tuple[ComplaintFile, ...] | Declined:
    """Every complaint of a customer the actor may see, open ones first, then the newest."""
    session = work.reading
    record = get_record(session=session, actor=actor, customer_id=customer_id)
    if record is None:
        return NO_CUSTOMER
    rows = complaints_of(session=session, actor=actor, customer_id=customer_id)
    ids = [row.complaint_id for row in rows]
    steps = _by_case(steps_of(session=session, actor=actor, case_ids=ids))
    names = staff_names(session=session, staff_ids={row.staff_id or "" for row in rows})
    files = [
        _complaint(row, steps.get(row.complaint_id, ()), record, names, work=work, actor=actor)
        for row in rows
    ]
    return tuple(sorted(files, key=lambda each: not each.open))


def complaint_file(complaint_id: str, *, work: Work, actor: Actor) -> ComplaintFile | Declined:
    """One complaint whole, of a customer the actor may see."""
    try:
        row = get_complaint(session=work.reading, actor=actor, complaint_id=complaint_id)
    except NotFound as error:
        return refused(error)
    files = complaint_files(row.customer_id, work=work, actor=actor)
    if isinstance(files, Declined):
        return files
    return next((f for f in files if f.complaint_id == complaint_id), NO_CUSTOMER)


def case_files(customer_id: str, *, work: Work, actor: Actor) -> tuple[CaseFile, ...]:
    """Every other case of a customer the actor may see, open ones first, then the newest."""
    session = work.reading
    record = get_record(session=session, actor=actor, customer_id=customer_id)
    if record is None:
        return ()
    rows = cases_of(session=session, actor=actor, customer_id=customer_id)
    steps = _by_case(steps_of(session=session, actor=actor, case_ids=[row.case_id for row in rows]))
    who = {row.staff_id for row in rows} | {row.assignee_id or "" for row in rows}
    names = staff_names(session=session, staff_ids=who)
    files = [case_file(row, steps.get(row.case_id, ()), record.name, names) for row in rows]
    return tuple(sorted(files, key=lambda each: not each.open))


def open_files(*, work: Work, actor: Actor) -> tuple[OpenFile, ...] | Declined:
    """What is open within the actor's sight, complaints first, each by its time."""
    return _open(work, actor) if actor.role in ADVISED else NO_LISTS


def open_files_of(customer_id: str, *, work: Work, actor: Actor) -> tuple[OpenFile, ...]:
    """The same of one customer."""
    return _open(work, actor, customer_id)


def _open(work: Work, actor: Actor, whose: str | None = None) -> tuple[OpenFile, ...]:
    session = work.reading
    rows = open_complaints(session=session, actor=actor, customer_id=whose)
    rated = unhappy_closings(session=session, actor=actor, customer_id=whose)
    others = open_cases(session=session, actor=actor, customer_id=whose)
    return (
        *(_open_complaint(row, name, work=work) for row, name in rows),
        *(_unhappy(each) for each, _ in rated),
        *(_open_case(each, work) for each in others),
    )


def _open_case(named: NamedCase, work: Work) -> OpenFile:
    case = named.case
    due = _here(case.due_at, work)
    return OpenFile(case.customer_id, named.customer_name, case.kind.label, case.text, due)


def _unhappy(rated: NamedStep) -> OpenFile:
    text = f"{unhappy_words(rated)}，请重新打开处理"
    what = "投诉已结案，客户不满意"
    return OpenFile(rated.step.customer_id, rated.customer_name, what, text, None)


def unhappy_words(rated: NamedStep) -> str:
    """What a customer said of a complaint that was closed, with his score."""
    said = f"“{rated.step.text}”" if rated.step.text else ""
    return f"评{rated.step.score}分{said}"


def news_of(step_id: str, *, work: Work, actor: Actor) -> CaseNews | None:
    """A step as it is told to somebody; None where it was taken back or is not his any more."""
    found = get_step(session=work.reading, actor=actor, step_id=step_id)
    if found is None:
        return None
    step = found.step
    return CaseNews(
        case_id=step.case_id,
        customer_id=step.customer_id,
        customer_name=found.customer_name,
        staff_name=found.staff_name,
        kind=step.kind,
        text=step.text,
        at=step.at,
        score=step.score,
    )


def case_file(
    row: ServiceCase, steps: Sequence[NamedStep], customer_name: str, names: dict[str, str]
) -> CaseFile:
    """A case as it is shown, with its steps."""
    return CaseFile(
        case_id=row.case_id,
        kind=row.kind,
        customer_id=row.customer_id,
        customer_name=customer_name,
        sign=row.sign,
        text=row.text,
        score=row.score,
        staff_name=names.get(row.staff_id, row.staff_id),
        assignee_name=names.get(row.assignee_id or "") if row.assignee_id else None,
        opened_at=row.opened_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        outcome=row.outcome,
        lines=tuple(map(_line, steps)),
    )


def _complaint(
    row: Complaint,
    steps: Sequence[NamedStep],
    record: CustomerRecord,
    names: dict[str, str],
    *,
    work: Work,
    actor: Actor,
) -> ComplaintFile:
    pulled = {each.step.text: each.step.at for each in steps if each.step.kind is StepKind.RECORD}
    return ComplaintFile(
        complaint_id=row.complaint_id,
        customer_id=row.customer_id,
        customer_name=record.name,
        size=row.size,
        text=row.text,
        staff_name=names.get(row.staff_id or "", "文件导入"),
        opened_at=row.opened_at,
        received_at=row.received_at,
        tell_by=tell_by(row, work=work),
        told_at=row.told_at,
        solved_at=row.solved_at,
        solution=row.solution,
        records=tuple(
            ToPull(each.name, f"{each.script_id} {each.line}", pulled.get(each.name))
            for each in records_to_pull(row.size, record)
        ),
        lines=tuple(map(_line, steps)),
        may_close=may_solve(actor, row.size, about=row.about_staff_id),
        about_reader=row.about_staff_id == actor.staff_id,
    )


def _open_complaint(row: Complaint, name: str, *, work: Work) -> OpenFile:
    due = None if row.told_at is not None else tell_by(row, work=work)
    return OpenFile(row.customer_id, name, f"{row.size.label}投诉", row.text, due)


def _line(each: NamedStep) -> CaseLine:
    step = each.step
    return CaseLine(
        step.step_id, step.at, each.staff_name, step.kind, step.text, step.score, step.staff_id
    )


def _by_case(steps: Sequence[NamedStep]) -> dict[str, list[NamedStep]]:
    found: dict[str, list[NamedStep]] = {}
    for each in steps:
        found.setdefault(each.step.case_id, []).append(each)
    return found


def _here(at: datetime | None, work: Work) -> datetime | None:
    return at.astimezone(work.desk.zone) if at is not None else None
