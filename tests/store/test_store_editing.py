"""Fields changed by staff: the import's rules, the actor's sight, the history, and back."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from store_world import NOW, actor_of, add_customer

from store.actor import Actor
from store.customers import find_customers, get_record
from store.editing import FieldRefused, check_fields, read_value, undo_changes, write_fields
from store.engine import reading, transaction
from store.errors import NotFound, TooLate
from store.history import FieldChange, Ground, changes_of, last_changed, review_changes, unreviewed
from store.models import Basis
from store.verifying import verify

TODAY = date(2026, 11, 23)
RM, OTHER, SUPERVISOR, OFFICER = map(actor_of, ("rm1", "rm2", "sup1", "cco1"))


@pytest.fixture
def bank(staffed: Engine) -> Engine:
    facts = {"occupation": "教师", "opened_on": date(2020, 1, 1), "phone": "13900000001"}
    add_customer(staffed, "C1", "王建国", owner="rm1", **facts)
    return staffed


def _write(
    engine: Engine,
    field: str,
    before: object,
    after: object,
    *,
    actor: Actor = RM,
    at: datetime = NOW,
) -> list[str]:
    change = FieldChange("C1", field, before, after)
    with transaction(engine) as session:
        rows = write_fields(
            session=session,
            actor=actor,
            changes=[change],
            ground=Ground(basis=Basis.INFERRED),
            today=TODAY,
            at=at,
        )
        return [row.change_id for row in rows]


def test_a_change_is_written_with_its_history_and_its_keys(bank: Engine) -> None:
    _write(bank, "phone", "13900000001", "13912345678")
    with reading(bank) as session:
        (change,) = changes_of(session=session, actor=RM, customer_id="C1")
        found = find_customers(session=session, actor=RM, text="5678")
        assert verify(session=session).ok
    assert (change.before, change.after) == ("13900000001", "13912345678")
    assert (change.staff_name, change.basis, change.source) == ("林芳", Basis.INFERRED, "chat")
    assert found is not None
    assert found.hits[0].customer_id == "C1"


def test_a_whole_amount_stands_in_the_chain_as_it_is_read_back(bank: Engine) -> None:
    with reading(bank) as session:
        record = get_record(session=session, actor=RM, customer_id="C1")
    assert record is not None
    _write(bank, "aum_wan", record.aum_wan, 86.0)
    with reading(bank) as session:
        assert verify(session=session).ok


def test_what_is_taken_back_stays_in_the_history(bank: Engine) -> None:
    (done,) = _write(bank, "interests", [], ["书法"])
    with transaction(bank) as session:
        undo_changes(session=session, actor=RM, change_ids=[done], at=NOW)
        with pytest.raises(TooLate):
            undo_changes(session=session, actor=RM, change_ids=[done], at=NOW)
    with reading(bank) as session:
        back, first = changes_of(session=session, actor=RM, customer_id="C1")
        record = get_record(session=session, actor=RM, customer_id="C1")
    assert (back.undoes, first.undone) == (done, True)
    assert record is not None
    assert record.interests == ()


def test_one_changed_since_is_not_overwritten(bank: Engine) -> None:
    (done,) = _write(bank, "occupation", "教师", "退休")
    with pytest.raises(FieldRefused):
        _write(bank, "occupation", "教师", "律师")
    _write(bank, "occupation", "退休", "返聘教师")
    with transaction(bank) as session, pytest.raises(TooLate):
        undo_changes(session=session, actor=RM, change_ids=[done], at=NOW)


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("phone", "1.39E+10"),
        ("birthday", "2026-02-30"),
        ("risk_level", "C9"),
        ("receivable_share", "150%"),
        ("credit_grade", "F"),
        ("preferred_channel", "飞鸽"),
    ],
)
def test_what_an_import_refuses_is_refused(field: str, said: str) -> None:
    with pytest.raises(FieldRefused):
        read_value(field, said)


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2021, 5, 1)])
def test_a_contradiction_is_refused(bank: Engine, day: date) -> None:
    with reading(bank) as session, pytest.raises(FieldRefused):
        check_fields(
            session=session, actor=RM, customer_id="C1", values={"birthday": day}, today=TODAY
        )


@pytest.mark.parametrize("actor", [OTHER, OFFICER])
def test_nobody_changes_anothers_customer(bank: Engine, actor: object) -> None:
    with transaction(bank) as session, pytest.raises(NotFound):
        write_fields(
            session=session,
            actor=actor,
            changes=[FieldChange("C1", "occupation", "教师", "退休")],
            ground=Ground(),
            today=TODAY,
            at=NOW,
        )
    with reading(bank) as session:
        assert changes_of(session=session, actor=actor, customer_id="C1") == []


def test_what_needs_leave_is_not_written_as_a_field(bank: Engine) -> None:
    with pytest.raises(FieldRefused):
        _write(bank, "do_not_contact", False, True)


def test_a_supervisor_looks_at_each_change_once(bank: Engine) -> None:
    _write(bank, "occupation", "教师", "退休")
    with transaction(bank) as session:
        seen = unreviewed(session=session, actor=SUPERVISOR)
        ids = [each.change_id for each in seen]
        assert review_changes(session=session, actor=SUPERVISOR, change_ids=ids, at=NOW) == 1
        assert review_changes(session=session, actor=SUPERVISOR, change_ids=ids, at=NOW) == 0
        assert unreviewed(session=session, actor=SUPERVISOR) == []
    with reading(bank) as session:
        assert verify(session=session).ok


@pytest.mark.parametrize(
    "said", ["13912345678", "139-1234-5678", "+86 13912345678", "0571-88881234", "400-820-8820"]
)
def test_a_whole_number_is_taken_as_said(said: str) -> None:
    assert read_value("phone", said) == said


@pytest.mark.parametrize("said", ["1391111", "1391234567", "139123456789", "12345678901", "123"])
def test_a_number_nobody_can_call_is_refused_with_the_reason(said: str) -> None:
    with pytest.raises(FieldRefused, match="不是"):
        read_value("phone", said)


def test_own_changes_crowd_no_others_out(bank: Engine) -> None:
    _write(bank, "occupation", "教师", "退休", actor=SUPERVISOR)
    (wanted,) = _write(bank, "interests", [], ["书法"])
    with reading(bank) as session:
        found = unreviewed(session=session, actor=SUPERVISOR, limit=1)
    assert [each.change_id for each in found] == [wanted]


def test_no_other_teams_supervisor_looks_at_a_change(bank: Engine) -> None:
    done = _write(bank, "occupation", "教师", "退休")
    with transaction(bank) as session:
        elsewhere = actor_of("sup2")
        assert review_changes(session=session, actor=elsewhere, change_ids=done, at=NOW) == 0
        assert len(unreviewed(session=session, actor=SUPERVISOR)) == 1


def test_of_each_customer_the_last_change_alone_is_read(bank: Engine) -> None:
    _write(bank, "occupation", "教师", "退休")
    _write(bank, "interests", [], ["书法"], at=NOW + timedelta(days=1))
    with reading(bank) as session:
        assert last_changed(session=session, actor=RM) == {"C1": NOW + timedelta(days=1)}
        assert last_changed(session=session, actor=OTHER) == {}
