"""A birthday as staff say it: with its year, without, or of the lunar calendar."""

from __future__ import annotations

import re
from datetime import date

LUNAR = re.compile("农历|阴历|初|腊月|正月")
_FULL_DAY = re.compile(r"(?:\d{4})\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")


def spoken_day(value: str, *, known: date | None) -> str | None:
    """A birthday as said, as a date; the year is the known one where none is said.

    None where it has no year and none is known, or is of the lunar calendar.
    """
    if LUNAR.search(value):
        return None
    if _FULL_DAY.search(value):
        return value
    found = _MONTH_DAY.search(value)
    if found is None or known is None:
        return None
    return f"{known.year}-{found[1]}-{found[2]}"
