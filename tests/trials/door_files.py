"""Hostile workbooks and CSV files: what is read of them, at what cost."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import Workbook

from store.errors import FileRefused
from store.importing.columns import CUSTOMER_COLUMNS, read_columns
from tests.trials.door_tried import Tried

SHEET = "xl/worksheets/sheet1.xml"
_HEADER = b"customer_id,name,aum_wan,birthday,interests\n"


def tried(work: Path) -> Iterator[Tried]:
    """Each file read as an import reads it."""
    for name, content in _files().items():
        path = work / f"hostile{Path(name).suffix}"
        path.write_bytes(content)
        began = time.process_time()
        try:
            table, _ = read_columns(path, CUSTOMER_COLUMNS, "customer_id")
            said = f"{len(table.rows)} rows read, " + "; ".join(e.reason for e in table.errors)
            held = True
        except FileRefused as refused:
            said, held = str(refused), True
        except Exception as error:  # noqa: BLE001 - told in the table
            said, held = type(error).__name__, False
        cost = f"{time.process_time() - began:.1f} s"
        yield Tried(f"{name} ({len(content) / 1e6:.1f} MB)", held, f"{cost}: {said}")


def _files() -> dict[str, bytes]:
    base = _workbook()
    many = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(3, 1_500_000))
    merged = b"".join(b'<mergeCell ref="B2:B%d"/>' % (900_000 + n) for n in range(999))
    end = b"</sheetData>"
    return {
        "no sheet.xlsx": _changed(base, SHEET, lambda _: None),
        "a sheet cut off.xlsx": _changed(base, SHEET, lambda old: old[: len(old) // 2]),
        "an integer of 20 digits.xlsx": _changed(
            base, SHEET, lambda old: old.replace(b"<v>520</v>", b"<v>" + b"9" * 20 + b"</v>")
        ),
        "an integer of 5 million digits.xlsx": _changed(
            base, SHEET, lambda old: old.replace(b"<v>520</v>", b"<v>" + b"9" * 5_000_000 + b"</v>")
        ),
        "inflates to 300 MB.xlsx": _changed(
            base, SHEET, lambda old: old.replace(end, b"<row><c/></row>" * 20_000_000 + end)
        ),
        "1.5 million rows.xlsx": _changed(base, SHEET, lambda old: old.replace(end, many + end)),
        "a thousand columns merged.xlsx": _changed(
            base, SHEET, lambda old: old.replace(end, end + merged)
        ),
        "no workbook.xlsx": b"hello",
        "an open quote.csv": _HEADER + b'C1,"' + b"x" * 5_000_000,
        "100,000 columns.csv": b"customer_id,name" + b",x" * 100_000,
        "30 million blank lines.csv": _HEADER + b"\n" * 30_000_000,
        "100,000 digits.csv": _HEADER + b"C1,w," + b"9" * 100_000 + b",,",
        "extremes.csv": _HEADER + "C1,王,1e400,9999-12-31,\n,无号,1,,\nC3,\u202e,1,,".encode(),
        "an id of 65 characters.csv": _HEADER + ("客" * 65 + ",王,1,,").encode(),
    }


def _workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["customer_id", "name", "aum_wan"])
    sheet.append(["C1", "王建国", 520])
    book.save(out)
    return out.getvalue()


def _changed(book: bytes, part: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The workbook with a part changed, or without it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = change(old.read(name)) if name == part else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()
