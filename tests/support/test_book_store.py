"""The synthetic book: made as it stands in the files, and taken over whole by the product."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import Session

from store.customers import CustomerRecord, get_record
from tests.evaluation.make_book import make
from tests.support.book_files import FOLDER, TODAY, Customer, read_book
from tests.support.book_oracle import Oracle
from tests.support.book_store import book_alerts, store_book

_SAME = (
    "name kind phone aum_wan opened_on last_contact_on last_transaction_on outflow_ratio_60d"
    " monthly_inflow_wan idle_months next_follow_up_on birthday occupation industry risk_level"
    " risk_assessed_on do_not_contact personality preferred_channel open_complaint"
    " annual_revenue_wan receivable_days receivable_share credit_grade salutation"
).split()


def test_the_book_is_what_its_script_draws(tmp_path: Path) -> None:
    make(tmp_path)
    made = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert made == {name: (FOLDER / name).read_text(encoding="utf-8") for name in made}


@pytest.mark.slow  # some seconds: hundreds of contacts, each with its audit entry
def test_the_product_has_the_same_book(tmp_path: Path) -> None:
    book = store_book(f"sqlite:///{tmp_path}/book.db")
    with Session(book.engine) as session:
        for customer in read_book():
            record = get_record(
                session=session, actor=book.supervisor, customer_id=customer.customer_id
            )
            assert record is not None
            _assert_same(customer, record)
    seniors = {key for key, alerts in book_alerts(book).items() if "senior" in alerts}
    old = {"field": "age", "op": ">=", "value": 65}
    question = {"condition": old, "sort": None, "limit": None}
    assert seniors == set(Oracle(TODAY, lambda _: ()).answer(question, read_book()) or ())


def _assert_same(customer: Customer, record: CustomerRecord) -> None:
    fields = customer.fields
    assert {name: getattr(record, name) for name in _SAME} == {n: fields[n] for n in _SAME}
    assert (record.owner_name, record.consent) == (fields["owner"], fields["consent"])
    for name in ("need_tags", "interests", "resource_needs"):
        assert set(getattr(record, name)) == set(fields[name] or ())
    assert [
        (held.shown_name, held.type, held.risk_level, held.amount_wan, held.maturity_date)
        for held in record.holdings
    ] == [
        (held.product, held.type, held.risk_level, held.amount_wan, held.maturity_date)
        for held in customer.holdings
    ]
    assert sorted(talk.said for talk in record.interactions) == sorted(
        talk.words for talk in customer.talks
    )
    assert sorted((due.kind, due.due_on) for due in record.follow_ups) == sorted(
        (due.kind, due.due_on) for due in customer.dues if due.is_open
    )
