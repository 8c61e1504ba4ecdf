"""Files in: what is kept, what is refused and why, and that a second time changes nothing."""

import csv
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, text
from sqlmodel import col, select
from store_world import NOW

from store.actor import TERMINAL_ADMIN, Actor
from store.customers import CustomerRecord, find_customers, get_record
from store.engine import reading, transaction
from store.errors import FileRefused, NotPermitted
from store.follow_ups import QUIET_WANTED, FollowUpDraft, add_follow_up
from store.importing import ImportReport, Moved, RowError, import_customers, import_products
from store.models import ComplaintSize, ConsentScope, CustomerKind, Product, ProductStatus
from store.verifying import verify

TODAY = date(2026, 11, 23)
ENGLISH = (
    "customer_id,name,kind,phone,aum_wan,holdings,owner,opened_on,consent,do_not_contact,need_tags"
)
PEOPLE = (
    "C1,王建国,person,13900000001,520,W201:300:2026-12-08;F301:100:,rm1,2022-03-01,wealth;loan,no,传承",
    "C2,李秀英,person,13900000002,85,活期,rm1,2022-03-01,none,yes,",
    "C3,华信制造有限公司,company,021-60000000,2000,,rm2,2021-04-01,,no,融资;汇率",
)
SHELF = (
    "product_id,name,type,risk_level,min_amount_wan,term_days,agency_sale,status",
    "W201,稳健添利,wealth,R2,1,180,yes,on",
    "F301,均衡混合基金,fund,R3,0.001,0,yes,on",
)


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "gb18030", "xlsx", "chinese", "tabs"])
def test_every_form_of_file_gives_the_same(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path, form: str
) -> None:
    report = _customers(staffed, _file(tmp_path, form, [ENGLISH, *PEOPLE]))
    assert (report.created, report.errors, report.unknown_columns) == (3, (), ())
    first = _record(staffed, acting("rm1"), "C1")
    assert (first.name, first.phone, first.aum_wan) == ("王建国", "13900000001", 520)
    assert first.opened_on == date(2022, 3, 1)
    assert first.consent == {ConsentScope.WEALTH, ConsentScope.LOAN}
    assert [(held.named, held.amount_wan, held.maturity_date) for held in first.holdings] == [
        ("W201", 300, date(2026, 12, 8)),
        ("F301", 100, None),
    ]
    second = _record(staffed, acting("rm1"), "C2")
    assert (second.consent, second.do_not_contact) == (frozenset(), True)
    third = _record(staffed, acting("rm2"), "C3")
    assert (third.kind, third.consent) == (CustomerKind.COMPANY, None)
    assert third.need_tags == ("融资", "汇率")


def test_a_file_that_sets_do_not_contact_settles_the_wish_for_it(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path
) -> None:
    _customers(staffed, _file(tmp_path, "utf-8", [ENGLISH, *PEOPLE]))
    rm, wish = acting("rm1"), FollowUpDraft(QUIET_WANTED, TODAY)
    with transaction(staffed) as session:
        for customer_id in ("C1", "C2"):
            add_follow_up(session=session, actor=rm, customer_id=customer_id, draft=wish, at=NOW)
    silenced = ["customer_id,do_not_contact", "C1,yes", "C2,yes"]
    _customers(staffed, _file(tmp_path, "utf-8", silenced))
    assert _record(staffed, rm, "C1").follow_ups == ()
    with reading(staffed) as session:
        assert verify(session=session).ok


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE customer_change SET after = '1' WHERE field = 'aum_wan'",
        "DELETE FROM customer_change WHERE field = 'aum_wan'",
        "DELETE FROM customer_change",
        "UPDATE customer_change SET change_id = change_id || 'X' WHERE field = 'aum_wan'",
        "INSERT INTO customer_change (change_id, customer_id, staff_id, at, field, basis, source) "
        "SELECT change_id || 'X', customer_id, staff_id, at, field, basis, source "
        "FROM customer_change WHERE field = 'aum_wan'",
    ],
)
def test_what_a_file_changed_stands_in_the_chain(
    staffed: Engine, tmp_path: Path, tampering: str
) -> None:
    _customers(staffed, _file(tmp_path, "utf-8", [ENGLISH, *PEOPLE]))
    changed = ["customer_id,aum_wan,occupation", "C1,521.5,律师", "C2,30,医生"]
    _customers(staffed, _file(tmp_path, "utf-8", changed))
    with reading(staffed) as session:
        assert verify(session=session).ok
    with transaction(staffed) as session:
        assert session.connection().execute(text(tampering)).rowcount
    with reading(staffed) as session:
        assert "customer_change" in (verify(session=session).reason or "")


