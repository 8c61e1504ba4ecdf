"""A note taken apart once: its words, clauses, times, and the turns of phrase in each clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from bot.understanding.clock import PART
from bot.understanding.contents import needs_of, objection_kinds
from bot.understanding.cues import named_patterns
from bot.understanding.days import holidays
from bot.understanding.follow_up import tie
from bot.understanding.moments import Moment, moments
from bot.understanding.past import looked_back
from bot.understanding.wording import Clause, Wording, clause_at, read_wording
from bot.understanding.working_days import first_day_back

Row = dict[int, float]
MOST_CLAUSES = 150
"""Nobody tells more in one message; what stands behind is kept word for word all the same."""
_ENDS = (("早", 11), ("上午", 12), ("中午", 14), ("下午", 19))
"""Parts of the day and the hour each is over."""
_PART_ALONE = re.compile(rf"(?:{PART})")
_AFTER_FEAST = re.compile(r"(?:过完?|放完)?节(?:完)?(?:之|以)?后|(?:放)?假(?:后|完)")


@dataclass(frozen=True)
class Parts:
    """A note taken apart. `times` are in order, `named` those that name a day or an hour."""

    wording: Wording
    clauses: tuple[Clause, ...]
    named: tuple[Moment, ...]
    times: tuple[Moment, ...]
    now: datetime
    rows: dict[int, Row] = field(default_factory=dict, compare=False)
    """The clauses' features as far as they were asked for (`features.clause_row`)."""

    @cached_property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """The needs that each clause speaks of."""
        return tuple(needs_of(clause.text) for clause in self.clauses)

    @cached_property
    def signs(self) -> tuple[frozenset[str], ...]:
        """The turns of phrase of each clause, by the names of `signs.yaml` and the objections."""
        return tuple(frozenset(_signs(clause)) for clause in self.clauses)

    @cached_property
    def backs(self) -> tuple[date | datetime | None, ...]:
        """What each time was, where it can have been."""
        plain = self.wording.plain
        return tuple(
            looked_back(plain[each.start : each.end], each, now=self.now) for each in self.times
        )

    @cached_property
    def ties(self) -> tuple[float, ...]:
        """How surely each time is the next contact, by the verbs around it."""
        return tuple(tie(each, self.clauses) for each in self.times)

    @cached_property
    def ahead(self) -> tuple[int, ...]:
        """Which of the times are to come."""
        return tuple(at for at, each in enumerate(self.times) if not each.is_past(self.now))

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """How many times to come are tied more surely than each, or as surely and said before."""
        keys = sorted((self.ties[at], -at) for at in self.ahead)
        return tuple(
            len(keys) - bisect_right(keys, (sure, -at)) for at, sure in enumerate(self.ties)
        )

    @cached_property
    def coming_in(self) -> frozenset[int | None]:
        """The clauses that name a time to come."""
        return frozenset(
            self.clause_of(self.times[at]) for at in self.ahead if self.backs[at] is None
        )

    def is_over(self, moment: Moment) -> bool:
        """Whether it lies before now, by its part of the day too: 上午, said at three."""
        if moment.is_past(self.now):
            return True
        words = self.wording.plain[moment.start : moment.end]
        ends = next((hour for part, hour in _ENDS if part in words), 24)
        today = not isinstance(moment.when, datetime) and moment.when == self.now.date()
        return today and self.now.hour >= ends

    def clause_of(self, moment: Moment) -> int | None:
        """The clause a time stands in."""
        return clause_at(self.clauses, moment.start)


def parts_of(text: str, *, now: datetime, customer_span: tuple[int, int] | None) -> Parts:
    """Take a note apart; `now` is aware, `customer_span` where the customer is named."""
    wording = read_wording(text, customer_span)
    clauses = wording.clauses()[:MOST_CLAUSES]
    found = moments(wording.plain, now=now)
    alone = _parts_of_day(clauses, found, now)
    end = clauses[-1].end if clauses else 0
    every = (*_after_named(wording.plain, found), *alone)
    times = sorted((each for each in every if each.start < end), key=_start)
    return Parts(wording, clauses, tuple(found), tuple(times), now)


def _start(moment: Moment) -> int:
    return moment.start


def _parts_of_day(
    clauses: tuple[Clause, ...], found: list[Moment], now: datetime
) -> Iterator[Moment]:
    """ "下午再拨": today, where a clause begins with nothing but a part of the day."""
    taken = [(each.start, each.end) for each in found]
    for clause in clauses:
        part = _PART_ALONE.search(clause.text[:6])
        if part is None:
            continue
        start, end = clause.start + part.start(), clause.start + part.end()
        if not any(start < last and first <= end for first, last in taken):
            yield Moment(start, end, now.date())


def _after_named(plain: str, found: list[Moment]) -> Iterator[Moment]:
    """Times in which "节后" is after the holiday named before it."""
    feast: date | None = None
    for each in found:
        words = plain[each.start : each.end]
        if feast is not None and _AFTER_FEAST.fullmatch(words):
            yield Moment(each.start, each.end, first_day_back(feast))
            continue
        if any(words.startswith(name) for name in holidays().ways):
            feast = each.day
        yield each


def _signs(clause: Clause) -> Iterator[str]:
    for name, pattern in named_patterns("reports/signs").items():
        if pattern.search(clause.text):
            yield name
    for kind in objection_kinds((clause,)):
        yield f"objects:{kind}"
