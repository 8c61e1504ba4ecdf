"""What needs the supervisor's leave: asked once, decided by another, carried out as asked."""

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session
from store_world import NOW, actor_of, add_customer

from store.approvals import (
    ask_approval,
    decide,
    decided_for,
    mark_told,
    waiting_approvals,
)
from store.approved_consents import ApprovalDraft
from store.customers import get_record
from store.engine import reading, transaction
from store.errors import AlreadyWritten, NotFound, NotPermitted
from store.models import Approval, ApprovalSubject, ConsentScope
from store.verifying import verify

RM, OTHER, SUPERVISOR, ELSEWHERE = map(actor_of, ("rm1", "rm2", "sup1", "sup2"))
OWNER = ApprovalDraft("C1", ApprovalSubject.OWNER, "rm2", "搬家")
CONSENT = ApprovalDraft(
    "C1",
    ApprovalSubject.CONSENT,
    {"scope": "insurance", "form": "written", "agreed_on": "2026-11-20", "valid_until": None},
    "柜面签的授权书",
)


@pytest.fixture
def bank(staffed: Engine) -> Engine:
    add_customer(staffed, "C1", "王建国", owner="rm1", do_not_contact=True)
    return staffed


def _ask(engine: Engine, draft: ApprovalDraft = OWNER, actor: object = RM) -> str:
    with transaction(engine) as session:
        return ask_approval(session=session, actor=actor, draft=draft, at=NOW).approval_id


def _decide(engine: Engine, key: str, *, actor: object = SUPERVISOR, granted: bool = True) -> None:
    with transaction(engine) as session:
        decide(session=session, actor=actor, approval_id=key, granted=granted, reason="", at=NOW)


def test_what_is_granted_is_done_and_told_once(bank: Engine) -> None:
    key = _ask(bank)
    assert _ask(bank) == key
    _decide(bank, key)
    with transaction(bank) as session:
        (told,) = decided_for(session=session, actor=RM)
        mark_told(session=session, actor=OTHER, approval_ids=[told.approval_id], at=NOW)
        assert len(decided_for(session=session, actor=RM)) == 1
        mark_told(session=session, actor=RM, approval_ids=[told.approval_id], at=NOW)
        assert decided_for(session=session, actor=RM) == []
        assert get_record(session=session, actor=OTHER, customer_id="C1") is not None
        assert verify(session=session).ok


def test_nobody_decides_his_own_request_or_anothers_team(bank: Engine) -> None:
    own = _ask(bank, actor=SUPERVISOR)
    with pytest.raises(NotPermitted):
        _decide(bank, own)
    with pytest.raises(NotPermitted):
        _decide(bank, own, actor=RM)
    with pytest.raises(NotFound):
        _decide(bank, own, actor=ELSEWHERE)
    with reading(bank) as session:
        assert waiting_approvals(session=session, actor=SUPERVISOR) == []


def test_a_decision_stands(bank: Engine) -> None:
    key = _ask(bank)
    _decide(bank, key, granted=False)
    with pytest.raises(AlreadyWritten):
        _decide(bank, key)
    with reading(bank) as session:
        assert get_record(session=session, actor=RM, customer_id="C1") is not None


def test_two_supervisors_at_once_decide_once(bank: Engine) -> None:
    key = _ask(bank)
    with transaction(bank) as session:
        read_before = session.get(Approval, key)
        _decided_meanwhile(session, key)
        assert read_before is not None
        assert read_before.decided_at is None
        with pytest.raises(AlreadyWritten):
            decide(
                session=session,
                actor=SUPERVISOR,
                approval_id=key,
                granted=True,
                reason="",
                at=NOW,
            )


def _decided_meanwhile(session: Session, key: str) -> None:
    """Another's decision, that what this session read before does not show."""
    statement = text("UPDATE approval SET decided_at = :at WHERE approval_id = :key")
    session.connection().execute(statement, {"at": "2026-11-23 02:00:00", "key": key})


def test_consent_is_written_with_form_and_day(bank: Engine) -> None:
    _decide(bank, _ask(bank, CONSENT))
    with reading(bank) as session:
        record = get_record(session=session, actor=RM, customer_id="C1")
    assert record is not None
    assert record.consent == {ConsentScope.INSURANCE}


@pytest.mark.parametrize("staff_id", ["rm4", "sup1", "nobody"])
def test_a_customer_goes_to_a_manager_of_the_team_alone(bank: Engine, staff_id: str) -> None:
    with pytest.raises(NotFound):
        _ask(bank, ApprovalDraft("C1", ApprovalSubject.OWNER, staff_id, "x"))