def test_a_second_import_changes_nothing(staffed: Engine, tmp_path: Path) -> None:
    path = _file(tmp_path, "utf-8", [ENGLISH, *PEOPLE])
    _customers(staffed, path)
    again = _customers(staffed, path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_an_absent_column_or_an_empty_cell_is_left_alone_and_one_cleared_is_unknown(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path
) -> None:
    rm = acting("rm1")
    _customers(staffed, _file(tmp_path, "utf-8", [ENGLISH, *PEOPLE]))
    before = _record(staffed, rm, "C1")
    report = _customers(
        staffed,
        _file(tmp_path, "utf-8", ["customer_id,name,aum_wan,phone,consent", "C1,,600,,清空"]),
    )
    after = _record(staffed, rm, "C1")
    assert (report.updated, report.errors, report.moved) == (1, (), ())
    assert (after.aum_wan, after.phone, after.consent) == (600, before.phone, None)
    assert (after.name, after.holdings, after.need_tags) == (
        before.name,
        before.holdings,
        before.need_tags,
    )


def test_another_name_or_owner_is_reported(staffed: Engine, tmp_path: Path) -> None:
    _customers(staffed, _file(tmp_path, "utf-8", [ENGLISH, *PEOPLE]))
    lines = ["customer_id,name,owner,aum_wan", "C1,王建军,rm2,520", "C2,,清空,85", "C3,,,2100"]
    report = _customers(staffed, _file(tmp_path, "utf-8", lines))
    assert (report.updated, report.moved) == (
        3,
        (
            Moved("C1", names=("王建国", "王建军"), owners=("rm1", "rm2")),
            Moved("C2", names=("李秀英", "李秀英"), owners=("rm1", None)),
        ),
    )


def test_consent_is_given_narrowed_and_withdrawn(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path
) -> None:
    _customers(staffed, _file(tmp_path, "utf-8", ["customer_id,name,owner", "C1,王建国,rm1"]))
    assert _record(staffed, acting("rm1"), "C1").consent is None
    for cell, agreed in (
        ("wealth;loan", {ConsentScope.WEALTH, ConsentScope.LOAN}),
        ("loan", {ConsentScope.LOAN}),
        ("none", set()),
        ("wealth", {ConsentScope.WEALTH}),
    ):
        _customers(staffed, _file(tmp_path, "utf-8", ["customer_id,consent", f"C1,{cell}"]))
        assert _record(staffed, acting("rm1"), "C1").consent == agreed
    with reading(staffed) as session:
        rows = session.connection().execute(text("SELECT scope, withdrawn_at FROM consent"))
        kept = {row.scope: row.withdrawn_at is not None for row in rows}
    assert kept == {"wealth": False, "loan": True}


def test_bad_rows_are_named_and_good_ones_kept(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path
) -> None:
    lines = [
        "customer_id,name,aum_wan,owner,birthday,risk_level,心情",
        "C1,王建国,520,rm1,1968-02-11,C3,好",
        "C2,李秀英,很多,rm1,1955-13-01,C9,",
        ",无编号,1,rm1,,,",
        "C1,重复,1,rm1,,,",
        "C4,,1,rm1,,,",
        "C5,谁的,1,rm9,,,",
        "",
        "C6,好的,1,,,,",
    ]
    report = _customers(staffed, _file(tmp_path, "utf-8", lines))
    assert report.created == 2
    assert [each.title for each in report.unknown_columns] == ["心情"]
    assert report.errors == (
        RowError(3, "aum_wan", "“很多”不是数字"),
        RowError(3, "birthday", "“1955-13-01”不是存在的日期"),
        RowError(3, "risk_level", "“C9”应为 C1–C5"),
        RowError(4, "customer_id", "不能为空"),
        RowError(5, "customer_id", "编号 C1 与第 2 行重复"),
        RowError(6, "name", "不能为空"),
        RowError(7, "owner", "没有员工 rm9"),
    )
    assert _record(staffed, acting("rm1"), "C1").birthday == date(1968, 2, 11)


def test_contradictions_are_reported_and_kept(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path
) -> None:
    lines = [
        "customer_id,name,owner,aum_wan,holdings,opened_on,birthday,last_transaction_on",
        "C1,甲乙,rm1,10,W201:5:2020-01-01;F301:20:,2022-03-01,2027-01-01,2021-01-01",
    ]
    report = _customers(staffed, _file(tmp_path, "utf-8", lines))
    assert report.created == 1
    assert [(conflict.row, conflict.column) for conflict in report.conflicts] == [
        (2, "birthday"),
        (2, "birthday"),
        (2, "last_transaction_on"),
        (2, "holdings"),
        (2, "holdings"),
    ]
    assert _record(staffed, acting("rm1"), "C1").birthday == date(2027, 1, 1)


def test_a_new_owner_takes_the_customer_over(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path
) -> None:
    _customers(staffed, _file(tmp_path, "utf-8", [ENGLISH, *PEOPLE]))
    _customers(staffed, _file(tmp_path, "utf-8", ["customer_id,owner,name", "C1,rm2,王建民"]))
    with reading(staffed) as session:
        for staff_id, text, count in (
            ("rm1", "王总", 0),
            ("rm2", "王建国", 0),
            ("rm2", "王建民", 1),
            ("rm2", "wangjianmin", 1),
        ):
            named = find_customers(session=session, actor=acting(staff_id), text=text)
            assert len(named.hits if named else ()) == count, (staff_id, text)


def test_complaints_follow_the_file(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path
) -> None:
    rm = acting("rm1")
    seen = []
    for cell in ("large", "large", "small", "", "清空"):
        lines = ["customer_id,name,owner,open_complaint", f"C1,王建国,rm1,{cell}"]
        report = _customers(staffed, _file(tmp_path, "utf-8", lines))
        record = _record(staffed, rm, "C1")
        seen.append((record.open_complaint, len(record.complaints), report.unchanged))
    assert seen == [
        (ComplaintSize.LARGE, 1, 0),
        (ComplaintSize.LARGE, 1, 1),
        (ComplaintSize.SMALL, 1, 0),
        (ComplaintSize.SMALL, 1, 1),
        (None, 0, 0),
    ]
    with reading(staffed) as session:
        assert verify(session=session).ok


@pytest.mark.parametrize("shelf_first", [True, False])
def test_holdings_are_tied_to_the_shelf_in_either_order(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path, shelf_first: bool
) -> None:
    people = _file(
        tmp_path,
        "utf-8",
        ["customer_id,name,owner,holdings", "C1,王建国,rm1,W201:300:;均衡混合基金;活期"],
    )
    shelf = _file(tmp_path, "utf-8", SHELF, name="shelf")
    steps = [lambda: _products(staffed, shelf), lambda: _customers(staffed, people)]
    for step in steps if shelf_first else reversed(steps):
        step()
    held = _record(staffed, acting("rm1"), "C1").holdings
    assert [(item.product_id, item.name) for item in held] == [
        ("W201", "稳健添利"),
        ("F301", "均衡混合基金"),
        (None, None),
    ]
    assert held[2].named == "活期"
    assert _customers(staffed, people).unchanged == 1


def test_products_update_and_report(staffed: Engine, tmp_path: Path) -> None:
    assert _products(staffed, _file(tmp_path, "utf-8", SHELF)).created == 2
    assert _products(staffed, _file(tmp_path, "utf-8", SHELF)).unchanged == 2
    changed = [*SHELF[:2], "F301,均衡混合基金,fund,R9,1,0,yes,on", "F302,,fund,R4,1,0,yes,off"]
    report = _products(staffed, _file(tmp_path, "utf-8", changed))
    assert report.errors == (
        RowError(3, "risk_level", "“R9”应为 R1–R5"),
        RowError(4, "name", "不能为空"),
    )
    off = _products(staffed, _file(tmp_path, "utf-8", ["product_id,status", "W201,停售"]))
    assert off.updated == 1
    with reading(staffed) as session:
        kept = session.exec(select(Product).order_by(col(Product.product_id))).all()
    assert [(item.product_id, item.risk_level, item.status) for item in kept] == [
        ("F301", "R3", ProductStatus.ON),
        ("W201", "R2", ProductStatus.OFF),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "空"),
        ("a.csv", b"\xff\xff\x00\x00", "编码"),
        ("a.csv", "name,owner\n王,rm1\n".encode(), "customer_id"),
        ("a.csv", b"customer_id,customer_id\n1,2\n", "两列都是"),
        ("a.csv", b'customer_id,name\n1,"open\n', "CSV"),
        ("a.xlsx", b"not a zip", "XLSX"),
        ("a.docx", b"x", "docx"),
    ],
)
def test_files_that_are_refused_whole(
    staffed: Engine, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileRefused, match=said):
        _customers(staffed, path)
    with pytest.raises(FileRefused, match="找不到"):
        _customers(staffed, tmp_path / "nowhere.csv")


