"""Reading a CSV or XLSX file into rows of cells."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store.errors import FileRefused

Cell = str | int | float | Any


@dataclass(frozen=True)
class Table:
    """A header and the rows under it, each with its number in the file; blank rows are left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    sha256: str


def read_table(path: Path) -> Table:
    """The first sheet of *path*, by its extension; raises FileRefused if it cannot be read."""
    if not path.is_file():
        raise FileRefused(f"找不到文件：{path.name}")
    suffix = path.suffix.lower()
    content = path.read_bytes()
    if suffix == ".csv":
        rows = list(_csv_rows(content))
    elif suffix == ".xlsx":
        rows = list(_xlsx_rows(content))
    else:
        raise FileRefused(f"不支持的文件类型：{suffix or path.name}，请用 .csv 或 .xlsx。")
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if _has_content(row)]
    if not numbered:
        raise FileRefused("文件是空的，没有表头。")
    (_, header), *body = numbered
    return Table(
        header=tuple(str(cell if cell is not None else "").strip() for cell in header),
        rows=tuple((number, tuple(row)) for number, row in body),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _csv_rows(content: bytes) -> Iterator[Sequence[Cell]]:
    text = _decoded(content)
    first_line = text.split("\n", 1)[0]
    delimiter = "\t" if first_line.count("\t") > first_line.count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise FileRefused("CSV 格式有误：引号没有成对，或含有非法字符。") from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text
    raise FileRefused("无法识别文件编码，请另存为 UTF-8 或 GB18030 编码的 CSV。")


def _xlsx_rows(content: bytes) -> Iterator[Sequence[Cell]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise FileRefused("无法打开这个 XLSX 文件，可能已损坏。") from error
    sheet = workbook.worksheets[0]
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=True)
    workbook.close()


def _has_content(row: Iterable[Cell]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in row)
