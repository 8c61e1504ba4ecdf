"""Steps of cases and complaints: dated, seen by whom they concern, taken back soon or never."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from store_world import NOW, actor_of, add_customer

from store.case_steps import StepDraft, add_step, get_step, owner_of, steps_of, undo_step
from store.cases import CaseDraft, cases_of, close_case, open_case, open_cases
from store.complaints import (
    complaints_of,
    open_complaint,
    open_complaints,
    reopen_complaint,
    solve_complaint,
    tell_progress,
)
from store.engine import reading, transaction
from store.errors import AlreadyWritten, NotFound, NotPermitted, TooLate
from store.models import CaseKind, ComplaintSize, StepKind
from store.verifying import verify

RM, OTHER, LEAD = actor_of("rm1"), actor_of("rm4"), actor_of("sup1")
CHURN = CaseDraft("C001", CaseKind.CHURN, "CHURN_OUTFLOW", "转出过半", open_key="churn:C001")


@pytest.fixture
def store(staffed: Engine) -> Engine:
    """rm1 has a customer."""
    add_customer(staffed, "C001", "王建国", owner="rm1")
    return staffed


def _complaint(engine: Engine, size: ComplaintSize, *, about: str | None = None) -> str:
    with transaction(engine) as session:
        row = open_complaint(
            session=session,
            actor=RM,
            customer_id="C001",
            size=size,
            text="手续费乱收",
            at=NOW,
            about_staff_id=about,
        )
        return row.complaint_id


def test_a_step_is_kept_and_taken_back_soon(store: Engine) -> None:
    key = _complaint(store, ComplaintSize.SMALL)
    draft = StepDraft(key, "C001", StepKind.PROGRESS, "核实了扣费记录")
    with transaction(store) as session:
        first = add_step(session=session, actor=RM, draft=draft, at=NOW).step_id
        late = add_step(session=session, actor=RM, draft=draft, at=NOW).step_id
        undo_step(
            of_complaint=bool,
            session=session,
            actor=RM,
            step_id=first,
            at=NOW + timedelta(minutes=9),
        )
        with pytest.raises(TooLate):
            undo_step(
                of_complaint=bool,
                session=session,
                actor=RM,
                step_id=late,
                at=NOW + timedelta(minutes=10),
            )
        with pytest.raises(NotFound):
            undo_step(of_complaint=bool, session=session, actor=LEAD, step_id=late, at=NOW)
    with reading(store) as session:
        steps = steps_of(session=session, actor=LEAD, case_ids=[key])
        assert [each.step.step_id for each in steps] == [late]
        assert steps_of(session=session, actor=OTHER, case_ids=[key]) == []
        assert owner_of(session=session, actor=RM, step_id=late) == RM.staff_id
        assert owner_of(session=session, actor=OTHER, step_id=late) is None
        assert get_step(session=session, actor=RM, step_id=first) is None
        assert get_step(session=session, actor=LEAD, step_id=late) is not None
        assert get_step(session=session, actor=OTHER, step_id=late) is None
        assert verify(session=session).ok


def test_another_managers_customer_is_not_to_be_seen(store: Engine) -> None:
    key = _complaint(store, ComplaintSize.SMALL)
    draft = StepDraft(key, "C001", StepKind.PROGRESS, "核实")
    with transaction(store) as session:
        with pytest.raises(NotFound):
            add_step(session=session, actor=OTHER, draft=draft, at=NOW)
        with pytest.raises(NotFound):
            complaints_of(session=session, actor=OTHER, customer_id="C001")
        assert open_complaints(session=session, actor=OTHER) == []
        assert [name for _, name in open_complaints(session=session, actor=LEAD)] == ["王建国"]


def test_a_complaint_about_the_manager_is_none_of_his(store: Engine) -> None:
    key = _complaint(store, ComplaintSize.SMALL, about="rm1")
    with transaction(store) as session:
        with pytest.raises(NotPermitted, match="与您有关"):
            solve_complaint(session=session, actor=RM, complaint_id=key, solution="好", at=NOW)
        solve_complaint(session=session, actor=LEAD, complaint_id=key, solution="道歉", at=NOW)
        with pytest.raises(NotPermitted):
            reopen_complaint(session=session, actor=RM, complaint_id=key, at=NOW)
        reopened = reopen_complaint(session=session, actor=LEAD, complaint_id=key, at=NOW)
        assert (reopened.solved_at, reopened.solution) == (None, None)
        with pytest.raises(AlreadyWritten):
            reopen_complaint(session=session, actor=LEAD, complaint_id=key, at=NOW)


def test_the_first_time_he_was_told_stays(store: Engine) -> None:
    key, later = _complaint(store, ComplaintSize.LARGE), NOW + timedelta(minutes=20)
    with transaction(store) as session:
        tell_progress(session=session, actor=RM, complaint_id=key, at=NOW)
        row = tell_progress(session=session, actor=RM, complaint_id=key, at=later)
        assert row.told_at == NOW
        assert verify(session=session).ok


def test_a_case_is_opened_once_and_again_only_once_closed(store: Engine) -> None:
    with transaction(store) as session:
        case, new = open_case(session=session, actor=RM, draft=CHURN, at=NOW)
        again, second = open_case(session=session, actor=LEAD, draft=CHURN, at=NOW)
        assert (new, second, again.case_id) == (True, False, case.case_id)
        assert [each.customer_name for each in open_cases(session=session, actor=LEAD)] == [
            "王建国"
        ]
        assert open_cases(session=session, actor=OTHER) == []
        close_case(session=session, actor=LEAD, case_id=case.case_id, outcome="stays", at=NOW)
        with pytest.raises(AlreadyWritten):
            close_case(session=session, actor=LEAD, case_id=case.case_id, outcome="left", at=NOW)
        _, third = open_case(session=session, actor=RM, draft=CHURN, at=NOW)
        assert third
        assert len(cases_of(session=session, actor=RM, customer_id="C001")) == 2
        assert verify(session=session).ok
