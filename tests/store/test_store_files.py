"""Files as they come: titles above, other delimiters, merged cells, hostile workbooks."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from store.errors import FileRefused
from store.importing.columns import CUSTOMER_COLUMNS, ParsedTable, read_columns
from store.importing.tables import too_much
from store.names.keys import phone_digits
from store.sheets import write_jsonl, write_table

HEADER = ["客户编号", "客户姓名", "负责人"]
PEOPLE = [["K1", "方若水", "rm1"], ["K2", "戚小满", "rm1"]]


def parsed(path: Path) -> ParsedTable:
    return read_columns(path, CUSTOMER_COLUMNS, "customer_id")[0]


def names(table: ParsedTable) -> list[tuple[int, str]]:
    return [(row.number, row.values["name"]) for row in table.rows]


def text_file(folder: Path, text: str) -> Path:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return path


def workbook(folder: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path = folder / "file.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_any_usual_delimiter_is_found_by_the_header(tmp_path: Path, delimiter: str) -> None:
    lines = [delimiter.join(row) for row in [HEADER, *PEOPLE]]
    assert names(parsed(text_file(tmp_path, "\n".join(lines)))) == [(2, "方若水"), (3, "戚小满")]


def test_the_header_is_found_below_titles(tmp_path: Path) -> None:
    rows = [["零售一部客户名单"], ["导出日期", "2026-11-27"], [], HEADER, *PEOPLE]
    lines = "\n".join(",".join(row) for row in rows)
    assert names(parsed(text_file(tmp_path, lines))) == [(5, "方若水"), (6, "戚小满")]


def test_the_sheet_with_the_header_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, 填写说明=[["请按列填写，编号必填"]], 名单=[HEADER, *PEOPLE])
    assert names(parsed(path)) == [(2, "方若水"), (3, "戚小满")]


@pytest.mark.parametrize(
    "header",
    [
        ["*客户编号", "客户姓名（必填）", "负责人"],
        ["客户号", "姓名", "客户经理"],
        [" customer_id ", "NAME", "owner"],
        ["客户代码", "户名", "管户经理"],
    ],
)
def test_headers_are_known_by_their_usual_names(tmp_path: Path, header: list[str]) -> None:
    table = parsed(workbook(tmp_path, 名单=[header, *PEOPLE]))
    assert names(table) == [(2, "方若水"), (3, "戚小满")]
    assert table.unknown_columns == ()


def test_an_unknown_header_is_named_with_the_nearest(tmp_path: Path) -> None:
    rows = [[*HEADER, "测评的日期", "心情指数"], [*PEOPLE[0], "2026-01-05", "好"]]
    found = parsed(workbook(tmp_path, 名单=rows)).unknown_columns
    assert [(each.title, each.nearest) for each in found] == [
        ("测评的日期", "风险测评日期"),
        ("心情指数", ""),
    ]


def test_a_file_without_a_header_says_what_was_seen(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"客户编号.*看到的是.*方若水"):
        parsed(text_file(tmp_path, "方若水,rm1\n戚小满,rm1\n"))


def test_a_cell_merged_over_rows_is_every_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in [HEADER, ["K1", "方若水", "rm1"], ["K2", "戚小满"], ["K3", "于归"], ["K4", "白露"]]:
        sheet.append(row)
    sheet.merge_cells("C2:C4")
    path = tmp_path / "file.xlsx"
    book.save(path)
    table = parsed(path)
    assert [row.values["owner"] for row in table.rows] == ["rm1", "rm1", "rm1", None]
    assert [(each.row, each.reason[:4]) for each in table.warnings] == [
        (3, "合并单元"),
        (4, "合并单元"),
    ]


def test_two_columns_for_one_thing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="“手机”和“联系电话”"):
        parsed(workbook(tmp_path, 名单=[[*HEADER, "手机", "联系电话"], [*PEOPLE[0], "1", "2"]]))


def repacked(path: Path, change: dict[str, bytes | None]) -> Path:
    """The workbook with parts changed, or left out where None."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row><c>"),
        ("xl/worksheets/sheet1.xml", None),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/workbook.xml", None),
        ("[Content_Types].xml", b"<Types>"),
    ],
)
def test_a_damaged_workbook_is_refused_in_a_sentence(
    tmp_path: Path, part: str, content: bytes | None
) -> None:
    path = repacked(workbook(tmp_path, 名单=[HEADER, *PEOPLE]), {part: content})
    with pytest.raises(FileRefused):
        parsed(path)


