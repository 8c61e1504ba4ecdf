"""Reading a CSV or XLSX file into rows of cells, bounded before it is opened."""

import csv
import hashlib
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from store.errors import FileRefused

Cell = str | int | float | Any
Row = Sequence[Cell]
IsHeader = Callable[[Sequence[str]], bool]
"""Whether a row is the header: whether it names what every row must have."""

MOST_BYTES = 200_000_000
MOST_UNPACKED = 150_000_000
"""Bytes a workbook may unpack to: ten times a sheet of 100,000 customers."""
MOST_PACKED_TIMES = 100
"""How often smaller a workbook's part may be packed; XML of records packs to a tenth."""
MOST_ROWS = 1_000_000
MOST_SHEET_ROWS = 200_000
"""Rows of a workbook's sheet, which take some hundred times what a CSV file's take."""
MOST_CELLS = 5_000_000
"""Cells of a sheet, and texts of a workbook."""
MOST_COLUMNS = 256
TITLE_ROWS = 12
"""Rows among which the header is looked for: title, date and remarks may stand above it."""
_DELIMITERS = (",", "\t", ";", "|", "，")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_OPENING = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,30}:)?(row|c|si)[\s/>]")
"""A row, a cell or a text of a workbook, whatever prefix its namespace has."""
_LONGEST_TAG, _CHUNK = 64, 1 << 20
_NO_ARCHIVE = (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, zlib.error)
_TOO_LONG = f"这个工作簿有一张表超过 {MOST_SHEET_ROWS // 10_000} 万行，请另存为 CSV 再导入。"
_TOO_FULL = f"这个工作簿有一张表超过 {MOST_CELLS // 10_000} 万格，请另存为 CSV 再导入。"
_DAMAGED = "无法打开这个 XLSX 文件，可能已损坏，或不是 Excel 存的。"


class HeaderMissing(FileRefused):
    """No row near the top of any sheet is a header; says what was seen instead."""


@dataclass(frozen=True)
class Table:
    """A header and the rows under it, each with its number in the file; blank rows are left out.

    `filled` are the rows that took the value of a cell merged over them.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    sha256: str
    filled: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Sheet:
    title: str
    rows: list[Row]
    filled: tuple[int, ...] = ()


def read_table(path: Path, *, is_header: IsHeader) -> Table:
    """The first sheet of *path* that has a header, by the file's extension.

    Raises:
        FileRefused: where it cannot be read or is too large.
        HeaderMissing: where no row near the top of a sheet is a header.
    """
    if not path.is_file():
        raise FileRefused(f"找不到文件：{path.name}")
    if path.stat().st_size > MOST_BYTES:
        raise FileRefused(f"文件超过 {MOST_BYTES // 1_000_000} MB，请分成几个导入。")
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    seen: list[str] = []
    for sheet in _sheets(path, content, is_header):
        at = next((n for n, row in enumerate(sheet.rows[:TITLE_ROWS]) if is_header(_said(row))), -1)
        if at >= 0:
            return _table(sheet, at, digest)
        seen += [_glimpse(sheet)] if any(map(_has_content, sheet.rows)) else []
    if not seen:
        raise FileRefused("文件是空的，没有表头。")
    raise HeaderMissing(f"看到的是：{'；'.join(seen[:3])}")


def _table(sheet: _Sheet, at: int, digest: str) -> Table:
    body = enumerate(sheet.rows[at + 1 :], start=at + 2)
    rows = tuple((number, tuple(row)) for number, row in body if _has_content(row))
    return Table(_said(sheet.rows[at]), rows, digest, sheet.filled)


def _glimpse(sheet: _Sheet) -> str:
    first = next(row for row in sheet.rows if _has_content(row))
    words = "、".join(each for each in _said(first) if each)[:60]
    return f"{sheet.title}第一行“{words}”" if sheet.title else f"第一行“{words}”"


def _said(row: Row) -> tuple[str, ...]:
    return tuple(str(cell if cell is not None else "").strip() for cell in row)


def _sheets(path: Path, content: bytes, is_header: IsHeader) -> Iterator[_Sheet]:
    suffix = path.suffix.lower()
    if suffix == ".csv":
        yield _Sheet("", _csv_rows(_decoded(content), is_header))
    elif suffix == ".xlsx":
        yield from _xlsx_sheets(content)
    else:
        raise FileRefused(f"不支持的文件类型：{suffix or path.name}，请用 .csv 或 .xlsx。")


def _csv_rows(text: str, is_header: IsHeader) -> list[Row]:
    """The rows by the delimiter under which a row is a header, else by a comma."""
    top = "".join(islice(io.StringIO(text), TITLE_ROWS))
    for delimiter in _DELIMITERS:
        if any(is_header(_said(row)) for row in _parsed(top, delimiter, strict=False)):
            return _bounded(_parsed(text, delimiter))
    return _bounded(_parsed(text, ","))


def _parsed(text: str, delimiter: str, *, strict: bool = True) -> Iterator[Row]:
    try:
        lines = io.StringIO(text, newline="")
        yield from csv.reader(lines, delimiter=delimiter, strict=strict)
    except csv.Error as error:
        raise FileRefused("CSV 格式有误：引号没有成对，或有一格太长。") from error


def _bounded(rows: Iterable[Row]) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        if len(kept) >= MOST_ROWS:
            raise FileRefused(f"超过 {MOST_ROWS} 行，请分成几个文件导入。")
        if len(row) > MOST_COLUMNS and any(cell not in (None, "") for cell in row[MOST_COLUMNS:]):
            raise FileRefused(f"第 {len(kept) + 1} 行超过 {MOST_COLUMNS} 列，请检查分隔符。")
        kept.append(row[:MOST_COLUMNS])
    return kept


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


def _xlsx_sheets(content: bytes) -> Iterator[_Sheet]:
    _check_archive(content)
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        merged = _merged_down(content)
        for number, sheet in enumerate(workbook.worksheets, start=1):
            sheet.reset_dimensions()
            rows = _bounded(sheet.iter_rows(values_only=True))
            yield _filled(sheet.title, rows, merged.get(number, ()))
        workbook.close()
    except FileRefused:
        raise
    except Exception as error:  # a hostile workbook fails in any part of the library that reads it
        raise FileRefused(_DAMAGED) from error


def _check_archive(content: bytes) -> None:
    """Refuse what would unpack to more than any list of customers, before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            packed = sum(part.compress_size for part in parts)
            if unpacked > MOST_UNPACKED or unpacked > MOST_PACKED_TIMES * max(packed, 10_000):
                raise FileRefused("这个工作簿解开后太大，请删去空行、图片和多余的表后另存。")
            _check_sheets(archive)
    except _NO_ARCHIVE as error:
        raise FileRefused(_DAMAGED) from error


