"""Dates in files: as people write them, as Excel keeps them, or refused."""

import re
from datetime import date, datetime, timedelta, timezone

from store.importing.values import (
    CellRefused,
    CellUnknown,
    cell_text,
    plain_text_of,
    quoted,
    says_nothing,
)

_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
    r"\s*(?:[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?)?"
    r"(?:[ T]\s*(?:[上下]午|凌晨|早上|晚上|[AP]M)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?"
    r"\s*(?:[AP]M)?)?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1900, 2150
_OFFICE = timezone(timedelta(hours=8))


def day(cell: object) -> date:
    """A date as Chinese files write it: 2026-11-23, 2026/11/23, 2026年11月23日, an Excel date.

    A time of day is left out; one with a zone only where the office's day is the same.
    """
    if isinstance(cell, datetime):
        return _plausible(cell.date(), cell)
    if isinstance(cell, date):
        return _plausible(cell, cell)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _of_serial(float(cell), cell)
    text = plain_text_of(cell)
    if says_nothing(text):
        raise CellUnknown(f"日期写的是“{quoted(text)}”，按未知处理")
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text), cell)
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match is None:
        raise CellRefused(f"“{quoted(cell_text(cell))}”不是日期，应如 2026-11-23")
    try:
        found = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise CellRefused(f"“{quoted(cell_text(cell))}”不是存在的日期") from error
    if match.re is _DATE and match["zone"] and _other_day(text, found):
        raise CellRefused(f"“{quoted(text)}”换算成本地时间是另一天，请只写日期")
    return _plausible(found, cell)


def _of_serial(serial: float, cell: object) -> date:
    if not 1 <= serial < 100_000:
        raise CellRefused(f"“{quoted(cell_text(cell))}”不是日期，应如 2026-11-23")
    return _plausible(_EXCEL_EPOCH + timedelta(days=int(serial)), cell)


def _plausible(found: date, cell: object) -> date:
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise CellRefused(f"“{quoted(cell_text(cell))}”不像是真的日期")
    return found


def _other_day(text: str, found: date) -> bool:
    try:
        moment = datetime.fromisoformat(text.replace(" ", "T", 1))
    except ValueError:
        return True
    return moment.astimezone(_OFFICE).date() != found
