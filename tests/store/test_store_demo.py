"""The demo book is whole, its own, and the same every time."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from databases import Databases, opened
from sqlalchemy import Engine
from sqlmodel import Session, select
from store_world import DEMO

from store.customers import CustomerRecord, find_mentions, get_record, list_records
from store.customers.writing import CustomerRow
from store.demo import fill
from store.engine import reading, transaction
from store.importing.conflicts import find_conflicts
from store.importing.customers import row_of
from store.models import Customer, CustomerKind, Product, Role, Staff
from store.staff import actor_for_staff
from store.verifying import verify

pytestmark = pytest.mark.slow

TODAY = date(2026, 11, 23)


@pytest.fixture
def demo(databases: Databases) -> Iterator[Engine]:
    with databases.at(DEMO) as url, opened(url) as engine:
        yield engine


def test_it_is_as_large_as_promised(demo: Engine) -> None:
    with reading(demo) as session:
        kinds = Counter(session.exec(select(Customer.kind)))
        roles = Counter(session.exec(select(Staff.role)))
        assert kinds[CustomerKind.PERSON] >= 44
        assert kinds[CustomerKind.COMPANY] >= 16
        assert roles == {Role.RM: 7, Role.SUPERVISOR: 2, Role.COMPLIANCE: 1, Role.ADMIN: 1}
        assert len(session.exec(select(Product.product_id)).all()) == 24
        assert verify(session=session).ok


def test_filling_again_adds_nothing(demo: Engine) -> None:
    with transaction(demo) as session:
        again = fill(session=session, today=TODAY + timedelta(days=1))
    assert (again.staff, again.products, again.customers, again.interactions) == (0, 0, 0, 0)


def test_wang_jianguo_and_two_lookalikes_are_rm1s(demo: Engine) -> None:
    with reading(demo) as session:
        actor = actor_for_staff(session=session, staff_id="rm1")
        assert actor is not None
        found = {
            text: [
                hit.name
                for named in find_mentions(session=session, actor=actor, text=text)
                for hit in named.hits
            ]
            for text in ("等下给王建国打电话", "李阿姨问存款", "尾号8821的客户")
        }
        record = get_record(session=session, actor=actor, customer_id="C001")
    assert found == {
        "等下给王建国打电话": ["王建国"],
        "李阿姨问存款": ["李秀云", "李秀兰"],
        "尾号8821的客户": ["王建国"],
    }
    assert record is not None
    assert len(record.interactions) == 2


def test_every_alert_has_a_customer(demo: Engine) -> None:
    with reading(demo) as session:
        records = list(_all(session))
    signs = {
        "RISK_ASSESSMENT_MISSING": lambda r: _person(r) and r.risk_level is None,
        "RISK_ASSESSMENT_EXPIRED": lambda r: _before(r.risk_assessed_on, 366),
        "NO_MARKETING_CONSENT": lambda r: r.consent == frozenset(),
        "DO_NOT_CONTACT": lambda r: r.do_not_contact,
        "OPEN_COMPLAINT": lambda r: r.open_complaint is not None,
        "CHURN_NO_TRANSACTIONS": lambda r: _before(r.last_transaction_on, 60),
        "CHURN_OUTFLOW": lambda r: (r.outflow_ratio_60d or 0) > 0.5,
        "IDLE_FUNDS": lambda r: (r.idle_months or 0) >= 3,
        "MATURITY_SOON": lambda r: any(_within(h.maturity_date, 30) for h in r.holdings),
        "BIRTHDAY_SOON": lambda r: _birthday_within(r, 7),
        "FOLLOW_UP_OVERDUE": lambda r: any(f.due_on < TODAY for f in r.follow_ups),
        "PROMISE_DUE": lambda r: any(
            f.kind == "promise" and f.due_on <= TODAY for f in r.follow_ups
        ),
        "INFO_INCOMPLETE": lambda r: r.phone is None,
        "CONTACT_TOO_FREQUENT": lambda r: (
            (r.aum_wan or 0) < 100
            and _person(r)
            and not _before(r.last_contact_on, 7)
            and r.last_contact_on is not None
        ),
        "CONTACT_OVERDUE": lambda r: (r.aum_wan or 0) < 100 and _before(r.last_contact_on, 45),
        "SENIOR": lambda r: _person(r) and r.birthday is not None and r.birthday.year <= 1960,
        "NEW_CUSTOMER": lambda r: r.opened_on is not None and not _before(r.opened_on, 90),
        "RECEIVABLES_LONG": lambda r: (r.receivable_days or 0) >= 90,
        "CONCENTRATION": lambda r: (r.receivable_share or 0) > 0.5,
        "RECORD_CONFLICT": lambda r: any(find_conflicts(_row(r), today=TODAY)),
    }
    missing = [code for code, shows in signs.items() if not any(map(shows, records))]
    assert missing == []


def test_most_of_the_book_is_unremarkable(demo: Engine) -> None:
    with reading(demo) as session:
        conflicting = [r for r in _all(session) if any(find_conflicts(_row(r), today=TODAY))]
    assert [record.customer_id for record in conflicting] == ["C026", "C061"]


@pytest.mark.parametrize("today", [date(2026, 2, 25), date(2028, 2, 29), date(2026, 12, 31)])
def test_it_can_be_filled_on_any_day(engine: Engine, today: date) -> None:
    with transaction(engine) as session:
        assert fill(session=session, today=today).customers >= 60


def _all(session: Session) -> Iterator[CustomerRecord]:
    for staff_id in ("sup1", "sup2"):
        actor = actor_for_staff(session=session, staff_id=staff_id)
        assert actor is not None
        yield from list_records(session=session, actor=actor).rows


def _row(record: CustomerRecord) -> CustomerRow:
    return row_of(record)


def _person(record: CustomerRecord) -> bool:
    return record.kind is CustomerKind.PERSON


def _before(day: date | None, days: int) -> bool:
    return day is not None and (TODAY - day).days > days


def _within(day: date | None, days: int) -> bool:
    return day is not None and 0 <= (day - TODAY).days <= days


def _birthday_within(record: CustomerRecord, days: int) -> bool:
    if record.birthday is None:
        return False
    return _within(record.birthday.replace(year=TODAY.year), days)
