"""What the learnt readers of a call report see: character n-grams hashed to buckets, and shapes.

A row is a mapping of bucket to weight. Whole notes, single clauses and single times are rows alike;
the training and the reading use the same functions, so that both see the same numbers.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.understanding.contents import channel_of
from bot.understanding.follow_up import sounds_promised, sounds_unpromised, tie
from bot.understanding.moments import Moment
from bot.understanding.reports.parts import Parts, Row
from bot.understanding.reports.scenes import scene_of
from bot.understanding.reports.turns import rank_among, turns_around

BUCKETS = 1 << 13
_LONGEST = 400
_NEAR = 14
"""Characters on each side of a time that are looked at closely."""
_SHAPE = 0.5
"""What a shape weighs beside the n-grams, whose row has length one."""
_DIGITS = re.compile(r"\d+")


def note_row(parts: Parts, plan: Moment | None) -> Row:
    """A whole note: its n-grams, and what the patterns make of it; `plan` is the next contact."""
    tight = parts.wording.tight[:_LONGEST]
    plans = [plan] if plan is not None else []
    shapes = [f"channel:{channel_of(parts.clauses, plans)}"] * 2
    shapes += [f"anyway:{channel_of(parts.clauses, ())}", f"plan:{plan is not None}"]
    shapes += sorted({sign for signs in parts.signs for sign in signs})
    shapes += [f"first:{sign}" for sign in sorted(parts.signs[0] if parts.signs else ())]
    shapes += [f"long:{min(len(tight) // 15, 6)}", f"times:{min(len(parts.times), 3)}"]
    return _row(_grams(tight, 4), shapes)


def channel_row(parts: Parts, plan: Moment | None) -> Row:
    """A whole note, for how the contact was made: what is told apart from what lies ahead."""
    plans = [plan] if plan is not None else []
    shapes = [f"channel:{channel_of(parts.clauses, plans)}"]
    shapes += [f"anyway:{channel_of(parts.clauses, ())}", f"plan:{plan is not None}"]
    shapes += [f"long:{min(len(parts.wording.tight) // 15, 6)}"]
    grams: list[str] = []
    shown: list[tuple[str, str]] = []
    for at, clause in enumerate(parts.clauses):
        scene = scene_of(re.sub(r"\s+", "", clause.text))
        when = "ahead" if _lies_ahead(parts, at, plan) else "told"
        grams += _grams(scene.covered, 4, when)
        shown += [(when, kind) for kind in scene.kinds]
    return _row(grams, [*shapes, *_shown(shown)])


def _lies_ahead(parts: Parts, at: int, plan: Moment | None) -> bool:
    """Whether a clause speaks of what is still to come, by its times and its turns of phrase."""
    if plan is not None and parts.clause_of(plan) == at:
        return True
    if at in parts.coming_in:
        return True
    return not parts.signs[at].isdisjoint(("promised", "planned"))


def _shown(shown: list[tuple[str, str]]) -> Iterator[str]:
    """Which channels a note shows, in what is told and in what lies ahead, and which first."""
    yield from sorted({f"{when}:{kind}" for when, kind in shown})
    told = [kind for when, kind in shown if when == "told"]
    yield f"told first:{told[0] if told else None}"
    yield f"first shown:{shown[0][1] if shown else None}"
    yield f"told all:{sorted(set(told))}"
    kinds = {kind for _, kind in shown}
    if len(kinds) < 2:
        yield f"only:{kinds or None}"


def clause_row(parts: Parts, at: int) -> Row:
    """One clause with its neighbours' edges, for what is objected to, promised, complained of."""
    if at not in parts.rows:
        parts.rows[at] = _clause_row(parts, at)
    return parts.rows[at]


def _clause_row(parts: Parts, at: int) -> Row:
    words = parts.clauses[at].text
    before = parts.clauses[at - 1].text if at else "^"
    last = at + 1 == len(parts.clauses)
    after = "$" if last else parts.clauses[at + 1].text
    shapes = sorted(parts.signs[at])
    shapes += [f"before:{sign}" for sign in sorted(parts.signs[at - 1] if at else ())]
    grams = [*_grams(words, 4), *_grams(before[-8:], 2, "<"), *_grams(after[:8], 2, ">")]
    return _row(grams, shapes)