def test_a_workbook_that_would_unpack_to_too_much_is_refused_unread(tmp_path: Path) -> None:
    bomb = b"<worksheet>" + b" " * 30_000_000
    path = repacked(workbook(tmp_path, 名单=[HEADER]), {"xl/worksheets/sheet1.xml": bomb})
    with pytest.raises(FileRefused, match="太大"):
        parsed(path)


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_sheet_of_too_many_rows_is_refused_before_a_cell_is_read(
    tmp_path: Path, prefix: str
) -> None:
    rows = "".join(
        f'<{prefix}row r="{n}"><{prefix}c r="A{n}"/></{prefix}row>' for n in range(200_001)
    )
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    path = repacked(workbook(tmp_path, 名单=[HEADER]), {"xl/worksheets/sheet1.xml": sheet})
    with pytest.raises(FileRefused, match="超过 20 万行"):
        parsed(path)


def test_a_sheet_is_refused_for_what_it_has_too_much_of() -> None:
    assert too_much(rows=200_000, cells=5_000_000) is None
    assert "超过 500 万格" in str(too_much(rows=10_000, cells=5_000_001))
    assert "超过 20 万行" in str(too_much(rows=200_001, cells=5_000_001))


def test_cells_merged_over_all_rows_again_and_again_are_refused(tmp_path: Path) -> None:
    merged = "".join(f'<mergeCell ref="B2:B{900_000 + n}"/>' for n in range(3))
    path = workbook(tmp_path, 名单=[HEADER, *PEOPLE])
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    whole = sheet.replace(b"</sheetData>", f"</sheetData>{merged}".encode())
    with pytest.raises(FileRefused, match="合并单元格太多"):
        parsed(repacked(path, {"xl/worksheets/sheet1.xml": whole}))


def test_a_number_beyond_64_bits_is_a_row_refused(tmp_path: Path) -> None:
    rows = [[*HEADER, "aum_wan", "idle_months"], [*PEOPLE[0], 10**19, 10**19], [*PEOPLE[1], 1, 1]]
    table = parsed(workbook(tmp_path, 名单=rows))
    assert names(table) == [(3, "戚小满")]
    assert {each.column for each in table.errors} == {"aum_wan", "idle_months"}


EXTREMES = {
    "risk_assessed_on": "9999-12-31",
    "birthday": "0001-01-01",
    "customer_id": "客" * 65,
    "aum_wan": "1e400",
    "interests": "棋" * 129,
    "need_tags": ";".join(map(str, range(101))),
    "next_plan": "话" * 2001,
    "holdings": f"W1:{'9' * 24}:2026-12-01",
    "name": "\u202e\u200b",
}


@pytest.mark.parametrize("column", EXTREMES)
def test_extremes_are_refused_in_a_short_line_and_others_kept(tmp_path: Path, column: str) -> None:
    said = {"customer_id": "K1", "name": "方若水"} | {column: EXTREMES[column]}
    whole = {"customer_id": "K2", "name": "戚小满"}
    header = list(said)
    rows = [header, *([each.get(name, "") for name in header] for each in (said, whole))]
    table = parsed(workbook(tmp_path, 名单=rows))
    if column == "name":  # unknown, which the import refuses
        assert table.rows[0].values["name"] is None
        return
    if column == "aum_wan":  # damaged by a spreadsheet: unknown, and said so
        assert table.warnings
        return
    assert names(table) == [(3, "戚小满")]
    (error,) = table.errors
    assert error.column == column
    assert len(error.reason) < 80


def test_a_name_is_one_line_and_shows_all_it_holds(tmp_path: Path) -> None:
    rows = [HEADER, ["K1", "方\x1f若\u202e水\u200b\n⚠ 已核对", "rm1"]]
    path = text_file(tmp_path, "\n".join(f'"{a}","{b}","{c}"' for a, b, c in rows))
    assert names(parsed(path)) == [(2, "方若水 ⚠ 已核对")]


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("0571-88881234转801", "057188881234"),
        ("0571-88881234 ext. 801", "057188881234"),
        ("13900008821/13700001234", "13900008821"),
        ("１３９ ００００ ８８２１", "13900008821"),
        ("(021)6000 0000 分机 12", "02160000000"),
    ],
)
def test_a_phones_digits_are_the_first_numbers_alone(written: str, digits: str) -> None:
    assert phone_digits(written) == digits


def test_a_file_for_a_folder_that_is_not_there_is_named_as_it_was_typed(tmp_path: Path) -> None:
    for path, write in (
        (tmp_path / "没有" / "客户.csv", lambda to: write_table(to, ["id"], [])),
        (tmp_path / "没有" / "建议.jsonl", lambda to: write_jsonl(to, [])),
    ):
        with pytest.raises(FileNotFoundError) as refused:
            write(path)
        assert refused.value.filename == str(path)