@pytest.mark.parametrize("staff_id", ["rm1", "sup1", "cco1"])
def test_only_an_administrator_imports(
    staffed: Engine, acting: Callable[[str], Actor], tmp_path: Path, staff_id: str
) -> None:
    path = _file(tmp_path, "utf-8", [ENGLISH, *PEOPLE])
    with pytest.raises(NotPermitted), transaction(staffed) as session:
        import_customers(session=session, actor=acting(staff_id), path=path, at=NOW, today=TODAY)


def _customers(engine: Engine, path: Path) -> ImportReport:
    with transaction(engine) as session:
        return import_customers(
            session=session, actor=TERMINAL_ADMIN, path=path, at=NOW, today=TODAY
        )


def _products(engine: Engine, path: Path) -> ImportReport:
    with transaction(engine) as session:
        return import_products(session=session, actor=TERMINAL_ADMIN, path=path, at=NOW)


def _record(engine: Engine, actor: Actor, customer_id: str) -> CustomerRecord:
    with reading(engine) as session:
        record = get_record(session=session, actor=actor, customer_id=customer_id)
    assert record is not None
    return record


def _file(folder: Path, form: str, lines: Sequence[str], name: str = "file") -> Path:
    if form == "xlsx":
        return _workbook(folder / f"{name}.xlsx", list(csv.reader(lines)))
    content = "\n".join(lines) + "\n"
    if form == "chinese":
        chinese = (
            "客户编号,客户姓名,客户类型,联系方式,资产规模（万元）,持有产品,负责人,"
            "开户日期,营销授权范围,免打扰,需求标签"
        )
        content = content.replace(ENGLISH, chinese).replace("company", "企业")
        content = content.replace(",yes,", ",是,")
        form = "utf-8"
    if form == "tabs":
        content, form = content.replace(",", "\t"), "utf-8"
    path = folder / f"{name}.csv"
    path.write_bytes(content.encode(form))
    return path


def _workbook(path: Path, rows: list[list[str]]) -> Path:
    """The same rows as Excel holds them: numbers as numbers, dates as dates."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append([_typed(cell) for cell in row])
    workbook.save(path)
    return path


def _typed(cell: str) -> object:
    if cell.isdigit():
        return int(cell)
    return datetime.fromisoformat(cell) if cell.count("-") == 2 and len(cell) == 10 else cell
