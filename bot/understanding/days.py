"""Counting with Chinese numbers, months and holidays."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from knowledge.yaml_files import read_yaml

HOLIDAYS_FILE = Path(__file__).with_name("holidays.yaml")
NUMBER = "[0-9〇零一二两俩三仨四五六七八九十廿]{1,4}"

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "俩": 2,
    "仨": 3,
}


def number(words: str) -> int | None:
    """A whole number written in digits or in Chinese up to 99; None for anything else."""
    if words.isascii():
        return int(words) if words.isdigit() else None
    words = words.replace("廿", "二十")
    if "十" not in words:
        return _DIGITS.get(words) if len(words) == 1 else _spelled(words)
    tens, _, ones = words.partition("十")
    high, low = _DIGITS.get(tens or "一"), _DIGITS.get(ones or "零")
    return None if high is None or low is None else high * 10 + low


def _spelled(words: str) -> int | None:
    """Digit by digit: 二零二七."""
    digits = [_DIGITS.get(c) for c in words]
    return None if None in digits else int("".join(str(d) for d in digits))


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    if not (1 <= month <= 12 and 2000 <= year <= 2099):
        return None
    return date(year, month, day) if 1 <= day <= last_day(year, month) else None


def the_day(when: date | datetime) -> date:
    """The day of a time; a date is its own."""
    return when.date() if isinstance(when, datetime) else when


def last_day(year: int, month: int) -> int:
    """How many days the month has."""
    return calendar.monthrange(year, month)[1]


def month_on(day: date, months: int) -> tuple[int, int]:
    """Year and month, so many months on."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def months_on(day: date, months: int) -> date | None:
    """The same day so many months on, or the month's last where it is shorter.

    None where the calendar does not reach: 五千年前.
    """
    year, month = month_on(day, months)
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(day.day, last_day(year, month)))


def month_end(day: date, months: int = 0) -> date:
    """The last day of the month so many months on."""
    year, month = month_on(day, months)
    return date(year, month, last_day(year, month))


@dataclass(frozen=True)
class Holidays:
    """The named days by the names people use."""

    ways: Mapping[str, str]
    rest: Mapping[str, int]
    dates: Mapping[str, tuple[date, ...]]

    def coming(self, name: str, after: date) -> date | None:
        """The next such day, the day itself included."""
        return next((day for day in self.dates[name] if day >= after), None)

    def is_public(self, day: date) -> bool:
        """Whether it is one of the days off that a public holiday brings."""
        return any(
            0 <= (day - first).days < lasting
            for name, lasting in self.rest.items()
            for first in self.dates[name]
        )

    def nearest(self, after: date) -> tuple[str, date] | None:
        """The next public holiday: what "节前" and "节后" speak of."""
        coming = [(self.coming(name, after), name) for name in self.rest]
        known = [(day, name) for day, name in coming if day is not None]
        return (lambda found: (found[1], found[0]))(min(known)) if known else None


@cache
def holidays() -> Holidays:
    """The shipped calendar, read once."""
    content = read_yaml(HOLIDAYS_FILE)
    dates: dict[str, list[date]] = {name: [] for name in content["ways"]}
    for year, name, month_day in _dated(content):
        month, day = month_day.split("-")
        dates[name].append(date(year, int(month), int(day)))
    return Holidays(
        ways={way: name for name, ways in content["ways"].items() for way in ways},
        rest=content["rest"],
        dates={name: tuple(sorted(days)) for name, days in dates.items()},
    )


def _dated(
    content: Mapping[str, Mapping[int, Mapping[str, str]]],
) -> Iterator[tuple[int, str, str]]:
    for year, named in content["lunar"].items():
        for name, month_day in (dict(named) | dict(content["fixed"])).items():
            yield year, str(name), str(month_day)
