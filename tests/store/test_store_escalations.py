"""Cases: one an event and a customer, seen by whom it concerns, closed by whom it may be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from store_world import NOW, actor_of, add_customer

from store.actor import Actor
from store.complaints import open_complaint, raise_complaint, solve_complaint
from store.customers import get_record, list_records
from store.engine import reading, transaction
from store.errors import NotFound, NotPermitted
from store.escalations import (
    EscalationDraft,
    close_escalation,
    open_escalation,
    see_escalation,
    standing_escalations,
)
from store.models import ComplaintSize, Role
from store.verifying import verify

RM, OTHER, LEAD = actor_of("rm1"), actor_of("rm4"), actor_of("sup1")
DRAFT = EscalationDraft("C001", "incapacity", "喝醉了非要签", NOW + timedelta(minutes=5))


@pytest.fixture
def store(staffed: Engine) -> Engine:
    """rm1 has a customer."""
    add_customer(staffed, "C001", "王建国", owner="rm1")
    return staffed


def _opened(engine: Engine, draft: EscalationDraft = DRAFT) -> tuple[str, bool]:
    with transaction(engine) as session:
        row, new = open_escalation(session=session, actor=RM, draft=draft, at=NOW)
        return row.escalation_id, new


def test_a_second_telling_opens_no_second_case(store: Engine) -> None:
    first, second = _opened(store), _opened(store)
    assert (first[1], second) == (True, (first[0], False))
    other = EscalationDraft("C001", "gift", "送了两瓶酒", NOW)
    assert _opened(store, other)[0] != first[0]


def test_it_stands_in_the_record_until_it_is_closed(store: Engine) -> None:
    case, _ = _opened(store)
    with reading(store) as session:
        record = get_record(session=session, actor=RM, customer_id="C001")
        listed = next(
            r for r in list_records(session=session, actor=RM).rows if r.customer_id == "C001"
        )
    assert record is not None
    assert [each.event for each in record.escalations] == ["incapacity"]
    assert listed.escalations == record.escalations
    with transaction(store) as session:
        close_escalation(session=session, actor=LEAD, escalation_id=case, mistaken=False, at=NOW)
    with reading(store) as session:
        record = get_record(session=session, actor=RM, customer_id="C001")
        assert record is not None
        assert record.escalations == ()
        assert standing_escalations(session=session, actor=LEAD) == []
        assert verify(session=session).ok


def test_only_whom_it_concerns_sees_it(store: Engine) -> None:
    case, _ = _opened(store)
    with reading(store) as session:
        assert [
            each.escalation.escalation_id
            for each in standing_escalations(session=session, actor=LEAD)
        ] == [case]
        assert standing_escalations(session=session, actor=OTHER) == []
    with transaction(store) as session, pytest.raises(NotFound):
        close_escalation(session=session, actor=OTHER, escalation_id=case, mistaken=True, at=NOW)


def test_the_manager_takes_back_a_mistake_until_the_supervisor_has_seen_it(store: Engine) -> None:
    case, _ = _opened(store)
    with transaction(store) as session, pytest.raises(NotPermitted):
        close_escalation(session=session, actor=RM, escalation_id=case, mistaken=False, at=NOW)
    with transaction(store) as session:
        see_escalation(session=session, actor=LEAD, escalation_id=case, take=True, at=NOW)
    with transaction(store) as session, pytest.raises(NotPermitted):
        close_escalation(session=session, actor=RM, escalation_id=case, mistaken=True, at=NOW)
    with transaction(store) as session, pytest.raises(NotPermitted):
        see_escalation(session=session, actor=RM, escalation_id=case, take=True, at=NOW)


def test_the_first_to_take_it_keeps_it(store: Engine) -> None:
    case, _ = _opened(store)
    deputy = Actor("sup9", "代班", Role.SUPERVISOR, LEAD.team_id)
    with transaction(store) as session:
        see_escalation(session=session, actor=LEAD, escalation_id=case, take=True, at=NOW)
        later = NOW + timedelta(hours=1)
        row = see_escalation(session=session, actor=deputy, escalation_id=case, take=True, at=later)
        assert (row.taken_by, row.seen_by, row.seen_at) == ("sup1", "sup1", NOW)


@pytest.mark.parametrize(
    ("stands", "told", "is_now"),
    [
        (None, ComplaintSize.LARGE, [ComplaintSize.LARGE]),
        (ComplaintSize.SMALL, ComplaintSize.LARGE, [ComplaintSize.LARGE]),
        (ComplaintSize.LARGE, ComplaintSize.LARGE, [ComplaintSize.LARGE]),
        (ComplaintSize.PUBLIC, ComplaintSize.LARGE, [ComplaintSize.PUBLIC]),
    ],
)
def test_a_complaint_is_raised_and_never_doubled(
    store: Engine,
    stands: ComplaintSize | None,
    told: ComplaintSize,
    is_now: list[ComplaintSize],
) -> None:
    of = {"actor": RM, "customer_id": "C001", "at": NOW}
    with transaction(store) as session:
        if stands is not None:
            open_complaint(session=session, size=stands, text="先前说的", **of)
        row = raise_complaint(session=session, size=told, text="再不办就打12378", **of)
        assert row.text == ("再不办就打12378" if stands is None else "先前说的")
    with reading(store) as session:
        record = get_record(session=session, actor=RM, customer_id="C001")
        assert record is not None
        assert [each.size for each in record.complaints] == is_now
        assert verify(session=session).ok
    with transaction(store) as session:
        solve_complaint(
            session=session, actor=LEAD, complaint_id=row.complaint_id, solution="x", at=NOW
        )
