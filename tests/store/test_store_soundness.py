"""A row that stands in the store and should not costs nobody else an answer or a list."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from store_world import NOW, add_customer, advise

from store.actor import TERMINAL_ADMIN, TERMINAL_OFFICER, Actor
from store.customers import (
    CustomerRecord,
    Readable,
    RecordUnreadable,
    find_customers,
    get_record,
    list_records,
)
from store.customers.soundness import BATCH, read_each
from store.engine import reading, transaction
from store.exporting import export_customers, export_suggestions
from store.follow_ups import FollowUpDraft, add_follow_up, list_follow_ups
from store.importing import import_customers
from store.models import Product, ProductType
from store.products import shelf

BROKEN = (
    "UPDATE customer SET kind = 'alien'",
    "UPDATE customer SET preferred_channel = 'pigeon'",
    "UPDATE customer SET need_tags = 'null'",
    "UPDATE customer SET need_tags = '[1, null, {}]'",
)
"""What both databases take and no record can hold."""
ODD = {
    "UPDATE customer SET risk_assessed_on = '9999-12-31'": ("risk_assessed_on", date(9000, 12, 28)),
    "UPDATE customer SET birthday = '0001-01-01'": ("birthday", date(1000, 1, 1)),
    "UPDATE customer SET aum_wan = 9e999": ("aum_wan", None),
}
"""What is read, brought within bounds. 9e999 is infinite."""
Acting = Callable[[str], Actor]


@pytest.fixture
def two(staffed: Engine, acting: Acting) -> Engine:
    """C001, whose row will be spoilt, and C002, who must not notice; a diary entry each."""
    for customer_id, name in (("C001", "王建国"), ("C002", "李秀英")):
        add_customer(staffed, customer_id, name, owner="rm1", aum_wan=520.0)
        with transaction(staffed) as session:
            draft = FollowUpDraft(text="打电话", due_on=NOW.date())
            add_follow_up(
                session=session,
                actor=acting("rm1"),
                customer_id=customer_id,
                draft=draft,
                at=NOW,
            )
    return staffed


def spoil(engine: Engine, statement: str) -> None:
    with transaction(engine) as session:
        session.connection().execute(text(statement))


def records(engine: Engine, actor: Actor) -> Readable[CustomerRecord]:
    with reading(engine) as session:
        return list_records(session=session, actor=actor)


@pytest.mark.parametrize("statement", BROKEN)
def test_a_broken_record_is_left_out_and_named(
    two: Engine, acting: Acting, tmp_path: Path, statement: str
) -> None:
    spoil(two, f"{statement} WHERE customer_id = 'C001'")
    for who in ("rm1", "sup1"):
        found = records(two, acting(who))
        assert [each.customer_id for each in found.rows] == ["C002"]
        assert found.unreadable == ("C001",)
    with reading(two) as session:
        assert get_record(session=session, actor=acting("rm1"), customer_id="C002")
        with pytest.raises(RecordUnreadable, match="C001"):
            get_record(session=session, actor=acting("rm1"), customer_id="C001")
        assert find_customers(session=session, actor=acting("rm1"), text="王建国")
        out = export_customers(
            session=session, actor=TERMINAL_ADMIN, path=tmp_path / "customers.csv"
        )
    assert (out.written, out.unreadable) == (1, ("C001",))


def test_an_import_does_not_write_over_what_it_cannot_read(two: Engine, tmp_path: Path) -> None:
    spoil(two, f"{BROKEN[0]} WHERE customer_id = 'C001'")
    path = tmp_path / "customers.csv"
    path.write_text("customer_id,name,aum_wan\nC001,王建国,1\nC002,李秀英,2\n", encoding="utf-8")
    with transaction(two) as session:
        report = import_customers(
            session=session, actor=TERMINAL_ADMIN, path=path, at=NOW, today=NOW.date()
        )
    assert report.updated == 1
    (error,) = report.errors
    assert (error.row, error.column) == (2, "customer_id")


@pytest.mark.parametrize("statement", ODD)
def test_an_odd_value_is_brought_within_bounds(two: Engine, acting: Acting, statement: str) -> None:
    name, value = ODD[statement]
    infinite = "'Infinity'" if two.dialect.name == "postgresql" else "9e999"
    spoil(two, f"{statement.replace('9e999', infinite)} WHERE customer_id = 'C001'")
    found = records(two, acting("rm1"))
    assert found.unreadable == ()
    assert getattr(found.rows[0], name) == value


def test_a_broken_diary_entry_hides_no_other_and_is_named(two: Engine, acting: Acting) -> None:
    spoil(two, "UPDATE follow_up SET kind = 'soul' WHERE customer_id = 'C001'")
    with reading(two) as session:
        found = list_follow_ups(session=session, actor=acting("rm1"))
        broken = session.connection().scalar(text("SELECT MIN(follow_up_id) FROM follow_up"))
    assert [due.customer_id for due in found.rows] == ["C002"]
    assert found.unreadable == (broken,)


def test_a_broken_product_costs_its_holders_nothing_but_itself(two: Engine, acting: Acting) -> None:
    with transaction(two) as session:
        for product_id in ("W201", "W202"):
            session.add(Product(product_id=product_id, name=product_id, type=ProductType.WEALTH))
    spoil(two, "INSERT INTO holding VALUES ('C001', 0, 'W201', 'W201', 5, NULL)")
    spoil(two, "UPDATE product SET type = 'soul' WHERE product_id = 'W201'")
    with reading(two) as session:
        found = shelf(session=session)
    assert [each.product_id for each in found.rows] == ["W202"]
    assert found.unreadable == ("W201",)
    (held,) = records(two, acting("rm1")).rows[0].holdings
    assert (held.named, held.type) == ("W201", None)


def test_a_broken_suggestion_stops_no_export(two: Engine, acting: Acting, tmp_path: Path) -> None:
    rm = acting("rm1")
    broken, whole = (advise(two, rm, customer_id=each) for each in ("C001", "C002"))
    if two.dialect.name == "postgresql":
        pytest.skip("PostgreSQL takes no broken JSON")
    spoil(two, "DROP TRIGGER IF EXISTS suggestion_no_update")
    spoil(two, "UPDATE suggestion SET payload = '{oops' WHERE customer_id = 'C001'")
    path = tmp_path / "suggestions.csv"
    with reading(two) as session:
        out = export_suggestions(session=session, actor=TERMINAL_OFFICER, path=path)
    assert (out.written, out.unreadable) == (1, (broken,))
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["suggestion_id"] for row in csv.DictReader(file)] == [whole]


def test_few_reads_find_the_one_that_fails() -> None:
    ids = [str(number) for number in range(3 * BATCH)]
    asked: list[int] = []

    def read(some: list[str]) -> list[str]:
        asked.append(len(some))
        if "777" in some:
            raise ValueError
        return list(some)

    found = read_each(ids, read)  # type: ignore[arg-type]
    assert (len(found.rows), found.unreadable) == (len(ids) - 1, ("777",))
    assert max(asked) <= BATCH
    assert len(asked) < 30
