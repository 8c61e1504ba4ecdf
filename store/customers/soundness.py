"""Rows that stand in the store and should not: brought within bounds, or left out one by one.

Imports refuse them, but a store may hold what an earlier release or a hand at the database wrote. A
time at the calendar's end is moved to where no sum over it fails; a row that cannot be read at all
costs nobody but its own customer an answer.
"""

import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from store.errors import StoreError

T = TypeVar("T")
UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError)
"""What reading a row raises that holds what its columns cannot."""
BATCH = 500
"""Ids one statement may ask for."""
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
_log = logging.getLogger(__name__)


class RecordUnreadable(StoreError):
    """The customer's rows hold what no record can."""

    def __init__(self, customer_id: str) -> None:
        super().__init__(f"客户 {customer_id[:64]} 的记录有一格读不出来，请联系管理员核对。")


@dataclass(frozen=True)
class Readable(Generic[T]):
    """What could be read, in order, and the ids of what could not."""

    rows: tuple[T, ...]
    unreadable: tuple[str, ...] = ()


def read_each(ids: Sequence[str], read: Callable[[Sequence[str]], Sequence[T]]) -> Readable[T]:
    """What *read* returns for *ids*, without those it fails on; logged by id.

    A batch is read at once while none in it fails, else half and half.
    """
    if len(ids) <= BATCH:
        try:
            return Readable(tuple(read(ids)) if ids else ())
        except UNREADABLE as error:
            if len(ids) == 1:
                _log.warning("row_unreadable id=%.64s error=%s", ids[0], type(error).__name__)
                return Readable((), (ids[0],))
    half = len(ids) // 2
    first, second = read_each(ids[:half], read), read_each(ids[half:], read)
    return Readable((*first.rows, *second.rows), (*first.unreadable, *second.unreadable))


def sound(value: Any) -> Any:
    """A value as read; a day or time outside the years 1000 to 9000 is moved to their edge."""
    if isinstance(value, date) and not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        edge = _FIRST_YEAR if value.year < _FIRST_YEAR else _LAST_YEAR
        return value.replace(year=edge, day=min(value.day, 28))
    return value


def number(value: Any) -> Any:
    """A number as read; unknown where it is none, or none that can be counted with."""
    return value if isinstance(value, (int, float)) and math.isfinite(value) else None


def words(values: Sequence[Any]) -> tuple[str, ...]:
    """A list of words as kept in JSON.

    Raises:
        TypeError: where it is no list, or holds anything but words.
    """
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise TypeError("not a list of words")
    return tuple(values)
