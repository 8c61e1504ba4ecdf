"""Tables to CSV, XLSX and JSONL, put in place whole and safe to open in a spreadsheet."""

import csv
import errno
import io
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.errors import FileRefused
from store.visible import escaped, visible

if TYPE_CHECKING:
    from openpyxl import Workbook

CELL_LIMIT = 32_000
"""Characters of a cell; XLSX holds 32,767."""
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t]")


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write a CSV (UTF-8 with BOM, as Excel expects) or XLSX file; how many rows were written.

    Raises:
        FileRefused: for another kind of file.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise FileRefused(f"不支持的文件类型：{suffix or path.name}。")
    with _in_place(path) as aside:
        return (_write_csv if suffix == ".csv" else _write_xlsx)(aside, header, rows)


def workbook_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """An XLSX file of one sheet, every cell safe to open in a spreadsheet."""
    kept = io.BytesIO()
    _workbook(header, ([safe_cell(value) for value in row] for row in rows))[0].save(kept)
    return kept.getvalue()


def write_jsonl(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write an object a line; how many were written."""
    written = 0
    with _in_place(path) as aside, aside.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(escaped(json.dumps(row, ensure_ascii=False)) + "\n")
            written += 1
    return written


def safe_cell(value: Any) -> Any:
    """A value as a spreadsheet may hold it: numbers as numbers, text never a formula.

    What cannot be seen is taken out first, or it would hide a formula's first character.
    """
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value
    if isinstance(value, (tuple, list)):
        value = ";".join(str(item) for item in value)
    text = visible(str(value))[:CELL_LIMIT]
    return f"'{text}" if _FORMULA.match(text) else text


@contextmanager
def _in_place(path: Path) -> Iterator[Path]:
    """A file beside *path* to write into; it takes the place of *path* when all is written.

    Raises:
        FileNotFoundError: where its folder is not there; it names *path*.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    handle, name = tempfile.mkstemp(prefix=".writing-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    aside = Path(name)
    try:
        yield aside
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            written += 1
    return written


def _write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    workbook, written = _workbook(header, rows)
    workbook.save(path)
    return written


def _workbook(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> "tuple[Workbook, int]":
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("数据")
    sheet.append(list(header))
    written = 0
    for row in rows:
        sheet.append(list(row))
        written += 1
    return workbook, written