def promise_row(parts: Parts, at: int) -> Row:
    """A clause, for whether something is promised in it and by whom."""
    words = parts.clauses[at].text
    shapes = [f"promised:{sounds_promised(words)}", f"unpromised:{sounds_unpromised(words)}"]
    shapes += [f"timed:{any(parts.clause_of(each) == at for each in parts.times)}"]
    shapes += [f"after:{sign}" for sign in _after(parts, at)]
    return _with(clause_row(parts, at), shapes)


def need_row(parts: Parts, at: int, tag: str) -> Row:
    """A clause that speaks of a need, for whether the customer has it still."""
    others = sum(tag in tags for tags in parts.needs)
    shapes = [f"need:{tag}", f"again:{min(others, 3)}", *(f"after:{s}" for s in _after(parts, at))]
    return _with(clause_row(parts, at), shapes)


def _with(row: Row, shapes: Iterable[str]) -> Row:
    """A row with further shapes."""
    more = dict(row)
    for bucket, weight in _row((), shapes).items():
        more[bucket] = more.get(bucket, 0.0) + weight
    return more


def time_row(parts: Parts, index: int) -> Row:
    """One time among what is said around it: was it then, is it the next contact, or neither."""
    moment = parts.times[index]
    plain, place = parts.wording.plain, parts.clause_of(moment)
    left, right = plain[max(0, moment.start - _NEAR) : moment.start], plain[moment.end :][:_NEAR]
    words = plain[moment.start : moment.end]
    clause = parts.clauses[place].text if place is not None else ""
    grams = [*_grams(left, 3, "<"), *_grams(right, 3, ">"), *_grams(words, 2, "@")]
    grams += [*_grams(left[-4:], 3, "<<"), *_grams(right[:5], 3, ">>"), *_grams(clause, 2, "=")]
    shapes = list(_time_shapes(parts, moment, index))
    shapes += [*turns_around(parts, index), *rank_among(parts, index)]
    shapes += sorted(parts.signs[place]) if place is not None else []
    shapes += [f"after:{sign}" for sign in _after(parts, place)] if place is not None else []
    return _row(grams, shapes)


def _time_shapes(parts: Parts, moment: Moment, index: int) -> Iterator[str]:
    plain = parts.wording.plain
    yield f"days:{_span((moment.day - parts.now.date()).days)}"
    yield f"past:{moment.is_past(parts.now)}"
    yield f"was:{parts.backs[index] is not None}"
    yield f"clock:{isinstance(moment.when, datetime)}"
    yield f"until:{moment.deadline}"
    yield f"tie:{round(tie(moment, parts.clauses))}"
    yield f"nth:{min(index, 3)}"
    yield f"left:{min(len(parts.times) - index, 3)}"
    yield f"at:{moment.start * 5 // max(1, len(plain))}"
    yield f"ends:{not plain[moment.end :].strip(' ,吧了哦啊')}"
    if any("unsettled" in signs for signs in parts.signs):
        yield "unsettled"
    if any("untold" in signs for signs in parts.signs):
        yield "untold"


def _after(parts: Parts, at: int) -> list[str]:
    return sorted(parts.signs[at + 1]) if at + 1 < len(parts.clauses) else []


def _span(days: int) -> str:
    bounds = ((-1, "past"), (0, "today"), (1, "next"), (7, "week"), (31, "month"))
    return next((name for most, name in bounds if days <= most), "far")


def _grams(words: str, longest: int, mark: str = "") -> Iterator[str]:
    plain = "^" + _DIGITS.sub("0", re.sub("◇+", "◇", re.sub(r"\s+", ",", words))) + "$"
    for n in range(1, longest + 1):
        for at in range(len(plain) - n + 1):
            yield mark + plain[at : at + n]


def _row(grams: Iterable[str], shapes: Iterable[str]) -> Row:
    buckets = {zlib.crc32(gram.encode()) % BUCKETS for gram in grams}
    row = dict.fromkeys(buckets, len(buckets) ** -0.5 if buckets else 0.0)
    for shape in shapes:
        bucket = zlib.crc32(f"#{shape}".encode()) % BUCKETS
        row[bucket] = row.get(bucket, 0.0) + _SHAPE
    return row
