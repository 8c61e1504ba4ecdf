"""A call report read: did it take place, how, what was said, what comes next.

The times are read by rule, and which of them is which is learnt; so are the channel, what is
objected to, complained of, refused and promised, clause by clause. Needs are found by pattern, and
whether the customer still has one is learnt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.understanding.contents import channel_of, what_is_said
from bot.understanding.days import the_day
from bot.understanding.follow_up import Promise, wording_of_promise
from bot.understanding.moments import Moment
from bot.understanding.reports.features import (
    channel_row,
    clause_row,
    need_row,
    note_row,
    promise_row,
    time_row,
)
from bot.understanding.reports.happened import took_place
from bot.understanding.reports.parts import Parts, parts_of
from bot.understanding.reports.quiet import sounds_quiet, wants_quiet
from bot.understanding.reports.weights import Task, Weights, shipped

OBJECTIONS = (
    "price",
    "yield",
    "liquidity",
    "volatility",
    "competitor",
    "process",
    "no_need",
    "trust",
)
_EXACTLY = re.compile(r"(?:具体|准确|确切)(?:时间|日子)?(?:是|就|定在|在|说是|:)*$")
LEAST = {"promise": -1.2, "need": 0.0, "next": 0.8}
"""The log-odds from which each is taken to be said; of the next contact, above any other role."""
SAID = {"objection": 0.9, "complaint": 0.5, "opt_out": 0.2}
UNSAID = {"objection": 2.5, "complaint": 2.0, "opt_out": 0.5}
"""The same for what a clause shows: with the turn of phrase for it, and without."""


@dataclass(frozen=True)
class Objection:
    """What the customer objects to: its kind by the names of `objections.yaml`, and as said."""

    kind: str
    words: str


@dataclass(frozen=True)
class Report:
    """A call report read.

    `took_place` is the day of the contact, or its time where a clock was told; None where there
    was none. `stated` names the fields the words say themselves; the others are inferred.
    `complaint` is small, large or public.
    """

    took_place: date | datetime | None
    channel: str
    follow_up: date | datetime | None
    plan: Moment | None
    objections: tuple[Objection, ...]
    needs: tuple[str, ...]
    promises: tuple[Promise, ...]
    complaint: str | None
    opt_out: bool
    stated: frozenset[str]


def report_of(
    text: str,
    *,
    now: datetime,
    customer_span: tuple[int, int] | None,
    weights: Weights | None = None,
) -> Report:
    """Read a report; `now` is aware, `customer_span` is where the customer is named in it."""
    parts = parts_of(text, now=now, customer_span=customer_span)
    return read_parts(parts, weights if weights is not None else shipped())


def read_parts(parts: Parts, weights: Weights) -> Report:
    """Read a report taken apart."""
    was, plan = _times(parts, weights)
    row = note_row(parts, plan)
    told = took_place(parts.wording.plain)
    happened = weights["happened"].likeliest(row) == "yes" if told is None else told
    channel = weights["channel"].likeliest(channel_row(parts, plan))
    when = (was[1] if was else parts.now.date()) if happened else None
    complaint = _complaint(parts, weights)
    stated = {"took_place"} if happened and was else set()
    stated |= {"channel"} if _names(parts, channel) else set()
    return Report(
        took_place=when,
        channel=channel,
        follow_up=plan.when if plan else None,
        plan=plan,
        objections=_objections(parts, weights, grieved=complaint is not None),
        needs=_needs(parts, weights),
        promises=_promises(parts, weights),
        complaint=complaint,
        opt_out=_opts_out(parts, weights),
        stated=frozenset(stated),
    )


def _names(parts: Parts, channel: str) -> bool:
    """Whether the words name the channel themselves."""
    return channel != "unknown" and channel_of(parts.clauses, ()) == channel


def _times(
    parts: Parts, weights: Weights
) -> tuple[tuple[Moment, date | datetime] | None, Moment | None]:
    """When it was, with the time it is said by, and the next contact."""
    odds = [weights["time"].odds(time_row(parts, at)) for at in range(len(parts.times))]
    coming = [
        (each["next"], -at)
        for at, each in enumerate(odds)
        if each["next"] > max(each["none"], each["was"]) + LEAST["next"]
        and not parts.is_over(parts.times[at])
        and parts.times[at].against is None
    ]
    plan = _exactly(parts, -max(coming)[1]) if coming else None
    gone = [
        (each["was"], -at)
        for at, each in enumerate(odds)
        if parts.backs[at] is not None
        and at != plan
        and each["was"] > max(each["none"], each["next"])
    ]
    was = -max(gone)[1] if gone else None
    return (
        _joined(parts, was, [-at for _, at in gone]) if was is not None else None,
        parts.times[plan] if plan is not None else None,
    )


def _exactly(parts: Parts, plan: int) -> int:
    """The time a next contact is said by at last: 中旬再说，具体16号晚上七点."""
    for at in range(plan + 1, len(parts.times)):
        moment = parts.times[at]
        before = parts.wording.plain[parts.times[at - 1].end : moment.start]
        if _EXACTLY.search(before) and not parts.is_over(moment) and moment.against is None:
            return at
    return plan


def _joined(parts: Parts, at: int, others: list[int]) -> tuple[Moment, date | datetime]:
    """When it was: an hour goes with a day told apart from it (昨天的忘了记，上午九点见了)."""
    days = {the_day(back) for other in others if (back := parts.backs[other]) is not None}
    clocks = [back for other in others if isinstance(back := parts.backs[other], datetime)]
    clock = clocks[0] if clocks else None
    if len(clocks) == 1 and clock is not None and days:
        day = min(days)
        return parts.times[at], datetime.combine(day, clock.timetz())
    return parts.times[at], parts.backs[at] or parts.now.date()


def _complaint(parts: Parts, weights: Weights) -> str | None:
    if not _shows(parts, weights, "complaint"):
        return None
    return weights["level"].likeliest(note_row(parts, None))


def _shows(parts: Parts, weights: Weights, what: str) -> bool:
    """Whether any clause shows it: a complaint."""
    return any(margin > 0 for margin, _ in _margins(parts, weights[what], what, what))


def _opts_out(parts: Parts, weights: Weights) -> bool:
    """Whether the customer wants to be left alone: said outright, or shown by a clause."""
    if any(wants_quiet(clause.text) for clause in parts.clauses):
        return True
    shown = _margins(parts, weights["opt_out"], "opt_out", "opt_out")
    return any(margin > 0 and not _only_sounds_quiet(parts, -at) for margin, at in shown)


def _only_sounds_quiet(parts: Parts, at: int) -> bool:
    """Whether a clause owes what it shows to words that are no wish: its own, or those beside."""
    near = range(max(0, at - 1), at + 2) if "opt_out" not in parts.signs[at] else (at,)
    return any(sounds_quiet(parts.clauses[n].text) for n in near if n < len(parts.clauses))


def _objections(parts: Parts, weights: Weights, *, grieved: bool) -> tuple[Objection, ...]:
    """What is objected to; a loss complained of is no fear of losses."""
    found = []
    for kind in OBJECTIONS:
        if grieved and kind == "volatility":
            continue
        shown = _margins(parts, weights[f"objection:{kind}"], "objection", f"objects:{kind}")
        margin, at = max(shown, default=(-9.0, 0))
        if margin > 0:
            words = what_is_said(parts.wording.text, parts.clauses[-at])
            found.append((-at, Objection(kind, words)))
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))


def _margins(parts: Parts, task: Task, what: str, sign: str) -> Iterator[tuple[float, int]]:
    """How surely each clause shows it; less is asked of one that has the turn of phrase for it."""
    for at in range(len(parts.clauses)):
        least = SAID[what] if sign in parts.signs[at] else UNSAID[what]
        yield task.odds(clause_row(parts, at))["yes"] - least, -at


def _needs(parts: Parts, weights: Weights) -> tuple[str, ...]:
    """The tags of what the customer wants and has not got, in the order they are spoken of."""
    found: dict[str, None] = {}
    for at, tags in enumerate(parts.needs):
        for tag in tags:
            if weights["need"].odds(need_row(parts, at, tag))["yes"] > LEAST["need"]:
                found.setdefault(tag)
    return tuple(found)


def _promises(parts: Parts, weights: Weights) -> tuple[Promise, ...]:
    says = [_promiser(parts, weights, at) for at in range(len(parts.clauses))]
    found: list[Promise] = []
    at = 0
    while at < len(says):
        last = at
        while last + 1 < len(says) and says[last + 1] == says[at] != "none":
            last += 1
        if says[at] != "none":
            words = parts.wording.text[parts.clauses[at].start : parts.clauses[last].end]
            found.append(Promise(wording_of_promise(words), _due(parts, at, last), says[at]))
        at = last + 1
    return tuple(found)


def _promiser(parts: Parts, weights: Weights, at: int) -> str:
    """Who promises something in a clause, if anybody."""
    odds = weights["promise"].odds(promise_row(parts, at))
    who = "rm" if odds["rm"] >= odds["customer"] else "customer"
    return who if odds[who] > LEAST["promise"] else "none"


def _due(parts: Parts, first: int, last: int) -> date | datetime | None:
    """By when: a time to come in the clauses, else in the one right after them."""
    for place in (range(first, last + 1), (last + 1,)):
        for moment in parts.times:
            if parts.clause_of(moment) in place and not moment.is_past(parts.now):
                return moment.when
    return None
