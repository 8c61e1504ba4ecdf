"""Consent by scope: what stands on a day, given by leave, withdrawn, put back, in files."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from databases import Databases, opened
from sqlalchemy import Engine
from sqlmodel import Session
from store_world import NOW, STAFFED, actor_of, add_customer

from store.actor import TERMINAL_ADMIN
from store.approvals import ask_approval, decide
from store.approved_consents import ApprovalDraft
from store.customers import ConsentTerms, CustomerRecord, get_record
from store.customers.consents import UNDO_WITHIN, restore_consent, withdraw_consent
from store.editing import write_fields
from store.engine import reading, transaction
from store.errors import AlreadyWritten, NotFound, StoreError, TooLate
from store.exporting import export_customers
from store.follow_ups import QUIET_WANTED, FollowUpDraft, add_follow_up, close_follow_up
from store.history import FieldChange, Ground, changes_of
from store.importing import ImportReport, import_customers
from store.models import Approval, ApprovalSubject, Consent, ConsentForm, ConsentScope
from store.verifying import verify

RM, SUPERVISOR = actor_of("rm1"), actor_of("sup1")
TODAY = NOW.date()
WEALTH, LOAN = ConsentScope.WEALTH, ConsentScope.LOAN
TOLD = {
    "scope": "wealth",
    "form": "written",
    "agreed_on": TODAY.isoformat(),
    "valid_until": (TODAY + timedelta(days=730)).isoformat(),
    "evidence": "影像003",
}


@pytest.fixture
def bank(staffed: Engine) -> Engine:
    add_customer(staffed, "C1", "王建国", owner="rm1")
    return staffed


@pytest.mark.parametrize(
    ("terms", "stands"),
    [
        (ConsentTerms(WEALTH), True),
        (ConsentTerms(WEALTH, agreed_on=TODAY, valid_until=TODAY), True),
        (ConsentTerms(WEALTH, agreed_on=TODAY + timedelta(days=1)), False),
        (ConsentTerms(WEALTH, valid_until=TODAY - timedelta(days=1)), False),
        (ConsentTerms(WEALTH, withdrawn_at=NOW), False),
    ],
)
def test_a_consent_stands_from_its_day_to_its_last(terms: ConsentTerms, stands: bool) -> None:
    assert terms.stands_on(TODAY) is stands


def test_consent_is_written_with_its_terms_once_granted(bank: Engine) -> None:
    _granted(bank, TOLD)
    record = _record(bank)
    (given,) = record.consents
    assert (given.form, given.agreed_on, given.evidence) == (ConsentForm.WRITTEN, TODAY, "影像003")
    assert record.agreed_on(TODAY) == {WEALTH}
    assert record.agreed_on(TODAY + timedelta(days=731)) == frozenset()
    with reading(bank) as session:
        (change,) = changes_of(session=session, actor=RM, customer_id="C1")
    assert (change.before, change.after[0]["scope"], change.source) == (None, "wealth", "approval")


@pytest.mark.parametrize(
    "wrong",
    [
        {"agreed_on": (TODAY + timedelta(days=1)).isoformat()},
        {"valid_until": (TODAY - timedelta(days=1)).isoformat()},
    ],
)
def test_consent_of_the_future_or_run_out_is_not_even_asked_for(
    bank: Engine, wrong: dict[str, str]
) -> None:
    with transaction(bank) as session, pytest.raises(StoreError):
        _ask(session, TOLD | wrong)


def test_what_ran_out_while_it_waited_is_not_granted(bank: Engine) -> None:
    with transaction(bank) as session:
        key = _ask(session, TOLD | {"valid_until": TODAY.isoformat()})
    with transaction(bank) as session, pytest.raises(StoreError, match="已经到期"):
        _decide(session, key, at=NOW + timedelta(days=1))


def test_a_withdrawal_while_the_request_waits_bars_it(bank: Engine) -> None:
    _granted(bank, TOLD)
    with transaction(bank) as session:
        key = _ask(session, TOLD | {"evidence": "影像004"})
    _withdrawn(bank, [WEALTH], at=NOW + timedelta(minutes=1))
    with transaction(bank) as session, pytest.raises(StoreError, match="又变过"):
        _decide(session, key, at=NOW + timedelta(minutes=2))
    assert _record(bank).agreed_on(TODAY) == frozenset()


def test_one_scope_is_withdrawn_and_put_back(bank: Engine) -> None:
    _granted(bank, TOLD)
    _granted(bank, TOLD | {"scope": "loan"})
    change_id = _withdrawn(bank, [WEALTH])
    assert _record(bank).agreed_on(TODAY) == {LOAN}
    with transaction(bank) as session:
        restore_consent(session=session, actor=RM, change_id=change_id, at=NOW)
    record = _record(bank)
    assert record.agreed_on(TODAY) == {WEALTH, LOAN}
    kept = record.terms_of(WEALTH)
    assert kept is not None
    assert kept.evidence == "影像003"
    with transaction(bank) as session, pytest.raises(TooLate):
        restore_consent(session=session, actor=RM, change_id=change_id, at=NOW)
    with reading(bank) as session:
        assert verify(session=session).ok


def test_put_back_it_is_as_it_was_with_the_wish_to_be_left_alone(bank: Engine) -> None:
    _granted(bank, TOLD)
    wish = FollowUpDraft(QUIET_WANTED, TODAY)
    with transaction(bank) as session:
        keys = {
            each.text: add_follow_up(
                session=session, actor=RM, customer_id="C1", draft=each, at=NOW
            ).follow_up_id
            for each in (wish, FollowUpDraft("再约", TODAY))
        }
        close_follow_up(session=session, actor=RM, follow_up_id=keys["再约"], at=NOW)
    change_id = _withdrawn(bank, None)
    assert _diary(bank) == []
    with transaction(bank) as session:
        restore_consent(session=session, actor=RM, change_id=change_id, at=NOW)
    assert _diary(bank) == [QUIET_WANTED]
    with reading(bank) as session:
        assert session.get_one(Consent, ("C1", WEALTH)).source == "approval"
        assert verify(session=session).ok


def _diary(engine: Engine) -> list[str]:
    return [each.text for each in _record(engine).follow_ups]


@pytest.mark.parametrize(
    ("kept", "refused"), [({"form", "agreed_on", "valid_until"}, False), ({"agreed_on"}, True)]
)
def test_a_request_waiting_over_an_upgrade_is_judged_by_what_it_kept(
    bank: Engine, kept: set[str], refused: bool
) -> None:
    """The release before kept no evidence with what a request found."""
    _granted(bank, TOLD)
    with transaction(bank) as session:
        key = _ask(session, TOLD | {"evidence": "影像004"})
        row = session.get_one(Approval, key)
        row.before = {name: row.before[name] for name in {"scope", *kept}}
        if refused:
            row.before = {**row.before, "agreed_on": "2026-01-01"}
        session.add(row)
    with transaction(bank) as session:
        if refused:
            with pytest.raises(StoreError, match="又变过"):
                _decide(session, key)
        else:
            _decide(session, key)
            assert session.get_one(Consent, ("C1", WEALTH)).evidence == "影像004"


def test_a_withdrawal_stands_after_ten_minutes_and_is_nobody_elses_to_put_back(
    bank: Engine,
) -> None:
    _granted(bank, TOLD)
    change_id = _withdrawn(bank, None)
    with transaction(bank) as session, pytest.raises(TooLate):
        restore_consent(session=session, actor=RM, change_id=change_id, at=NOW + UNDO_WITHIN)
    with transaction(bank) as session, pytest.raises(TooLate):
        restore_consent(session=session, actor=SUPERVISOR, change_id=change_id, at=NOW)
    with transaction(bank) as session, pytest.raises(NotFound):
        restore_consent(session=session, actor=actor_of("rm4"), change_id=change_id, at=NOW)


def test_what_was_never_given_cannot_be_withdrawn(bank: Engine) -> None:
    with transaction(bank) as session, pytest.raises(AlreadyWritten):
        withdraw_consent(session=session, actor=RM, customer_id="C1", scopes=[LOAN], at=NOW)


def test_a_book_goes_out_and_into_a_fresh_store_byte_for_byte(
    databases: Databases, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    with databases.at(STAFFED) as url, opened(url) as engine:
        add_customer(engine, "C1", "王建国", owner="rm1", tier_override="高净值", salutation="王总")
        add_customer(engine, "C2", "李秀云", owner="rm1")
        _granted(engine, TOLD)
        _granted(engine, TOLD | {"scope": "loan", "form": "recorded", "valid_until": None})
        _granted(engine, TOLD | {"scope": "survey", "evidence": None})
        _withdrawn(engine, [LOAN])
        _hobby(engine)
        _out(engine, first)
    with databases.at(STAFFED) as url, opened(url) as engine:
        report = _in(engine, first)
        assert (report.created, report.errors, report.conflicts) == (2, (), ())
        _out(engine, second)
        again = _in(engine, first)
        assert (again.updated, again.unchanged) == (0, 2)
        assert _record(engine).agreed_on(TODAY) == {WEALTH, ConsentScope.SURVEY}
    assert first.read_bytes() == second.read_bytes()
    assert "wealth:written:2026-11-23:2028-11-22:影像003" in first.read_text("utf-8-sig")
    assert "高净值" in first.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("wealth,loan:written:2026-11-01:2027-11-01", "不一致"),
        ("wealth,wealth:oral", "应为"),
        ("wealth,wealth:written;wealth:recorded", "两次"),
        ("wealth,wealth:written:2026-13-01", "日期"),
    ],
)
def test_terms_a_file_cannot_mean_are_refused(
    staffed: Engine, tmp_path: Path, cells: str, said: str
) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"customer_id,name,consent,consent_terms\nC1,王建国,{cells}\n", "utf-8")
    (error,) = _in(staffed, path).errors
    assert said in error.reason


def test_terms_of_the_future_or_that_end_before_they_begin_are_named(
    staffed: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "file.csv"
    terms = "loan:written:2026-12-01;wealth:written:2026-11-01:2026-10-01"
    path.write_text(f"客户编号,客户姓名,负责人,授权明细\nC1,王建国,rm1,{terms}\n", "utf-8")
    reasons = [each.reason for each in _in(staffed, path).conflicts]
    assert [("之后" in each, "早于" in each) for each in reasons] == [(True, False), (False, True)]
    assert _record(staffed).agreed_on(TODAY) == frozenset()


def _ask(session: Session, told: dict[str, str | None]) -> str:
    draft = ApprovalDraft("C1", ApprovalSubject.CONSENT, told, "凭证")
    return ask_approval(session=session, actor=RM, draft=draft, at=NOW).approval_id


def _decide(session: Session, key: str, *, at: datetime = NOW) -> None:
    decide(session=session, actor=SUPERVISOR, approval_id=key, granted=True, reason="", at=at)


def _granted(engine: Engine, told: dict[str, str | None]) -> None:
    with transaction(engine) as session:
        key = _ask(session, told)
    with transaction(engine) as session:
        _decide(session, key)


def _withdrawn(engine: Engine, scopes: list[ConsentScope] | None, *, at: datetime = NOW) -> str:
    with transaction(engine) as session:
        change = withdraw_consent(session=session, actor=RM, customer_id="C1", scopes=scopes, at=at)
        assert change is not None
        return change.change_id


def _hobby(engine: Engine) -> None:
    with transaction(engine) as session:
        change = FieldChange("C1", "interests", [], ["手机摄影"])
        write_fields(
            session=session, actor=RM, changes=[change], ground=Ground(), today=TODAY, at=NOW
        )


def _record(engine: Engine) -> CustomerRecord:
    with reading(engine) as session:
        record = get_record(session=session, actor=RM, customer_id="C1")
    assert record is not None
    return record


def _out(engine: Engine, path: Path) -> None:
    with reading(engine) as session:
        export_customers(session=session, actor=TERMINAL_ADMIN, path=path)


def _in(engine: Engine, path: Path) -> ImportReport:
    with transaction(engine) as session:
        return import_customers(
            session=session, actor=TERMINAL_ADMIN, path=path, at=NOW, today=date(2026, 11, 23)
        )
