"""Working days as the State Council announces them, make-up days at weekends among them.

The announced calendar comes with chinesecalendar, a year at a time (up to 2026 in 1.11). For a
year not announced yet, Monday to Friday count but for the public holidays of `holidays.yaml`;
which weekends will be worked is not known then.
"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar

from bot.understanding.days import holidays

_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Whether offices work on that day."""
    try:
        announced: bool = chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() < 5 and not holidays().is_public(day)
    return announced


def working_days_on(day: date, count: int) -> date:
    """So many working days on, or back where below 0; the day itself does not count."""
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left > 0:
        day += step
        left -= is_working_day(day)
    return day


def first_day_back(holiday: date) -> date:
    """The first working day after a holiday."""
    return working_days_on(holiday, 1)