def _check_sheets(archive: zipfile.ZipFile) -> None:
    """Refuse a workbook of too many rows, cells or texts before one of them is read."""
    for part in archive.infolist():
        if not part.filename.startswith(("xl/worksheets/", "xl/sharedStrings")):
            continue
        with archive.open(part) as stream:
            _count_cells(stream)


def _count_cells(stream: IO[bytes]) -> None:
    seen: Counter[bytes] = Counter()
    rest = b""
    while chunk := stream.read(_CHUNK):
        piece = rest + chunk
        cut = max(piece.rfind(b"<"), 0)
        seen.update(_OPENING.findall(piece, 0, cut))
        rest = piece[cut : cut + _LONGEST_TAG]
        if why := too_much(rows=seen[b"row"], cells=max(seen[b"c"], seen[b"si"])):
            raise FileRefused(why)


def too_much(*, rows: int, cells: int) -> str | None:
    """Why a sheet of so many rows, and cells or texts, is not read; None where it is."""
    if rows > MOST_SHEET_ROWS:
        return _TOO_LONG
    return _TOO_FULL if cells > MOST_CELLS else None


def _merged_down(content: bytes) -> dict[int, list[tuple[int, int, int]]]:
    """Cells merged over rows, by sheet: column, first row, last row; all counted from 0."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            sheet = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if sheet is None:
                continue
            for left, top, right, bottom in _MERGED.findall(archive.read(name)):
                if left == right and int(top) < int(bottom) <= MOST_ROWS:
                    place = (_column(left), int(top) - 1, int(bottom) - 1)
                    found.setdefault(int(sheet[1]), []).append(place)
    if sum(last - first for places in found.values() for _, first, last in places) > MOST_ROWS:
        raise FileRefused("这个工作簿的合并单元格太多，请取消合并后另存。")
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _filled(title: str, rows: list[Row], merged: Iterable[tuple[int, int, int]]) -> _Sheet:
    """A cell merged over several rows is every row's."""
    filled: set[int] = set()
    for column, first, last in merged:
        if first >= len(rows) or column >= len(rows[first]):
            continue
        for at in range(first + 1, min(last + 1, len(rows))):
            row = list(rows[at])
            row += [None] * (column + 1 - len(row))
            row[column] = rows[first][column]
            rows[at] = row
            filled.add(at + 1)
    return _Sheet(title, rows, tuple(sorted(filled)))


def _has_content(row: Row) -> bool:
    return any(cell is not None and str(cell).strip() for cell in row)
