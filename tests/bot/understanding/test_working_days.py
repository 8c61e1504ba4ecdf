"""Working days: as announced, with make-up days; else weekdays without the public holidays."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.working_days import first_day_back, is_working_day, working_days_on

ANNOUNCED = [
    (date(2026, 9, 30), 1, date(2026, 10, 8)),
    (date(2026, 10, 8), 2, date(2026, 10, 10)),  # a Saturday, worked for the holiday before it
    (date(2026, 10, 10), 1, date(2026, 10, 12)),
    (date(2026, 2, 13), 2, date(2026, 2, 24)),
    (date(2026, 11, 23), 5, date(2026, 11, 30)),
    (date(2026, 11, 23), 0, date(2026, 11, 23)),
]
NOT_ANNOUNCED = [
    (date(2035, 12, 31), date(2036, 1, 2)),  # New Year's Day itself is off
    (date(2036, 1, 25), date(2036, 2, 4)),  # the Spring Festival's week, then Monday
    (date(2036, 6, 6), date(2036, 6, 9)),
]


@pytest.mark.parametrize(("day", "count", "expected"), ANNOUNCED)
def test_so_many_working_days_on(day: date, count: int, expected: date) -> None:
    assert working_days_on(day, count) == expected


@pytest.mark.parametrize(("day", "expected"), NOT_ANNOUNCED)
def test_a_year_nobody_has_announced_goes_by_weekdays_and_holidays(
    day: date, expected: date
) -> None:
    assert working_days_on(day, 1) == expected


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 14), True),
        (date(2026, 2, 15), False),
        (date(2026, 5, 9), True),
        (date(2026, 5, 10), False),
    ],
)
def test_a_make_up_day_is_worked(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_the_first_day_back_is_the_one_after_the_whole_holiday() -> None:
    assert first_day_back(date(2026, 2, 17)) == date(2026, 2, 24)
    assert first_day_back(date(2026, 9, 25)) == date(2026, 9, 28)
